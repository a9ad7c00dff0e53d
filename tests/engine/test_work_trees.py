"""What is read in a linked work tree is its branch's, and ends with it."""

import shutil

import pytest
from made import embed_all
from repositories import Made

from slm.domain.memory import State
from slm.domain.question import Place, Question

EVERYWHERE = Place(everywhere=True)
BREAD = "# Bread\n\nWe bake rye bread at dawn.\n"
CAKE = "# Cake\n\nThe zebra cake needs nine eggs.\n"


@pytest.fixture
def shop(tmp_path):
    made = Made(tmp_path / "shop")
    made.commit("main", files={"bread.md": BREAD})
    made.commit("main", files={"x.md": "x\n"})
    (made.folder / "bread.md").write_text(BREAD)
    made.make("feat")
    made.commit("feat", files={"y.md": "y\n"})
    made.checkout("main")
    return made


@pytest.fixture
def second(shop, tmp_path):
    """A work tree on a branch of its own, with a file that is not committed.

    It lies where Claude Code's own notes would, as far as a path can tell.
    """
    (tmp_path / "projects").mkdir()
    folder = shop.worktree(tmp_path / "projects" / "wt", "feat")
    (folder / "bread.md").write_text(BREAD)
    (folder / "cake.md").write_text(CAKE)
    return folder


@pytest.fixture
def follow(engine, shop, second):
    engine.watching.add(shop.folder)
    engine.watching.add(second)

    def look():
        engine.watching.sweep(engine.watching.all())
        embed_all(engine)

    look()
    return look


def pieces(engine, state=None):
    """The branch of each piece, by the word that tells them apart."""
    found = engine.list(EVERYWHERE, state=state, limit=100).memories
    words = ("rye", "zebra", "wheat")
    return {w: one.branch for one in found for w in words if w in one.text}


def context(engine, folder, text="how many eggs does the zebra cake need?"):
    return engine.recall(Question(text, Place(folder=str(folder)))).context


def remove(shop, folder):
    """As `git worktree remove --force` does."""
    shutil.rmtree(folder)
    shutil.rmtree(shop.git / "worktrees" / folder.name)


def test_from_the_main_one_it_is_told_with_its_branch(engine, shop, second, follow):
    assert pieces(engine) == {"rye": "", "zebra": "feat"}
    assert "on branch feat, not merged] " in context(engine, shop.folder)
    assert "nine eggs" in context(engine, second)
    assert "branch" not in context(engine, second)


def test_merged_it_is_the_projects(engine, shop, follow):
    shop.commit("main", files={"y.md": "y\n"}, message="Squashed")
    follow()

    assert "nine eggs" in context(engine, shop.folder)
    assert "branch" not in context(engine, shop.folder)


def test_what_only_the_linked_one_holds_still_is_its_branchs(engine, shop, second, follow):
    (shop.folder / "bread.md").write_text("# Bread\n\nWe bake wheat bread at dawn.\n")
    follow()
    assert pieces(engine) == {"rye": "feat", "zebra": "feat", "wheat": ""}
    (shop.folder / "cake.md").write_text(CAKE)
    follow()
    assert pieces(engine)["zebra"] == ""


def test_it_goes_to_another_branch_with_its_work_tree(engine, shop, second, follow):
    shop.make("later")
    (shop.git / "worktrees" / "wt" / "HEAD").write_text("ref: refs/heads/later\n")
    follow()

    assert pieces(engine) == {"rye": "", "zebra": "later"}


def test_on_no_branch_it_is_the_work_trees_own(engine, shop, second, follow):
    (shop.git / "worktrees" / "wt" / "HEAD").write_text(f"{shop.tip('feat')}\n")
    follow()

    assert pieces(engine)["zebra"] == "(worktree wt)"
    assert "on branch (worktree wt), not merged" in context(engine, shop.folder)


def test_once_removed_it_is_superseded_whoever_is_still_followed(engine, shop, second, follow):
    engine.watching.remove(second)
    remove(shop, second)
    follow()

    assert pieces(engine) == {"rye": ""}
    assert pieces(engine, State.SUPERSEDED) == {"zebra": "feat"}
    assert "eggs" not in context(engine, shop.folder)


def test_removed_it_goes_at_once_when_the_repository_tells(engine, shop, second, follow):
    remove(shop, second)
    engine.watching.read([str(shop.git / "worktrees")])

    assert "zebra" not in pieces(engine)


def test_an_import_of_the_main_one_ends_what_was_imported_from_a_removed_one(engine, shop, second):
    engine.import_(second)
    engine.import_(shop.folder)
    assert pieces(engine) == {"rye": "", "zebra": "feat"}
    remove(shop, second)

    assert engine.import_(shop.folder).superseded == 1
    assert pieces(engine) == {"rye": ""}


def test_a_deleted_folder_ends_too_and_comes_back_with_its_text(engine, shop, second, follow):
    away = second.rename(second.with_name("away"))
    follow()
    assert pieces(engine) == {"rye": ""}
    away.rename(second)
    follow()
    assert pieces(engine) == {"rye": "", "zebra": "feat"}


def test_a_locked_one_may_be_away(engine, shop, second, follow):
    (shop.git / "worktrees" / "wt" / "locked").write_text("on a stick\n")
    second.rename(second.with_name("away"))
    follow()

    assert pieces(engine) == {"rye": "", "zebra": "feat"}


def test_a_moved_main_one_keeps_what_it_had(engine, shop, follow, tmp_path):
    shutil.move(shop.folder, tmp_path / "moved")
    engine.branching.note(str(tmp_path / "moved"))
    follow()

    assert "rye" in pieces(engine)


def test_one_on_the_main_line_is_told_as_the_project(engine, shop, second, follow):
    shop.checkout("feat")
    (shop.git / "worktrees" / "wt" / "HEAD").write_text("ref: refs/heads/main\n")
    follow()

    assert pieces(engine) == {"rye": "", "zebra": ""}
