"""What stands in a project's .env files is remembered in clear by no way in."""

import json
from base64 import b64encode

import pytest
from made import write_jsonl
from test_importing import claude_turns

from slm.domain.question import Place

# Nobody's, and of no shape that is known.
VALUE = "k9vv-zkqx-93jd"
MARK = "[redacted: dotenv]"


@pytest.fixture
def project(tmp_path):
    """A repository with a folder in it."""
    folder = tmp_path / "bakery"
    (folder / ".git").mkdir(parents=True)
    (folder / "src" / "deep").mkdir(parents=True)
    (folder / ".env").write_text(f"export DOOR_CODE='{VALUE}'\nNODE_ENV=production\n")
    return folder


def texts(engine):
    return [memory.text for memory in engine.list(Place(everywhere=True), limit=100).memories]


def test_what_is_added_is_cleaned_by_the_files_of_its_place(engine, project):
    text = f"The door opens with {VALUE} in production"
    added = engine.add(text, tags=[VALUE], place=Place(folder=str(project / "src" / "deep")))

    assert added.redacted == ("dotenv",)
    (memory,) = engine.list(Place(everywhere=True)).memories
    assert memory.text == f"The door opens with {MARK} in production"
    assert memory.tags == (MARK,)


def test_elsewhere_the_same_words_are_none_of_its_secrets(engine, project, tmp_path):
    elsewhere = tmp_path / "garden"
    elsewhere.mkdir()
    engine.add(f"The row is {VALUE}", place=Place(folder=str(elsewhere)))
    engine.add(f"The bed is {VALUE}")

    assert sorted(texts(engine)) == [f"The bed is {VALUE}", f"The row is {VALUE}"]


def test_a_turn_is_cleaned_by_the_folder_it_was_said_in(engine, project, tmp_path):
    turns = list(claude_turns(1, str(project / "src"), 2))
    encoded = b64encode(f"ann:{VALUE}".encode()).decode()
    turns[0]["message"]["content"] = f"it is {VALUE}, or {encoded} for the door"
    turns[0]["gitBranch"] = f"fix-{VALUE}"
    log = write_jsonl(tmp_path / "logs" / "one.jsonl", turns)
    told = engine.import_(log)

    assert told.redacted == {"dotenv": 2}
    assert f"it is {MARK}, or {MARK} for the door" in texts(engine)
    assert VALUE not in json.dumps([m.branch for m in engine.list(limit=9).memories])


def test_a_document_is_cleaned_by_the_folder_it_stands_in(engine, project):
    (project / "src" / ".env.local").write_text("OVEN_TOKEN=zkqx77")
    (project / "src" / "notes.md").write_text(f"# Doors\n\nThe code is {VALUE}; the oven zkqx77.")
    engine.import_(project / "src" / "notes.md")

    assert any(f"The code is {MARK}; the oven {MARK}." in text for text in texts(engine))


def test_a_project_that_is_named_has_the_secrets_of_its_folder(engine, project, tmp_path):
    engine.add("first", place=Place(folder=str(project)))
    engine.add(f"by hand {VALUE}", place=Place("bakery"))
    log = write_jsonl(tmp_path / "rows.jsonl", [{"text": f"in a row {VALUE}"}])
    engine.import_(log, place=Place("bakery"))
    engine.import_(write_jsonl(tmp_path / "b.jsonl", [{"text": f"else {VALUE}"}]))

    assert sorted(texts(engine)) == [
        f"by hand {MARK}", f"else {VALUE}", "first", f"in a row {MARK}",
    ]  # fmt: skip


def test_a_worktree_has_the_secrets_of_the_main_one_too(engine, project, tmp_path):
    own = project / ".git" / "worktrees" / "other"
    own.mkdir(parents=True)
    (own / "commondir").write_text("../..")
    other = tmp_path / "other"
    other.mkdir()
    (other / ".git").write_text(f"gitdir: {own}")
    (other / ".env").write_text("OVEN_TOKEN=zkqx77")
    engine.add(f"{VALUE} and zkqx77", place=Place(folder=str(other)))

    assert texts(engine) == [f"{MARK} and {MARK}"]


def test_what_an_example_shows_to_everybody_is_no_secret(engine, project):
    (project / ".env").write_text("DB_PASSWORD=hunter22\nOVEN_PASSWORD=hunter23")
    (project / ".env.example").write_text("DB_PASSWORD=hunter22\nOVEN_PASSWORD=")
    engine.add("The defaults are hunter22 and hunter23", place=Place(folder=str(project)))

    assert texts(engine) == [f"The defaults are hunter22 and {MARK}"]


def test_a_file_that_changes_is_read_again(engine, project):
    place = Place(folder=str(project))
    engine.add(f"first {VALUE}", place=place)
    (project / ".env").write_text("DOOR_CODE='new9-zzkq-77vv'")
    engine.add("then new9-zzkq-77vv", place=place)

    assert sorted(texts(engine)) == [f"first {MARK}", f"then {MARK}"]


def test_what_was_cleaned_is_known_when_it_is_added_again(engine, project):
    place = Place(folder=str(project))
    first = engine.add(f"The door opens with {VALUE}", place=place)
    again = engine.add(f"The door opens with {VALUE}", place=place)

    assert (again.id, again.is_new) == (first.id, False)
