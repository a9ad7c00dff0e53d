"""Know the records that a fork copied from another session as that session's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from slm.ingest.formats.claude_code.records import Copied, Record, held
from slm.ingest.lines import decode, lines_of

# What a session's log may be called: a log's word for another must not lead out of the folder.
_NAME = re.compile(r"[\w-]{1,128}")
# Forks of forks of forks: no person has made more, and a log may claim what it likes.
_DEEPEST = 32
_SPOKEN = frozenset({"user", "assistant"})


class _Link(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """Of a record, what tells whose it is."""

    type: str = ""
    uuid: str | None = None
    forked_from: msgspec.Raw = msgspec.Raw(b"")


_link = msgspec.json.Decoder(_Link)
_Copies = dict[str, Copied]  # by the copy's id


class Forks:
    """What the records of one log are copies of.

    A fork of a fork names the records of the fork that it was made from, which are copies
    themselves: that fork's log, which lies beside this one, says what of. Where it is gone, the
    record that is named is taken for the first.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._named: dict[str, str] = {}  # the copies of this log, by what they copy
        self._beside: dict[str, _Copies] = {}  # by session

    def original(self, record: Record) -> Record:
        """The record as it stands in the session in which it was said."""
        copied = _copied(record.forked_from)
        if copied is None or self._is_another(copied, record.uuid):
            return record
        first = self._first(copied)
        return msgspec.structs.replace(record, uuid=first.message_uuid, session_id=first.session_id)

    def _is_another(self, copied: Copied, uuid: str | None) -> bool:
        # Two copies of one record would be one memory: then the log means something else by it.
        return self._named.setdefault(copied.message_uuid, uuid or "") != (uuid or "")

    def _first(self, copied: Copied) -> Copied:
        for _ in range(_DEEPEST):
            session = copied.session_id
            if session not in self._beside:
                self._beside[session] = _copies_in(self._folder, session)
            further = self._beside[session].get(copied.message_uuid)
            if further is None:
                break
            copied = further
        return copied


def _copied(raw: msgspec.Raw) -> Copied | None:
    found = held(raw, Copied)
    return found if found and found.session_id and found.message_uuid else None


def _copies_in(folder: Path, session: str) -> _Copies:
    """What a session's log has copied: a fork begins with its copies, and has them all there."""
    copies: _Copies = {}
    if not _NAME.fullmatch(session):
        return copies
    # It may be gone by now: hosts keep their logs for some weeks.
    with suppress(OSError), (folder / f"{session}.jsonl").open("rb") as file:
        for link in _links(file):
            copied = _copied(link.forked_from)
            if copied and link.uuid:
                copies[link.uuid] = copied
            elif link.type in _SPOKEN:
                break
    return copies


def _links(file: BinaryIO) -> Iterator[_Link]:
    for line in lines_of(file):
        with suppress(ValueError):  # a broken line; whoever reads that log will tell
            yield from decode(line.raw, _link)
