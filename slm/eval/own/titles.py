"""Ask for a session by the title that Claude Code gave it, read from its log where that is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from slm.eval.own.asked import Board, Judged, says_something
from slm.eval.own.past import Past

TITLE_BOARD = "title to session"
AGENT = "claude-code"
# The rest of a log need not be decoded: a title's record is short, and has one of these.
_TELLING = (b'"ai-title"', b'"custom-title"', b'"summary"')
LONGEST_RECORD = 4096
_NO_TITLES = "no title stands in the logs: they are gone, or of agents that give none"


class _Record(msgspec.Struct, frozen=True, rename="camel"):
    type: str = ""
    session_id: str = ""
    leaf_uuid: str = ""  # a summary names the last turn of what it sums up
    ai_title: str = ""
    custom_title: str = ""
    summary: str = ""


_decoder = msgspec.json.Decoder(_Record)


def title_board(pasts: Sequence[Past]) -> Board:
    """A question a title; a session that was given several is asked for by the last."""
    judged = Judged(TITLE_BOARD)
    has_titles = False
    for past in pasts:
        sessions: dict[str, set[str]] = defaultdict(set)
        for session, title in _titles(past).items():
            sessions[title].add(session)
        has_titles = has_titles or bool(sessions)
        for title, gold in sorted(sessions.items()):
            if says_something(title):
                judged.consider(past, title, gold, unless_said=title)
            else:
                judged.leave_out("says too little")
    return judged.board("" if has_titles else _NO_TITLES)


def _titles(past: Past) -> dict[str, str]:
    own = [one for one in past.sessions if one.agent == AGENT]
    by_turn = {record: one.id for one in own for record in one.records}
    known = {one.id for one in own}
    titles = {}
    for path in sorted({path for one in own for path in one.paths}):
        for record in _records(Path(path)):
            session = record.session_id or by_turn.get(record.leaf_uuid, "")
            title = record.custom_title or record.ai_title or record.summary
            if session in known and title.strip():
                titles[session] = title.strip()
    return titles


def _records(path: Path) -> Iterator[_Record]:
    """The records of a log that give a title."""
    try:
        with path.open("rb") as lines:
            for line in lines:
                if len(line) <= LONGEST_RECORD and any(one in line for one in _TELLING):
                    try:
                        yield _decoder.decode(line)
                    except msgspec.MsgspecError:
                        continue
    except OSError:  # moved or removed since it was read
        return
