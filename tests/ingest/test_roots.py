"""A repository is known by the commit it began with, wherever it is and whatever it is called."""

import shutil

import pytest
from repositories import Made

from slm.ingest.project import branch, identify
from slm.ingest.roots import first_commit


@pytest.fixture
def bakery(tmp_path):
    made = Made(tmp_path / "bakery")
    for number in range(5):
        made.commit("main", files={"note.md": f"{number}\n"})
    return made


def root(made, most=100):
    return first_commit(str(made.git), most)


def test_it_is_the_commit_without_a_parent(bakery):
    (first,) = {id_ for id_ in bakery.parents(bakery.tip("main")) if not bakery.parents(id_)}

    assert root(bakery) == first


def test_a_clone_has_the_same(bakery, tmp_path):
    assert root(bakery.clone(tmp_path / "elsewhere")) == root(bakery)


def test_what_was_merged_in_from_elsewhere_does_not_change_it(bakery):
    """A library's history is older than the repository it was taken into."""
    before = root(bakery)
    bakery.commit("library", parents=[], files={"lib.md": "x\n"})
    bakery.commit("main", parents=[bakery.tip("main"), bakery.tip("library")])

    assert root(bakery) == before


def test_a_shallow_clone_has_none(bakery, tmp_path):
    shallow = bakery.clone(tmp_path / "shallow", shallow_at=bakery.tip("main"))
    assert root(shallow) == ""
    cut = bakery.clone(tmp_path / "cut")
    cut.lose(cut.parents(bakery.tip("main")))

    assert root(cut) == ""


def test_a_shallow_clone_has_none_though_its_last_commit_has_no_parent_any_more(bakery, tmp_path):
    """As of the first commit that a shallow clone holds, when that is made the first of all."""
    (first,) = {id_ for id_ in bakery.parents(bakery.tip("main")) if not bakery.parents(id_)}
    shallow = bakery.clone(tmp_path / "shallow", shallow_at=first)

    assert root(shallow) == ""


def test_it_is_looked_for_no_farther_than_wanted(bakery):
    assert root(bakery, most=3) == ""
    assert root(bakery, most=5) != ""


def test_after_more_commits_it_is_known_again_at_once(bakery):
    before = root(bakery)
    bakery.commit("main", files={"note.md": "new\n"})

    assert root(bakery, most=1) == before


def test_a_branch_without_a_past_has_its_own(bakery):
    before = root(bakery)
    bakery.commit("pages", parents=[], files={"index.html": "x\n"})
    bakery.checkout("pages")

    assert root(bakery) == bakery.tip("pages") != before


@pytest.mark.parametrize("harm", ["empty", "gone", "broken"])
def test_what_cannot_be_read_has_none(bakery, tmp_path, harm):
    made = Made(tmp_path / "empty") if harm == "empty" else bakery
    if harm == "gone":
        shutil.rmtree(bakery.git)
    if harm == "broken":
        (bakery.git / "HEAD").write_text("\x00")

    assert root(made) == ""


def on(folder):
    return branch(identify(str(folder)))


def test_the_branch_is_the_work_trees_own(bakery, tmp_path):
    bakery.make("rye")
    second = bakery.worktree(tmp_path / "second", "rye")
    (second / "deep").mkdir()

    assert (on(bakery.folder), on(second), on(second / "deep")) == ("main", "rye", "rye")
    assert identify(str(second)).git == identify(str(bakery.folder)).git == str(bakery.git)


def test_an_unborn_branch_is_a_branch(tmp_path):
    made = Made(tmp_path / "empty")
    made.checkout("feature/first")

    assert on(made.folder) == "feature/first"


def test_a_detached_head_is_on_none_unless_it_is_being_rebased(bakery):
    (bakery.git / "HEAD").write_text(f"{bakery.tip('main')}\n")
    assert on(bakery.folder) == ""
    (bakery.git / "rebase-merge").mkdir()
    (bakery.git / "rebase-merge" / "head-name").write_text("refs/heads/rye\n")

    assert on(bakery.folder) == "rye"


def test_where_references_are_in_tables_the_branch_is_read_there(bakery):
    from dulwich.reftable import ReftableRefsContainer

    tables = ReftableRefsContainer(str(bakery.git))
    tables.set_symbolic_ref(b"HEAD", b"refs/heads/rye")
    (bakery.git / "HEAD").write_text("ref: refs/heads/.invalid\n")

    assert on(bakery.folder) == "rye"


@pytest.mark.parametrize("text", ["", "gitdir: /nowhere\n", "\x00", "gitdir: \x00"])
def test_a_file_that_leads_nowhere_is_on_no_branch(tmp_path, text):
    (tmp_path / ".git").write_text(text)

    assert on(tmp_path) == ""
    assert first_commit(identify(str(tmp_path)).git) == ""


def test_a_submodule_is_its_own(bakery, tmp_path):
    inner = Made(tmp_path / "flour", remote="https://example.org/mill/flour.git")
    inner.commit("main", files={"flour.md": "x\n"})
    own = bakery.git / "modules" / "flour"
    shutil.copytree(inner.git, own)
    (bakery.folder / "flour").mkdir()
    (bakery.folder / "flour" / ".git").write_text("gitdir: ../.git/modules/flour\n")
    identity = identify(str(bakery.folder / "flour"))

    assert identity.keys[0] == "remote:example.org/mill/flour"
    assert identity.git == str(own)
    assert first_commit(identity.git) != root(bakery)


def test_of_a_folder_without_a_repository_the_folders_it_lies_in_are_told(tmp_path):
    here = identify(str(tmp_path))
    gone = identify(str(tmp_path / "gone" / "deep"))

    assert here.is_there
    assert here.inside[0] == f"folder:{tmp_path.parent}"
    assert not gone.is_there
    assert gone.inside[:2] == (f"folder:{tmp_path / 'gone'}", f"folder:{tmp_path}")
