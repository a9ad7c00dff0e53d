"""Hear a user take back, or reject, what they have just said."""

from __future__ import annotations

import re

_LEADS = (
    r"\W*(?:(?:sorry|oops|whoops|oh|ah|no|nope|nah|wait|hm+|h?a?ha(?:ha)*|lol|actually|ok(?:ay)?|ugh"
    r"|argh|my bad|apologies|well|and|but|please|just|only)\b\W*){0,5}"
)
_BEFORE = (
    r"(?:that|this|it|all (?:of )?(?:that|this)|(?:what|everything|all|whatever) i (?:just )?"
    r"(?:said|wrote|typed|asked)|(?:my|the|that) (?:last|previous|above|earlier) (?:message"
    r"|sentence|line|remark|comment|prompt|one|rule|instruction|request|turn))\b"
)
_POLITE = r"(?:,? (?:please|pls|again|sorry|thanks|then|all|instead|after all|now))*[^\w,;:]*$"
_FINE = (
    r"(?:(?:is|are|was|were|would be)(?: (?:actually|totally|perfectly|just|still|quite|also))?"
    r" (?:fine|ok(?:ay)?|all ?right|good|right|allowed|correct|better)|works?)\b"
)
# Who was wrong says what is right, or no more.
_ENDS = rf"(?:[^\w,;:]*$|[,;:.\u2013— -]+.{{0,60}}\b{_FINE})"
_OWN_FAULT = (
    r"(?:(?:i (?:was|am)|i['\u2019]m) (?:wrong|mistaken)"
    rf"(?: there| (?:about|with) (?:that|this|it))?{_ENDS}|my (?:mistake|bad|fault|error)\b{_ENDS}"
    rf"|i made a mistake{_ENDS}|i got (?:that|this|it) wrong{_ENDS}"
    r"|(?:that|this|it) (?:was|is) (?:my (?:mistake|error|slip)|a (?:mistake|slip) of mine)\b"
    r"|(?:that|this|my) (?:rule|decision) (?:was|is) (?:wrong|nonsense|a mistake)\b)"
)
# Wherever it stands, what was said before it no longer counts.
_BACK = (
    r"(?:kidding\b(?! aside)|joking\b|jk\b|april fools?\b|i(?:'m|\u2019m| am| was) (?:just |only )?"
    r"(?:kidding|joking)\b"
    r"|(?:that (?:was|is) |that['\u2019]s )?(?:the )?wrong (?:window|chat|tab|session|terminal"
    r"|thread|channel|conversation|agent|person|project|repo)\b"
    rf"|(?:ignore|disregard|forget|scratch|strike|discard|cancel) (?:{_BEFORE}|me\b)"
    r"|(?:ha(?:ha)+,? )?(?:no|cancel|nope|not really)\W*$|(?:i(?:['\u2019]ll)? )?take (?:that|it"
    r"|this) back\b|on second thoughts?\b|i(?:['\u2019]ve| have)? changed my mind\b"
    r"|(?:this|that|it)(?: message| one| prompt)? was (?:(?:meant|intended|written) )?"
    r"(?:for (?:someone|somebody|another|the other|a different)|a joke|not (?:meant )?for you)"
    rf"|(?:ignore|disregard){_POLITE}|{_OWN_FAULT})"
)
_TURNED_BACK = re.compile(rf"{_LEADS}(?:{_BACK}|never ?mind\b(?! the\b| how\b))", re.IGNORECASE)
# Who goes back to what was says no to their own rule; a plain "no, keep…" answers the agent.
_BACK_TO = re.compile(
    r"\W*(?:(?:actually|wait|oh|ah|hm+|sorry|hold on|well)\W+(?:no|nope|nah)"
    r"|(?:no|nope)\W+(?:wait|actually|sorry|hold on))\b\W+(?:please |let['\u2019]?s |we |i )*"
    r"(?:keep|stay|stick|go back|leave)\b",
    re.IGNORECASE,
)
# Said of nothing by its name: of what was agreed, or of what the agent has done since.
_STOPPED = (
    r"(?:undo|revert|reverse|roll back|cancel|drop|withdraw|retract|forget|ignore|stop|leave)"
    r"(?: (?:that|this|it|everything))"
)
_UNDONE = re.compile(
    rf"{_LEADS}(?:{_STOPPED}|(?:undo|revert)|roll (?:that|this|it) back"
    r"|(?:that|this|it) was (?:a mistake|wrong)|(?:don['\u2019]?t|do not) do (?:that|this|it|so)"
    rf"(?:[,;.:\u2013—-]+ ?(?:and )?(?:please )?{_STOPPED})?){_POLITE}",
    re.IGNORECASE,
)
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
    r"\W*(?:(?:oh|ah|hm+|wait|well|actually|sorry|or)\b\W*){0,3}(?:no|nope|nah)\b"
    r"(?=[,.!;]|\W*$| (?:wait|hold on|sorry|actually)\b[,.!;: ]*(?!times?\b|states?\b))",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:just|only|ha(?:ha)+,?|lol,?) (?:kidding|joking)\b|[,.;(-] ?(?:{_BACK})"
    r"|[,.;:(\u2013—-]+ ?(?:(?:oh|ah|hm+|and|but|sorry|actually)\b,? )*(?:(?:no|nope|nah)\b,? "
    r"(?:wait|hold on|actually|sorry|rather|make (?:that|it)|scratch that)\b|wait,? (?:no|nope)\b"
    r"|hold on,? (?:no|nope)\b|(?:i mean|correction|or rather),? \w+\W*$)"
    r"|\bwhich i (?:find|think|consider|hate|dislike|don['\u2019]?t|do not|disagree)\b"
    r"|[,;] ?(?:but |and |though )?i (?:don['\u2019]?t|do not|disagree)\b"
    r"(?: (?:care|agree|want that|want it|like it|like that))?"
    r"|\b(?:but|though|except|only) (?:please )?(?:not|skip|ignore|leave|don['\u2019]?t|do not"
    r"|we do|i do)\b.{0,24}\b(?:here|it|that|this|now|today|tonight)\b",
    re.IGNORECASE,
)


def takes_back(turn: str) -> bool:
    """Whether a turn takes back what its author said in the one before."""
    return any(back.match(turn) for back in (_TURNED_BACK, _BACK_TO))


def undoes(turn: str) -> bool:
    """Whether a turn takes back what was done, or was to be done, and names nothing."""
    return _UNDONE.match(turn) is not None


def rejects(sentence: str) -> bool:
    """Whether a sentence takes back what stands before it in the same turn."""
    return any(back.match(sentence) for back in (_TURNED_BACK, _REJECTED, _NO))


def is_taken_back(sentence: str) -> bool:
    """Whether a sentence takes itself back."""
    return _WITHIN.search(sentence) is not None
