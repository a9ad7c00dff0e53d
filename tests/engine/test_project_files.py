"""What a project's files hold is remembered, and follows them through every change."""

import os
import shutil
from pathlib import Path

import pytest
from dulwich import porcelain

from slm.domain.memory import Kind, State
from slm.domain.question import Place, Question
from slm.engine.project_files import ProjectFiles
from slm.errors import UnreadableInput
from slm.lifecycle.remember import Tally

KETTLE = '''"""Boil water."""

LIMIT = 100


def boil_water(degrees):
    """Heat it until it whistles at so many degrees."""
    return min(degrees, LIMIT)


class Teapot:
    """Holds tea."""

    def pour_out(self, cup):
        """Fill the cup to the brim with tea."""
        cup.fill()
'''
is_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@pytest.fixture
def project(tmp_path):
    """A repository with a module and a document, nothing committed."""
    folder = tmp_path / "bakery"
    folder.mkdir()
    porcelain.init(folder)
    write(folder, {"kettle.py": KETTLE, "docs/tea.md": "# Tea\n\nSteep it for three minutes.\n"})
    return folder


def write(folder, named):
    for name, text in named.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def told(imported):
    return imported.added, imported.superseded, imported.revived


def pieces(engine, state=None):
    """Every piece that is listed, as (path, name) and its memory."""
    listed = engine.list(Place(everywhere=True), kinds=[Kind.RESOURCE], state=state, limit=500)
    return {(one.origin.path, one.origin.source_id): one for one in listed.memories}


def found(engine, question):
    hits = engine.recall(Question(question, Place(everywhere=True))).hits
    return [hit.memory.origin.source_id for hit in hits if hit.memory.kind is Kind.RESOURCE]


def is_sound(engine):
    return [one.check for one in engine.examine().findings if not one.ok and one.check != "privacy"]


def test_a_repository_is_read_by_definition_and_by_heading(engine, project):
    imported = engine.import_(project)

    assert set(pieces(engine)) == {
        ("kettle.py", "module docstring"),
        ("kettle.py", "top level"),
        ("kettle.py", "boil_water"),
        ("kettle.py", "Teapot"),
        ("kettle.py", "Teapot.pour_out"),
        ("docs/tea.md", "Tea"),
    }
    assert imported.formats == {"git": 1, "code": 1, "markdown": 1}
    assert engine.status().projects == {"bakery": 6}
    assert pieces(engine)["kettle.py", "Teapot.pour_out"].tags == ("Teapot",)
    assert found(engine, "how is a cup filled to the brim")[0] == "Teapot.pour_out"


def test_reading_it_again_adds_and_supersedes_nothing(engine, project):
    first = engine.import_(project)
    again = engine.import_(project)

    assert told(again) == (0, 0, 0)
    assert again.known == first.added


def test_an_edited_definition_replaces_the_one_before(engine, project):
    engine.import_(project)
    before = pieces(engine)["kettle.py", "boil_water"]
    write(project, {"kettle.py": KETTLE.replace("min(degrees, LIMIT)", "degrees + 1")})

    assert told(engine.import_(project)) == (1, 1, 0)
    after = pieces(engine)["kettle.py", "boil_water"]
    old = engine.show(before.id).memory
    assert (old.state, old.replaced_by) == (State.SUPERSEDED, after.id)
    assert old.valid_to is not None
    assert pieces(engine, State.SUPERSEDED) == {("kettle.py", "boil_water"): old}
    assert found(engine, "heat it until it whistles").count("boil_water") == 1
    assert engine.show(before.id).passages == 0
    assert is_sound(engine) == []


def test_a_rebuild_leaves_superseded_pieces_out(engine, project):
    engine.import_(project)
    write(project, {"kettle.py": "x = 1\n"})
    engine.import_(project)
    was = engine.status()
    engine.examine(rebuild=True)
    status = engine.status()

    assert (status.memories, status.passages) == (was.memories, was.passages)
    assert is_sound(engine) == []
    assert "boil_water" not in found(engine, "heat it until it whistles")


def test_a_renamed_symbol_replaces_nothing_and_the_old_one_is_gone(engine, project):
    engine.import_(project)
    old = pieces(engine)["kettle.py", "boil_water"]
    write(project, {"kettle.py": KETTLE.replace("boil_water", "heat_water")})
    engine.import_(project)

    assert ("kettle.py", "heat_water") in pieces(engine)
    assert ("kettle.py", "boil_water") not in pieces(engine)
    assert engine.show(old.id).memory.replaced_by is None


@pytest.mark.parametrize("way", ["at once", "old first", "new first"])
def test_a_renamed_file_is_followed_by_what_it_holds(engine, project, way):
    engine.import_(project)
    old = pieces(engine)
    (project / "tea").mkdir()
    shutil.move(project / "kettle.py", project / "tea" / "pot.py")
    if way == "at once":
        assert told(engine.import_(project)) == (5, 5, 0)
    else:
        reader = reading(engine, project)
        changed = [project / "kettle.py", project / "tea" / "pot.py"]
        for path in changed if way == "old first" else reversed(changed):
            take(engine, reader, reader.one(path))

    new = pieces(engine)
    assert {path for path, _ in new} == {"tea/pot.py", "docs/tea.md"}
    for path, name in old:
        if path == "kettle.py":
            replaced = engine.show(old[path, name].id).memory.replaced_by
            assert replaced == new["tea/pot.py", name].id
    assert is_sound(engine) == []


def test_a_deleted_file_takes_all_of_its_pieces_along(engine, project):
    engine.import_(project)
    (project / "kettle.py").unlink()

    assert told(engine.import_(project)) == (0, 5, 0)
    assert set(pieces(engine)) == {("docs/tea.md", "Tea")}
    assert "boil_water" not in found(engine, "heat it until it whistles")
    assert told(engine.import_(project)) == (0, 0, 0)


def test_only_what_is_gone_below_the_imported_folder_goes(engine, project):
    engine.import_(project)
    (project / "kettle.py").unlink()

    assert told(engine.import_(project / "docs")) == (0, 0, 0)
    assert told(engine.import_(project)) == (0, 5, 0)


def test_a_format_that_was_not_asked_for_takes_nothing_away(engine, project):
    engine.import_(project)
    (project / "kettle.py").unlink()

    assert told(engine.import_(project, "markdown")) == (0, 0, 0)
    assert told(engine.import_(project, "code")) == (0, 5, 0)


def test_a_folder_emptied_of_files_is_no_error(engine, tmp_path):
    notes = tmp_path / "notes"
    write(notes, {"tea.md": "# Tea\n\nSteep it.\n"})
    engine.import_(notes)
    (notes / "tea.md").unlink()

    assert told(engine.import_(notes)) == (0, 1, 0)
    with pytest.raises(UnreadableInput):
        engine.import_(notes)


def test_a_branch_switched_to_and_back_revives_what_it_had(engine, project):
    commit(project, "Boil")
    engine.import_(project)
    on_main = {key: one.id for key, one in pieces(engine).items()}
    porcelain.branch_create(project, "hotter")
    porcelain.checkout(project, "hotter")
    write(project, {"kettle.py": KETTLE.replace("LIMIT = 100", "LIMIT = 200"), "new.py": "y = 1\n"})
    (project / "docs" / "tea.md").unlink()
    commit(project, "Boil hotter")
    assert told(engine.import_(project)) == (3, 2, 0)  # one is the commit

    porcelain.checkout(project, "master")
    assert told(engine.import_(project)) == (0, 2, 2)
    assert {key: one.id for key, one in pieces(engine).items()} == on_main
    assert all(one.valid_to is None for one in pieces(engine).values())
    assert "Tea" in found(engine, "steep it for three minutes")
    assert is_sound(engine) == []

    porcelain.checkout(project, "hotter")
    assert told(engine.import_(project)) == (0, 2, 2)
    assert is_sound(engine) == []


def commit(folder, subject):
    porcelain.add(folder)
    for name in porcelain.status(folder).unstaged:
        porcelain.add(folder, [str(folder / name.decode())])
    return porcelain.commit(folder, message=subject, author=b"Ana <a@b.c>", committer=b"A <a@b.c>")


def test_two_worktrees_do_not_supersede_each_other(engine, project, tmp_path):
    engine.import_(project)
    other = tmp_path / "worktree"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns(".git"))
    (other / ".git").write_text(f"gitdir: {project / '.git' / 'worktrees' / 'w'}\n")
    (project / ".git" / "worktrees" / "w").mkdir(parents=True)
    (project / ".git" / "worktrees" / "w" / "commondir").write_text("../..\n")
    write(other, {"kettle.py": KETTLE.replace("LIMIT = 100", "LIMIT = 200")})

    assert told(engine.import_(other, "code")) == (1, 0, 0)
    assert told(engine.import_(project, "code")) == (0, 0, 0)
    assert engine.status().projects == {"bakery": 7}
    (project / "kettle.py").unlink()
    assert told(engine.import_(project, "code")) == (0, 1, 0)  # the other worktree has the rest
    assert is_sound(engine) == []


def test_the_same_text_twice_in_a_file_is_one_memory_under_both_names(engine, project):
    close = "    def close_it(self):\n        self.lid.close()\n"
    write(project, {"kettle.py": f"class Pot:\n{close}\n\nclass Jug:\n{close}"})
    engine.import_(project, "code")

    assert [name for _, name in pieces(engine)].count("Pot.close_it") == 1
    assert ("kettle.py", "Jug.close_it") not in pieces(engine)
    write(project, {"kettle.py": f"class Jug:\n{close}"})
    assert told(engine.import_(project, "code")) == (0, 1, 0)  # Jug still has it
    write(project, {"kettle.py": "class Jug:\n    pass\n"})
    assert told(engine.import_(project, "code")) == (1, 2, 0)


def test_what_was_forgotten_stays_so_whatever_its_file_does(engine, project):
    engine.import_(project, "code")
    id_ = pieces(engine)["kettle.py", "boil_water"].id
    engine.forgetting.forget([id_])
    write(project, {"kettle.py": KETTLE + "\n\nMORE = 1\n"})
    assert engine.import_(project, "code").forgotten == 1
    write(project, {"kettle.py": KETTLE.replace("whistles", "sings")})
    engine.import_(project, "code")
    engine.forgetting.undo([id_])

    assert engine.show(id_).memory.state is State.SUPERSEDED
    write(project, {"kettle.py": KETTLE})
    assert engine.import_(project, "code").revived >= 1
    assert engine.show(id_).memory.state is State.ACTIVE
    assert is_sound(engine) == []


def test_a_forgotten_piece_that_is_back_in_its_file_is_brought_back_whole(engine, project):
    engine.import_(project, "code")
    id_ = pieces(engine)["kettle.py", "boil_water"].id
    engine.forgetting.forget([id_])
    for text in ("x = 1\n", KETTLE):
        write(project, {"kettle.py": text})
        engine.import_(project, "code")
    engine.forgetting.undo([id_])

    assert engine.show(id_).memory.state is State.ACTIVE
    assert "boil_water" in found(engine, "heat it until it whistles")
    assert is_sound(engine) == []


def test_a_purged_piece_does_not_come_back(engine, project):
    engine.import_(project, "code")
    id_ = pieces(engine)["kettle.py", "boil_water"].id
    engine.forgetting.forget([id_], purge=True)
    write(project, {"kettle.py": KETTLE + "\n\nMORE = 1\n"})

    assert engine.import_(project, "code").forgotten == 1
    assert ("kettle.py", "boil_water") not in pieces(engine)
    assert is_sound(engine) == []


def test_what_rules_leave_out_from_now_on_is_superseded(engine, project):
    engine.import_(project)
    write(project, {".memignore": "docs/\n"})

    assert told(engine.import_(project)) == (0, 1, 0)
    (project / ".memignore").unlink()
    assert told(engine.import_(project)) == (0, 0, 1)


def test_a_link_out_of_the_project_is_not_followed(engine, project, tmp_path):
    (tmp_path / "secret.py").write_text("def stolen_words():\n    return 1\n")
    (project / "leak.py").symlink_to(tmp_path / "secret.py")
    (project / "kettle.py").unlink()
    engine.import_(project)

    assert set(pieces(engine)) == {("docs/tea.md", "Tea")}
    reader = reading(engine, project)
    assert reader.one(project / "leak.py") == []


def test_a_link_to_a_file_of_the_project_doubles_nothing(engine, project):
    write(project, {"AGENTS.md": "# Rules\n\nWarm the pot first.\n"})
    (project / "CLAUDE.md").symlink_to("AGENTS.md")
    (project / "docs" / "GEMINI.md").symlink_to("../AGENTS.md")
    (project / "docs" / "pot.py").symlink_to("../kettle.py")
    engine.import_(project)

    paths = [path for path, _ in pieces(engine)]
    assert set(paths) == {"AGENTS.md", "docs/tea.md", "kettle.py"}
    reader = reading(engine, project)
    assert reader.one(project / "CLAUDE.md") == []


def test_a_file_that_becomes_a_link_to_another_is_superseded_by_it(engine, project):
    write(project, {"AGENTS.md": "# Rules\n\nWarm the pot.\n", "CLAUDE.md": "# Old\n\nDo not.\n"})
    engine.import_(project)
    (project / "CLAUDE.md").unlink()
    (project / "CLAUDE.md").symlink_to("AGENTS.md")

    assert told(engine.import_(project)) == (0, 1, 0)
    assert "CLAUDE.md" not in [path for path, _ in pieces(engine)]


def test_a_link_to_instructions_that_are_read_nowhere_else_is_followed(engine, project):
    write(project, {".rules/all.md": "# Rules\n\nWarm the pot.\n"})
    (project / "CLAUDE.md").symlink_to(".rules/all.md")
    (project / "notes.md").symlink_to(".rules/all.md")
    engine.import_(project)

    paths = {path for path, _ in pieces(engine)}
    assert paths == {"CLAUDE.md", "docs/tea.md", "kettle.py"}


def test_a_file_that_nobody_wrote_is_told_as_left_out_each_time_it_is_named(engine, project):
    write(project, {"bundle.js": "var a=1;" * 1000, "table.json": "[" + "1,\n" * 9000 + "1]"})
    for _ in range(2):
        assert engine.import_(project / "bundle.js").left_out == {"generated file": 1}
        assert engine.import_(project / "table.json").left_out == {"data file": 1}

    (project / "bundle.js").touch()
    imported = engine.import_(project)
    assert (imported.added, imported.left_out) == (6, {})  # as they were when they were named


@pytest.mark.parametrize("content", [b"def a_b():\n\x00", b"x = 1\n" * 200_000])
def test_a_file_that_becomes_binary_or_huge_holds_nothing(engine, project, content):
    engine.import_(project, "code")
    (project / "kettle.py").write_bytes(content)
    imported = engine.import_(project, "code")

    assert told(imported) == (0, 5, 0)
    assert sum(imported.unread.values()) == 1


@is_root
def test_a_file_that_may_not_be_read_keeps_what_it_had(engine, project):
    engine.import_(project)
    (project / "kettle.py").chmod(0)
    write(project, {"docs/tea.md": "# Tea\n\nSteep it for five minutes.\n"})
    imported = engine.import_(project)

    assert told(imported) == (1, 1, 0)
    assert ("kettle.py", "boil_water") in pieces(engine)


@is_root
def test_a_folder_that_may_not_be_looked_into_keeps_what_it_had(engine, project):
    engine.import_(project)
    (project / "docs").chmod(0)
    try:
        assert told(engine.import_(project)) == (0, 0, 0)
    finally:
        (project / "docs").chmod(0o700)


def test_a_file_changed_while_it_is_read_is_read_again(engine, project, monkeypatch):
    engine.import_(project, "code")
    reader, path = reading(engine, project), project / "kettle.py"
    path.write_text("half = 1\n")
    real, looks = os.fstat, []

    def meddling(descriptor):
        status = real(descriptor)
        if not looks:
            path.write_text("whole = 12\n")
        looks.append(status)
        return status

    monkeypatch.setattr("slm.ingest.snapshot.os.fstat", meddling)
    take(engine, reader, reader.one(path))

    assert len(looks) > 2
    assert pieces(engine)["kettle.py", "top level"].text == "whole = 12"


def test_a_change_that_leaves_size_and_time_is_seen_when_it_was_young(engine, project, clock):
    path = project / "kettle.py"
    moment = int(clock.now.timestamp())
    os.utime(path, (moment, moment))
    engine.import_(project, "code")
    path.write_text(KETTLE.replace("100", "200"))
    os.utime(path, (moment, moment))

    assert told(engine.import_(project, "code")) == (1, 1, 0)


def test_several_files_share_one_transaction(engine, project):
    write(project, {"a.py": "a_b = 1\n", "b.py": "b_c = 1\n"})
    reader = reading(engine, project)
    looks = [look for name in ("a.py", "b.py") for look in reader.one(project / name)]

    def fails(db):
        for look in looks:
            reader.take(db, look)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.store.write(fails)
    assert pieces(engine) == {}
    take(engine, reader, looks)
    assert set(pieces(engine)) == {("a.py", "top level"), ("b.py", "top level")}


def test_one_path_may_be_a_file_a_folder_or_what_was_one(engine, project):
    reader = reading(engine, project)
    take(engine, reader, reader.one(project / "docs"))
    take(engine, reader, reader.one(project / "kettle.py"))
    assert len(pieces(engine)) == 6
    shutil.rmtree(project / "docs")
    take(engine, reader, reader.one(project / "docs"))
    assert {path for path, _ in pieces(engine)} == {"kettle.py"}
    assert reader.one(project / "nowhere.py") == []
    (project / "kettle.py").unlink()
    take(engine, reader, list(reader.all()))
    assert pieces(engine) == {}


def test_a_folder_in_a_plain_folder_is_a_part_of_it(engine, tmp_path):
    notes = tmp_path / "notes"
    write(notes, {"tea/steep.md": "# Tea\n\nSteep it.\n", "node_modules/a.md": "# A\n\nb\n"})
    reader = reading(engine, notes)
    take(engine, reader, reader.one(notes / "tea"))

    assert set(pieces(engine)) == {("tea/steep.md", "Tea")}
    assert reader.one(notes / "node_modules") == []
    assert engine.import_(notes).known == 1


def test_a_file_that_becomes_a_folder_goes_and_the_other_way_round(engine, project):
    engine.import_(project, "code")
    (project / "kettle.py").unlink()
    write(project, {"kettle.py/inner.py": "x_y = 1\n"})
    reader = reading(engine, project)
    take(engine, reader, reader.one(project / "kettle.py"))
    assert {path for path, _ in pieces(engine)} == {"kettle.py/inner.py"}

    shutil.rmtree(project / "kettle.py")
    write(project, {"kettle.py": KETTLE})
    take(engine, reader, reader.one(project / "kettle.py"))
    assert {path for path, _ in pieces(engine)} == {"kettle.py"}


def test_a_path_outside_of_the_root_is_nothing_to_look_at(engine, project, tmp_path):
    (tmp_path / "other.py").write_text("x = 1\n")

    assert reading(engine, project).one(tmp_path / "other.py") == []


def test_a_root_that_is_not_there_takes_nothing_away(engine, project):
    engine.import_(project)
    reader = reading(engine, project)
    project.rename(project.with_name("elsewhere"))

    assert list(reader.all()) == []
    assert reader.one(project / "kettle.py") == []


def test_documents_of_a_release_without_a_table_of_files_are_taken_over(engine, project):
    engine.import_(project, "markdown")
    engine.store.write(lambda db: db.execute("DELETE FROM files"))
    write(project, {"docs/tea.md": "# Tea\n\nSteep it for five minutes.\n"})

    assert told(engine.import_(project, "markdown")) == (1, 1, 0)
    assert is_sound(engine) == []


def test_a_name_that_is_no_utf_8_is_read_once(engine, project):
    path = os.fsencode(project) + b"/caf\xe9.py"
    Path(os.fsdecode(path)).write_text("tea_pot = 1\n")

    assert engine.import_(project, "code").added == 6
    assert told(engine.import_(project, "code")) == (0, 0, 0)


def test_a_secret_in_a_heading_is_kept_nowhere(engine, project):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
    write(project, {"docs/tea.md": f"# Use {secret}\n\nSteep it.\n"})
    engine.import_(project)

    with engine.store.reading() as db:
        kept = " ".join(name for (name,) in db.execute("SELECT name FROM pieces"))
    assert secret not in kept
    assert told(engine.import_(project)) == (0, 0, 0)


def reading(engine, root):
    return ProjectFiles(
        engine.store, engine._guarding, root, Place(folder=str(root)), engine._clock, Tally()
    )


def take(engine, reader, looks):
    engine.store.write(lambda db: [reader.take(db, look) for look in looks])
