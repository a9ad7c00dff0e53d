"""Print what was found for a question."""

from __future__ import annotations

import sys

from slm.cli.reasons import print_why
from slm.cli.terminal import Ink, harmless, is_terminal, one_line, width

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any

    Answer = dict[str, Any]  # an Answer as the wire carries it
    Hit = dict[str, Any]

INDENT = "    "
# As many as in the lines that agents are given, and enough for mem list --session.
SHOWN_NAME = 8
# A whole memory up to here is worth more than its best passage; most turns are far shorter.
LONGEST_TEXT = 8_000


def flat(hit: Hit) -> Hit:
    """A hit with the keys that programs read."""
    memory = hit["memory"]
    origin = memory["origin"]
    return {
        "id": memory["id"],
        "source_id": origin["source_id"],
        "session": origin["session"],
        "source": source(origin),
        "kind": memory["kind"],
        "said_at": memory["said_at"],
        "score": hit["score"],
        "text": memory["text"] if len(memory["text"]) <= LONGEST_TEXT else hit["passage"],
    }


def source(origin: dict[str, str]) -> str:
    """The agent, and the log or file it was read from."""
    return f"{origin['agent']} {origin['path']}".rstrip()


def print_answer(answer: Answer, *, why: bool) -> None:
    """Print hits for a person: a line about each, then its passage."""
    ink = Ink(sys.stdout)
    columns = width() if is_terminal(sys.stdout) else 0
    for hit in answer["hits"]:
        print(_headline(hit, ink))
        for line in harmless(hit["passage"]).splitlines():
            for part in _wrapped(line, columns):
                print(f"{INDENT}{part}".rstrip())
        if why:
            print()
            print_why(hit["why"], INDENT)
        print()


def print_gate(decided: str) -> None:
    """Print whether an agent would be given any of it, and why."""
    print(f"{Ink(sys.stdout).faint('gate:')} {one_line(decided)}")


def _headline(hit: Hit, ink: Ink) -> str:
    memory = hit["memory"]
    origin = memory["origin"]
    who = "/".join(filter(None, (origin["author"], _short_source(origin))))
    about = f"{day(memory['said_at'])}  {one_line(who)}  {hit['score']:.2f}"
    return f"{ink.bold(memory['id'])}  {ink.faint(about)}"


def _short_source(origin: dict[str, str]) -> str:
    """The source where a line has little room: a log's path alone is longer than most terminals."""
    if origin["agent"] == "git":
        return f"commit {origin['source_id'][:SHOWN_NAME]}"
    if origin["session"]:
        return f"{origin['agent']} {origin['session'][:SHOWN_NAME]}"
    return source(origin)


def _wrapped(line: str, columns: int) -> list[str]:
    if len(line) <= columns - len(INDENT) or not columns:
        return [line]
    import textwrap  # only where a person reads, and only for long lines

    return textwrap.wrap(line, columns - len(INDENT), break_on_hyphens=False)


def day(moment: str) -> str:
    """The local date and time of an ISO 8601 moment."""
    from datetime import datetime  # 2 ms that an answer without hits need not pay

    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
