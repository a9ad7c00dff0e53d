"""Whichever write or sync fails, the caller hears of it, and what was acknowledged stays."""

from concurrent.futures import ThreadPoolExecutor

import apsw
import pytest
from fakes import FixedClock, HashEmbedder
from made import embed_all, rows, write_jsonl
from shim import Fault, Recording, watching

from slm.config import load_settings
from slm.domain.question import Place
from slm.engine.engine import Engine
from slm.errors import StoreError
from slm.store.store import Store

ERRORS = {
    "input/output error": (apsw.IOError, apsw.SQLITE_IOERR_WRITE),
    "sync error": (apsw.IOError, apsw.SQLITE_IOERR_FSYNC),
    "disk full": (apsw.FullError, apsw.SQLITE_FULL),
}
# One for all engines here: it goes on where it was when a memory is opened again.
CLOCK = FixedClock.ticking()
every_error = pytest.mark.parametrize("error", ERRORS.values(), ids=list(ERRORS))
# Each takes as long as many tests: of whole imports the fast suite tries the full disk alone.
every_error_in_time = pytest.mark.parametrize(
    "error",
    [
        pytest.param(error, id=name, marks=[] if name == "disk full" else [pytest.mark.slow])
        for name, error in ERRORS.items()
    ],
)


def open_engine():
    engine = Engine(load_settings(), load_embedder=HashEmbedder, clock=CLOCK)
    assert engine.meaning.embedder
    return engine


def failing(recording, work, number, error):
    """Do `work` with the `number`th step failing: what it gave or raised, and the steps seen."""
    recording.fault = Fault(number, *error)
    try:
        outcome = work()
    except Exception as exc:  # noqa: BLE001  # which one it was is asserted by the caller
        outcome = exc
    seen, recording.fault = recording.fault.seen, None
    return outcome, seen


def texts(engine):
    return sorted(memory.text for memory in engine.list(limit=10_000).memories)


def assert_sound(engine):
    troubles = [
        finding for finding in engine.examine().findings
        if not finding.ok and finding.check != "privacy"
    ]  # fmt: skip
    assert troubles == []


def count_steps(work):
    """How many writes and syncs a piece of work takes where none fails."""
    recording = Recording()
    with watching(recording):
        engine = open_engine()
        engine.add("The first note.")
        _, seen = failing(recording, lambda: work(engine), 0, ERRORS["disk full"])
        engine.close()
    return seen


def fail_at(number, error, work):
    """Fail one step of `work` between two notes; the outcome, and the engine opened again."""
    recording = Recording()
    with watching(recording):
        engine = open_engine()
        known = engine.status().memories
        engine.add(f"A note before fault {number} of {error[1]}.")
        outcome, seen = failing(recording, lambda: work(engine), number, error)
        assert seen >= number
        if isinstance(outcome, Exception):
            assert isinstance(outcome, StoreError), repr(outcome)
            assert outcome.hint
        engine.add(f"A note after fault {number} of {error[1]}.")
        engine.close()
    again = open_engine()
    assert again.status().memories >= known + 2
    return outcome, again


@every_error
def test_an_add_is_kept_or_refused_wherever_it_fails(error):
    refused = 0
    steps = count_steps(lambda engine: engine.add("Counted only."))
    assert steps > 5
    for number in range(1, steps + 1):
        note = f"The note of fault {number}."
        outcome, engine = fail_at(number, error, lambda engine, note=note: engine.add(note))
        refused += isinstance(outcome, StoreError)
        assert isinstance(outcome, StoreError) or note in texts(engine)
        if note not in texts(engine):
            assert engine.add(note).is_new
        assert texts(engine).count(note) == 1
        assert_sound(engine)
        engine.close()

    assert refused > 0


@every_error
def test_adds_that_share_a_commit_are_each_kept_or_refused(error):
    def add_five(engine):
        with ThreadPoolExecutor(5) as pool:
            added = [pool.submit(engine.add, f"Note {n} of five.") for n in range(5)]
            return [one.exception(30) for one in added]

    steps = count_steps(add_five)
    for number in range(1, steps + 1, 3):
        recording = Recording()
        with watching(recording):
            engine = open_engine()
            outcome, _ = failing(recording, lambda engine=engine: add_five(engine), number, error)
            engine.close()
        assert all(one is None or isinstance(one, StoreError) for one in outcome), outcome
        engine = open_engine()
        for n, refusal in enumerate(outcome):
            assert refusal or f"Note {n} of five." in texts(engine)
        assert_sound(engine)
        for memory in engine.list().memories:
            engine.forgetting.forget([memory.id])
        engine.close()


@every_error_in_time
def test_an_import_that_fails_is_whole_after_the_next(error, tmp_path):
    log = write_jsonl(tmp_path / "log.jsonl", rows(450))

    def import_(engine):
        return engine.import_(log, place=Place("bakery"))

    steps = count_steps(import_)
    failed = 0
    for number in range(1, steps, max(1, steps // 10)):
        fresh = write_jsonl(tmp_path / f"{number}.jsonl", rows(450, session=f"{number}"))
        outcome, engine = fail_at(
            number, error, lambda engine, fresh=fresh: engine.import_(fresh, place=Place("bakery"))
        )
        failed += isinstance(outcome, StoreError)
        again = engine.import_(fresh, place=Place("bakery"))
        assert again.added + again.known == 450
        if not isinstance(outcome, StoreError):
            assert again.added == 0
        embed_all(engine)
        assert engine.status().waiting == 0
        assert_sound(engine)
        engine.close()

    assert failed > 0


def test_a_store_that_cannot_be_opened_for_a_fault_opens_the_next_time():
    number, is_done = 0, False
    while not is_done:
        number += 1
        for path in load_settings().home.glob("*"):
            path.unlink()
        recording = Recording()
        with watching(recording):
            outcome, seen = failing(recording, open_store, number, ERRORS["disk full"])
            if isinstance(outcome, Store):
                outcome.close()
        assert isinstance(outcome, Store | StoreError), repr(outcome)
        is_done = seen < number
        engine = open_engine()
        engine.add("A note.")
        assert_sound(engine)
        engine.close()

    assert number > 50


def open_store():
    return Store(load_settings().database)
