"""A document belongs to its repository, or to where it was imported: never to its own folder."""

from slm.domain.question import Place


def notes(tmp_path):
    folder = tmp_path / "notes"
    for name in ("top.md", "kitchen/tea.md", "kitchen/coffee.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {name}\n\nKept on the first shelf.\n")
    return folder


def test_documents_of_a_plain_folder_stay_together(engine, tmp_path):
    engine.import_(notes(tmp_path))

    assert engine.status().projects == {"": 3}


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
