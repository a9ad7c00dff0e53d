"""What is written into a followed folder is remembered, whatever the system tells of it."""

import json
import time

import pytest
from made import claude_turns, write_jsonl

from slm.daemon import follower
from slm.daemon.follower import Follower
from slm.domain.memory import State
from slm.domain.question import Place
from slm.domain.watch import Holds
from slm.ingest.watch import Watcher

EVERYWHERE = Place(everywhere=True)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "logs").mkdir()
    return tmp_path / "logs"


@pytest.fixture
def started(engine, folder):
    """A follower of a folder of logs; the times that it told of news are counted."""
    write_jsonl(folder / "first.jsonl", claude_turns(1, "/srv/shop", 1))
    engine.watching.add(folder)
    told = []
    made = Follower(engine.watching, lambda: told.append(1))
    made.told = told
    yield made
    made.close()


def count(engine):
    return engine.list(Place(everywhere=True), limit=1).total


def becomes(claim, seconds=10):
    until = time.monotonic() + seconds
    while not claim() and time.monotonic() < until:
        time.sleep(0.01)
    return claim()


def append(log, session, begin, turns=1):
    with log.open("a") as file:
        for record in claude_turns(session, "/srv/shop", turns, begin):
            file.write(json.dumps(record) + "\n")


def test_what_is_there_is_read_at_the_start_and_what_comes_as_it_comes(engine, folder, started):
    assert becomes(lambda: count(engine) == 1)
    assert becomes(lambda: engine.watching.fresh_at is not None)
    began = time.monotonic()
    append(folder / "first.jsonl", 1, begin=1)

    assert becomes(lambda: count(engine) == 2)
    assert time.monotonic() - began < 2
    assert becomes(lambda: len(started.told) == 2)


def test_a_new_folder_below_is_heard_of(engine, folder, started):
    assert becomes(lambda: not started.is_reading)
    write_jsonl(folder / "2026" / "03" / "01" / "new.jsonl", claude_turns(2, "/srv/shop", 3))

    assert becomes(lambda: count(engine) == 4)


def test_a_log_that_never_comes_to_rest_is_read_all_the_same(engine, folder, started, monkeypatch):
    monkeypatch.setattr(follower, "SETTLE_S", 60)
    monkeypatch.setattr(follower, "LONGEST_S", 0.3)
    append(folder / "first.jsonl", 1, begin=1)

    assert becomes(lambda: count(engine) == 2)


def test_a_folder_that_tells_nothing_is_looked_at(engine, folder, started, monkeypatch):
    assert becomes(lambda: not started.is_reading)
    monkeypatch.setattr(follower, "POLL_S", 0.1)
    monkeypatch.setattr(started._watcher, "follow", lambda _: False)
    started._watcher.leave(str(folder))
    started.sweep()
    assert becomes(lambda: started._unheard)
    append(folder / "first.jsonl", 1, begin=1)

    assert becomes(lambda: count(engine) == 2)


def test_a_folder_made_later_is_found(engine, tmp_path, started, monkeypatch):
    monkeypatch.setattr(follower, "POLL_S", 0.1)
    engine.watching.add(tmp_path / "later", holds=Holds.LOGS)
    started.sweep()
    write_jsonl(tmp_path / "later" / "a.jsonl", claude_turns(4, "/srv/shop", 1))

    assert becomes(lambda: count(engine) == 2)


def test_a_burst_ends_in_a_sweep_that_finds_what_no_event_told_of(
    engine, folder, started, monkeypatch
):
    monkeypatch.setattr(follower, "BURST_EVENTS", 20)
    assert becomes(lambda: not started.is_reading)
    before = engine.watching.fresh_at
    started._watcher.leave(str(folder))
    append(folder / "first.jsonl", 1, begin=1)
    for number in range(20):
        started._hear(f"/nowhere/{number}")

    assert becomes(lambda: count(engine) == 2)
    assert becomes(lambda: engine.watching.fresh_at > before)


def test_after_a_gap_everything_is_looked_at(engine, folder, started, monkeypatch):
    assert becomes(lambda: not started.is_reading)
    started._watcher.leave(str(folder))
    append(folder / "first.jsonl", 1, begin=1)
    monkeypatch.setattr(follower, "GAP_S", -1.0)  # any wait is then too long

    assert becomes(lambda: count(engine) == 2)


def test_a_failure_is_rested_from_and_what_was_missed_is_found(
    engine, folder, started, monkeypatch
):
    monkeypatch.setattr(follower, "REST_S", 0.1)
    assert becomes(lambda: not started.is_reading)
    read, failures = engine.watching.read, []

    def fail_once(paths):
        if not failures:
            failures.append(1)
            raise OSError("the disk had a moment")
        return read(paths)

    monkeypatch.setattr(engine.watching, "read", fail_once)
    append(folder / "first.jsonl", 1, begin=1)

    assert becomes(lambda: count(engine) == 2)
    assert failures


def test_more_changes_than_are_kept_in_mind_are_found_by_a_sweep(started, monkeypatch):
    monkeypatch.setattr(follower, "MOST_CHANGES", 100)
    for number in range(1000):
        started._hear(f"/nowhere/{number}")

    assert len(started._changes) <= 100


def test_what_we_read_is_no_news(engine, folder, started, monkeypatch):
    assert becomes(lambda: count(engine) == 1)
    assert becomes(lambda: not started.is_reading)
    time.sleep(0.1)
    heard = []
    monkeypatch.setattr(started._watcher._handler, "_changed", heard.append)
    (folder / "first.jsonl").read_text()
    list(folder.iterdir())
    time.sleep(0.2)

    assert heard == []
    append(folder / "first.jsonl", 1, begin=1)
    assert becomes(lambda: heard)


def test_a_new_rule_takes_out_what_it_names_soon(engine, tmp_path):
    (tmp_path / "shop" / "notes").mkdir(parents=True)
    (tmp_path / "shop" / "notes" / "n.md").write_text("# Notes\n\nThe miller comes on Mondays.\n")
    engine.watching.add(tmp_path / "shop")
    follower_ = Follower(engine.watching, lambda: None)
    try:
        assert becomes(lambda: count(engine) == 1 and not follower_.is_reading)
        (tmp_path / "shop" / ".memignore").write_text("notes/\n")
        assert becomes(lambda: engine.list(EVERYWHERE, state=State.SUPERSEDED, limit=1).total == 1)
        (tmp_path / "shop" / ".memignore").unlink()
        assert becomes(lambda: engine.list(EVERYWHERE, state=State.ACTIVE, limit=1).total == 1)
    finally:
        follower_.close()


def test_what_may_be_read_from_now_on_is_news(tmp_path):
    log = tmp_path / "one.jsonl"
    log.write_text("x")
    log.chmod(0)
    heard = []
    watcher = Watcher(heard.append)
    try:
        assert watcher.follow(str(tmp_path))
        log.chmod(0o600)

        assert becomes(lambda: str(log) in heard)
    finally:
        watcher.close()
