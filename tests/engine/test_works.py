"""A followed project's files and commits are remembered as they change."""

from datetime import UTC, datetime

import pytest
from dulwich.porcelain import add, commit
from dulwich.repo import Repo
from made import claude_turns, write_jsonl

from slm.domain.memory import Kind, State
from slm.domain.question import Place, Question
from slm.domain.watch import Asker, Holds

EVERYWHERE = Place(everywhere=True)


@pytest.fixture
def shop(tmp_path):
    """A repository with code, a document, and one commit."""
    folder = tmp_path / "shop"
    folder.mkdir()
    Repo.init(str(folder)).close()
    (folder / "oven.py").write_text(
        'def heat(oven):\n    """Heat the oven slowly."""\n    return 1\n'
    )
    (folder / "README.md").write_text("# Shop\n\nWe bake rye bread.\n")
    (folder / ".gitignore").write_text("secret/\n")
    (folder / "secret").mkdir()
    (folder / "secret" / "notes.md").write_text("# Hidden\n\nZanzibar.\n")
    make_commit(folder, "Begin the shop")
    return folder


def make_commit(folder, message):
    add(str(folder), [str(folder / "oven.py")])
    who = b"Ana <ana@example.com>"
    commit(str(folder), message.encode(), author=who, committer=who)


@pytest.fixture
def watching(engine, shop):
    engine.watching.add(shop)
    return engine.watching


def sweep(watching):
    return watching.sweep(watching.all())


def texts(engine, state=None):
    return [one.text for one in engine.list(EVERYWHERE, state=state, limit=1000).memories]


def holds(engine, part):
    return any(part in text for text in texts(engine))


def test_code_documents_and_commits_are_read_and_what_git_ignores_is_not(engine, watching):
    sweep(watching)

    assert holds(engine, "Heat the oven slowly")
    assert holds(engine, "rye bread")
    assert holds(engine, "Begin the shop")
    assert not holds(engine, "Zanzibar")
    assert set(engine.status().projects) == {"shop"}
    assert sweep(watching) == 0


def test_an_edited_file_supersedes_its_old_pieces_at_once(engine, watching, shop):
    sweep(watching)
    (shop / "oven.py").write_text('def heat(oven):\n    """Heat the oven fast."""\n    return 1\n')

    assert watching.read([str(shop / "oven.py")]) > 0
    assert holds(engine, "Heat the oven fast")
    assert not any("slowly" in hit.passage for hit in recalled(engine, "heat the oven slowly"))
    assert any("slowly" in text for text in texts(engine, State.SUPERSEDED))


def recalled(engine, text):
    return engine.recall(Question(text, EVERYWHERE)).hits


def test_a_deleted_file_goes_and_comes_back_with_its_branch(engine, watching, shop):
    sweep(watching)
    kept = (shop / "README.md").read_text()
    (shop / "README.md").unlink()
    watching.read([str(shop / "README.md")])
    assert not any("rye" in hit.passage for hit in recalled(engine, "rye bread"))
    (shop / "README.md").write_text(kept)
    watching.read([str(shop / "README.md")])

    assert any("rye" in hit.passage for hit in recalled(engine, "rye bread"))


def test_a_commit_is_remembered_as_it_is_made(engine, watching, shop):
    sweep(watching)
    make_commit(shop, "Let the oven cool before the door opens")

    assert watching.read([str(shop / ".git" / "logs" / "HEAD")]) == 1
    assert holds(engine, "Let the oven cool")
    assert watching.read([str(shop / ".git" / "index")]) == 0


def test_a_repository_in_which_an_agent_works_is_followed(engine, tmp_path, shop):
    lately = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    turns = [turn | {"timestamp": lately} for turn in claude_turns(1, str(shop), 2)]
    write_jsonl(tmp_path / "logs" / "a.jsonl", turns)
    engine._clock.now = datetime.now(UTC)
    engine.watching.add(tmp_path / "logs")
    sweep(engine.watching)
    found = [one for one in engine.watching.all() if one.holds is Holds.PROJECT]

    assert [(one.path, one.asker) for one in found] == [(str(shop), Asker.LOGS)]
    assert engine.watching.has_more
    sweep(engine.watching)
    assert holds(engine, "rye bread")

    engine.watching.remove(shop)
    write_jsonl(
        tmp_path / "logs" / "b.jsonl",
        [turn | {"uuid": f"{n}-other"} for n, turn in enumerate(turns)],
    )
    engine.watching._met.clear()
    sweep(engine.watching)
    assert [one.holds for one in engine.watching.all()] == [Holds.LOGS]


def test_a_repository_where_nobody_worked_lately_is_not_followed(engine, tmp_path, shop):
    write_jsonl(tmp_path / "logs" / "a.jsonl", claude_turns(1, str(shop), 2))
    engine._clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    engine.watching.add(tmp_path / "logs")
    sweep(engine.watching)

    assert [one.holds for one in engine.watching.all()] == [Holds.LOGS]


def test_what_an_agent_noted_beside_its_logs_is_read(engine, tmp_path, shop):
    folder = tmp_path / ".claude" / "projects" / "-shop"
    write_jsonl(folder / "a.jsonl", claude_turns(1, str(shop), 2))
    (folder / "memory").mkdir()
    (folder / "memory" / "MEMORY.md").write_text("# Baking\n\nThe user likes dark crusts.\n")
    engine.watching.add(folder.parent, Asker.INIT, Holds.LOGS)
    sweep(engine.watching)
    (one,) = [m for m in engine.list(EVERYWHERE, limit=99).memories if "dark crusts" in m.text]

    assert "native-memory" in one.tags
    assert one.project == "shop"


def test_a_project_whose_disk_is_away_keeps_what_it_had(engine, watching, shop):
    sweep(watching)
    shop.rename(shop.with_name("elsewhere"))
    sweep(watching)

    assert holds(engine, "rye bread")
    (finding,) = [one for one in engine.examine().findings if one.check == "followed"]
    assert (finding.ok, finding.detail) == (False, f"nothing is at {shop}")
    assert finding.fix == f"mem watch remove {shop}"


def test_only_a_project_that_the_user_named_is_missed(engine, watching, shop, tmp_path):
    engine.watching.add(tmp_path / "later", Asker.INIT, Holds.LOGS)
    (finding,) = [one for one in engine.examine().findings if one.check == "followed"]

    assert (finding.ok, finding.detail) == (True, f"nothing is at {tmp_path / 'later'}")


def are_known(engine):
    kinds = [Kind.RESOURCE]
    listed = engine.list(EVERYWHERE, kinds=kinds, state=State.ACTIVE, limit=99).memories
    return {one.origin.path for one in listed}


@pytest.fixture
def noted(engine, watching, shop):
    """The shop followed and read, with notes at two depths."""
    (shop / "doc" / "notes").mkdir(parents=True)
    (shop / "doc" / "notes" / "n.md").write_text("# Notes\n\nThe miller comes on Mondays.\n")
    (shop / "doc" / "flour.md").write_text("# Flour\n\nIt stands behind the door.\n")
    sweep(watching)
    return shop


@pytest.mark.parametrize("rules", [".memignore", ".gitignore", "doc/.gitignore", "doc/.memignore"])
def test_what_a_new_rule_names_goes_and_comes_back_without_it(engine, watching, noted, rules):
    everything = are_known(engine)
    before = (noted / rules).read_text() if (noted / rules).exists() else ""
    (noted / rules).write_text(f"{before}notes/\n")

    assert watching.read([str(noted / rules)]) == 1
    assert everything - are_known(engine) == {"doc/notes/n.md"}
    (noted / rules).write_text(before)
    assert watching.read([str(noted / rules)]) == 1
    assert are_known(engine) == everything
    assert sweep(watching) == 0


def test_rules_that_are_one_persons_own_are_followed_too(engine, watching, noted):
    rules = noted / ".git" / "info" / "exclude"
    rules.parent.mkdir(exist_ok=True)
    rules.write_text("notes/\n")

    assert watching.read([str(rules)]) == 1
    assert "doc/notes/n.md" not in are_known(engine)
    rules.unlink()
    assert watching.read([str(rules)]) == 1
    assert "doc/notes/n.md" in are_known(engine)


def test_a_rule_that_no_event_told_of_is_found_by_a_sweep(engine, watching, noted):
    (noted / ".memignore").write_text("notes/\n")

    assert sweep(watching) == 1
    assert "doc/notes/n.md" not in are_known(engine)
    (noted / ".memignore").unlink()
    assert sweep(watching) == 1
    assert "doc/notes/n.md" in are_known(engine)


def test_what_changed_together_with_its_rules_is_looked_at_once(engine, watching, noted):
    (noted / "doc" / ".gitignore").write_text("notes/\n")
    (noted / "doc" / "flour.md").write_text("# Flour\n\nIt stands in the cellar.\n")
    changed = ["doc/.gitignore", "doc/flour.md", "doc/notes/n.md"]

    assert watching.read([str(noted / name) for name in changed]) == 3  # one came, two went
    assert holds(engine, "in the cellar")
