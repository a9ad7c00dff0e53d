"""The daemon is started, told of, examined and stopped from a shell."""

import json
import os
import subprocess

MODEL = "all-MiniLM-L6-v2"


def test_a_daemon_lives_from_start_to_stop(newcomer):
    assert newcomer.json() == {"version": "0.1.0", "running": False, "here": None}
    assert not newcomer.home.exists(), "a glance made a home"
    assert newcomer.json("daemon", "start") == {"running": True}
    assert newcomer.out("daemon", "start") == ""
    assert newcomer.json()["running"]
    assert "listening" in newcomer.out("daemon", "logs", "-n", "5")
    assert newcomer.json("daemon", "stop") == {"running": False, "stopped": True}
    assert b"no daemon was running" in newcomer.mem("daemon", "stop").stderr
    assert any("ended" in line for line in newcomer.json("daemon", "logs"))


def test_there_may_be_no_log_yet(newcomer):
    code, error = newcomer.error("daemon", "logs")

    assert (code, error["error"]) == (1, "NothingFound")


def test_run_is_the_daemon_itself(newcomer):
    with newcomer.start("daemon", "run", stderr=subprocess.PIPE) as daemon:
        try:
            while daemon.poll() is None and not newcomer.json()["running"]:
                pass
            pid = newcomer.json("status")["pid"]
        finally:
            newcomer.close()

        assert pid == daemon.pid
        assert daemon.wait(10) == 0
        assert daemon.stderr.read() == b""


def test_status_and_doctor_tell_that_the_model_is_missing(user):
    status = user.json("status")
    shown = user.out("status")
    done = user.mem("doctor", "--json")
    findings = {one["check"]: one for one in json.loads(done.stdout)["findings"]}

    assert not status["model_ready"]
    assert f"{MODEL}, not here" in shown
    assert done.returncode == 1
    assert findings["meaning"]["fix"] == f"mem model get {MODEL}"
    assert [check for check, one in findings.items() if not one["ok"]] == ["meaning"]


def test_doctor_makes_the_indexes_anew(user):
    user.out("add", "the gecko is indexed again")
    done = user.mem("doctor", "--rebuild")

    assert b"BAD  meaning" in done.stdout
    assert b"mem model get" in done.stdout
    assert "gecko" in user.out("recall", "gecko")


def test_models_are_listed_with_what_is_here(user):
    (model,) = user.json("model", "list")["models"]

    assert (model["name"], model["present"]) == (MODEL, False)
    assert "not here" in user.out("model", "list")


def test_getting_an_unknown_model_is_left_to_the_fetcher_to_tell(user):
    done = user.mem("model", "get", "all-MiniLM-L7")

    assert done.returncode == 2
    assert b"did you mean all-MiniLM-L6-v2?" in done.stderr


def test_an_import_tells_what_it_did(user):
    notes = user.cwd / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# Deploy\n\nNever on Fridays.\n")
    report = user.out("import", "notes", "--project", "zoo", "--no-wait")

    words = dict(line.split(None, 1) for line in report.splitlines())
    assert words["files"] == "1 (1 markdown)"
    assert words["added"] == "1"
    assert words["passages"] == "1, their vectors follow"
    assert user.json("import", "notes", "--project", "zoo")["known"] == 1


def test_mcp_answers_on_standard_output_alone(user):
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    done = user.mem("mcp", given=f"{json.dumps(hello)}\n")

    assert json.loads(done.stdout)["id"] == 1
    assert os.fsencode(str(user.folder)) not in done.stdout
