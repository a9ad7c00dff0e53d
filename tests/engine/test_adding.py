"""What is typed by hand is kept once, in the project it was typed in."""

import contextlib
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from made import embed_all

from slm.domain.memory import Kind, State
from slm.domain.question import Place, Question
from slm.engine.given import LONGEST_TEXT
from slm.errors import NothingFound, UsageError


def texts(engine, **asked):
    return sorted(memory.text for memory in engine.list(**asked).memories)


def test_the_same_text_twice_keeps_one_memory(engine):
    first = engine.add("The kettle whistles.")
    again = engine.add("The kettle whistles.")

    assert (first.is_new, again.is_new) == (True, False)
    assert again.id == first.id
    assert engine.status().memories == 1


def test_the_same_text_in_two_projects_is_two_memories(engine):
    first = engine.add("The kettle whistles.", place=Place("bakery"))
    second = engine.add("The kettle whistles.", place=Place("garden"))

    assert first.id != second.id
    assert engine.status().projects == {"bakery": 1, "garden": 1}


def test_the_same_text_from_twenty_threads_keeps_one_memory(engine):
    start = threading.Barrier(20)

    def add():
        start.wait(10)
        return engine.add("The kettle whistles.")

    with ThreadPoolExecutor(20) as pool:
        added = [pool.submit(add) for _ in range(20)]
        new = [one.result(30).is_new for one in added]

    assert sum(new) == 1
    assert engine.status().memories == 1


def test_everything_said_of_a_text_is_kept(engine):
    id_ = engine.add(
        "We pin sqlite.", kind=Kind.DECISION, tags=("db",), place=Place("bakery"),
        branch="main", time="2026-01-05T10:00:00+00:00",
    ).id  # fmt: skip
    memory = engine.show(id_).memory

    assert (memory.kind, memory.tags, memory.project, memory.branch) == (
        Kind.DECISION, ("db",), "bakery", "main",
    )  # fmt: skip
    assert memory.said_at.isoformat() == "2026-01-05T10:00:00+00:00"
    assert memory.learned_at > memory.said_at


@pytest.mark.parametrize("text", ["", "  \n\t", "\x00", "\x00 \x00", "\u2003"])
def test_a_text_without_a_word_is_refused(engine, text):
    with pytest.raises(UsageError, match="empty"):
        engine.add(text)
    assert engine.status().memories == 0


def test_a_text_too_long_is_refused_with_the_limit(engine):
    with pytest.raises(UsageError, match=r"1,000,001.*1,000,000"):
        engine.add("k" * (LONGEST_TEXT + 1))


def test_a_time_nobody_can_read_is_refused(engine):
    with pytest.raises(UsageError, match="'tomorrow'"):
        engine.add("kettle", time="tomorrow")


ENDS = ("0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59", "9999-12-31T23:59:59.9999Z")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize("when", ENDS)
def test_a_time_at_an_end_of_the_calendar_breaks_no_answer(engine, in_zone, zone, when):
    in_zone(zone)
    with contextlib.suppress(UsageError):
        engine.add("The kettle whistles.", time=when)
        embed_all(engine)
        in_zone("America/Los_Angeles" if zone != "America/Los_Angeles" else "Pacific/Auckland")
        assert len(engine.list().memories) == 1
        assert "whistles" in engine.recall(Question("kettle whistles")).context


@pytest.fixture
def in_zone(monkeypatch):
    """Be somewhere else."""

    def move(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("text", ["half \ud83e pair", "nul \x00 inside", "\udcff bytes"])
def test_odd_characters_lose_nothing_else(engine, text):
    id_ = engine.add(f"before {text} after").id
    kept = engine.show(id_).memory.text

    assert kept.startswith("before ")
    assert kept.endswith(" after")


def test_a_secret_is_taken_out_and_named(engine, tmp_path):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    added = engine.add(f"use {secret} to push", tags=(secret,), branch=secret)
    embed_all(engine)
    content = b"".join(path.read_bytes() for path in (tmp_path / "slm").iterdir())

    assert added.redacted
    assert secret.encode() not in content
    assert secret.lower().encode() not in content


def test_a_text_forgotten_and_typed_again_is_remembered_anew(engine):
    first = engine.add("The kettle whistles.")
    engine.forgetting.forget([first.id])
    second = engine.add("The kettle whistles.")

    assert second.is_new
    assert texts(engine) == ["The kettle whistles."]


@pytest.mark.parametrize("purge", [False, True])
def test_with_the_very_same_time_too(engine, purge):
    """The id is made of text and time: it is the forgotten one's, and taken."""
    first = engine.add("The kettle whistles.", time="2026-01-05")
    engine.forgetting.forget([first.id], purge=purge)
    second = engine.add("The kettle whistles.", time="2026-01-05")

    assert second.is_new
    assert engine.show(second.id).memory.said_at.astimezone().day == 5
    assert texts(engine) == ["The kettle whistles."]


def test_forgetting_by_a_short_or_shared_beginning_takes_nothing(engine):
    ids = [engine.add(f"kettle {number}").id for number in range(3)]
    for wrong in (ids[0][:3], "zzzz", ""):
        with pytest.raises(UsageError):
            engine.forgetting.forget([wrong])
    with pytest.raises(UsageError):
        engine.forgetting.forget([ids[0], "ffffffffffffffff0"])

    assert engine.status().memories == 3


def test_forgetting_nothing_says_so(engine):
    for asked in ({}, {"session": "none"}, {"query": "kettle"}):
        with pytest.raises(NothingFound):
            engine.forgetting.forget(**asked)


def test_a_dry_run_tells_and_takes_nothing(engine):
    id_ = engine.add("kettle").id
    told = engine.forgetting.forget([id_], dry_run=True, purge=True)

    assert [memory.id for memory in told.memories] == [id_]
    assert (told.dry_run, told.purged) == (True, False)
    assert engine.status().memories == 1


def test_what_a_query_finds_can_be_forgotten_and_undone_together(engine):
    engine.add("the kettle whistles")
    engine.add("the kettle is copper")
    engine.add("unrelated thoughts about bread")
    engine.forgetting.forget(query="kettle")
    with pytest.raises(NothingFound):
        engine.forgetting.forget(query="kettle copper whistles")
    restored = engine.forgetting.undo()

    assert {memory.text for memory in restored.memories} >= {
        "the kettle whistles", "the kettle is copper",
    }  # fmt: skip
    assert engine.status().memories == 3


def test_a_query_forgets_what_it_is_about_and_not_what_shares_a_word_with_it(engine):
    meant = "The old staging password prompt hangs on login."
    engine.add(meant)
    others = [f"The login number {number} of the guests was smooth." for number in range(5)]
    for text in others:
        engine.add(text)
    told = engine.forgetting.forget(query="staging password prompt hangs on login")

    assert [memory.text for memory in told.memories] == [meant]
    assert texts(engine) == sorted(others)


def test_a_query_that_nothing_is_clearly_about_forgets_nothing(engine):
    for number in range(12):
        engine.add(f"The kettle numbered {number} whistles.")
    with pytest.raises(NothingFound, match="clearly about 'zebra crossing paint'") as refused:
        engine.forgetting.forget(query="zebra crossing paint")

    assert "mem recall" in refused.value.hint
    assert engine.status().memories == 12


def test_undo_by_id_brings_back_just_that(engine):
    ids = [engine.add(f"kettle {number}").id for number in range(3)]
    engine.forgetting.forget(ids)
    assert [memory.id for memory in engine.forgetting.undo([ids[1]]).memories] == [ids[1]]
    assert texts(engine) == ["kettle 1"]
    assert len(engine.list(state=State.FORGOTTEN).memories) == 2
    assert len(engine.forgetting.undo().memories) == 2


def test_with_nothing_to_undo_that_is_said(engine):
    id_ = engine.add("kettle").id
    with pytest.raises(NothingFound):
        engine.forgetting.undo()
    with pytest.raises(NothingFound):
        engine.forgetting.undo([id_])


def test_a_forgotten_memory_shows_since_when(engine, clock):
    id_ = engine.add("kettle").id
    assert engine.show(id_).forgotten_days is None
    engine.forgetting.forget([id_])
    clock.pass_(days=3)

    assert round(engine.show(id_).forgotten_days, 2) == 3


def test_forgetting_again_puts_nothing_off(engine, clock):
    id_ = engine.add("kettle").id
    engine.forgetting.forget([id_])
    clock.pass_(days=29)
    with pytest.raises(NothingFound):
        engine.forgetting.forget([id_])
    clock.pass_(days=2)

    assert engine.forgetting.expire() == 1


def test_a_month_later_the_forgotten_is_gone_for_good(engine, clock):
    id_ = engine.add("kettle").id
    kept = engine.add("oven").id
    engine.forgetting.forget([id_])
    clock.pass_(days=29)
    assert engine.forgetting.expire() == 0
    clock.pass_(days=2)
    assert engine.forgetting.expire() == 1

    with pytest.raises(NothingFound):
        engine.forgetting.undo()
    with pytest.raises(UsageError):
        engine.show(id_)
    assert engine.show(kept).memory.text == "oven"


def test_all_is_there_after_closing_and_opening(open_engine):
    first = open_engine()
    id_ = first.add("The kettle whistles.", place=Place("bakery")).id
    embed_all(first)
    first.close()
    again = open_engine()

    assert again.show(id_).memory.text == "The kettle whistles."
    assert again.show(id_).embedded == 1
    assert again.meaning.some() == 0
    assert not again.add("The kettle whistles.", place=Place("bakery")).is_new


def test_the_files_are_the_users_alone(engine, tmp_path):
    engine.add("kettle")
    home = tmp_path / "slm"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert modes == {0o600}
