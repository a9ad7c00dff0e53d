"""What nobody waits for is done: at the start, and again after a failure."""

import time

import pytest
from made import rows, write_jsonl

from slm.daemon import jobs
from slm.daemon.jobs import Jobs
from slm.domain.question import Place
from slm.store import entities


@pytest.fixture
def started():
    """Start jobs, ended at the test's end."""
    made = []

    def start(engine, *pressed):
        made.append(Jobs(engine, *pressed))
        return made[-1]

    yield start
    for one in made:
        one.close()


def becomes(claim, seconds=10):
    until = time.monotonic() + seconds
    while not claim() and time.monotonic() < until:
        time.sleep(0.01)
    return claim()


def test_what_was_forgotten_long_ago_is_erased_as_a_daemon_starts(engine, clock, started):
    engine.forgetting.forget([engine.add("The kettle whistles.").id])
    clock.pass_(days=31)
    started(engine)

    assert becomes(lambda: engine.status().forgotten == 0)


def test_what_is_to_be_erased_is_looked_for_once_an_hour(engine, started, monkeypatch):
    looks = []
    monkeypatch.setattr(engine.forgetting, "expire", lambda: looks.append(1) or 0)
    working = started(engine)
    for number in range(3):
        assert becomes(lambda: not working.is_busy)
        engine.add(f"Kettle {number} whistles.")
        working.wake()
        assert becomes(lambda: engine.status().waiting == 0)

    assert looks == [1]


def test_what_is_added_gets_its_vector(engine, started):
    working = started(engine)
    engine.add("The kettle whistles.")
    working.wake()

    assert becomes(lambda: engine.status().waiting == 0)
    assert becomes(lambda: not working.is_busy)


def test_what_waits_while_much_is_read_is_done_afterwards(engine, started, monkeypatch):
    monkeypatch.setattr(jobs, "CALM_SECONDS", 0.05)
    engine.add("I asked Pavel about the kettle.")
    engine.store.write(entities.clear)
    reading = [True]
    working = started(engine, lambda: bool(reading))
    assert becomes(lambda: not working.is_busy)
    assert engine.status().waiting
    assert waiting(engine)

    reading.clear()  # and nobody is told: nothing new was found

    assert becomes(lambda: not waiting(engine) and engine.status().waiting == 0)


def test_ending_does_not_sit_out_the_rest_after_a_failure(engine, started, monkeypatch):
    monkeypatch.setattr(jobs, "REST_SECONDS", 60)

    class Broken:
        def some(self):
            raise RuntimeError("broken")

        def close(self):
            pass

    engine.meaning.close()
    engine.meaning = Broken()
    working = started(engine)
    time.sleep(0.1)
    before = time.monotonic()
    working.close()

    assert time.monotonic() - before < 5


def test_memories_that_an_older_release_left_are_read_for_whom_they_are_about(engine, started):
    engine.add("I asked Pavel about the kettle.")
    engine.store.write(entities.clear)
    started(engine)

    assert becomes(lambda: not waiting(engine))
    with engine.store.reading() as db:
        assert [one.entity.kind for one in entities.called(db, "pavel", 10)] == ["person"]


def test_a_session_that_came_to_rest_is_cut_into_episodes(engine, clock, started, tmp_path):
    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(9)), place=Place("kitchen"))
    clock.pass_(hours=1)
    started(engine)

    assert becomes(lambda: cuts(engine) == 1)


def cuts(engine):
    with engine.store.reading() as db:
        return db.execute("SELECT count(*) FROM cuts").get


def waiting(engine):
    with engine.store.reading() as db:
        return entities.count_waiting(db)
