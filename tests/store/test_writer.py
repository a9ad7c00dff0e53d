"""One writer: its commits are shared, its failures are not, and nobody waits for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

import apsw
import pytest

from slm.errors import StoreError
from slm.store.database import connect
from slm.store.writer import Writer


@pytest.fixture
def writer(tmp_path):
    writer = Writer(tmp_path / "memory.db")
    writer.connection.execute("CREATE TABLE notes (text TEXT UNIQUE)")
    writer.start()
    yield writer
    writer.close()


def note(text):
    return lambda db: db.execute("INSERT INTO notes VALUES (?)", (text,))


def notes(tmp_path):
    db = apsw.Connection(str(tmp_path / "memory.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return sorted(text for (text,) in db.execute("SELECT text FROM notes"))
    finally:
        db.close()


class Held:
    """A job that keeps the writer busy until it is let go, so that others gather behind it."""

    def __init__(self):
        self.begun = threading.Event()
        self.free = threading.Event()

    def __call__(self, db):
        self.begun.set()
        assert self.free.wait(10)


def gather(writer, pool, jobs):
    """Have all of `jobs` wait behind one that is held, then let them go; what became of each."""
    held = Held()
    first = pool.submit(writer.write, held)
    assert held.begun.wait(10)
    waiting = [pool.submit(writer.write, job) for job in jobs]
    while writer._jobs.qsize() < len(jobs):
        threading.Event().wait(0.001)
    held.free.set()
    first.result(10)
    return [one.exception(10) or one.result() for one in waiting]


def test_twenty_concurrent_writes_share_their_commits(writer, tmp_path):
    commits = []
    writer.connection.set_commit_hook(lambda: bool(commits.append(1)))
    with ThreadPoolExecutor(21) as pool:
        gather(writer, pool, [note(f"note {number}") for number in range(20)])
    writer.connection.set_commit_hook(None)

    assert len(notes(tmp_path)) == 20
    assert len(commits) < 20


def test_what_a_job_returns_is_returned(writer):
    assert writer.write(lambda db: db.execute("SELECT 6 * 7").get) == 42


def test_what_is_acknowledged_is_seen_by_any_other_connection(writer, tmp_path):
    writer.write(note("kettle"))

    assert notes(tmp_path) == ["kettle"]


def test_a_job_that_fails_spoils_no_other(writer, tmp_path):
    def half(db):
        note("half")(db)
        raise ValueError("no more")

    with ThreadPoolExecutor(9) as pool:
        outcomes = gather(
            writer, pool, [note("one"), half, note("two"), note("one"), note("three")]
        )

    assert [type(outcome).__name__ for outcome in outcomes] == [
        "Cursor", "ValueError", "Cursor", "ConstraintError", "Cursor",
    ]  # fmt: skip
    assert notes(tmp_path) == ["one", "three", "two"]


def test_a_commit_that_fails_reaches_every_caller_and_keeps_nothing(writer, tmp_path):
    writer.connection.set_commit_hook(lambda: True)  # SQLite's own way to refuse a commit
    with ThreadPoolExecutor(6) as pool:
        held = Held()
        first = pool.submit(writer.write, held)
        assert held.begun.wait(10)
        waiting = [pool.submit(writer.write, note(f"note {number}")) for number in range(5)]
        while writer._jobs.qsize() < 5:
            threading.Event().wait(0.001)
        held.free.set()
        failures = [one.exception(10) for one in (first, *waiting)]
    writer.connection.set_commit_hook(None)

    assert None not in failures
    assert notes(tmp_path) == []


def test_after_a_failed_commit_the_next_write_works(writer, tmp_path):
    writer.connection.set_commit_hook(lambda: True)
    with pytest.raises(apsw.ConstraintError):
        writer.write(note("lost"))
    writer.connection.set_commit_hook(None)
    writer.write(note("kept"))

    assert notes(tmp_path) == ["kept"]


def test_closing_finishes_what_is_waiting(writer, tmp_path):
    with ThreadPoolExecutor(11) as pool:
        held = Held()
        pool.submit(writer.write, held)
        assert held.begun.wait(10)
        waiting = [pool.submit(writer.write, note(f"note {number}")) for number in range(9)]
        while writer._jobs.qsize() < 9:
            threading.Event().wait(0.001)
        closing = pool.submit(writer.close)
        held.free.set()
        closing.result(10)
        for one in waiting:
            one.result(10)

    assert len(notes(tmp_path)) == 9


def test_a_write_after_the_end_is_refused(writer):
    writer.close()

    with pytest.raises(StoreError, match="being closed"):
        writer.write(note("late"))


def test_a_write_at_the_very_end_is_kept_or_refused_but_never_waits(tmp_path):
    for number in range(30):
        folder = tmp_path / str(number)
        writer = Writer(folder / "memory.db")
        writer.connection.execute("CREATE TABLE notes (text TEXT UNIQUE)")
        writer.start()
        with ThreadPoolExecutor(4) as pool:
            written = [pool.submit(writer.write, note(f"note {one}")) for one in range(3)]
            writer.close()
            kept = [one.exception(10) is None for one in written]

        assert len(notes(folder)) == sum(kept)


def test_the_writer_waits_for_the_disk_at_each_commit(tmp_path):
    db = connect(tmp_path / "memory.db", writable=True)
    full = 2  # sqlite.org/pragma.html#pragma_synchronous
    try:
        assert db.pragma("synchronous") == full
    finally:
        db.close()


def test_a_write_is_counted_before_it_returns_and_only_if_it_changed_a_row(writer):
    before = writer.changes
    writer.write(note("counted"))
    after = writer.changes
    writer.write(lambda db: db.execute("SELECT * FROM notes").fetchall())

    assert before < after == writer.changes


def test_work_that_needs_no_transaction_is_done_between_others(writer, tmp_path):
    with ThreadPoolExecutor(9) as pool:
        held = Held()
        first = pool.submit(writer.write, held)
        assert held.begun.wait(10)
        one = pool.submit(writer.write, note("before"))
        while writer._jobs.qsize() < 1:
            threading.Event().wait(0.001)
        alone = pool.submit(writer.alone, lambda db: (db.execute("VACUUM"), db.in_transaction)[1])
        while writer._jobs.qsize() < 2:
            threading.Event().wait(0.001)
        after = pool.submit(writer.write, note("after"))
        held.free.set()

        assert alone.result(10) is False
        assert [one.exception(10), after.exception(10), first.exception(10)] == [None] * 3
    assert notes(tmp_path) == ["after", "before"]


def test_what_fails_alone_is_its_callers_and_the_next_write_works(writer, tmp_path):
    with pytest.raises(apsw.SQLError):
        writer.alone(lambda db: db.execute("no SQL"))
    writer.write(note("kept"))

    assert notes(tmp_path) == ["kept"]


def test_closing_behind_work_that_is_alone_finishes_both(writer, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        held = Held()
        pool.submit(writer.write, held)
        assert held.begun.wait(10)
        alone = pool.submit(writer.alone, note("alone"))
        while writer._jobs.qsize() < 1:
            threading.Event().wait(0.001)
        closing = pool.submit(writer.close)
        held.free.set()
        closing.result(10)

        assert alone.exception(10) is None
    assert notes(tmp_path) == ["alone"]
