"""Hear a user say, after the agent went wrong, which tool or way it is to be."""

from __future__ import annotations

import re

from slm.ingest.conclude.ways import LOOKS, POINTING, TOOLS, WAYS
from slm.ingest.conclude.working import ARTEFACT

_NAMED = r"[\w@][\w+#.@-]{0,30}"
_THESE = (
    rf"(?P<these>(?:the )?{_NAMED}(?: (?!instead\b|rather\b|not\b|over\b|here\b|for\b"
    rf"|in\b){_NAMED}){{0,3}})"
)
_THOSE = rf"(?P<those>(?:the )?{_NAMED}(?: {_NAMED}){{0,3}})"
_FOR = r"(?P<use>,? (?:for|in|on|to|when|with|as|everywhere)\b[^,;]{0,60})?"
_OVER = r",? (?:instead of|rather than|and not|and never|not|never|over)"
_REASON = (
    r"(?:because|since|as|[^,;]{1,30} (?:is|are) (?:deprecated|gone|obsolete|outdated"
    r"|archived|dead))"
)
_ASKED = (
    r"(?:(?:please|just|always|then|you (?:should|must|need to)|(?:i(?: want"
    r"|['\u2019]d like) you to)) )*(?:use|write|prefer|run|say)"
)
_OURS = (
    r"we (?:only |always |normally |usually |still )?(?:use|write|prefer|run|(?:deploy|test|build"
    r"|format|lint|work|write tests?|document|release)(?: everything)? (?:with|in|on))"
)
_END = r"(?:,? (?:always|please|everywhere))?[.! ]*$"
_TO_USE = re.compile(
    rf"{_ASKED} {_THESE}{_FOR}(?:(?P<over>{_OVER} {_THOSE}| instead"
    rf"|, {_REASON}\b.{{0,80}}))?{_END}",
    re.IGNORECASE,
)
_WE_USE = re.compile(
    rf"{_OURS} {_THESE}{_FOR}(?P<over>(?: here)?{_OVER} {_THOSE}| instead| here| in (?:this"
    rf"|our) \w+)?{_END}",
    re.IGNORECASE,
)
# A fault that goes on: what is said next is to be done otherwise.
_KEPT = re.compile(
    r"(?:why do )?you (?:keep|kept|are still|were) \w+ing\b|you (?:always|still|again) \w+",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    rf"\b(?:{ARTEFACT}|answers|repl(?:y|ies)|responses|explanations|messages|patch(?:es)?|diffs?"
    r"|names?|comments|subjects|summar(?:y|ies)|examples|steps|lists|sentences|loops"
    r"|errors?|defaults?|arguments|parameters|abstractions?|inheritance|over|to|rather|instead"
    r"|that you|when|if)\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"^[a-z]\w*[A-Z]|\w_\w|/|\(|\.(?:py|rs|go|tsx?|jsx?|md|java|rb|c|h|css|html)$|^\d+$"
)
_LONGEST = 160


def complains(sentence: str) -> bool:
    """Whether a sentence says that the agent goes on doing what it should not."""
    return _KEPT.match(sentence) is not None


def is_way_of_working(point: str) -> bool:
    """Whether what somebody prefers is a tool, a way to work or write, or one thing to another."""
    words = {word.strip(".,!()").lower() for word in point.split()}
    return not (TOOLS | WAYS).isdisjoint(words) or _OF_WORK.search(point) is not None


def names_a_way(point: str, *, is_complaint: bool) -> bool:
    """Whether a correction names a tool or way, rather than a part of the work at hand.

    `is_complaint`: what it replaces was said in the sentence before.
    """
    if len(point) > _LONGEST:
        return False
    found = _TO_USE.match(point) or _WE_USE.match(point)
    if found is None:
        return False
    these, those = _words(found["these"]), _words(found.groupdict().get("those") or "")
    if not these or not all(map(_is_name, (*these, *those))):
        return False
    said_how = _words(found["use"] or "")[-1:]
    is_known = not TOOLS.isdisjoint(these) or not WAYS.isdisjoint((these[-1], *said_how))
    is_told_apart = bool(found["over"] or is_complaint) and LOOKS.isdisjoint((*these, *those))
    return is_known or is_told_apart


def _words(phrase: str) -> list[str]:
    words = [word.strip(".,!") for word in phrase.split()]
    words = words[1:] if words[:1] and words[0].lower() == "the" else words
    return [
        word if _IDENTIFIER.search(word) and word.lower() not in WAYS else word.lower()
        for word in words
    ]


def _is_name(word: str) -> bool:
    return word not in POINTING and (word.lower() in WAYS or not _IDENTIFIER.search(word))
