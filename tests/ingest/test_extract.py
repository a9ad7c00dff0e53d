from dataclasses import replace
from datetime import UTC, datetime

import pytest

from slm.domain import ids
from slm.domain.memory import Kind, Origin
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import conclude
from slm.ingest.extract import concluded, draft
from slm.ingest.formats import FILE_FORMATS

UUID = "aaaaaaaa-0000-4000-8000-000000000001"
TURN = Turn(
    sort=Sort.SPEECH,
    text=" Cold proof: 12 h.\n",
    session="s1",
    record=UUID,
    part=2,
    author="user",
    said_at=datetime(2026, 3, 1, tzinfo=UTC),
    folder="/home/ana/bakery",
    branch="ovens",
    tags=("dough",),
)


def test_speech_becomes_a_draft_that_knows_where_it_comes_from():
    made = draft(TURN, "claude-code", "/logs/s1.jsonl", "bakery")

    assert made is not None
    assert made.text == "Cold proof: 12 h."
    assert made.origin == Origin("claude-code", "s1", "user", "/logs/s1.jsonl", UUID)
    assert (made.kind, made.said_at, made.branch, made.folder, made.tags) == (
        Kind.EXPERIENCE,
        TURN.said_at,
        "ovens",
        "/home/ana/bakery",
        ("dough",),
    )


@pytest.mark.parametrize(
    "sort",
    [
        Sort.THOUGHT,
        Sort.CALL,
        Sort.RESULT,
        Sort.INJECTED,
        Sort.ASIDE,
        Sort.MACHINE,
        Sort.GENERATED,
        Sort.DATA,
    ],
)
def test_what_stands_beside_speech_is_not_remembered(sort):
    assert draft(replace(TURN, sort=sort), "claude-code", "", "") is None


def test_what_a_host_summed_up_is_no_experience():
    summary, report = replace(TURN, sort=Sort.SUMMARY), replace(TURN, sort=Sort.REPORT)

    assert draft(summary, "claude-code", "", "").kind is Kind.SUMMARY
    assert draft(report, "claude-code", "", "").kind is Kind.EXPERIENCE


def test_a_report_is_known_by_its_words_and_by_who_reports():
    report = replace(TURN, sort=Sort.REPORT, record="a1", text="Done.\n\nAll of it.")
    again = replace(report, session="s2", text=" Done. All of it.")
    others = replace(report, record="a2"), replace(report, text="Done.")

    assert identity(again, "claude-code") == identity(report, "claude-code")
    assert identity(report, "claude-code") not in [identity(one, "claude-code") for one in others]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", " \x00 "])
def test_an_empty_text_is_not_remembered(text):
    assert draft(replace(TURN, text=text), "claude-code", "", "") is None


def test_a_copy_in_a_resumed_session_has_the_same_id():
    copy = replace(TURN, session="s2")

    assert identity(copy, "claude-code") == identity(TURN, "claude-code")


def test_ordinals_of_two_sessions_are_two_turns():
    one, other = replace(TURN, record="12"), replace(TURN, record="12", session="s2")

    assert identity(one, "codex") != identity(other, "codex")
    assert identity(one, "codex") == ids.logged("codex", "s1", "12", 2)


def test_a_logged_turn_keeps_its_id_whatever_project_it_is_put_in():
    assert draft(TURN, "codex", "a", "x").id == draft(TURN, "codex", "b", "y").id


def test_rows_pieces_and_commits_have_ids_of_their_own_kind():
    row = replace(TURN, record="d1", text="t")
    piece = replace(row, sort=Sort.PIECE, kind=Kind.RESOURCE)
    commit = replace(TURN, sort=Sort.PIECE, session="", record="0" * 40, part=0)

    assert draft(row, "jsonl", "p", "bakery").id == ids.row("bakery", "s1", "d1", "t")
    for format_ in FILE_FORMATS:
        assert draft(piece, format_, "p", "bakery").id == ids.piece("bakery", "p", "t")
    assert draft(commit, "git", "p", "bakery").id == ids.logged("git", "", "0" * 40)


def test_a_conclusion_rests_on_the_memories_that_its_turns_became():
    answer = replace(TURN, record="2" + UUID[1:], text="yes", author="ana")
    made = concluded(conclude(Kind.DECISION, "Cold.", (TURN, answer, TURN), "agreed"), "codex", "a")

    evidence = (identity(TURN, "codex"), identity(answer, "codex"))
    assert made.derived_from == evidence
    assert made.id == ids.concluded("codex", "decision", evidence[0], "Cold.")
    assert made.origin == Origin("codex", "s1", "user", "a", UUID)
    assert (made.text, made.kind, made.said_at) == ("Cold.", Kind.DECISION, TURN.said_at)
    assert (made.folder, made.branch) == ("/home/ana/bakery", "ovens")


def test_a_conclusion_s_id_tells_kind_evidence_and_text_apart_and_nothing_else():
    def made(kind=Kind.DECISION, text="Cold.", turn=TURN, rule="agreed", path="a"):
        return concluded(conclude(kind, text, (turn,), rule), "codex", path).id

    other = replace(TURN, record="9" * 40)
    assert made() == made(rule="said") == made(path="b")
    assert len({made(), made(Kind.LESSON), made(text="Hot."), made(turn=other)}) == 4


@pytest.mark.parametrize(("length", "kept"), [(400, 400), (401, None), (5_000, None)])
def test_a_long_conclusion_is_cut_between_words(length, kept):
    text = ("word " * 2_000)[:length].strip().ljust(length, "x")
    made = conclude(Kind.DECISION, text, (TURN,), "said").text

    assert len(made) <= 400
    assert made == text if kept else made.endswith("word…")


def identity(turn, agent):
    return draft(turn, agent, "", "").id
