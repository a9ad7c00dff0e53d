"""Tell whether a question joins two facts, and take it apart where rules can."""

from __future__ import annotations

import re
from collections.abc import Callable

# Whoever pastes more than this does not ask one question that could be taken apart.
LONGEST = 400
MOST_PARTS = 4

Parts = tuple[str, ...]

_QUESTION_WORD = r"(?:who|whom|whose|what|which|when|where|why|how)"
_AUXILIARY = (
    r"(?:did|do|does|was|were|is|are|has|have|had|will|would|should|can|could|didn't|don't|doesn't)"
)
# One thing to compare: a name, or up to four words.
_THING = r"(?:(?:the|our|my|a|an)\s+)?[\w./:()`'-]+(?:\s+[\w./:()`'-]+){0,3}?"
_NAME = r"[A-Z`][\w./:()`-]*"
# What happens at a time that has to be known first; "after the comma" is a place.
_HAPPENING = (
    r"(?:release|migration|outage|upgrade|update|refactor(?:ing)?|incident|rewrite|launch"
    r"|deploy(?:ment)?|rollout|merge|meeting|review|crash|freeze|demo|hackathon|trip|move|wedding"
    r"|party|accident|surgery|birthday|graduation|interview|concert|tournament|divorce|holidays?"
    r"|vacation|breakup)"
)
# What is told of is the thing itself, not a second one: "what is the library that we use?"
_SAME_THING = re.compile(
    rf"{_QUESTION_WORD}(?:'s|\s+(?:is|was|are|were))\s+(?:the\s+)?(?:name\s+of\s+)?$", re.IGNORECASE
)

_WORD = re.compile(r"\w")
_AND_ASKS = re.compile(
    rf"^(?P<first>.{{6,}}?),?\s+and\s+(?:also\s+)?"
    rf"(?P<second>(?:who\s+\w+|(?:whom|when|where|why)\s+{_AUXILIARY}"
    rf"|(?:what|which|whose|how)(?:\s+\w+){{0,2}}?\s+{_AUXILIARY}"
    rf"|{_AUXILIARY}\s+(?:I|we|you|he|she|they|it|the|our|my))\s+\S.*)$",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(r"^(?P<first>.{6,}?),?\s+and\s+also\s+(?P<second>\S.*)$", re.IGNORECASE)
_COMPARED = re.compile(
    rf"\b(?:difference(?:s)?\s+between|compared?|comparison\s+of|comparing|choose\s+between)\s+"
    rf"(?P<first>{_THING})\s+(?:and|with|to|or)\s+(?P<second>{_THING})\W*$",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    rf"^(?P<before>.*?)(?P<first>{_NAME})\s+(?:vs\.?|versus)\s+(?P<second>{_NAME})(?P<after>.*)$"
    rf"|^(?P<ask>(?:which|who|what)\b.*\b\w+er\b.*?)[,:]\s*(?P<one>{_THING})\s+or\s+(?P<other>{_THING})\W*$"
)
_BOTH = re.compile(
    rf"^(?P<before>.*?)\bboth\s+(?P<first>{_NAME})\s+and\s+(?P<second>{_NAME})(?P<after>.*)$"
    rf"|^(?P<before2>.*?)\b(?P<first2>{_NAME})\s+and\s+(?P<second2>{_NAME})"
    r"(?P<after2>\s+(?:both\b.*|(?:\w+\s+){0,3}in\s+common\b.*|(?:\w+\s+){0,2}share\b.*))$"
)
_JOINT = re.compile(r"\bboth\b|\bin\s+common\b|\beach\s+other\b", re.IGNORECASE)
_AROUND = re.compile(
    rf"^(?P<ask>.*?\w)\s+(?:right\s+|just\s+|shortly\s+)?(?:before|after|since)\s+"
    rf"(?P<event>\w+ing\b.*"
    rf"|(?:the|our|my|his|her|their|its|[A-Z]\w+'s)\s+(?:\w+\s+){{0,3}}{_HAPPENING}\b.*"
    r"|(?:I|we|you|he|she|they|it|[A-Z]\w+|the\s+\w+)\s+(?!of\b)"
    r"\w+(?:ed|t|ew|ote|ook|an|ame|ell|oke)\b.*)$"  # as most verbs of the past end
)
_RELATIVE = re.compile(
    r"\b(?:the|a|an)\s+(?P<noun>(?:\w+\s+){0,2}?(?!(?:of|from|with|for|to|in|on|at|by)\b)\w+)\s+"
    r"(?P<link>who|whose|that|which)\s+"
    r"(?P<rest>\w+\s+\S.*)$",
    re.IGNORECASE,
)


def take_apart(text: str) -> tuple[int, Parts]:
    """How many facts lead to the answer, 1 or 2, and the questions for each, if rules can tell."""
    if len(text) > LONGEST:
        return 1, ()
    for rule in _RULES:
        parts = rule(text)
        if parts is not None:
            return 2, parts[:MOST_PARTS]
    return 1, ()


def _sentences(text: str) -> Parts | None:
    """Two questions in one breath."""
    *asked, _ = text.split("?")
    found = tuple(f"{sentence.strip()}?" for sentence in asked if _WORD.search(sentence))
    return found if len(found) > 1 else None


def _and_asks(text: str) -> Parts | None:
    """Join two questions: `Who wrote the parser and when did we drop it?`."""
    found = _AND_ASKS.match(text) or _AND_ALSO.match(text)
    return (found["first"], found["second"]) if found else None


def _compared(text: str) -> Parts | None:
    """Set two things side by side: `the difference between the old parser and the new one`."""
    found = _COMPARED.search(text)
    return (found["first"], found["second"]) if found else None


def _versus(text: str) -> Parts | None:
    found = _VERSUS.match(text)
    if not found:
        return None
    if found["ask"]:
        return found["one"], found["other"]
    return _each(found["before"], found["after"], found["first"], found["second"])


def _both(text: str) -> Parts | None:
    """`What do Ana and Ben have in common?` is asked of each."""
    found = _BOTH.match(text)
    if found:
        number = "" if found["first"] else "2"
        before, first, second, after = (
            found[name + number] for name in ("before", "first", "second", "after")
        )
        return _each(before, re.sub(r"\s+both\b", "", after), first, second)
    return () if _JOINT.search(text) else None


def _each(before: str, after: str, *names: str) -> Parts:
    return tuple(" ".join(f"{before}{name}{after}".split()) for name in names)


def _around(text: str) -> Parts | None:
    """`What broke after removing the cache?`: what happened, then what was there beside it."""
    found = _AROUND.match(text)
    return (found["event"].rstrip("?!. "), found["ask"]) if found else None


def _relative(text: str) -> Parts | None:
    """`Which test covers the function that parses dates?`: first the function, then its test.

    Where the clause stands amid the question, only its grammar would tell where it ends.
    """
    found = _RELATIVE.search(text)
    if not found or _SAME_THING.search(text[: found.start()]):
        return None
    before = text[: found.start()].split()
    if not before:
        return None  # "the person who fixed it" is one
    if len(before) < 2 or re.fullmatch(_AUXILIARY, before[-1], re.IGNORECASE):
        return ()
    first = f"{found['noun']} {found['link']} {found['rest']}".rstrip("?!. ")
    return first, f"{' '.join(before)} the {found['noun']}"


_RULES: tuple[Callable[[str], Parts | None], ...] = (
    _sentences,
    _and_asks,
    _compared,
    _versus,
    _both,
    _around,
    _relative,
)
