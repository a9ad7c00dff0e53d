"""What a memory names may have moved on since it was said; then whoever is given it is told."""

import shutil

import pytest
from dulwich import porcelain

from slm.domain.memory import Kind
from slm.domain.question import Place, Question
from slm.store import acts
from slm.store.moved import stale

KETTLE = '''"""Boil water."""


def boil_water(degrees):
    """Heat it."""
    return degrees


def pour(cup):
    return cup


class Teapot:
    def pour(self, cup):
        """Fill it."""
        return cup
'''


@pytest.fixture
def project(tmp_path, engine):
    folder = tmp_path / "bakery"
    (folder / "tea").mkdir(parents=True)
    porcelain.init(folder)
    (folder / "tea" / "kettle.py").write_text(KETTLE)
    (folder / "tea" / "__init__.py").write_text('"""Tea."""\n')
    (folder / "notes.md").write_text("# Notes\n\nSteep it for three minutes.\n")
    engine.import_(folder)
    return folder


@pytest.fixture
def say(engine, project):
    """Remember a text of the project; gives its id."""

    def say(text):
        return engine.add(text, place=Place(folder=str(project))).id

    return say


@pytest.fixture
def edit(engine, project):
    """Write a file of the project anew, and read it again."""

    def edit(old, new, name="tea/kettle.py"):
        path = project / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        engine.import_(project)

    return edit


def remark(engine, id_):
    return engine.show(id_).stale


def test_nothing_is_said_while_nothing_moves(engine, project, say):
    ids = [say("`boil_water` heats it."), say("See tea/kettle.py."), say("Teapot.pour fills it.")]
    engine.import_(project)

    assert [remark(engine, id_) for id_ in ids] == ["", "", ""]


def test_a_changed_definition_is_told_with_its_day(engine, say, edit):
    before = say("We call boil_water with 90 degrees.")
    edit("return degrees", "return degrees + 1")
    after = say("By now boil_water adds one.")

    assert remark(engine, before) == "may be stale: boil_water changed 2026-03-01"
    assert remark(engine, after) == ""


def test_a_symbol_that_is_gone_is_told(engine, say, edit):
    id_ = say("We call boil_water with 90 degrees.")
    edit("boil_water", "heat_water")

    assert remark(engine, id_) == "may be stale: boil_water gone 2026-03-01"


def test_a_symbol_that_code_still_uses_is_not_called_gone(engine, say, edit):
    id_ = say("We call boil_water with 90 degrees.")
    edit("def boil_water(degrees):", "boil_water = make()\n\n\ndef heat_up(degrees):")

    assert remark(engine, id_) == ""


def test_a_symbol_that_moved_to_another_file_is_followed(engine, project, say, edit):
    id_ = say("We call boil_water with 90 degrees.")
    (project / "tea" / "heat.py").write_text("def boil_water(degrees):\n    return degrees * 2\n")
    edit("def boil_water(degrees):", "def cool_down(degrees):")

    assert remark(engine, id_) == "may be stale: boil_water now tea/heat.py"


def test_another_definition_of_the_same_file_does_not_matter(engine, say, edit):
    named, whole = say("We call boil_water in kettle.py."), say("All is in tea/kettle.py.")
    edit('"""Fill it."""', '"""Fill it up."""')

    assert remark(engine, named) == ""
    assert remark(engine, whole) == "may be stale: tea/kettle.py changed 2026-03-01"


def test_an_ordinary_word_is_no_symbol_but_with_its_owner_it_is(engine, say, edit):
    plain = say("Never pour it too fast, then `pour` the rest.")
    owned = say("Teapot.pour() must not spill.")
    edit('"""Fill it."""', '"""Fill it up."""')
    edit("def pour(cup):\n    return cup", "def fill(cup):\n    return cup")

    assert remark(engine, plain) == ""
    assert remark(engine, owned) == "may be stale: Teapot.pour changed 2026-03-01"


def test_a_name_with_two_definitions_is_not_told_as_changed(engine, project, say, edit):
    (project / "other.py").write_text("def boil_water():\n    return 1\n")
    engine.import_(project)
    id_ = say("We call boil_water with 90 degrees.")
    edit("return degrees", "return degrees + 1")

    assert remark(engine, id_) == ""


@pytest.mark.parametrize("named", ["tea/kettle.py", "kettle.py", "{root}/tea/kettle.py"])
def test_a_file_is_meant_by_the_end_of_its_path(engine, project, say, named):
    id_ = say(f"Look at {named.format(root=project)} first.")
    (project / "tea" / "kettle.py").unlink()
    engine.import_(project)

    assert remark(engine, id_) == "may be stale: tea/kettle.py gone 2026-03-01"


def test_a_name_that_several_files_have_means_none(engine, project, say):
    (project / "__init__.py").write_text('"""Bakery."""\n')
    engine.import_(project)
    id_ = say("Look at __init__.py first.")
    (project / "tea" / "__init__.py").write_text('"""Other tea."""\n')
    engine.import_(project)

    assert remark(engine, id_) == ""


def test_a_renamed_file_is_followed(engine, project, say):
    id_ = say("Look at tea/kettle.py first.")
    shutil.move(project / "tea" / "kettle.py", project / "pot.py")
    engine.import_(project)

    assert remark(engine, id_) == "may be stale: tea/kettle.py now pot.py"


def test_a_branch_switched_to_and_back_leaves_nothing_stale(engine, project, say, edit):
    ids = [say("`boil_water` heats it."), say("See tea/kettle.py.")]
    edit("return degrees", "return degrees + 1")
    assert all(remark(engine, id_) for id_ in ids)
    edit("return degrees + 1", "return degrees")

    assert [remark(engine, id_) for id_ in ids] == ["", ""]


def test_what_was_said_before_the_project_was_first_read_is_told_from_then_on(engine, tmp_path):
    folder = tmp_path / "late"
    folder.mkdir()
    porcelain.init(folder)
    id_ = engine.add("We call boil_water.", place=Place(folder=str(folder))).id
    (folder / "kettle.py").write_text(KETTLE)
    engine.import_(folder)
    assert remark(engine, id_) == ""
    (folder / "kettle.py").write_text(KETTLE.replace("return degrees", "return 1"))
    engine.import_(folder)

    assert remark(engine, id_).endswith("boil_water changed 2026-03-01")


def test_another_projects_files_do_not_matter(engine, say, edit):
    id_ = engine.add("We call boil_water.", place=Place("garden")).id
    edit("return degrees", "return degrees + 1")

    assert remark(engine, id_) == ""


def test_pieces_and_commits_are_never_stale(engine, project, edit):
    (project / "notes.md").write_text("# Notes\n\nSee boil_water in tea/kettle.py.\n")
    porcelain.add(project, [str(project / "notes.md")])
    porcelain.commit(project, message="Mend boil_water", author=b"A <a@b>", committer=b"A <a@b>")
    engine.import_(project)
    edit("return degrees", "return degrees + 1")
    listed = engine.list(Place(everywhere=True), limit=100).memories

    assert {one.kind for one in listed} == {Kind.RESOURCE, Kind.EXPERIENCE}
    assert {remark(engine, one.id) for one in listed} == {""}


def test_an_agent_is_told_in_the_line_within_its_budget(engine, project, say, edit):
    id_ = say("We call boil_water with 90 degrees since the kettle whistles at that.")
    edit("return degrees", "return degrees + 1")
    question = "at how many degrees does the kettle whistle"
    here = Place(folder=str(project))
    context = engine.recall(Question(question, here)).context

    assert f"{id_[:8]} " in context
    assert "; may be stale: boil_water changed 2026-03-01] We call boil_water" in context
    for budget in range(0, 80, 3):
        given = engine.recall(Question(question, here, budget=budget)).context
        assert len(given) <= 4 * budget
    as_of = engine.recall(Question(question, here, as_of=engine.show(id_).memory.said_at)).context
    assert "stale" not in as_of


def test_nothing_is_looked_for_where_no_file_was_read(engine):
    engine.add("We call boil_water.")
    with engine.store.reading() as db:
        assert stale(db, [1]) == {}
        assert acts.mark(db)[0] == 0
