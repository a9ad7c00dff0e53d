"""Make drafts of turns: choose what is remembered, and give each its id."""

from __future__ import annotations

from slm.domain import ids
from slm.domain.memory import Draft, Kind, MemoryId, Origin
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion

# A record's id this long was made to be unique in the world: a UUID has 32 digits, an API's
# message id and a commit's hash more. A resumed or forked session copies earlier records into a
# log of its own, and only the session's name is written anew: with the session in the hash, the
# same turn would be stored once for each copy. Ordinals are short, and mean nothing without
# their session.
UNIQUE_LENGTH = 32
# What is remembered of a log or file, and as what; None: as its format says.
_KINDS = {
    Sort.SPEECH: None,
    Sort.PIECE: None,
    Sort.REPORT: None,
    Sort.SUMMARY: Kind.SUMMARY,
    Sort.TITLE: Kind.SUMMARY,
}


def is_remembered(sort: Sort) -> bool:
    """Whether turns of this sort become memories."""
    return sort in _KINDS


def draft(turn: Turn, agent: str, path: str, project: str) -> Draft | None:
    """What of a turn is to be remembered; `path` of a piece is relative to its project."""
    text = _text(turn)
    if not is_remembered(turn.sort) or not text:
        return None
    return Draft(
        id=_identify(turn, text, agent, path, project),
        text=text,
        kind=_KINDS[turn.sort] or turn.kind,
        origin=_origin(turn, agent, path, turn.record),
        said_at=turn.said_at,
        branch=turn.branch,
        folder=turn.folder,
        tags=turn.tags,
        derived_from=tuple(map(MemoryId, turn.derived_from)),
    )


def concluded(conclusion: Conclusion, agent: str, path: str) -> Draft:
    """The draft of what was concluded; it rests on the turns that `draft` makes memories of."""
    evidence = tuple(
        dict.fromkeys(_identify(turn, _text(turn), agent, path, "") for turn in conclusion.evidence)
    )
    return Draft(
        id=ids.concluded(agent, conclusion.kind, evidence[0], conclusion.text),
        text=conclusion.text.replace("\x00", ""),
        kind=conclusion.kind,
        origin=_origin(conclusion, agent, path, conclusion.evidence[0].record),
        said_at=conclusion.said_at,
        branch=conclusion.branch,
        folder=conclusion.folder,
        tags=conclusion.tags,
        derived_from=evidence,
    )


def _origin(said: Turn | Conclusion, agent: str, path: str, record: str) -> Origin:
    return Origin(
        agent=agent, session=said.session, author=said.author, path=path, source_id=record
    )


def _text(turn: Turn) -> str:
    return turn.text.replace("\x00", "").strip()  # a NUL would end the text for some readers


def _identify(turn: Turn, text: str, agent: str, path: str, project: str) -> MemoryId:
    if agent == "jsonl":
        return ids.row(project, turn.session, turn.record, text)
    if turn.sort is Sort.PIECE and turn.kind is Kind.RESOURCE:
        return ids.piece(project, path, text)
    if turn.sort is Sort.REPORT:  # its record names who reports: several may tell the same
        return ids.worded(agent, turn.record, text)
    if turn.sort is Sort.TITLE:
        return ids.worded(agent, turn.session, text)
    session = "" if len(turn.record) >= UNIQUE_LENGTH else turn.session
    return ids.logged(agent, session, turn.record, turn.part)
