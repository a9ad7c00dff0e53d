"""What nobody waits for is done: at the start, and again after a failure."""

import time

import pytest

from slm.daemon import jobs
from slm.daemon.jobs import Jobs
from slm.store import entities


@pytest.fixture
def started():
    """Start jobs, ended at the test's end."""
    made = []

    def start(engine):
        made.append(Jobs(engine))
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


def test_what_is_added_gets_its_vector(engine, started):
    working = started(engine)
    engine.add("The kettle whistles.")
    working.wake()

    assert becomes(lambda: engine.status().waiting == 0)
    assert becomes(lambda: not working.is_busy)


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


def waiting(engine):
    with engine.store.reading() as db:
        return entities.count_waiting(db)
