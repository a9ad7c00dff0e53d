"""What a fork copies from another session is that session's, whichever log is read first."""

import json
import os
from itertools import permutations

import pytest

PARENT, FORK, FORK_OF_FORK = (f"5b0f6c1e-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
SAID = (
    ("user", "Always use grams for the flour."),
    ("assistant", "Should I store the weights as integer grams in the table?"),
    ("user", "yes please"),
)


def record(session, number, author, words):
    return {
        "type": author,
        "uuid": f"{number:08}-{session[-4:]}-4000-8000-000000000009",
        "sessionId": session,
        "timestamp": f"2026-03-01T10:{number:02}:00.000Z",
        "cwd": "/home/ana/bakery",
        "message": {"role": author, "content": [{"type": "text", "text": words}]},
    }


def copies(records, session, *, keeps_ids):
    """What a fork writes first."""
    for number, one in enumerate(records):
        of = {"sessionId": one["sessionId"], "messageUuid": one["uuid"]}
        uuid = one["uuid"] if keeps_ids else f"{number:08}-{session[-4:]}-4000-8000-00000000000c"
        yield one | {"sessionId": session, "uuid": uuid, "forkedFrom": of}


def logs_of(folder, *, keeps_ids):
    """Three logs: a session, a fork of it, and a fork of that, each with a prompt of its own."""
    folder.mkdir()
    before = [record(PARENT, n, *said) for n, said in enumerate(SAID, 1)]
    paths = []
    for session, words in ((PARENT, "And salt?"), (FORK, "And rye?"), (FORK_OF_FORK, "And oats?")):
        if session != PARENT:
            before = list(copies(before, session, keeps_ids=keeps_ids))
        before.append(record(session, 20, "user", words))
        path = folder / f"{session}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in before), encoding="utf-8")
        paths.append(path)
        del before[3:]
    return paths


def memories(engine):
    return {
        one.id: (one.text, one.origin.session, tuple(one.derived_from))
        for one in engine.list(limit=100).memories
    }


@pytest.mark.parametrize("keeps_ids", [True, False])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_copy_is_the_originals_whichever_log_is_read_first(engine, tmp_path, order, keeps_ids):
    logs = logs_of(tmp_path / "logs", keeps_ids=keeps_ids)
    for place in order:
        engine.import_(logs[place])
    found = memories(engine)
    spoken = {text: session for text, session, derived in found.values() if not derived}

    assert sorted(spoken.values()) == sorted([PARENT] * 4 + [FORK, FORK_OF_FORK])
    assert spoken["yes please"] == PARENT
    assert spoken["And rye?"] == FORK


@pytest.mark.parametrize("keeps_ids", [True, False])
def test_what_is_concluded_from_copies_is_concluded_once(engine, tmp_path, keeps_ids):
    parent, fork, _ = logs_of(tmp_path / "logs", keeps_ids=keeps_ids)
    engine.import_(fork)
    first = memories(engine)
    concluded = {id_: one for id_, one in first.items() if one[2]}
    engine.import_(parent)
    later = memories(engine)

    assert len(concluded) == 2
    assert {session for _, session, _ in concluded.values()} == {PARENT}
    assert all(id_ in first for one in concluded.values() for id_ in one[2])
    assert {text for id_, (text, *_) in later.items() if id_ not in first} == {"And salt?"}


def test_a_session_whose_fork_is_read_first_is_listed_with_all_its_turns(engine, tmp_path):
    parent, fork, _ = logs_of(tmp_path / "logs", keeps_ids=True)
    engine.import_(fork)
    engine.import_(parent)
    told = {one.session: one.turns for one in engine.sessions.list().sessions}
    shown = sum(episode.turns for episode in engine.sessions.show(PARENT).episodes)

    assert told == {PARENT: 4 + 2, FORK: 1}  # with what was concluded
    assert shown == told[PARENT]


@pytest.mark.parametrize("is_followed", [True, False])
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_copies_that_name_nothing_the_log_that_ended_first_is_taken_for_the_original(
    engine, tmp_path, names, is_followed
):
    parent, fork = (tmp_path / "logs" / f"{name}.jsonl" for name in names)
    said = [record(PARENT, n, *said) for n, said in enumerate(SAID, 1)]
    copied = [one | {"sessionId": FORK} for one in said]
    parent.parent.mkdir()
    for log, written in ((parent, said), (fork, [*copied, record(FORK, 20, "user", "And rye?")])):
        log.write_text("".join(json.dumps(one) + "\n" for one in written), encoding="utf-8")
    os.utime(parent, (1_772_366_400, 1_772_366_400))
    if is_followed:
        engine.watching.add(parent.parent)
        engine.watching.sweep(engine.watching.all())
    else:
        engine.import_(parent.parent)
    spoken = {text: session for text, session, derived in memories(engine).values() if not derived}

    assert spoken == {words: PARENT for _, words in SAID} | {"And rye?": FORK}


def test_a_fork_whose_parents_log_is_gone_keeps_what_was_said_in_it(engine, tmp_path):
    *_, last = logs_of(tmp_path / "logs", keeps_ids=False)
    alone = tmp_path / "alone" / last.name
    alone.parent.mkdir()
    last.rename(alone)
    engine.import_(alone)

    assert [session for _, session, derived in memories(engine).values() if not derived].count(
        FORK
    ) == 3


@pytest.mark.parametrize(
    "mark",
    [None, "a word", {}, {"sessionId": PARENT}, {"sessionId": "../..", "messageUuid": 5}, 7],
)
def test_a_mark_that_names_no_record_makes_no_copy(engine, tmp_path, mark):
    log = tmp_path / f"{FORK}.jsonl"
    log.write_text(json.dumps(record(FORK, 1, "user", "And rye?") | {"forkedFrom": mark}) + "\n")

    assert engine.import_(log).unread == {}
    assert [session for _, session, _ in memories(engine).values()] == [FORK]


def test_records_that_name_one_and_the_same_are_not_all_its_copies(engine, tmp_path):
    mark = {"sessionId": PARENT, "messageUuid": record(PARENT, 1, "user", "")["uuid"]}
    log = tmp_path / f"{FORK}.jsonl"
    written = [record(FORK, n, "user", f"And rye {n}?") | {"forkedFrom": mark} for n in (1, 2, 3)]
    log.write_text("".join(json.dumps(one) + "\n" for one in written))
    engine.import_(log)

    assert len(memories(engine)) == 3


def test_a_fork_names_no_log_outside_its_folder(engine, tmp_path):
    first = record(PARENT, 1, "user", "And rye?")
    secret = first | {"forkedFrom": {"sessionId": FORK_OF_FORK, "messageUuid": "x" * 36}}
    (tmp_path / "outside.jsonl").write_text(json.dumps(secret) + "\n")
    mark = {"sessionId": "../outside", "messageUuid": first["uuid"]}
    log = tmp_path / "logs" / f"{FORK}.jsonl"
    log.parent.mkdir()
    log.write_text(json.dumps(record(FORK, 2, "user", "And rye?") | {"forkedFrom": mark}) + "\n")
    engine.import_(log)

    assert [session for _, session, _ in memories(engine).values()] == ["../outside"]
