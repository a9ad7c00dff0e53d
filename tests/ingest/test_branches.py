"""What became of a branch is read from its repository, whatever way it was merged."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from dulwich.repo import Repo
from repositories import Made

from slm.domain.branch import Branch, BranchState
from slm.ingest import branches, reach
from slm.ingest.branches import mark, read

OPEN, MERGED, GONE = BranchState
NOTES = {"notes/oven.md": "Light it early.\n", "dough.md": "Salt last.\n"}


@pytest.fixture
def bakery(tmp_path):
    """A main line of three commits, and a branch with two of its own."""
    made = Made(tmp_path / "bakery")
    for number in range(3):
        made.commit("main", files={f"{number}.md": f"Note {number}.\n"})
    made.make("rye")
    made.commit("rye", files=NOTES)
    made.commit("rye", files={"dough.md": "Salt first.\n"})
    return made


def look(made, known=None, compared=()):
    return read(str(made.git), known or {}, compared)


def states(found):
    return {one.name: one.state for one in found.others}


def seen(found):
    return {one.name: one for one in found.others}


def then(made, before):
    """Look again, knowing what was seen before."""
    return look(made, seen(before), before.tips)


def test_a_branch_with_work_of_its_own_is_open(bakery):
    found = look(bakery)

    assert found.main == ("main",)
    assert found.others == (Branch("rye", bakery.tip("rye"), OPEN, "rye"),)


def test_a_fast_forward_merges(bakery):
    bakery.point("main", bakery.tip("rye"))

    assert states(look(bakery)) == {"rye": MERGED}


def test_a_merge_commit_merges(bakery):
    parents = [bakery.commit("main", files={"own.md": "x\n"}), bakery.tip("rye")]
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"}, parents=parents)

    assert states(look(bakery)) == {"rye": MERGED}


def test_a_squashed_branch_is_merged_though_the_main_line_went_on(bakery):
    bakery.commit("main", files={"0.md": "Meanwhile.\n"})
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.commit("main", files={"dough.md": "No salt.\n"})

    assert states(look(bakery)) == {"rye": MERGED}


def test_a_rebased_branch_is_merged(bakery):
    bakery.commit("main", files={"0.md": "Meanwhile.\n"})
    bakery.commit("main", files=NOTES)
    bakery.commit("main", files={"dough.md": "Salt first.\n"})

    assert states(look(bakery)) == {"rye": MERGED}


LINES = [f"Step {number}." for number in range(9)]


def changed(**lines):
    """The recipe with some of its lines otherwise."""
    new = [lines.get(f"line{number}", line) for number, line in enumerate(LINES)]
    return {"recipe.md": "\n".join(new) + "\n"}


@pytest.fixture
def recipe(tmp_path):
    """One file that a branch and the main line both change, a branch with two commits."""
    made = Made(tmp_path / "recipe")
    made.commit("main", files=changed())
    made.make("rye")
    made.commit("rye", files=changed(line1="Rye."))
    made.commit("rye", files=changed(line1="Rye.", line2="More rye."))
    made.commit("main", files=changed(line7="Bake."))
    return made


def test_a_squash_is_known_again_though_its_file_was_changed_beside_it(recipe):
    assert states(look(recipe)) == {"rye": OPEN}
    recipe.commit("main", files=changed(line1="Rye.", line2="More rye.", line7="Bake."))
    recipe.commit("main", files=changed(line1="Rye.", line2="No rye.", line7="Bake."))

    assert states(look(recipe)) == {"rye": MERGED}


def test_commits_replayed_one_by_one_are_known_again(recipe):
    recipe.commit("main", files=changed(line1="Rye.", line7="Bake."))
    assert states(look(recipe)) == {"rye": OPEN}
    recipe.commit("main", files=changed(line1="Rye.", line7="Bake.", line8="Eat."))
    recipe.commit(
        "main", files=changed(line1="Rye.", line2="More rye.", line7="Bake.", line8="Eat.")
    )

    assert states(look(recipe)) == {"rye": MERGED}


def test_a_squash_of_a_branch_that_took_in_the_main_line_is_known_again(recipe):
    both = changed(line1="Rye.", line2="More rye.", line7="Bake.")
    recipe.commit("rye", files=both, parents=[recipe.tip("rye"), recipe.tip("main")])
    recipe.commit("main", files=changed(line7="Bake.", line8="Eat."))
    assert states(look(recipe)) == {"rye": OPEN}
    recipe.commit("main", files=both | changed(line1="Rye.", line2="More rye.", line7="Bake.",
                                               line8="Eat."))  # fmt: skip

    assert states(look(recipe)) == {"rye": MERGED}


def test_another_change_of_the_same_file_is_no_merge(recipe):
    recipe.commit("main", files=changed(line1="Rye.", line2="Spelt.", line7="Bake."))
    recipe.commit("main", files={"other.md": "Rye.\nMore rye.\n"})

    assert states(look(recipe)) == {"rye": OPEN}


def test_half_of_a_branch_is_no_merge(bakery):
    bakery.commit("main", files={"notes/oven.md": "Light it early.\n"})

    assert states(look(bakery)) == {"rye": OPEN}


def test_a_file_that_a_branch_removed_must_be_gone_from_the_main_line(bakery):
    bakery.make("tidy")
    bakery.commit("tidy", files={"0.md": None, "1.md": "Tidied.\n"})
    bakery.commit("main", files={"1.md": "Tidied.\n"})
    assert states(look(bakery))["tidy"] is OPEN
    bakery.commit("main", files={"0.md": None})

    assert states(look(bakery))["tidy"] is MERGED


def test_a_branch_without_a_change_is_not_taken_for_a_merged_one(bakery):
    bakery.make("empty")
    for _ in range(3):
        bakery.commit("empty")
        assert states(look(bakery))["empty"] is OPEN


def test_a_branch_just_made_is_open_until_its_work_is_merged(bakery):
    bakery.make("new")
    bakery.commit("main", files={"0.md": "Meanwhile.\n"})
    first = look(bakery)
    assert seen(first)["new"].state is OPEN
    tip = bakery.commit("new", files={"new.md": "New.\n"})
    bakery.commit("main", parents=[bakery.tip("main"), tip], files={"new.md": "New.\n"})

    assert states(then(bakery, first))["new"] is MERGED


def test_a_branch_behind_the_main_line_without_a_log_is_taken_to_be_merged(bakery):
    bakery.point("old", bakery.commit("main"))
    bakery.commit("main")

    assert states(look(bakery))["old"] is MERGED


def test_what_was_merged_stays_so_when_the_main_line_goes_on(bakery):
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    merged = look(bakery)
    bakery.commit("main", files={"dough.md": "No salt.\n"})

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_a_branch_made_where_a_merged_one_ends_is_merged_as_well(bakery):
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    merged = look(bakery)
    bakery.point("again", bakery.tip("rye"))

    assert states(then(bakery, merged)) == {"rye": MERGED, "again": MERGED}


@pytest.fixture
def merged(bakery):
    """What was seen once the branch was merged by a commit, as `git merge --no-ff` does."""
    before = look(bakery)
    parents = [bakery.tip("main"), bakery.tip("rye")]
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"}, parents=parents)
    return then(bakery, before)


def reset(bakery, back=1):
    """Take the main line some first parents back, as `git reset --hard HEAD~1` does."""
    for _ in range(back):
        with closing(Repo(str(bakery.folder))) as repository:
            parents = repository[bakery.tip("main").encode()].parents
        bakery.point("main", parents[0].decode())


def test_a_branch_whose_merge_was_reset_away_is_open_again(bakery, merged):
    assert states(merged) == {"rye": MERGED}
    reset(bakery)

    assert states(then(bakery, merged)) == {"rye": OPEN}


def test_once_it_was_deleted_too_it_is_dropped_until_the_merge_is_back(bakery, merged):
    there = bakery.tip("main")
    bakery.delete("rye")
    merged = then(bakery, merged)
    assert states(merged) == {"rye": MERGED}
    reset(bakery)
    dropped = then(bakery, merged)
    assert states(dropped) == {"rye": GONE}
    assert states(then(bakery, dropped)) == {"rye": GONE}
    bakery.point("main", there)

    assert states(then(bakery, dropped)) == {"rye": MERGED}


def test_deleted_and_reset_away_it_is_open_where_another_branch_leads_to_it(bakery, merged):
    bakery.delete("rye")
    bakery.make("kept")
    merged = then(bakery, merged)
    reset(bakery)
    after = then(bakery, merged)

    assert states(after) == {"kept": OPEN, "rye": OPEN}
    assert seen(after)["kept"].holds == ("rye",)


def test_deleted_and_reset_away_it_is_open_where_it_was_pushed(bakery, merged):
    bakery.point("rye", bakery.tip("rye"), "refs/remotes/origin")
    bakery.delete("rye")
    reset(bakery)

    assert states(then(bakery, merged)) == {"rye": OPEN}


def test_what_was_pushed_with_the_main_line_is_merged_though_that_was_reset(bakery, merged):
    bakery.point("main", bakery.tip("main"), "refs/remotes/origin")
    bakery.delete("rye")
    merged = then(bakery, merged)
    reset(bakery)

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_a_merge_that_was_made_again_is_one(bakery, merged):
    bakery.delete("rye")
    reset(bakery)
    bakery.commit("main", files={"own.md": "x\n"})
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"}, message="Squashed")

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_a_squash_that_was_reset_away_is_no_merge(bakery):
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    merged = look(bakery)
    reset(bakery)
    assert states(then(bakery, merged)) == {"rye": OPEN}
    bakery.delete("rye")

    assert states(then(bakery, merged)) == {"rye": GONE}


def test_a_squash_stays_one_when_what_came_later_is_reset_away(bakery):
    tip = bakery.tip("rye")
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.commit("main", files={"dough.md": "No salt.\n"})
    bakery.delete("rye")
    before = look(bakery, {"rye": Branch("rye", tip, MERGED, "rye")})
    reset(bakery)

    assert states(then(bakery, before)) == {"rye": MERGED}


def test_a_squash_long_after_its_branch_stays_one_when_what_came_later_is_reset_away(
    bakery, monkeypatch
):
    monkeypatch.setattr(reach, "MOST_COMPARED", 3)
    tip = bakery.tip("rye")
    for number in range(5):
        bakery.commit("main", files={"0.md": f"Meanwhile {number}.\n"})
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.commit("main", files={"0.md": "Wrong.\n"})
    bakery.delete("rye")
    before = look(bakery, {"rye": Branch("rye", tip, MERGED, "rye")})
    reset(bakery)

    assert states(then(bakery, before)) == {"rye": MERGED}


def test_a_merged_branch_whose_last_commit_was_amended_on_the_main_line_is_merged(bakery):
    bakery.point("main", bakery.tip("rye"))
    bakery.delete("rye")
    merged = look(bakery, {"rye": Branch("rye", bakery.tip("main"), MERGED, "rye")})
    bakery.amend("main", files={"dough.md": "Salt first, then water.\n"})

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_where_the_history_is_cut_off_what_was_merged_is_so(bakery, merged):
    bakery.delete("rye")
    merged = then(bakery, merged)
    cut = bakery.commit("shallow", parents=[bakery.commit("shallow")])
    bakery.point("main", cut)
    bakery.delete("shallow")
    bakery.lose(bakery.parents(cut))

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_a_work_tree_on_no_branch_says_nothing_of_what_is_merged(bakery, monkeypatch):
    """Nor is it asked about: that would cost a look far back each time."""
    side = bakery.commit("side", parents=[bakery.tip("main")])
    bakery.delete("side")
    (bakery.git / "HEAD").write_text(f"{side}\n")
    bakery.point("main", bakery.tip("rye"))
    merged = look(bakery)
    monkeypatch.setattr(branches, "unmerged", None)

    assert states(then(bakery, merged)) == {"rye": MERGED}


def test_a_merged_branch_with_new_work_is_open_again(bakery):
    bakery.point("main", bakery.tip("rye"))
    merged = look(bakery)
    bakery.commit("rye", files={"more.md": "More.\n"})

    assert states(then(bakery, merged)) == {"rye": OPEN}


def test_a_branch_deleted_without_a_merge_is_dropped(bakery):
    before = look(bakery)
    bakery.delete("rye")

    assert states(then(bakery, before)) == {"rye": GONE}


def test_a_branch_deleted_after_its_merge_is_merged(bakery):
    before = look(bakery)
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.delete("rye")

    assert states(then(bakery, before)) == {"rye": MERGED}


def test_a_branch_deleted_before_its_merge_arrives_is_merged_then(bakery):
    before = look(bakery)
    bakery.delete("rye")
    dropped = then(bakery, before)
    assert states(dropped) == {"rye": GONE}
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})

    assert states(then(bakery, dropped)) == {"rye": MERGED}


def test_a_branch_deleted_here_and_kept_where_it_was_pushed_is_still_open(bakery):
    before = look(bakery)
    bakery.point("rye", bakery.tip("rye"), "refs/remotes/origin")
    bakery.delete("rye")

    assert states(then(bakery, before)) == {"rye": OPEN}


def test_a_branch_merged_where_it_was_pushed_is_merged_before_it_is_pulled(bakery):
    tip = bakery.tip("main")
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.point("main", bakery.tip("main"), "refs/remotes/origin")
    bakery.point("main", tip)

    assert states(look(bakery)) == {"rye": MERGED}


def test_what_was_compared_once_is_not_compared_again(bakery):
    """Only what the main line gained since is looked at: a squash of then is not found now."""
    before = look(bakery)
    bakery.commit("main", files={**NOTES, "dough.md": "Salt first.\n"})
    bakery.commit("main", files={"dough.md": "No salt.\n"})

    assert states(look(bakery, seen(before), [bakery.tip("main")])) == {"rye": OPEN}
    assert states(look(bakery, seen(before), before.tips)) == {"rye": MERGED}


def test_a_renamed_branch_is_found_by_its_log(bakery):
    before = look(bakery)
    tip = bakery.tip("rye")
    bakery.delete("rye")
    bakery.point("sourdough", tip)
    bakery.log("sourdough", f"{tip} {tip} A <a@b> 1 +0000\t"
               "Branch: renamed refs/heads/rye to refs/heads/sourdough")  # fmt: skip
    bakery.commit("sourdough", files={"more.md": "More.\n"})
    after = then(bakery, before)
    assert seen(after)["rye"].present == "sourdough"
    assert states(after) == {"rye": OPEN, "sourdough": OPEN}
    bakery.point("main", bakery.tip("sourdough"))

    assert states(then(bakery, after)) == {"rye": MERGED, "sourdough": MERGED}


def test_a_renamed_branch_without_a_log_is_found_by_its_last_commit(bakery):
    before = look(bakery)
    tip = bakery.tip("rye")
    bakery.delete("rye")
    bakery.point("wholegrain", tip)
    after = then(bakery, before)

    assert seen(after)["rye"].present == "wholegrain"
    bakery.delete("wholegrain")
    assert states(then(bakery, after)) == {"rye": GONE, "wholegrain": GONE}


def test_a_branch_deleted_after_another_took_it_in_is_part_of_that(bakery):
    bakery.make("seeds", at="rye")
    bakery.commit("seeds", files={"seeds.md": "Seeds.\n"})
    before = look(bakery)
    bakery.delete("rye")
    after = then(bakery, before)
    assert states(after) == {"rye": OPEN, "seeds": OPEN}
    assert seen(after)["seeds"].holds == ("rye",)
    bakery.delete("seeds")

    assert states(then(bakery, after)) == {"rye": GONE, "seeds": GONE}


def test_a_branch_on_a_branch_holds_it(bakery):
    bakery.make("seeds", at="rye")
    bakery.commit("seeds", files={"seeds.md": "Seeds.\n"})
    bakery.make("other")
    bakery.commit("other", files={"other.md": "Other.\n"})
    found = seen(look(bakery))

    assert found["seeds"].holds == ("rye",)
    assert found["rye"].holds == found["other"].holds == ()


@pytest.mark.parametrize("name", ["master", "trunk", "develop"])
def test_the_main_line_is_known_by_its_usual_names(bakery, name):
    bakery.point(name, bakery.tip("main"))
    bakery.delete("main")

    assert look(bakery).main == (name,)


def test_what_reached_develop_is_merged(bakery):
    bakery.point("develop", bakery.tip("rye"))

    assert look(bakery).main == ("main", "develop")
    assert states(look(bakery)) == {"rye": MERGED}


def test_the_origin_says_which_branch_is_the_main_one(bakery):
    bakery.point("HEAD", "ref: refs/remotes/origin/stable", "refs/remotes/origin")
    bakery.point("stable", bakery.tip("main"), "refs/remotes/origin")
    bakery.point("stable", bakery.tip("main"))

    assert look(bakery).main[0] == "stable"


def test_the_user_may_have_another_name_for_the_main_line(bakery):
    home = Path.home()
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = oven\n")
    bakery.point("oven", bakery.tip("main"))
    bakery.delete("main")
    bakery.checkout("oven")

    assert look(bakery).main == ("oven",)
    assert states(look(bakery)) == {"rye": OPEN}


def test_a_single_branch_is_the_main_line_whatever_its_name(tmp_path):
    made = Made(tmp_path / "odd")
    made.commit("odd")
    made.checkout("odd")

    assert look(made).main == ("odd",)


def test_without_a_main_line_nothing_is_said(bakery):
    bakery.point("spelt", bakery.tip("rye"))
    bakery.delete("main")

    assert look(bakery) is None


def test_packed_references_are_read(bakery):
    before = look(bakery)
    bakery.pack()

    assert look(bakery) == before


def test_a_detached_head_changes_nothing(bakery):
    before = look(bakery)
    (bakery.git / "HEAD").write_text(f"{bakery.tip('rye')}\n")
    found = look(bakery)

    assert (found.main, found.others) == (before.main, before.others)
    assert {*found.tips} == {*before.tips, bakery.tip("rye")}  # to be looked for when it is left


def test_an_unborn_branch_is_open(bakery):
    bakery.checkout("orphan")
    found = look(bakery)

    assert seen(found)["orphan"] == Branch("orphan", "", OPEN, "orphan")
    bakery.checkout("main")
    assert states(then(bakery, found))["orphan"] is GONE


def test_a_worktrees_unborn_branch_is_open(bakery, tmp_path):
    bakery.worktree(tmp_path / "second", "orphan")

    assert states(look(bakery))["orphan"] is OPEN


def test_a_repository_without_commits_has_no_main_line(tmp_path):
    assert look(Made(tmp_path / "empty")) is None


def test_of_a_shallow_clone_what_is_there_is_read(bakery, tmp_path):
    shallow = bakery.clone(tmp_path / "shallow", shallow_at=bakery.tip("main"))
    shallow.lose(shallow.parents(bakery.tip("main")))

    assert states(look(shallow)) == {"rye": OPEN}


def test_references_in_tables_are_read(bakery):
    from dulwich.reftable import ReftableRefsContainer

    tips = {name: bakery.tip(name) for name in ("main", "rye")}
    before = look(bakery)
    shutil.rmtree(bakery.git / "refs")
    (bakery.git / "refs").mkdir()
    tables = ReftableRefsContainer(str(bakery.git))
    for name, tip in tips.items():
        tables.set_if_equals(f"refs/heads/{name}".encode(), None, tip.encode())
    with (bakery.git / "config").open("a") as config:
        config.write("[extensions]\n\trefStorage = reftable\n")
    config = (bakery.git / "config").read_text()
    (bakery.git / "config").write_text(config.replace("version = 0", "version = 1"))

    assert look(bakery) == before


@pytest.mark.parametrize("extension", ["refStorage = stone", "unheardOf = true"])
def test_what_is_not_understood_is_not_read(bakery, extension):
    with (bakery.git / "config").open("a") as config:
        config.write(f"[extensions]\n\t{extension}\n")

    assert look(bakery) is None


def test_a_broken_repository_is_not_read(bakery):
    path = bakery.git / "objects" / bakery.tip("main")[:2] / bakery.tip("main")[2:]
    path.chmod(0o644)
    path.write_bytes(b"broken")

    assert look(bakery) is None


def test_what_is_gone_is_not_read(bakery):
    shutil.rmtree(bakery.git)

    assert look(bakery) is None
    assert mark(str(bakery.git)) == mark(str(bakery.git))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_not_read(bakery):
    bakery.git.chmod(0)
    try:
        assert look(bakery) is None
        assert mark(str(bakery.git))
    finally:
        bakery.git.chmod(0o755)


def test_what_takes_too_long_to_say_is_left_as_it_was(bakery, monkeypatch):
    before = look(bakery)
    bakery.make("stale")
    bakery.commit("stale", files={"stale.md": "x\n"})
    for number in range(9):
        bakery.commit("main", files={"0.md": f"Again {number}.\n"})
    monkeypatch.setattr(branches, "MOST_OBJECTS", 8)

    assert states(then(bakery, before)) == {"rye": OPEN}


def test_the_mark_changes_with_every_branch(bakery, tmp_path):
    marks = [mark(str(bakery.git))]
    for change in (
        lambda: bakery.commit("rye", files={"x.md": "x\n"}),
        lambda: bakery.make("deep/er"),
        lambda: bakery.delete("rye"),
        bakery.pack,
        lambda: bakery.checkout("deep/er"),
        lambda: bakery.point("main", "0" * 40, "refs/remotes/origin"),
    ):
        change()
        marks.append(mark(str(bakery.git)))

    assert len({*marks}) == len(marks)
    assert mark(str(bakery.git)) == marks[-1]


def test_reading_changes_nothing_in_the_repository(bakery):
    def files():
        return {
            str(path): path.stat().st_mtime_ns for path in bakery.git.rglob("*") if path.is_file()
        }

    before = files()
    look(bakery)
    mark(str(bakery.git))

    assert files() == before


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_git_itself_writes_is_understood(tmp_path):
    script = """
        git init -q -b main; seq 1 40 > a; git add .; git commit -qm one
        for b in fast merge squash replay open new; do git branch -q $b; done
        git switch -q fast; echo 1 > f; git add .; git commit -qm f
        git switch -q main; git merge -q fast
        git switch -q merge; echo 1 > m; git add .; git commit -qm m
        git switch -q main; git merge -q --no-edit merge
        git switch -q squash; sed -i s/^10$/ten/ a; git commit -qam s
        git switch -q main; sed -i s/^30$/thirty/ a; git commit -qam other
        git merge -q --squash squash; git commit -qm s; sed -i s/^ten$/X/ a; git commit -qam after
        git switch -q replay; sed -i s/^20$/twenty/ a; git commit -qam r1
        sed -i s/^21$/more/ a; git commit -qam r2; git branch keep; git rebase -q main
        git switch -q main; git merge -q replay; git branch -qf replay keep; git branch -qD keep
        git switch -q open; echo 1 > o; git add .; git commit -qm o; git switch -q main
        git worktree add -q ../second -b second; git gc -q; git pack-refs --all
    """
    folder = tmp_path / "made"
    folder.mkdir()
    env = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Ana") | {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip

    def run(commands):
        subprocess.run(
            ["sh", "-ec", commands], cwd=folder, env=env, check=True, capture_output=True
        )

    run(script)
    git = str(folder / ".git")
    found = read(git, {})
    assert states(found) == {
        "fast": MERGED, "merge": MERGED, "squash": MERGED, "replay": MERGED,
        "open": OPEN, "new": OPEN, "second": OPEN,
    }  # fmt: skip
    run("git branch -m open opened; git branch -qD merge new; git switch -qc other")
    after = seen(read(git, seen(found), found.tips))

    assert (after["open"].state, after["open"].present) == (OPEN, "opened")
    assert (after["merge"].state, after["new"].state, after["other"].state) == (
        MERGED,
        MERGED,
        OPEN,
    )
