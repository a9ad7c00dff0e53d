"""In a repository, `mem` knows the branch one is on; projects are listed, joined and renamed."""

import re

import pytest
from repositories import Made

TEXT = "The kettle is heated by gas"


@pytest.fixture
def orchard(newcomer):
    """A repository to work in, on a branch with work of its own."""
    made = Made(newcomer.folder / "orchard")
    made.commit("main", files={"note.md": "x\n"})
    made.make("gas")
    made.commit("gas", files={"gas.md": "x\n"})
    made.checkout("gas")
    newcomer.cwd = made.folder
    return made


def test_what_is_added_on_a_branch_says_so(newcomer, orchard):
    done = newcomer.mem("add", TEXT)
    assert b"it holds on branch gas until that is merged" in done.stderr
    assert newcomer.json("add", "It is loud")["branch"] == "gas"
    assert newcomer.json("add", "I like tea", "--kind", "preference")["branch"] == ""
    newcomer.out("import", ".")  # which looks at the branches in any case
    shown = newcomer.out("show", done.stdout.decode().strip())

    assert re.search(r"^branch +gas \(open\)$", shown, re.MULTILINE)
    listed = newcomer.out("list").splitlines()
    assert listed[0].split() == ["id", "said", "kind", "project", "branch", "text"]
    assert any("gas (open)" in line and TEXT in line for line in listed)
    assert "branch" not in newcomer.out("list", "--kind", "preference")
    orchard.checkout("main")
    answer = newcomer.json("recall", "how is the kettle heated by gas?")
    assert answer["hits"][0]["text"] == TEXT
    assert TEXT not in answer["context"]


def test_projects_are_listed_joined_and_renamed(newcomer, orchard):
    newcomer.out("add", "--project", "garden", "The rake is blue")
    newcomer.out("add", TEXT)
    listed = {one["name"]: one for one in newcomer.json("project", "list")["projects"]}
    assert listed["orchard"]["memories"] == listed["garden"]["memories"] == 1
    assert listed["orchard"]["keys"] == [f"folder:{orchard.folder}"]
    joined = newcomer.mem("project", "join", ".", "garden")
    assert (joined.stdout, joined.stderr) == (b"garden\n", b"mem: 1 memories moved\n")
    assert newcomer.out("project", "rename", "garden", "park") == "park\n"
    assert newcomer.json("list", "--project", "orchard")["total"] == 2
    row = newcomer.out("project", "list").splitlines()[-1]

    assert row.split()[:4] == ["park", "2", "garden,", "orchard"]
    code, error = newcomer.error("project", "join", "gardn", "park")
    assert (code, error["message"]) == (2, "unknown project 'gardn'")


def test_where_nothing_is_known_the_project_that_may_be_meant_is_told(newcomer, orchard):
    newcomer.out("add", "--project", "orchard", TEXT)
    done = newcomer.mem("recall", "kettle")

    assert f"did you mean orchard? mem project join {orchard.folder} orchard" in (
        done.stderr.decode()
    )
    newcomer.out("project", "join", ".", "orchard")
    assert TEXT in newcomer.out("recall", "kettle")
