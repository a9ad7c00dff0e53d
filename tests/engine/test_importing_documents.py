"""A document belongs to its repository, or to the folder that was imported whole."""

import json

from slm.domain.memory import Kind
from slm.domain.question import Place


def notes(tmp_path):
    folder = tmp_path / "notes"
    for name in ("top.md", "kitchen/tea.md", "kitchen/coffee.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {name}\n\nKept on the first shelf.\n")
    return folder


def test_documents_of_a_plain_folder_stay_together(engine, tmp_path):
    engine.import_(notes(tmp_path))

    assert engine.status().projects == {"notes": 3}


def test_importing_a_plain_folder_twice_from_within_adds_nothing(engine, tmp_path):
    folder = notes(tmp_path)
    place = Place(folder=str(folder))

    assert engine.import_(folder, place=place).added == 3
    assert engine.import_(folder, place=place).added == 0


def test_a_repository_is_the_same_whichever_way_leads_to_it(engine, tmp_path):
    folder = notes(tmp_path)
    (folder / ".git").mkdir()
    (tmp_path / "link").symlink_to(folder)
    engine.import_(folder, "markdown")

    for way in (folder / "kitchen" / "..", tmp_path / "link", tmp_path / "link" / "kitchen"):
        assert engine.import_(way, "markdown").added == 0
    assert engine.status().projects == {"notes": 3}


def test_what_an_agent_noted_belongs_to_the_repository_it_worked_in(engine, tmp_path):
    bakery = tmp_path / "bakery"
    (bakery / ".git").mkdir(parents=True)
    beside = tmp_path / "claude" / "projects" / "-bakery"
    (beside / "memory").mkdir(parents=True)
    (beside / "memory" / "oven.md").write_text("---\ntype: project\n---\n\nIt runs hot.\n")
    turn = {
        "type": "user",
        "uuid": "00000000-0000-4000-8000-000000000001",
        "sessionId": "5b0f6c1e-0000-4000-8000-000000000001",
        "timestamp": "2026-03-01T10:00:00.000Z",
        "cwd": str(bakery),
        "message": {"role": "user", "content": "Mend the oven."},
    }
    (beside / "one.jsonl").write_text(json.dumps(turn) + "\n")
    engine.import_(tmp_path / "claude")

    assert engine.status().projects == {"bakery": 2}
    (noted,) = engine.list(Place("bakery"), kinds=[Kind.RESOURCE]).memories
    assert noted.tags == ("native-memory", "project")
    assert (noted.text, noted.origin.path) == ("It runs hot.", "memory/oven.md")
