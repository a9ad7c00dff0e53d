"""A commit holds where its branch does, and gives way when it is made again."""

import pytest
from dulwich.repo import Repo
from made import embed_all
from repositories import Made

from slm.domain.memory import State
from slm.domain.question import Place, Question

EVERYWHERE = Place(everywhere=True)
KETTLE = "Heat the kettle by gas"


@pytest.fixture
def orchard(tmp_path):
    """A repository on its main line, followed from its first commits on."""
    made = Made(tmp_path / "orchard")
    made.commit("main", files={"note.md": "x\n"}, message="Plant the trees")
    made.commit("main", files={"fence.md": "x\n"}, message="Build the fence")
    return made


@pytest.fixture
def follow(engine, orchard):
    """Read what changed, as the daemon does, wherever HEAD is."""
    engine.watching.add(orchard.folder)

    def look():
        engine.watching.sweep(engine.watching.all())
        embed_all(engine)

    look()
    return look


def on(orchard, branch, follow):
    orchard.checkout(branch)
    follow()


@pytest.fixture
def gas(engine, orchard, follow):
    """Two commits on a branch that was not merged."""
    orchard.make("gas")
    first = orchard.commit("gas", files={"gas.md": "x\n"}, message=KETTLE)
    second = orchard.commit("gas", files={"tap.md": "x\n"}, message="Close the gas tap at night")
    on(orchard, "gas", follow)
    on(orchard, "main", follow)
    return first, second


def ask(engine, orchard, text="how do we heat the kettle by gas?"):
    return engine.recall(Question(text, Place(folder=str(orchard.folder))))


def hits(answer):
    return {hit.memory.text.strip() for hit in answer.hits}


def branches(engine, state=None):
    found = engine.list(EVERYWHERE, state=state, limit=100).memories
    return {one.text.strip(): one.branch for one in found if one.origin.agent == "git"}


def again(orchard, branch, parent, old, message=None):
    """Make a commit again upon another parent, as amending and rebasing do."""
    repository = Repo(str(orchard.folder))
    commit = repository[old.encode()].copy()
    commit.parents = [parent.encode()]
    commit.commit_time += 90_000
    commit.message = message.encode() if message else commit.message
    repository.object_store.add_object(commit)
    repository.close()
    orchard.point(branch, commit.id.decode())
    return commit.id.decode()


def test_a_commit_on_an_open_branch_is_the_branchs(engine, orchard, follow, gas):
    assert branches(engine) == {
        "Plant the trees": "",
        "Build the fence": "",
        KETTLE: "gas",
        "Close the gas tap at night": "gas",
    }
    assert KETTLE in hits(ask(engine, orchard))
    assert KETTLE not in ask(engine, orchard).context
    orchard.checkout("gas")
    assert f"] {KETTLE}" in ask(engine, orchard).context


def test_merged_it_is_the_projects(engine, orchard, follow, gas):
    orchard.point("main", orchard.tip("gas"))
    follow()

    assert set(branches(engine).values()) == {""}
    assert KETTLE in ask(engine, orchard).context


def test_once_its_merge_is_reset_away_it_is_the_branchs_again(engine, orchard, follow, gas):
    before = orchard.tip("main")
    orchard.point("main", orchard.tip("gas"))
    follow()
    orchard.point("main", before)
    follow()

    assert branches(engine)[KETTLE] == "gas"
    assert KETTLE not in ask(engine, orchard).context


def test_squashed_it_is_told_as_well(engine, orchard, follow, gas):
    orchard.commit("main", files={"gas.md": "x\n", "tap.md": "x\n"}, message="Gas (#3)")
    follow()
    orchard.delete("gas")
    follow()

    assert KETTLE in ask(engine, orchard).context


def test_dropped_it_is_found_and_not_given_and_restored_it_is_the_branchs(
    engine, orchard, follow, gas
):
    orchard.delete("gas")
    follow()
    assert KETTLE in hits(ask(engine, orchard))
    assert KETTLE not in ask(engine, orchard).context
    listed = engine.list(EVERYWHERE, limit=100)
    (dropped,) = [one for one in listed.memories if one.text.strip() == KETTLE]
    assert listed.branch_states[dropped.id] == "dropped"

    orchard.point("gas", gas[1])
    follow()
    orchard.checkout("gas")
    assert KETTLE in ask(engine, orchard).context


def test_rebased_the_old_ones_give_way_and_come_back_with_their_branch(
    engine, orchard, follow, gas
):
    orchard.commit("main", files={"path.md": "x\n"}, message="Lay the path")
    base = orchard.tip("main")
    for old in gas:
        base = again(orchard, "gas", base, old)
    on(orchard, "gas", follow)
    found = engine.list(EVERYWHERE, limit=100).memories
    current = [one for one in found if one.text.strip() == KETTLE]
    (old,) = engine.list(EVERYWHERE, state=State.SUPERSEDED, limit=1).memories[:1]

    assert len(current) == 1
    assert len(engine.list(EVERYWHERE, state=State.SUPERSEDED).memories) == 2
    assert old.replaced_by in {one.id for one in found}

    orchard.point("gas", gas[1])
    follow()
    current = [one for one in engine.list(EVERYWHERE, limit=100).memories if KETTLE in one.text]
    assert [(one.origin.source_id, one.branch) for one in current] == [(gas[0], "gas")]
    assert KETTLE in ask(engine, orchard).context


def test_an_amended_commit_of_the_main_line_stands_once(engine, orchard, follow):
    old = orchard.commit("main", files={"gate.md": "x\n"}, message="Hang the gate\n\nAjar.")
    follow()
    parent = sorted(orchard.parents(old))
    parent = next(one for one in parent if orchard.parents(one))
    again(orchard, "main", parent, old, "Hang the gate\n\nShut.")
    follow()

    assert "Hang the gate\n\nShut." in branches(engine)
    assert "Hang the gate\n\nAjar." not in branches(engine)
    assert branches(engine, State.SUPERSEDED) == {"Hang the gate\n\nAjar.": ""}


def test_what_the_main_line_was_reset_from_is_dropped_until_it_is_back(engine, orchard, follow):
    before = orchard.tip("main")
    orchard.commit("main", message="Paint the gate green")
    after = orchard.tip("main")
    follow()
    orchard.point("main", before)
    follow()
    question = "what colour did we paint the gate?"
    assert branches(engine)["Paint the gate green"] == "(no branch)"
    assert "green" not in ask(engine, orchard, question).context

    orchard.point("main", after)
    follow()
    assert branches(engine)["Paint the gate green"] == ""
    assert "green" in ask(engine, orchard, question).context


def test_what_a_tag_or_another_clone_leads_to_is_not_lost(engine, orchard, follow, tmp_path):
    before = orchard.tip("main")
    orchard.commit("main", message="Paint the gate green")
    orchard.point("v1", orchard.tip("main"), folder="refs/tags")
    orchard.commit("main", message="Paint the door blue")
    clone = orchard.clone(tmp_path / "clone")
    engine.projects.join(str(clone.folder), "orchard")
    follow()
    engine.branching.note(str(clone.folder))
    orchard.point("main", before)
    follow()

    assert branches(engine)["Paint the gate green"] == ""
    assert branches(engine)["Paint the door blue"] == ""


def test_what_a_tag_alone_keeps_is_told_until_the_tag_goes(engine, orchard, follow, gas):
    orchard.point("v1", gas[1], folder="refs/tags")
    orchard.delete("gas")
    follow()
    assert KETTLE in ask(engine, orchard).context
    follow()
    orchard.commit("main", message="Paint the gate green")
    follow()
    assert branches(engine)[KETTLE] == ""
    (orchard.git / "refs" / "tags" / "v1").unlink()
    follow()

    assert branches(engine)[KETTLE] == "(no branch)"
    assert KETTLE not in ask(engine, orchard).context


def test_what_was_committed_on_no_branch_is_dropped_when_left(engine, orchard, follow):
    tip = orchard.commit("side", parents=[orchard.tip("main")], message="Try a loose gate")
    orchard.delete("side")
    (orchard.git / "HEAD").write_text(f"{tip}\n")
    follow()
    assert branches(engine)["Try a loose gate"] == ""
    on(orchard, "main", follow)

    assert branches(engine)["Try a loose gate"] == "(no branch)"


def test_a_forgotten_commit_stays_forgotten(engine, orchard, follow, gas):
    (one,) = [m for m in engine.list(EVERYWHERE, limit=9).memories if KETTLE in m.text]
    engine.forgetting.forget([one.id])
    orchard.delete("gas")
    follow()
    orchard.point("gas", gas[1])
    follow()

    assert KETTLE not in branches(engine)


def test_a_branch_that_bears_a_secret_gives_no_commit_its_name(engine, orchard, follow):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
    orchard.make(secret)
    orchard.commit(secret, files={"x.md": "x\n"}, message=KETTLE)
    on(orchard, secret, follow)

    assert branches(engine)[KETTLE] == ""


def test_what_an_earlier_release_read_of_a_dropped_branch_is_dropped_once(
    engine, orchard, follow, gas
):
    orchard.delete("gas")

    def as_it_was(db):
        db.execute("UPDATE memories SET branch = ''")
        db.execute("DELETE FROM branches")
        db.execute("UPDATE repositories SET mark = 'of another release'")

    engine.store.write(as_it_was)
    follow()

    assert branches(engine)[KETTLE] == "(no branch)"
    assert branches(engine)["Build the fence"] == ""


def test_imported_commits_are_put_on_their_branches_too(engine, orchard):
    orchard.make("gas")
    orchard.commit("gas", files={"gas.md": "x\n"}, message=KETTLE)
    orchard.checkout("gas")
    engine.branching.note(str(orchard.folder))
    engine.import_(orchard.folder)

    assert branches(engine) == {"Plant the trees": "", "Build the fence": "", KETTLE: "gas"}


def test_what_lies_in_a_branch_that_is_part_of_another_is_told_on_both(
    engine, orchard, follow, gas
):
    orchard.make("lamp", at="gas")
    orchard.commit("lamp", files={"lamp.md": "x\n"}, message="Light the lamp")
    on(orchard, "lamp", follow)

    assert branches(engine)[KETTLE] == "gas"
    assert branches(engine)["Light the lamp"] == "lamp"
    assert KETTLE in ask(engine, orchard).context


def test_a_rebase_that_was_given_up_leaves_the_branch_as_it_was(engine, orchard, follow, gas):
    orchard.commit("main", files={"path.md": "x\n"}, message="Lay the path")
    tried = again(orchard, "scratch", orchard.tip("main"), gas[0])
    orchard.delete("scratch")
    (orchard.git / "HEAD").write_text(f"{tried}\n")
    follow()
    on(orchard, "gas", follow)
    current = [one for one in engine.list(EVERYWHERE, limit=100).memories if KETTLE in one.text]

    assert [(one.origin.source_id, one.branch) for one in current] == [(gas[0], "gas")]


def test_a_damaged_history_leaves_commits_where_they_were(engine, orchard, follow, gas):
    before = branches(engine)
    orchard.lose([orchard.tip("main")])
    orchard.delete("gas")
    follow()

    assert {**branches(engine)} == before
