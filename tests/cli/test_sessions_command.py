"""`mem sessions` lists sessions, and the episodes of one."""

import json

TOPICS = ("mast of the boat, the sail and the regatta", "dough in the oven, the crust and the loaf")


def talk(session="5d1c9a40-0000", turns=8):
    rows = (
        {
            "text": f"The {topic}, point {number} of many.",
            "source_id": f"{topic}-{number}",
            "session": session,
            "author": ("user", "assistant")[number % 2],
            "time": f"2026-02-01T{10 + place}:{number:02}:00Z",
        }
        for place, topic in enumerate(TOPICS)
        for number in range(turns)
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_no_session_is_told_by_the_exit_code(newcomer):
    done = newcomer.mem("sessions")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"mem: nothing found\n"


def test_sessions_are_listed_and_shown(newcomer):
    newcomer.out("import", newcomer.write("talk.jsonl", talk()), "--project", "boat")
    (one,) = newcomer.json("sessions", "--project", "boat")["sessions"]
    line = newcomer.out("sessions", "--all").splitlines()[1]
    shown = newcomer.json("sessions", "5d1c")
    head, *lines = newcomer.out("sessions", "5d1c").splitlines()

    assert (one["session"], one["turns"], one["agent"]) == ("5d1c9a40-0000", 16, "jsonl")
    assert line.split()[0] == "5d1c9a40"
    assert shown["session"] == one | {"episodes": shown["session"]["episodes"]}
    assert sum(episode["turns"] for episode in shown["episodes"]) == 16
    assert head.split()[0] == "began"
    assert len(lines) == len(shown["episodes"])
    assert "mast" in lines[0]


def test_a_session_nobody_knows_is_told(newcomer):
    code, told = newcomer.error("sessions", "7777")

    assert (code, told["error"]) == (2, "UnknownName")
    assert "7777" in told["message"]
