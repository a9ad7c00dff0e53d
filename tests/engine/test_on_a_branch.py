"""What was concluded on a branch holds there until it is merged, and nowhere once dropped."""

import shutil

import pytest
from made import embed_all, write_jsonl
from repositories import Made

from slm.domain.memory import Kind
from slm.domain.question import Place, Question
from slm.recall import branching
from slm.recall.budget import tokens

DECIDED = "The kettle is heated by gas from now on."
DONE = "The kettle was taken apart and cleaned."


@pytest.fixture
def orchard(tmp_path):
    """A repository on its main line, with a branch that has work of its own."""
    made = Made(tmp_path / "orchard")
    made.commit("main", files={"note.md": "x\n"})
    made.make("gas")
    made.commit("gas", files={"gas.md": "x\n"})
    return made


def here(orchard):
    return Place(folder=str(orchard.folder))


def add(engine, orchard, text=DECIDED, kind=Kind.DECISION, on="gas"):
    """Learn something on a branch, and go back to the main line."""
    orchard.checkout(on)
    added = engine.add(text, kind=kind, place=here(orchard))
    orchard.checkout("main")
    engine.branching.note(str(orchard.folder))
    embed_all(engine)
    return added


def ask(engine, place, text="how is the kettle heated and cleaned?", **more):
    return engine.recall(Question(text, place, **more))


def brief(engine, orchard):
    return engine.briefing.brief(here(orchard)).context


def hits(answer):
    return {hit.memory.text for hit in answer.hits}


@pytest.fixture
def filled(engine, orchard, tmp_path):
    """A decision made on the branch, a session held there, and one fact of the whole project."""
    engine.add("The kettle is of copper.", place=here(orchard))
    add(engine, orchard)
    engine.add(DONE, kind=Kind.EXPERIENCE, place=here(orchard), branch="gas")
    embed_all(engine)
    return engine


def test_a_decision_made_on_a_branch_is_of_that_branch(engine, orchard):
    assert add(engine, orchard).branch == "gas"
    assert add(engine, orchard, "The tea is green.", on="main").branch == ""
    (memory,) = engine.list(here(orchard), kinds=(Kind.DECISION,), limit=1).memories
    assert engine.show(memory.id).memory.branch == ""


@pytest.mark.parametrize(
    ("kind", "branch"),
    [(kind, "gas" if kind in "fact decision lesson summary belief" else "") for kind in Kind],
)
def test_which_kinds_are_of_a_branch(engine, orchard, kind, branch):
    assert add(engine, orchard, f"A {kind}.", kind).branch == branch


def test_a_branch_that_is_named_is_taken_at_its_word(engine, orchard):
    assert engine.add("x", place=here(orchard), branch="other").branch == "other"
    assert engine.add("y", place=Place("named")).branch == ""


def test_from_the_main_line_the_decision_is_found_but_not_given(filled, orchard):
    answer = ask(filled, here(orchard))

    assert hits(answer) >= {DECIDED, DONE}
    assert DECIDED not in answer.context
    assert "The kettle is of copper." in answer.context
    assert f"on branch gas, not merged] {DONE}" in answer.context


def test_on_its_branch_it_is_given_like_any_other(filled, orchard):
    orchard.checkout("gas")
    context = ask(filled, here(orchard)).context

    assert f"] {DECIDED}" in context
    assert "branch" not in context


def test_from_a_branch_that_holds_it_it_is_given(filled, orchard):
    orchard.make("gas-lamp", at="gas")
    orchard.commit("gas-lamp", files={"lamp.md": "x\n"})
    filled.branching.note(str(orchard.folder))
    orchard.checkout("gas-lamp")

    assert f"] {DECIDED}" in ask(filled, here(orchard)).context


def test_in_a_second_worktree_its_own_branch_counts(filled, orchard, tmp_path):
    second = orchard.worktree(tmp_path / "second", "gas")

    assert DECIDED in ask(filled, Place(folder=str(second))).context
    assert DECIDED not in ask(filled, here(orchard)).context


@pytest.mark.parametrize("place", [Place("orchard"), Place(everywhere=True)])
def test_who_names_a_project_is_given_all_with_where_it_holds(filled, place):
    assert f"on branch gas, not merged] {DECIDED}" in ask(filled, place).context


def test_who_is_on_no_branch_is_given_all_with_where_it_holds(filled, orchard):
    (orchard.git / "HEAD").write_text(orchard.tip("main"))

    assert f"on branch gas, not merged] {DECIDED}" in ask(filled, here(orchard)).context


def test_once_merged_it_is_the_projects(filled, orchard):
    orchard.commit("main", files={"gas.md": "x\n"}, message="Squashed")
    filled.branching.note(str(orchard.folder))
    context = ask(filled, here(orchard)).context

    assert DECIDED in context
    assert "branch" not in context


def test_and_stays_so_when_the_branch_goes_on(filled, orchard):
    orchard.point("main", orchard.tip("gas"))
    filled.branching.note(str(orchard.folder))
    orchard.commit("gas", files={"more.md": "x\n"})
    later = "The kettle gets a lid of glass."
    add(filled, orchard, later)

    assert DECIDED in ask(filled, here(orchard), DECIDED).context
    assert later not in ask(filled, here(orchard), later).context


def merge(engine, orchard):
    """Merge the branch by a commit and delete it; returns where the main line was."""
    before = orchard.tip("main")
    parents = [before, orchard.tip("gas")]
    orchard.commit("main", files={"gas.md": "x\n"}, parents=parents, message="Merge gas")
    orchard.delete("gas")
    engine.branching.note(str(orchard.folder))
    return before


def test_once_its_merge_is_reset_away_it_is_dropped_until_that_is_back(filled, orchard):
    before = merge(filled, orchard)
    merged = orchard.tip("main")
    assert f"] {DECIDED}" in ask(filled, here(orchard)).context
    orchard.point("main", before)
    filled.branching.note(str(orchard.folder))
    context = ask(filled, here(orchard)).context
    assert DECIDED not in context
    assert f"branch gas, dropped] {DONE}" in context
    assert {*filled.branching.states(filled.list(here(orchard)).memories).values()} == {"dropped"}
    orchard.point("main", merged)
    filled.branching.note(str(orchard.folder))

    assert f"] {DECIDED}" in ask(filled, here(orchard)).context


def test_once_its_merge_is_reset_away_and_it_is_still_there_it_is_open(filled, orchard):
    tip = orchard.tip("gas")
    before = merge(filled, orchard)
    orchard.point("gas", tip)
    orchard.point("main", before)
    filled.branching.note(str(orchard.folder))
    assert DECIDED not in ask(filled, here(orchard)).context
    assert f"on branch gas, not merged] {DONE}" in ask(filled, here(orchard)).context
    orchard.checkout("gas")

    assert f"] {DECIDED}" in ask(filled, here(orchard)).context


def test_of_a_dropped_branch_what_was_done_is_told_as_such(filled, orchard):
    orchard.delete("gas")
    filled.branching.note(str(orchard.folder))
    answer = ask(filled, here(orchard))

    assert hits(answer) >= {DECIDED, DONE}
    assert DECIDED not in answer.context
    assert f"branch gas, dropped] {DONE}" in answer.context


def test_a_brief_tells_what_holds_on_the_branch_one_is_on(engine, orchard):
    add(engine, orchard)
    on_main = brief(engine, orchard)
    orchard.checkout("gas")
    on_gas = brief(engine, orchard)

    assert DECIDED not in on_main
    assert f"] {DECIDED}" in on_gas
    assert "branch" not in on_gas


def test_a_brief_tells_what_was_merged_and_nothing_of_a_dropped_branch(engine, orchard):
    add(engine, orchard)
    orchard.make("steam")
    orchard.commit("steam", files={"steam.md": "x\n"})
    dropped = "The kettle is heated by steam."
    add(engine, orchard, dropped, on="steam")
    orchard.delete("steam")
    orchard.commit("main", files={"gas.md": "x\n"}, message="Squashed")
    engine.branching.note(str(orchard.folder))

    assert DECIDED in brief(engine, orchard)
    assert dropped not in brief(engine, orchard)


def test_a_brief_on_no_branch_says_where_it_holds(engine, orchard):
    add(engine, orchard)
    (orchard.git / "HEAD").write_text(orchard.tip("main"))

    assert f", on branch gas, not merged] {DECIDED}" in brief(engine, orchard)


def held(engine, orchard, tmp_path, name="s1", branches=("gas", "gas")):
    """Import a session of a prompt and an answer, each said on a branch."""
    said = {"sessionId": name, "cwd": str(orchard.folder)}
    turns = [("user", "We heat the kettle by gas."), ("assistant", "Noted: by gas.")]
    lines = [
        said
        | {
            "type": author,
            "gitBranch": branch,
            "uuid": f"{name}-{author}",
            "timestamp": f"2026-03-01T12:00:0{number}.000Z",
            "message": {"role": author, "content": text},
        }
        for number, ((author, text), branch) in enumerate(zip(turns, branches, strict=True))
    ]
    engine.import_(write_jsonl(tmp_path / "projects" / f"{name}.jsonl", lines))


def lately(engine, orchard):
    """The head of each line on a session, without its date."""
    told = brief(engine, orchard).partition("Lately:\n")[2]
    return [line.partition("]")[0][12:] for line in told.splitlines() if line.startswith("[")]


def test_a_brief_says_of_a_session_on_an_open_branch_where_it_holds(engine, orchard, tmp_path):
    held(engine, orchard, tmp_path)
    assert lately(engine, orchard) == ["claude-code s1, on branch gas, not merged"]
    orchard.checkout("gas")
    assert lately(engine, orchard) == ["claude-code s1"]
    orchard.checkout("main")
    orchard.point("main", orchard.tip("gas"))
    engine.branching.note(str(orchard.folder))

    assert lately(engine, orchard) == ["claude-code s1"]


def test_a_brief_says_of_a_session_that_its_branch_was_dropped(engine, orchard, tmp_path):
    held(engine, orchard, tmp_path)
    orchard.delete("gas")
    engine.branching.note(str(orchard.folder))

    assert lately(engine, orchard) == ["claude-code s1, branch gas, dropped"]


@pytest.mark.parametrize("branches", [("main", "gas"), ("gas", "main")])
def test_a_brief_notes_a_session_that_went_from_one_branch_to_another(
    engine, orchard, tmp_path, branches
):
    held(engine, orchard, tmp_path, branches=branches)

    assert lately(engine, orchard) == ["claude-code s1, on branch gas, not merged"]


def test_a_brief_with_notes_on_sessions_stays_within_its_budget(engine, orchard, tmp_path):
    for name in ("s1", "s2", "s3"):
        held(engine, orchard, tmp_path, name)
    told = [
        engine.briefing.brief(here(orchard), budget=budget).context for budget in range(0, 200, 3)
    ]

    assert {one.count("not merged]") for one in told} == {0, 1, 2, 3}
    assert all(tokens(one) <= budget for one, budget in zip(told, range(0, 200, 3), strict=True))


def test_where_all_that_answers_holds_elsewhere_nothing_is_given(engine, orchard):
    add(engine, orchard)
    answer = ask(engine, here(orchard), "how is the kettle heated from now on?")

    assert hits(answer) == {DECIDED}
    assert answer.context == ""
    assert answer.reason == "what was found holds on other branches alone"


def test_a_branch_that_was_never_seen_is_the_projects(filled, orchard):
    text = "The kettle is heated with wood in winter."
    filled.add(text, kind=Kind.DECISION, place=here(orchard), branch="from-another-machine")
    embed_all(filled)
    context = ask(filled, here(orchard), text).context

    assert text in context
    assert "another-machine" not in context


def test_a_renamed_branch_keeps_what_was_learned_on_it(filled, orchard):
    tip = orchard.tip("gas")
    orchard.delete("gas")
    orchard.point("steam", tip)
    filled.branching.note(str(orchard.folder))
    assert "on branch steam, not merged" in ask(filled, here(orchard)).context
    orchard.checkout("steam")

    assert f"] {DECIDED}" in ask(filled, here(orchard)).context


def test_a_clone_without_the_branch_does_not_drop_it(filled, orchard, tmp_path):
    clone = orchard.clone(tmp_path / "clone")
    clone.delete("gas")
    filled.branching.note(str(clone.folder))

    assert "on branch gas, not merged" in ask(filled, here(clone)).context


def test_a_moved_repository_keeps_its_branches(filled, orchard, tmp_path):
    shutil.move(orchard.folder, tmp_path / "moved")
    orchard.folder = tmp_path / "moved"
    filled.branching.note(str(orchard.folder))
    assert "on branch gas, not merged" in ask(filled, here(orchard)).context
    orchard.delete("gas")
    filled.branching.note(str(orchard.folder))

    assert "branch gas, dropped" in ask(filled, here(orchard)).context
    with filled.store.reading() as db:
        assert db.execute("SELECT path FROM repositories").fetchall() == [(str(orchard.git),)]


def test_what_a_deleted_clone_had_alone_is_dropped_with_it(filled, orchard, tmp_path):
    clone = orchard.clone(tmp_path / "clone")
    clone.delete("gas")
    filled.branching.note(str(clone.folder))
    shutil.rmtree(orchard.folder)
    clone.commit("main", files={"later.md": "x\n"})
    filled.branching.note(str(clone.folder))

    assert "branch gas, dropped" in ask(filled, here(clone)).context


def test_another_repository_in_its_place_says_nothing_of_its_branches(filled, orchard):
    shutil.rmtree(orchard.folder)
    other = Made(orchard.folder, remote="https://example.org/ben/vineyard.git")
    other.commit("main", files={"x.md": "x\n"})
    filled.add("The grapes are ripe.", place=Place("vineyard"), branch="gas", kind=Kind.EXPERIENCE)
    filled.projects.join(str(other.folder), "vineyard")
    embed_all(filled)
    filled.branching.note(str(other.folder))
    answer = ask(filled, here(other), "are the grapes ripe?")

    assert "The grapes are ripe." in answer.context
    assert "branch" not in answer.context


@pytest.mark.parametrize("name", ["x", "feature/" + "long-" * 20, "käse\u2028und brot"])
def test_a_note_is_short_and_within_the_budget(filled, orchard, name):
    orchard.checkout("main")
    filled.add(DONE + " Twice.", kind=Kind.EXPERIENCE, place=here(orchard), branch=name)
    for state in branching._NOTES:
        found = branching._NOTES[state]
        assert len("".join(found)) < branching.LONGEST_NOTE
    for budget in range(0, 120, 3):
        assert tokens(ask(filled, here(orchard), budget=budget).context) <= budget


def test_what_is_said_again_on_the_main_line_is_the_projects(engine, orchard):
    first = add(engine, orchard)
    again = add(engine, orchard, on="main")

    assert (again.id, again.is_new, again.branch) == (first.id, False, "")
    assert DECIDED in ask(engine, here(orchard)).context


def test_what_is_said_again_on_its_branch_stays_there(engine, orchard):
    add(engine, orchard)

    assert add(engine, orchard).branch == "gas"


def test_show_and_list_tell_the_branch_and_its_state(filled, orchard):
    listing = filled.list(here(orchard))
    states = {one.text: listing.branch_states.get(one.id, "") for one in listing.memories}
    (decided,) = (one for one in listing.memories if one.text == DECIDED)

    assert states == {DECIDED: "open", DONE: "open", "The kettle is of copper.": ""}
    assert filled.show(decided.id).branch_state == "open"
    orchard.delete("gas")
    filled.branching.note(str(orchard.folder))
    assert filled.show(decided.id).branch_state == "dropped"


def test_an_unchanged_repository_is_not_read_again(filled, orchard):
    assert not filled.branching.note(str(orchard.folder))
    orchard.make("new")
    assert filled.branching.note(str(orchard.folder))


def test_a_repository_that_nothing_is_remembered_of_leaves_no_trace(engine, orchard):
    assert not engine.branching.note(str(orchard.folder))
    assert not engine.branching.note(str(orchard.folder.parent))
    assert set(engine.status().projects) == set()
    with engine.store.reading() as db:
        assert db.execute("SELECT count(*) FROM repositories").get == 0


def test_a_question_is_enough_to_have_the_branches_read(engine, orchard):
    orchard.checkout("gas")
    engine.add(DECIDED, place=here(orchard))
    while engine.catch_up():
        pass
    orchard.checkout("main")
    assert DECIDED not in ask(engine, here(orchard)).context
    orchard.point("main", orchard.tip("gas"))
    ask(engine, here(orchard))
    while engine.catch_up():
        pass

    assert DECIDED in ask(engine, here(orchard)).context


def test_a_branch_with_a_secret_in_its_name_is_not_kept(filled, orchard):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
    orchard.make(f"try/{secret}")
    filled.branching.note(str(orchard.folder))
    with filled.store.reading() as db:
        names = db.execute("SELECT name FROM branches WHERE tip != ''").fetchall()
        assert names == [("gas",)]


def test_an_unreadable_repository_leaves_all_as_it_was(filled, orchard):
    before = ask(filled, here(orchard)).context
    config = orchard.git / "config"
    config.write_text(config.read_text() + "[extensions]\n\tunheardOf = true\n")
    filled.branching.note(str(orchard.folder))

    assert ask(filled, here(orchard)).context == before


def test_an_imported_session_knows_its_branch_at_once(engine, orchard, tmp_path):
    said = {"type": "user", "sessionId": "s1", "cwd": str(orchard.folder), "gitBranch": "gas"}
    lines = [
        said
        | {
            "uuid": f"00000000-0000-0000-0000-00000000000{number}",
            "timestamp": f"2026-03-01T12:00:0{number}.000Z",
            "message": {"role": "user", "content": text},
        }
        for number, text in enumerate((DONE, "Then the kettle was filled."))
    ]
    engine.import_(write_jsonl(tmp_path / "projects" / "s1.jsonl", lines))
    context = ask(engine, here(orchard)).context

    assert "on branch gas, not merged" in context
    assert context.count("gas") == len(context.splitlines())


def test_without_any_branch_read_nothing_changes(engine):
    """Also where memories have branches, as those of logs do."""
    for number in range(12):
        engine.add(f"Kettle number {number} boils.", place=Place("other"), branch=f"b{number % 3}")
    embed_all(engine)
    context = ask(engine, Place("other", branch="main"), "Kettle number 3 boils.").context

    assert "Kettle number 3 boils." in context
    assert "branch" not in context
