"""Refuse what is given where it cannot be carried out."""

from __future__ import annotations

from datetime import datetime

from slm.domain.question import Question
from slm.errors import UsageError
from slm.lifecycle.remember import storable

# Longer texts belong in a file, where `mem import` cuts them by their headings.
LONGEST_TEXT = 1_000_000


def require_text(text: str) -> None:
    """Raise UsageError for a text that cannot be remembered."""
    if not storable(text).strip():  # of a text of NULs nothing would be kept
        raise UsageError("nothing to remember: the text is empty", 'mem add "what matters"')
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"a text of {len(text):,} characters is too long; the limit is {LONGEST_TEXT:,}",
            "put it into a file, then mem import FILE",
        )


def require_answerable(question: Question) -> None:
    """Raise UsageError for a question that nothing can answer."""
    if not question.text.strip():
        raise UsageError("the question is empty", 'mem recall "why did we …?"')
    if question.limit < 1:
        raise UsageError(f"a limit of {question.limit} leaves nothing to find", "give 1 or more")
    if question.budget < 0:
        raise UsageError(f"a budget of {question.budget} tokens holds nothing", "give 0 or more")


def moment(time: str) -> datetime:
    """Read an ISO 8601 time, local where it names no zone; raises UsageError."""
    try:
        found = datetime.fromisoformat(time)
        return found if found.tzinfo else found.astimezone()
    except (ValueError, OverflowError) as exc:  # a zone can lead out of the calendar
        raise UsageError(f"{time!r} is not a time", "as in 2026-05-04 or 2026-05-04T17:30") from exc
