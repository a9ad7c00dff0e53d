"""What is followed is read on as it grows, anew where it was replaced, and never twice."""

import json
import os
import sqlite3

import pytest
from made import claude_turns, write_jsonl
from secret_examples import examples

from slm.domain.question import Place, Question
from slm.domain.watch import Asker, Holds
from slm.engine import logs as engine_logs
from slm.errors import NothingFound, StoreError, UnreadableInput
from slm.ingest import reading

EVERYWHERE = Place(everywhere=True)


@pytest.fixture
def folder(tmp_path):
    """A folder of logs, with one session in it."""
    write_jsonl(tmp_path / "logs" / "shop" / "one.jsonl", claude_turns(1, "/srv/shop", 4))
    return tmp_path / "logs"


@pytest.fixture
def watching(engine, folder):
    engine.watching.add(folder)
    return engine.watching


def sweep(watching):
    return watching.sweep(watching.all())


def texts(engine):
    return sorted(one.text for one in engine.list(EVERYWHERE, limit=1000).memories)


def append(log, *records):
    with log.open("a") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def test_logs_and_projects_are_told_apart_by_what_they_hold(engine, folder, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n\nb")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    write_jsonl(tmp_path / "repository" / "sample.jsonl", claude_turns(1, "/srv", 1))
    held = [engine.watching.add(tmp_path / name).holds for name in ("logs", "notes", "repository")]

    assert held == [Holds.LOGS, Holds.PROJECT, Holds.PROJECT]
    assert [one.asker for one in engine.watching.all()] == [Asker.HAND] * 3


def test_a_folder_of_logs_may_be_there_later(engine, tmp_path):
    later = tmp_path / "agent" / "sessions"
    engine.watching.add(later, Asker.INIT, Holds.LOGS)

    assert sweep(engine.watching) == 0
    write_jsonl(later / "one.jsonl", claude_turns(1, "/srv/shop", 2))
    assert sweep(engine.watching) == 2


def test_a_folder_that_held_nothing_may_get_logs(engine, tmp_path):
    (tmp_path / "later").mkdir()
    assert engine.watching.add(tmp_path / "later").holds is Holds.PROJECT
    assert sweep(engine.watching) == 0
    log = tmp_path / "later" / "one.jsonl"
    write_jsonl(log, claude_turns(1, "/srv/shop", 2))

    assert engine.watching.read([str(log)]) == 2
    assert [one.holds for one in engine.watching.all()] == [Holds.LOGS]


def test_a_project_stays_one_though_a_log_is_put_into_it(engine, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n\nb")
    engine.watching.add(tmp_path / "notes")
    assert sweep(engine.watching) == 1
    write_jsonl(tmp_path / "notes" / "sample.jsonl", claude_turns(1, "/srv/shop", 2))

    assert sweep(engine.watching) == 0
    assert [one.holds for one in engine.watching.all()] == [Holds.PROJECT]


@pytest.mark.parametrize("name", ["projects", "sessions"])
def test_an_agents_whole_folder_holds_logs_however_much_lies_before_them(engine, tmp_path, name):
    agent = tmp_path / "agent"
    (agent / "about").mkdir(parents=True)
    for number in range(reading.LOOKED_AT + 1):
        (agent / "about" / f"{number}.txt").write_text("words")
    write_jsonl(agent / name / "shop" / "one.jsonl", claude_turns(1, "/srv/shop", 2))

    assert engine.watching.add(agent).holds is Holds.LOGS
    assert sweep(engine.watching) == 2


def test_what_cannot_be_followed_is_refused(engine, tmp_path):
    with pytest.raises(UnreadableInput, match="no folder is there"):
        engine.watching.add(tmp_path / ("long" * 2000))
    with pytest.raises(UnreadableInput, match="no folder is there"):
        engine.watching.add(tmp_path / "nowhere")
    with pytest.raises(UnreadableInput, match="keeps its own file"):
        engine.watching.add(tmp_path)
    with pytest.raises(NothingFound, match="is not followed"):
        engine.watching.remove(tmp_path)


def test_a_folder_whose_path_holds_a_secret_is_not_followed(engine, tmp_path):
    token = examples()["github personal token"]
    folder = tmp_path / token / "projects" / "shop"
    log = write_jsonl(folder / "one.jsonl", claude_turns(1, "/srv/shop", 2)) or folder / "one.jsonl"

    with pytest.raises(UnreadableInput, match="redacted: github personal token") as refused:
        engine.watching.add(folder)
    engine.watching.offer_log(str(log))

    assert token not in f"{refused.value} {refused.value.hint}"
    assert engine.watching.all() == []


def test_a_session_is_read_once_and_goes_to_the_project_it_names(engine, watching):
    assert sweep(watching) == 4
    assert sweep(watching) == 0
    assert engine.status().projects == {"shop": 4}
    assert engine.recall(Question("turn 3 oven timer", EVERYWHERE)).hits


def test_a_log_is_read_on_from_where_it_was_read_to(engine, watching, folder, monkeypatch):
    log = folder / "shop" / "one.jsonl"
    sweep(watching)
    monkeypatch.setattr(engine_logs.reading, "log_at", lambda *_: pytest.fail("read anew"))
    for number in range(4, 8):
        append(log, *claude_turns(1, "/srv/shop", 1, begin=number))

        assert watching.read([str(log)]) == 1
    assert len(texts(engine)) == 8


def test_half_a_line_waits_for_its_other_half(engine, watching, folder):
    log = folder / "shop" / "one.jsonl"
    (record,) = claude_turns(1, "/srv/shop", 1, begin=4)
    line = json.dumps(record)
    sweep(watching)
    with log.open("a") as file:
        file.write(line[:50])
    assert watching.read([str(log)]) == 0
    with log.open("a") as file:
        file.write(line[50:] + "\n")

    assert watching.read([str(log)]) == 1
    assert next(f for f in engine.examine().findings if f.check == "logs").detail.startswith("all")


def test_another_daemon_goes_on_where_the_last_one_ended(open_engine, watching, folder):
    sweep(watching)
    log = folder / "shop" / "one.jsonl"
    watching._store.close()
    later = open_engine()

    assert later.watching._logs.differing(str(folder)) == []
    append(log, *claude_turns(1, "/srv/shop", 1, begin=4))
    assert sweep(later.watching) == 1
    assert len(texts(later)) == 5


def test_a_log_cut_short_and_written_anew_is_read_anew(engine, watching, folder):
    log = folder / "shop" / "one.jsonl"
    sweep(watching)
    write_jsonl(log, claude_turns(2, "/srv/shop", 2))

    assert sweep(watching) == 2
    assert len(texts(engine)) == 6


def test_a_log_that_was_moved_copied_or_removed_adds_and_takes_nothing(engine, watching, folder):
    sweep(watching)
    log = folder / "shop" / "one.jsonl"
    before = texts(engine)
    log.rename(folder / "one.old.jsonl")
    assert sweep(watching) == 0
    (folder / "shop" / "copy.jsonl").write_bytes((folder / "one.old.jsonl").read_bytes())
    assert sweep(watching) == 0
    (folder / "one.old.jsonl").unlink()
    assert sweep(watching) == 0

    assert texts(engine) == before


def test_what_is_no_log_is_passed_by_until_it_becomes_one(engine, watching, folder):
    other = folder / "state.json"
    other.write_text("{}")
    sweep(watching)
    assert watching._logs.differing(str(folder)) == []

    write_jsonl(other, claude_turns(3, "/srv/shop", 1))
    assert sweep(watching) == 1


def test_links_hidden_files_and_our_own_home_are_passed_by(engine, watching, folder, tmp_path):
    elsewhere = write_jsonl(tmp_path / "elsewhere" / "a.jsonl", claude_turns(5, "/srv/shop", 1))
    (folder / "link.jsonl").symlink_to(elsewhere)
    (folder / "links").symlink_to(elsewhere.parent)
    write_jsonl(folder / ".hidden" / "a.jsonl", claude_turns(6, "/srv/shop", 1))
    own = write_jsonl(tmp_path / "slm" / "a.jsonl", claude_turns(7, "/srv/shop", 1))
    sweep(watching)
    engine.watching._logs.read([str(own)])

    assert len(texts(engine)) == 4


def test_what_lies_in_no_followed_folder_is_not_read(engine, watching, tmp_path):
    other = write_jsonl(tmp_path / "logs-of-others" / "a.jsonl", claude_turns(5, "/srv/shop", 1))

    assert watching.read([str(other)]) == 0


def test_a_folder_that_was_taken_out_is_read_no_more(engine, watching, folder):
    sweep(watching)
    watching.remove(folder)
    append(folder / "shop" / "one.jsonl", *claude_turns(1, "/srv/shop", 1, begin=4))

    assert watching.all() == []
    assert watching.read([str(folder / "shop" / "one.jsonl")]) == 0
    assert len(texts(engine)) == 4


def test_what_was_forgotten_stays_forgotten_when_its_log_grows(engine, watching, folder):
    sweep(watching)
    engine.forgetting.forget(session="5b0f6c1e-0000-4000-8000-000000000001")
    append(folder / "shop" / "one.jsonl", *claude_turns(1, "/srv/shop", 1, begin=4))

    assert sweep(watching) == 1
    assert len(texts(engine)) == 1


def test_after_a_failure_what_was_not_kept_is_read_again(engine, watching, folder, monkeypatch):
    sweep(watching)
    log = folder / "shop" / "one.jsonl"
    append(log, *claude_turns(1, "/srv/shop", 2, begin=4))

    def full(_):
        raise StoreError("the disk is full", "make room")

    with monkeypatch.context() as patched:
        patched.setattr(engine.store, "begin", full)
        with pytest.raises(StoreError):
            watching.read([str(log)])

    assert sweep(watching) == 2
    assert len(texts(engine)) == 6


def test_unknown_records_are_counted_and_told_once(engine, watching, folder):
    log = folder / "shop" / "one.jsonl"
    append(log, {"type": "mystery", "sessionId": "x", "uuid": "y"}, {"type": "mystery"})
    sweep(watching)
    append(log, {"type": "mystery"})
    sweep(watching)
    told = "3 unknown record 'mystery' in 1 files of claude-code"

    def finding():
        return next(one for one in engine.examine().findings if one.check == "logs")

    assert (finding().detail, finding().ok) == (told, True)
    engine.import_(folder)
    assert finding().detail == told


def test_a_log_that_may_not_be_read_is_tried_again(engine, watching, folder):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    log = folder / "shop" / "one.jsonl"
    log.chmod(0)
    assert sweep(watching) == 0
    log.chmod(0o600)

    assert sweep(watching) == 4


def test_thousands_of_files_share_few_transactions(engine, watching, folder):
    for session in range(10, 610):
        write_jsonl(folder / f"{session}.jsonl", claude_turns(session, "/srv/shop", 1))
    writes = []
    write = engine.store.write
    engine.store.write = lambda work: writes.append(1) or write(work)

    assert sweep(watching) == 604
    assert len(writes) < 15


def test_no_more_logs_are_held_open_than_are_written_to(engine, watching, folder, monkeypatch):
    monkeypatch.setattr(engine_logs, "MOST_OPEN", 5)
    for session in range(10, 30):
        write_jsonl(folder / f"{session}.jsonl", claude_turns(session, "/srv/shop", 1))
    sweep(watching)

    assert len(watching._logs._open) == 5


def test_the_cursor_of_a_log_that_is_gone_is_dropped(engine, watching, folder):
    sweep(watching)
    (folder / "shop" / "one.jsonl").unlink()
    sweep(watching)
    with sqlite3.connect(engine.store.path) as db:
        assert db.execute("SELECT count(*) FROM cursors").fetchone() == (0,)


def test_logs_that_a_hook_tells_of_are_followed_unless_they_were_taken_out(engine, tmp_path):
    log = tmp_path / ".claude" / "projects" / "-srv-shop" / "one.jsonl"
    write_jsonl(log, claude_turns(1, "/srv/shop", 2))
    for _ in range(2):
        engine.watching.offer_log(str(log))
    (watch,) = engine.watching.all()
    assert (watch.path, watch.holds) == (str(tmp_path / ".claude" / "projects"), Holds.LOGS)
    assert sweep(engine.watching) == 2

    engine.watching.remove(watch.path)
    engine.watching.offer_log(str(log))
    assert engine.watching.all() == []


def test_a_log_that_lies_in_no_folder_of_logs_is_not_followed(engine, tmp_path):
    engine.watching.offer_log(str(tmp_path / "one.jsonl"))

    assert engine.watching.all() == []


def test_a_hook_does_not_bring_back_what_was_taken_out_by_way_of_a_link(engine, tmp_path):
    (tmp_path / "dot" / "projects" / "shop").mkdir(parents=True)
    (tmp_path / "linked").symlink_to(tmp_path / "dot")
    engine.watching.add(tmp_path / "linked" / "projects", Asker.INIT, Holds.LOGS)
    engine.watching.remove(tmp_path / "linked" / "projects")
    engine.watching.offer_log(str(tmp_path / "linked" / "projects" / "shop" / "s.jsonl"))

    assert engine.watching.all() == []


def test_what_the_user_named_stays_the_users(engine, tmp_path):
    logs = tmp_path / "projects"
    logs.mkdir()
    engine.watching.add(logs, Asker.HAND, Holds.LOGS)
    engine.watching.add(logs, Asker.INIT, Holds.LOGS)

    assert [one.asker for one in engine.watching.all()] == [Asker.HAND]
    with pytest.raises(NothingFound):
        engine.watching.remove(logs, but=(Asker.HAND,))


def test_a_fault_in_reading_one_log_costs_no_other_and_is_told(engine, tmp_path, monkeypatch):
    logs = tmp_path / "projects"
    for name in ("a", "b", "c"):
        number = ord(name)
        write_jsonl(logs / f"{name}.jsonl", claude_turns(number, "/srv/shop", 2))
    read = engine_logs.reading.log_at

    def faulty(path, stamp):
        if path.name == "b.jsonl":
            raise SystemError("broken")
        return read(path, stamp)

    monkeypatch.setattr(engine_logs.reading, "log_at", faulty)
    watch = engine.watching.add(logs, holds=Holds.LOGS)

    assert engine.watching.sweep([watch]) == 4
    (told,) = [one for one in engine.examine().findings if one.check == "logs"]
    assert "internal error: SystemError" in told.detail


def test_a_folder_that_only_holds_repositories_is_refused_with_their_names(engine, tmp_path):
    code = tmp_path / "my code"
    for name in ("ale", "bun", "cob", "dip"):
        (code / name / ".git").mkdir(parents=True)
        (code / name / "README.md").write_text("# A\n\nb\n")
    (code / "empty").mkdir()
    (code / ".DS_Store").write_bytes(b"\x00")
    with pytest.raises(UnreadableInput) as refused:
        engine.watching.add(code)

    assert refused.value.message.endswith("holds the repositories ale, bun, cob and 1 more")
    assert refused.value.hint == f"name each: mem watch add '{code / 'ale'}'"
    assert engine.watching.all() == []


def test_a_folder_with_files_or_a_repository_of_its_own_is_followed(engine, tmp_path):
    (tmp_path / "notes" / "shop" / ".git").mkdir(parents=True)
    (tmp_path / "notes" / "todo.md").write_text("# To do\n\nbread\n")
    (tmp_path / "whole" / ".git").mkdir(parents=True)
    (tmp_path / "whole" / "parts" / "module" / ".git").mkdir(parents=True)
    (tmp_path / "later").mkdir()
    paths = [tmp_path / "notes", tmp_path / "whole", tmp_path / "whole" / "parts"]

    for path in [*paths, tmp_path / "later"]:
        assert engine.watching.add(path).holds is Holds.PROJECT
