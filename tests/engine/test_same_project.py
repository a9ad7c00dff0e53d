"""A repository is one project wherever it lies and whatever it is called; two are two."""

import shutil

import pytest
from made import write_jsonl
from repositories import Made

from slm.domain.question import Place, Question

UPSTREAM = "https://example.org/ana/orchard.git"
FORK = "git@example.org:ben/orchard.git"
OTHER = "https://example.org/ana/vineyard.git"
SAID = "The kettle hangs in the third tree."


def made(folder, remote=""):
    repository = Made(folder, remote)
    for number in range(2):
        repository.commit("main", files={"note.md": f"{number}\n"})
    return repository


def add(engine, folder, text=SAID):
    engine.add(text, place=Place(folder=str(folder)))
    engine.branching.note(str(folder))


def knows(engine, folder):
    """Whether what was said of a project is found from a folder."""
    answer = engine.recall(Question("kettle", Place(folder=str(folder))))
    return SAID in {hit.memory.text for hit in answer.hits}


def names(engine):
    return {name for name in engine.status().projects if name}


def notice(engine, folder):
    return engine.recall(Question("kettle", Place(folder=str(folder)))).notice


def test_a_moved_folder_stays_its_project(engine, tmp_path):
    before = made(tmp_path / "orchard")
    add(engine, before.folder)
    shutil.move(before.folder, tmp_path / "moved")

    assert knows(engine, tmp_path / "moved")
    add(engine, tmp_path / "moved", "Also the second.")
    assert names(engine) == {"orchard"}


def test_a_moved_folders_logs_stay_with_it(engine, tmp_path):
    """A log names the folder that a session was in, which may be gone by the time it is read."""
    before = made(tmp_path / "orchard")
    add(engine, before.folder)
    shutil.move(before.folder, tmp_path / "moved")

    assert knows(engine, tmp_path / "orchard" / "deep" / "down")


@pytest.mark.parametrize("remotes", [("", UPSTREAM), (UPSTREAM, ""), ("", "")])
def test_a_clone_without_remote_is_the_project_of_the_one_with(engine, tmp_path, remotes):
    first = made(tmp_path / "orchard", remotes[0])
    add(engine, first.folder)
    first.clone(tmp_path / "other-name", remotes[1])

    assert knows(engine, tmp_path / "other-name")


def test_two_clones_of_one_remote_are_one_project(engine, tmp_path):
    first = made(tmp_path / "orchard", UPSTREAM)
    add(engine, first.folder)
    first.clone(tmp_path / "again", "ssh://git@example.org:22/ana/orchard")

    assert knows(engine, tmp_path / "again")


def test_a_fork_by_the_same_name_is_the_same_project(engine, tmp_path):
    first = made(tmp_path / "orchard", UPSTREAM)
    add(engine, first.folder)
    first.clone(tmp_path / "fork", FORK)

    assert knows(engine, tmp_path / "fork")
    add(engine, tmp_path / "fork", "Something.")
    assert names(engine) == {"orchard"}


def test_what_was_made_of_one_template_is_two_projects(engine, tmp_path):
    first = made(tmp_path / "orchard", UPSTREAM)
    add(engine, first.folder)
    first.clone(tmp_path / "vineyard", OTHER)
    assert not knows(engine, tmp_path / "vineyard")
    hint = f"did you mean orchard? mem project join {tmp_path / 'vineyard'} orchard"
    assert hint in notice(engine, tmp_path / "vineyard")
    add(engine, tmp_path / "vineyard", "The grapes are ripe.")

    assert names(engine) == {"orchard", "vineyard"}
    assert notice(engine, tmp_path / "vineyard") == ""
    first.clone(tmp_path / "third")
    assert not knows(engine, tmp_path / "third")  # of which of the two would it be?


def test_two_of_the_same_name_without_a_common_past_are_two(engine, tmp_path):
    add(engine, made(tmp_path / "orchard", UPSTREAM).folder)
    other = Made(tmp_path / "elsewhere" / "orchard", FORK)
    other.commit("main", files={"apples.md": "Red.\n"})

    assert not knows(engine, other.folder)
    assert "did you mean orchard?" in notice(engine, other.folder)
    add(engine, other.folder, "Another.")
    assert names(engine) == {"orchard", "ben/orchard"}


def test_a_renamed_remote_stays_its_project(engine, tmp_path):
    here = made(tmp_path / "orchard", UPSTREAM)
    add(engine, here.folder)
    config = here.git / "config"
    config.write_text(config.read_text().replace("ana/orchard", "ana/fruit"))

    assert knows(engine, here.folder)
    engine.branching.note(str(here.folder))
    here.clone(tmp_path / "fresh", "https://example.org/ana/fruit")
    assert knows(engine, tmp_path / "fresh")


def test_another_repository_in_the_same_folder_is_another_project(engine, tmp_path):
    here = made(tmp_path / "orchard", UPSTREAM)
    add(engine, here.folder)
    shutil.rmtree(here.folder)
    other = Made(tmp_path / "orchard", OTHER)
    other.commit("main", files={"grapes.md": "Blue.\n"})

    assert not knows(engine, other.folder)


def test_a_remote_that_is_added_later_is_learned(engine, tmp_path):
    here = made(tmp_path / "orchard")
    add(engine, here.folder)
    with (here.git / "config").open("a") as config:
        config.write(f'[remote "origin"]\n\turl = {UPSTREAM}\n')
    engine.branching.note(str(here.folder))
    shutil.rmtree(here.folder)
    fresh = Made(tmp_path / "fresh", UPSTREAM)
    fresh.commit("main", files={"x.md": "Shallow, with another past.\n"})

    assert knows(engine, fresh.folder)


def test_a_shallow_clone_is_known_by_its_remote_alone(engine, tmp_path):
    first = made(tmp_path / "orchard", UPSTREAM)
    add(engine, first.folder)
    first.clone(tmp_path / "shallow", UPSTREAM, shallow_at=first.tip("main"))
    first.clone(tmp_path / "nameless", shallow_at=first.tip("main"))

    assert knows(engine, tmp_path / "shallow")
    assert not knows(engine, tmp_path / "nameless")


def test_two_shallow_clones_are_not_one_for_where_they_were_cut(engine, tmp_path):
    first = made(tmp_path / "orchard")
    cut = first.tip("main")
    first.clone(tmp_path / "one", shallow_at=cut)
    add(engine, tmp_path / "one")
    first.clone(tmp_path / "two", shallow_at=cut)

    assert not knows(engine, tmp_path / "two")


def test_two_worktrees_are_one_project(engine, tmp_path):
    first = made(tmp_path / "orchard")
    first.make("pears")
    add(engine, first.folder)

    assert knows(engine, first.worktree(tmp_path / "second", "pears"))


def test_a_submodule_is_another_project(engine, tmp_path):
    outer, inner = made(tmp_path / "orchard"), Made(tmp_path / "flour")
    inner.commit("main", files={"flour.md": "x\n"})
    add(engine, outer.folder)
    own = outer.git / "modules" / "flour"
    shutil.copytree(inner.git, own)
    (outer.folder / "flour").mkdir()
    (outer.folder / "flour" / ".git").write_text("gitdir: ../.git/modules/flour\n")

    assert not knows(engine, outer.folder / "flour")


def test_a_log_of_a_clone_goes_to_its_project(engine, tmp_path):
    first = made(tmp_path / "orchard", UPSTREAM)
    add(engine, first.folder)
    clone = first.clone(tmp_path / "clone")
    rows = [{"text": "The saw is blunt.", "source_id": "1", "session": "s"}]
    engine.import_(write_jsonl(clone.folder / "log.jsonl", rows))

    assert engine.status().projects["orchard"] == 2


def test_a_folder_without_a_repository_is_told_by_its_path_alone(engine, tmp_path):
    (tmp_path / "plain").mkdir()

    assert notice(engine, tmp_path / "plain") == ""


def test_a_project_made_by_its_name_is_offered(engine, tmp_path):
    engine.add(SAID, place=Place("Orchard"))
    here = made(tmp_path / "orchard")

    assert "did you mean Orchard?" in notice(engine, here.folder)
    add(engine, here.folder, "The ladder is long.")
    assert notice(engine, here.folder) == ""
