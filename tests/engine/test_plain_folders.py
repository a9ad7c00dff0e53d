"""A folder without a repository is a project of its own, and so is nothing above a home."""

import json
from pathlib import Path

import pytest

from slm.domain.hook import Event, Moment
from slm.domain.question import Place, Question

EVERYWHERE = Place(everywhere=True)
PORT = "The kiln listens on port 7001."


def plain(tmp_path, name, text=PORT):
    folder = tmp_path / name
    (folder / "docs").mkdir(parents=True)
    (folder / "notes.md").write_text(f"# Ports\n\n{text}\n")
    return folder


def at(folder):
    return Place(folder=str(folder))


def found(engine, question, place):
    return [hit.memory.text for hit in engine.recall(Question(question, place)).hits]


def prompt(folder, text, session="s1"):
    return Event("claude-code", Moment.PROMPT, session, str(folder), text=text)


def turn(folder, number, text):
    return {
        "type": "user",
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "sessionId": "5b0f6c1e-0000-4000-8000-000000000001",
        "timestamp": "2026-03-01T10:00:00.000Z",
        "cwd": str(folder),
        "message": {"role": "user", "content": text},
    }


def log_of(path, *turns):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in turns))
    return path


def test_what_is_added_in_a_plain_folder_is_found_there_and_in_no_other_project(engine, tmp_path):
    one, other = plain(tmp_path, "kiln"), plain(tmp_path, "loom")
    engine.add(PORT, place=at(one))
    engine.add("Looms are greased in May.", place=at(other))

    assert found(engine, "which port has the kiln?", at(one)) == [PORT]
    assert PORT not in found(engine, "which port has the kiln?", at(other))
    assert PORT in found(engine, "which port has the kiln?", EVERYWHERE)


def test_the_same_file_in_two_plain_folders_is_each_ones_own(engine, tmp_path):
    for name in ("kiln", "loom"):
        engine.import_(plain(tmp_path, name))

    assert engine.status().projects == {"kiln": 1, "loom": 1}


def test_a_followed_plain_folder_is_a_project(engine, tmp_path):
    folder = plain(tmp_path, "kiln")
    engine.watching.sweep([engine.watching.add(folder)])

    assert engine.status().projects == {"kiln": 1}
    assert [one.name for one in engine.projects.list().projects if one.memories] == ["kiln"]


def test_a_folder_in_a_plain_project_belongs_to_it(engine, tmp_path):
    folder = plain(tmp_path, "kiln")
    engine.add(PORT, place=at(folder))
    engine.add("Glaze is kept dark.", place=at(folder / "docs"))

    assert engine.status().projects == {"kiln": 2}
    assert found(engine, "which port?", at(folder / "docs"))


def test_an_agents_turns_below_a_plain_project_belong_to_it(engine, tmp_path):
    folder = plain(tmp_path, "kiln")
    turns = (
        turn(folder, 1, "Heat it slowly, please."),
        turn(folder / "docs", 2, "Cool it at night."),
    )
    engine.import_(log_of(tmp_path / "logs" / "one.jsonl", *turns))

    assert engine.status().projects == {"kiln": 2}


def test_importing_a_log_makes_no_project_of_where_one_is(engine, tmp_path):
    folder, here = plain(tmp_path, "kiln"), plain(tmp_path, "here")
    log = log_of(tmp_path / "logs" / "one.jsonl", turn(folder, 1, "Heat it slowly, please."))
    engine.import_(log, place=at(here))

    assert set(engine.status().projects) == {"kiln"}


def test_a_shelf_of_repositories_is_no_project_of_what_lies_on_it(engine, tmp_path):
    shelf = tmp_path / "code"
    (shelf / "web" / ".git").mkdir(parents=True)
    kiln = plain(shelf, "kiln")
    log = log_of(tmp_path / "logs" / "one.jsonl", turn(shelf, 1, "List what is here, please."))
    engine.import_(log)
    engine.add(PORT, place=at(kiln))

    assert engine.status().projects == {"code": 1, "kiln": 1}


@pytest.mark.parametrize("name", ["", ".."])
def test_what_is_added_in_a_home_or_above_holds_everywhere(engine, tmp_path, monkeypatch, name):
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    kiln = plain(tmp_path / "ana", "kiln")
    engine.add(PORT, place=at(kiln))
    engine.add("I drink green tea.", place=at(Path(tmp_path / "ana" / name).resolve()))

    assert engine.status().projects == {"": 1, "kiln": 1}
    assert found(engine, "which tea?", at(kiln))


def test_a_home_is_one_by_whatever_way_it_is_reached(engine, tmp_path, monkeypatch):
    (tmp_path / "disk").mkdir()
    (tmp_path / "ana").symlink_to(tmp_path / "disk")
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    engine.add("I drink green tea.", place=at(tmp_path / "disk"))

    assert engine.status().projects == {"": 1}


def test_without_a_home_a_folder_is_a_project_all_the_same(engine, tmp_path, monkeypatch):
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)  # as in a container
    engine.add(PORT, place=at(plain(tmp_path, "kiln")))

    assert engine.status().projects == {"kiln": 1}


def test_a_file_alone_belongs_to_where_one_asks(engine, tmp_path):
    here, other = plain(tmp_path, "here"), plain(tmp_path, "downloads")
    (here / ".git").mkdir()
    engine.import_(other / "notes.md", place=at(here))

    assert engine.status().projects == {"here": 1}


def test_a_plain_folder_that_becomes_a_repository_keeps_what_it_has(engine, tmp_path):
    folder = plain(tmp_path, "kiln")
    engine.add(PORT, place=at(folder))
    (folder / ".git").mkdir()

    assert found(engine, "which port?", at(folder)) == [PORT]


def test_an_agent_in_an_unknown_plain_folder_is_told_nothing_of_other_projects(engine, tmp_path):
    kiln, unknown = plain(tmp_path, "kiln"), plain(tmp_path, "unknown")
    engine.add(PORT, place=at(kiln))
    question = "which port does the kiln listen on?"

    assert PORT in engine.attending.tell(prompt(kiln, question)).context
    assert engine.attending.tell(prompt(unknown, question, "s2")).context == ""


def test_an_agent_that_is_nowhere_is_told_nothing_of_projects(engine, tmp_path):
    engine.add(PORT, place=at(plain(tmp_path, "kiln")))

    assert engine.attending.tell(prompt("", "which port does the kiln listen on?")).context == ""


def test_a_file_alone_belongs_to_the_known_project_that_it_lies_in(engine, tmp_path):
    here, kiln = plain(tmp_path, "here"), plain(tmp_path, "kiln")
    for folder in (here, kiln):
        engine.add("The wheel squeaks.", place=at(folder))
    engine.import_(kiln / "notes.md", place=at(here))

    assert engine.status().projects == {"here": 1, "kiln": 2}


def test_a_folder_is_the_same_by_whatever_link_it_is_reached(engine, tmp_path):
    kiln = plain(tmp_path, "kiln")
    (tmp_path / "link").symlink_to(kiln)
    engine.add(PORT, place=at(kiln))
    engine.import_(
        log_of(tmp_path / "logs" / "a.jsonl", turn(tmp_path / "link", 1, "Heat it, please."))
    )

    assert engine.status().projects == {"kiln": 2}
    question = "which port does the kiln listen on?"
    assert PORT in engine.attending.tell(prompt(tmp_path / "link" / "docs", question)).context


def test_a_folder_that_is_gone_was_part_of_the_project_it_lay_in(engine, tmp_path):
    kiln = plain(tmp_path, "kiln")
    engine.add(PORT, place=at(kiln))
    engine.import_(
        log_of(tmp_path / "logs" / "a.jsonl", turn(kiln / "build", 1, "Heat it, please."))
    )

    assert engine.status().projects == {"kiln": 2}


def test_what_lay_in_a_home_is_no_part_of_a_project_that_the_home_was_joined_to(
    engine, tmp_path, monkeypatch
):
    home = tmp_path / "ana"
    monkeypatch.setenv("HOME", str(home))
    app = plain(home, "app")
    (app / ".git").mkdir()
    engine.add(PORT, place=at(app))
    engine.import_(log_of(tmp_path / "logs" / "a.jsonl", turn(home, 1, "List what is here.")))
    engine.projects.join("ana", "app")

    question = "which port does the kiln listen on?"
    assert engine.attending.tell(prompt(home / "gone", question)).context == ""


def test_what_a_folder_held_is_found_though_what_it_lies_in_became_a_repository(engine, tmp_path):
    kiln = plain(tmp_path, "kiln")
    engine.add(PORT, place=at(kiln / "docs"))
    (kiln / ".git").mkdir()
    engine.add("Glaze is kept dark.", place=at(kiln))

    assert found(engine, "which port?", at(kiln / "docs"))[0] == PORT
    assert PORT not in found(engine, "which port?", at(kiln))


def test_the_values_of_a_plain_projects_dotenv_are_heeded_below_it(engine, tmp_path):
    kiln = plain(tmp_path, "kiln")
    (kiln / ".env").write_text("KILN_TOKEN=kk7Qp3Zx9Lm2Vt5B\n")
    engine.add("The token is kk7Qp3Zx9Lm2Vt5B here.", place=at(kiln / "docs"))

    (kept,) = engine.list(EVERYWHERE).memories
    assert "kk7Qp3Zx9Lm2Vt5B" not in kept.text


@pytest.mark.parametrize("is_repository", [False, True])
def test_a_folder_of_projects_holds_projects_and_no_agents_notes(engine, tmp_path, is_repository):
    kiln = plain(tmp_path / "projects", "kiln")
    if is_repository:
        (kiln / ".git").mkdir()
    engine.watching.sweep([engine.watching.add(kiln)])
    engine.import_(kiln)

    assert engine.status().projects == {"kiln": 1}


def test_what_an_agent_noted_somewhere_unknown_makes_no_project(engine, tmp_path):
    for name in (".claude/projects/-somewhere/memory", ".codex/memories"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "note.md").write_text(f"# Note\n\nKept in {name}.\n")
    for name in (".claude/projects", ".codex"):
        engine.import_(tmp_path / name)

    assert engine.status().projects == {"": 2}
