"""Describe what was concluded from a session, with the turns it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from slm.domain.memory import Kind
from slm.domain.turn import Turn

# A conclusion is read among others in a context of few tokens: a sentence or three.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A decision, preference or lesson, in the words that were said."""

    kind: Kind
    text: str  # at most LONGEST characters
    said_at: datetime | None  # this and what follows are its main evidence's
    session: str
    folder: str
    branch: str
    author: str
    evidence: tuple[Turn, ...]  # speech, the main one first; never empty
    rule: str  # what concluded it, for counting
    tags: tuple[str, ...] = ()


def conclude(
    kind: Kind, text: str, evidence: tuple[Turn, ...], rule: str, tags: tuple[str, ...] = ()
) -> Conclusion:
    """Make a conclusion; a text that is too long is cut between two words."""
    main = evidence[0]
    return Conclusion(
        kind=kind,
        text=cut(text),
        said_at=main.said_at,
        session=main.session,
        folder=main.folder,
        branch=main.branch,
        author=main.author,
        evidence=evidence,
        rule=rule,
        tags=tags,
    )


def cut(text: str, longest: int = LONGEST) -> str:
    """The text on one line, ended with "…" between two words where it is too long."""
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    return kept[: kept.rfind(" ", longest // 2) if " " in kept[longest // 2 :] else None] + "…"
