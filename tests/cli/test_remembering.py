"""A person adds, recalls, shows, lists, forgets and brings back, without a model."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from slm.cli.app import run

PIN = "We pin sqlite 3.45 since 3.46 broke the build on Alpine"


@pytest.fixture(scope="module")
def pin(user):
    """The id of one memory that every test here may look at."""
    return user.out("add", PIN, "--kind", "decision", "--tag", "build", "--project", "web").strip()


def test_what_was_added_is_recalled_with_its_id_date_source_and_score(user, pin):
    asked = ("why did we pin sqlite?", "--project", "web")
    first, second, *_ = user.out("recall", *asked).splitlines()
    id_, date, _time, who, score = first.split()

    assert id_ == pin
    assert datetime.fromisoformat(date)
    assert who == "user/hand"
    assert 0 <= float(score) <= 1
    assert second == f"    {PIN}"


def test_a_hit_from_a_log_is_headed_by_its_session_and_not_by_its_whole_path(user):
    session = "7c1e9a40-0000-4000-8000-000000000007"
    row = {"text": "the badger whistles twice", "session": session, "author": "Ana"}
    user.write("talk.jsonl", json.dumps(row))
    user.out("import", "talk.jsonl", "--project", "burrow")
    words = ("recall", "badger", "--project", "burrow")

    assert "  Ana/jsonl 7c1e9a40  " in user.out(*words).splitlines()[0]
    assert user.json(*words)["hits"][0]["source"].endswith("/talk.jsonl")


def test_an_import_tells_that_nothing_is_new_and_where_to_read_of_what_is_unread(user):
    user.write("rows.jsonl", '{"text": "the badger sleeps"}\nno row\n')
    first = user.mem("import", "rows.jsonl", "--project", "sleep").stderr.decode()
    again = user.mem("import", "rows.jsonl", "--project", "sleep").stderr.decode()

    assert "nothing new" not in first
    assert "nothing new" in again
    assert "mem daemon logs -n 200" in first
    assert "rows.jsonl line=2 reason=broken line" in user.out("daemon", "logs", "-n", "200")


def test_that_meaning_is_off_is_told_beside_the_answer(user, pin):
    done = user.mem("recall", "sqlite")

    assert b"meaning is off" in done.stderr
    assert b"mem model get" in done.stderr
    assert b"meaning" not in done.stdout


def test_an_answer_in_json_has_the_keys_that_programs_read(user, pin):
    answer = user.json("recall", "sqlite", "--project", "web")
    hit = answer["hits"][0]

    assert {key: hit[key] for key in ("id", "source", "kind", "text")} == {
        "id": pin,
        "source": "hand",
        "kind": "decision",
        "text": PIN,
    }
    assert set(hit) == {
        "id",
        "source_id",
        "session",
        "source",
        "kind",
        "said_at",
        "score",
        "text",
    }
    assert set(answer) == {"hits", "context", "given", "reason", "notice", "took_ms"}
    assert PIN in answer["context"]
    assert "meaning is off" in answer["notice"]


def test_why_shows_each_term_of_the_score(user, pin):
    asked = ("recall", "sqlite", "--why", "--project", "web")
    hit = user.json(*asked)["hits"][0]

    assert hit["why"]["channel.keyword"] > 0
    (told,) = re.findall(r"^ +keyword +([\d.]+)", user.out(*asked), re.MULTILINE)
    assert told == f"{hit['why']['channel.keyword']:.3f}"


def test_why_tells_what_the_gate_decided(user, pin):
    asked = ("recall", "sqlite", "--all")
    told = user.json(*asked, "--why")

    assert user.out(*asked, "--why").splitlines()[-1] == f"gate: {told['gate']}"
    assert "gate" not in user.json(*asked)
    assert b"gate:" not in user.mem(*asked).stdout


def test_nothing_found_is_exit_code_1_and_no_error(user, pin):
    done = user.mem("recall", "zeppelin", "--kind", "belief")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"nothing found; --all asks in every project" in done.stderr
    assert user.mem("recall", "zeppelin", "--kind", "belief", "--json").returncode == 1


def test_bounds_on_time_are_kept(user, pin):
    old = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    added = user.json("add", "the marmot schema was agreed", "--time", old)

    assert user.json("recall", "marmot", "--since", "50d")["hits"][0]["id"] == added["id"]
    done = user.mem("recall", "marmot", "--since", "30d", "--json")
    assert added["id"] not in [hit["id"] for hit in json.loads(done.stdout)["hits"]]


def test_adding_the_same_twice_gives_the_same_id_and_says_so(user):
    first = user.json("add", "tabs, not spaces", "--kind", "preference")
    again = user.mem("add", "tabs, not spaces", "--kind", "preference")

    assert again.stdout.decode().strip() == first["id"]
    assert b"known already" in again.stderr


def test_a_secret_is_taken_out_and_told(user):
    key = "AKIA" + "IOSFODNN7QWERTYU"
    done = user.mem("add", f"the key is {key} for the bucket")

    assert b"taken out, being secret" in done.stderr
    assert key not in user.out("show", done.stdout.decode().strip())


def test_a_text_can_come_from_a_pipe(user):
    id_ = user.out("add", "-", given="first line\nsecond line — größe\n").strip()

    assert user.json("show", id_)["memory"]["text"] == "first line\nsecond line — größe"


def test_show_tells_all_that_is_known(user, pin):
    shown = user.out("show", pin[:8])

    assert shown.endswith(f"\n\n{PIN}\n")
    for line in ("kind      decision", "tags      build", "project   web", "state     active"):
        assert line in shown


def test_a_conclusion_shows_what_it_is_derived_from(user, pin):
    text = "Alpine builds need sqlite 3.45."
    added = user.json("add", "--kind", "summary", "--from", pin[:8], text)

    assert user.json("show", added["id"])["memory"]["derived_from"] == [pin]
    assert f"derived from  {pin}" in user.out("show", added["id"])
    code, told = user.error("add", "--from", "0000ffff", "a text of its own")
    assert (code, told["message"]) == (2, "no memory has the id '0000ffff'")
    user.out("forget", added["id"])


def test_a_listing_is_aligned_and_newest_first(user, pin):
    user.out("add", "the newest of all", "--project", "web")
    head, first, *_ = user.out("list", "--project", "web").splitlines()

    assert head.split() == ["id", "said", "kind", "project", "text"]
    assert first.endswith("the newest of all")
    assert head.index("text") == first.index("the newest")


def test_a_listing_says_how_many_more_there_are(user, pin):
    user.out("add", "one more")
    done = user.mem("list", "--all", "--limit", "1")

    assert len(done.stdout.splitlines()) == 2
    assert b"more, see --limit" in done.stderr


def test_an_empty_listing_is_exit_code_1(user, pin):
    assert user.mem("list", "--session", "no-such-session").returncode == 1


def test_what_is_forgotten_is_gone_until_undone(user):
    id_ = user.out("add", "the quokka port is 8088").strip()

    assert user.out("forget", id_) == f"{id_}\n"
    assert b"quokka" not in user.mem("recall", "quokka").stdout
    assert id_ in user.out("list", "--all", "--state", "forgotten")
    assert id_ in user.out("undo", id_)
    assert "quokka" in user.out("recall", "quokka")


def test_undo_without_an_id_brings_back_the_last_forgetting(user):
    ids = [user.out("add", f"axolotl number {n}").strip() for n in range(2)]
    user.out("forget", *ids)

    assert {memory["id"] for memory in user.json("undo")["memories"]} == set(ids)


def test_a_dry_run_takes_nothing_away(user):
    id_ = user.out("add", "the pangolin stays").strip()

    forgotten = user.json("forget", id_, "--dry-run")
    assert forgotten["dry_run"]
    assert user.json("show", id_)["memory"]["state"] == "active"


@pytest.mark.parametrize(
    "wide", [["--query", "wombat"], ["--session", "s1"], ["0123abcd", "--purge"]], ids=" ".join
)
def test_where_nobody_can_be_asked_only_yes_takes_more_than_was_named(wide, capsys):
    assert run(["forget", *wide], {}) == 2
    assert "--yes" in capsys.readouterr().err


def test_yes_purges_for_good(user):
    id_ = user.out("add", "a numbat that must go").strip()

    assert user.json("forget", id_, "--purge", "--yes")["purged"]
    assert user.mem("show", id_).returncode == 2
    assert user.mem("undo", id_).returncode == 2


def test_the_working_directory_tells_the_project(user):
    for name in ("otter", "heron"):
        (user.cwd / name / ".git").mkdir(parents=True)
        (user.cwd / name / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    before = user.cwd
    try:
        user.cwd = before / "otter"
        user.out("add", "the estuary build needs cmake")
        assert "estuary" in user.out("recall", "estuary")
        user.cwd = before / "heron"
        user.out("add", "something of the heron")
        assert b"estuary" not in user.mem("recall", "estuary").stdout
        assert "estuary" in user.out("recall", "estuary", "--all")
        assert "estuary" in user.out("recall", "estuary", "--project", "otter")
    finally:
        user.cwd = before


def test_mem_alone_tells_how_things_stand(user, pin):
    shown = user.out()

    assert "memories here." in shown
    assert "  recall     Find what answers a question." in shown
    assert user.json()["running"]


def test_an_erasing_that_nobody_can_confirm_says_that_it_is_for_good(user):
    id_ = user.out("add", "the lynx naps", "--project", "lair").strip()
    code, told = user.error("forget", id_, "--purge")

    assert code == 2
    assert told["message"] == "what is purged is gone, and nobody can be asked here"
