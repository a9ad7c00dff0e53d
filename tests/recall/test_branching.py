"""What may be given to whom, by the branch that each memory was made on."""

import dataclasses

import pytest
from made import NOON, draft, keep

from slm.domain.branch import Branch, BranchState
from slm.domain.memory import Kind
from slm.recall.branching import LONGEST_NOTE, allowed
from slm.recall.budget import Shown
from slm.store import branches, memories, projects
from slm.store.branches import Repository
from slm.store.moments import to_stored

OPEN, MERGED, GONE = BranchState
BRANCHES = {"open": OPEN, "merged": MERGED, "gone": GONE}


def shown(store, *made):
    """Memories as (branch, kind, score), with the branches of one repository read."""
    drafts = [
        dataclasses.replace(draft(f"Kettle {number}.", kind=kind), branch=branch)
        for number, (branch, kind, _) in enumerate(made)
    ]
    rows = keep(store, *drafts, project="orchard")
    with store.reading() as db:
        whole = memories.by_rows(db, rows)
    return {
        row: Shown(whole[row], whole[row].text, score, row, 0)
        for row, (_, _, score) in zip(rows, made, strict=True)
    }


def read(store, path="/orchard/.git", at=NOON, **states):
    def work(db):
        project = projects.create(db, "orchard")
        found = [Branch(name, "", state, name) for name, state in states.items()]
        branches.keep(db, path, Repository(project, "mark", ("main",)), found, to_stored(at))

    store.write(work)


def given(store, found, branch="main"):
    with store.reading() as db:
        project = projects.by_name(db, "orchard")
        return allowed(db, branch, (projects.USER, project), found)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("branch", ["", "open", "merged", "gone", "unknown"])
def test_conclusions_of_other_branches_are_left_out_and_evidence_is_noted(store, kind, branch):
    found = shown(store, (branch, kind, 0.8))
    read(store, **BRANCHES)
    notes = {"open": "on branch open, not merged", "gone": "branch gone, dropped"}
    left = given(store, found)

    if branch in notes and kind not in (Kind.EXPERIENCE, Kind.RESOURCE):
        assert left == []
    else:
        assert [one.note for one in left] == [notes.get(branch, "")]
        assert [one.score for one in left] == [0.4 if branch == "gone" else 0.8]


def test_what_was_dropped_comes_after_what_was_not(store):
    kind = Kind.EXPERIENCE
    found = shown(store, ("gone", kind, 0.9), ("", kind, 0.6), ("gone", kind, 0.5), ("", kind, 0.3))
    read(store, **BRANCHES)

    assert [one.memory.text for one in given(store, found)] == [
        "Kettle 1.",
        "Kettle 0.",
        "Kettle 3.",
        "Kettle 2.",
    ]


def test_where_no_branch_is_known_the_very_same_is_given(store):
    found = shown(store, ("a", Kind.FACT, 0.5), ("", Kind.FACT, 0.9))

    assert given(store, found) == [*found.values()]  # in the order it came in


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (OPEN, MERGED, ""),
        (GONE, MERGED, ""),
        (GONE, OPEN, "on branch gas, not merged"),
        (GONE, GONE, "branch gas, dropped"),
    ],
)
def test_where_two_clones_differ_the_better_state_counts(store, here, there, expected):
    found = shown(store, ("gas", Kind.EXPERIENCE, 0.5))
    read(store, gas=here)
    read(store, "/clone/.git", gas=there)

    assert [one.note for one in given(store, found)] == [expected]


def test_another_projects_branch_of_the_same_name_says_nothing(store):
    found = shown(store, ("gas", Kind.FACT, 0.5))
    store.write(lambda db: projects.create(db, "vineyard"))

    def work(db):
        other = Repository(projects.by_name(db, "vineyard"), "mark")
        branches.keep(db, "/vineyard/.git", other, [Branch("gas", "", GONE, "gas")], 1)

    store.write(work)

    assert given(store, found) == [*found.values()]


def test_a_note_is_never_longer_than_it_may_be(store):
    name = "feature/" + "\u2028käse " * 30
    for state in (OPEN, GONE):
        found = shown(store, (name, Kind.EXPERIENCE, 0.5))
        read(store, **{name: state})
        (one,) = given(store, found)

        assert len(one.note) == LONGEST_NOTE
        assert "\u2028" not in one.note
