"""Hear a user take back, or reject, what they have just said."""

from __future__ import annotations

import re

_LEADS = (
    r"\W*(?:(?:sorry|oops|whoops|oh|ah|no|nah|wait|hm+|h?a?ha(?:ha)*|lol|actually|ok(?:ay)?|ugh"
    r"|argh|my bad|apologies|well|and|but|please|just|only)\b\W*){0,5}"
)
_BEFORE = (
    r"(?:that|this|it|all (?:of )?(?:that|this)|(?:what|everything|all|whatever) i (?:just )?"
    r"(?:said|wrote|typed|asked)|(?:my|the|that) (?:last|previous|above|earlier) (?:message"
    r"|sentence|line|remark|comment|prompt|one|rule|instruction|request|turn))\b"
)
# Wherever it stands, what was said before it no longer counts.
_BACK = (
    r"(?:kidding\b(?! aside)|joking\b|jk\b|april fools?\b|i(?:'m|\u2019m| am| was) (?:just |only )?"
    r"(?:kidding|joking)\b"
    r"|(?:that (?:was|is) |that['\u2019]s )?(?:the )?wrong (?:window|chat|tab|session|terminal"
    r"|thread|channel|conversation|agent|person|project|repo)\b"
    rf"|(?:ignore|disregard|forget|scratch|strike|discard|cancel) (?:{_BEFORE}|me\b)"
    r"|(?:ha(?:ha)+,? )?(?:no|cancel|nope|not really)\W*$|i(?:['\u2019]ll)? take (?:that|it"
    r"|this) back\b|on second thoughts?\b|i(?:['\u2019]ve| have)? changed my mind\b"
    r"|(?:this|that|it)(?: message| one| prompt)? was (?:(?:meant|intended|written) )?"
    r"(?:for (?:someone|somebody|another|the other|a different)|a joke|not (?:meant )?for you))"
)
_TURNED_BACK = re.compile(rf"{_LEADS}(?:{_BACK}|never ?mind\b(?! the\b| how\b))", re.IGNORECASE)
# After a rule of one's own this rejects it; in an answer it may mean what the agent said.
_REJECTED = re.compile(
    rf"{_LEADS}(?:i (?:disagree\b(?! with)|(?:don['\u2019]?t|do not) (?:agree\b(?! with)|(?:want"
    rf"|like"
    r"|mean|believe) (?:that|this|it)\b))|(?:meh\W*)?(?:leave|skip|drop|forget) (?:it"
    r"|that)(?: as it (?:is|was)\b|\W*$))",
    re.IGNORECASE,
)
# Who says no to nobody but themselves.
_NO = re.compile(
    r"\W*(?:(?:oh|ah|hm+|wait|well|actually|sorry|or)\b\W*){0,3}(?:no|nope|nah)\b(?=[,.!;]|\W*$)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:just|only|ha(?:ha)+,?|lol,?) (?:kidding|joking)\b|[,.;(-] ?(?:{_BACK})"
    r"|\bwhich i (?:find|think|consider|hate|dislike|don['\u2019]?t|do not|disagree)\b"
    r"|[,;] ?(?:but |and |though )?i (?:don['\u2019]?t|do not|disagree)\b"
    r"(?: (?:care|agree|want that|want it|like it|like that))?"
    r"|\b(?:but|though|except|only) (?:please )?(?:not|skip|ignore|leave|don['\u2019]?t|do not"
    r"|we do|i do)\b.{0,24}\b(?:here|it|that|this|now|today|tonight)\b",
    re.IGNORECASE,
)


def takes_back(turn: str) -> bool:
    """Whether a turn takes back what its author said in the one before."""
    return _TURNED_BACK.match(turn) is not None


def rejects(sentence: str) -> bool:
    """Whether a sentence takes back what stands before it in the same turn."""
    return any(back.match(sentence) for back in (_TURNED_BACK, _REJECTED, _NO))


def is_taken_back(sentence: str) -> bool:
    """Whether a sentence takes itself back."""
    return _WITHIN.search(sentence) is not None
