"""Tell a rule from what only begins like one, by how it goes on."""

from __future__ import annotations

import re

_PAUSE = re.compile(r"(?:[,;:(]|\s[\u2013—-]+)\s*(?=\S)(?<=[\s(])")
# A reason, a scope, a condition, an example, or what it is not.
_REASON = (
    r"(?:because|since|as|so that|otherwise|or else|not|never|and (?:not|never|always)|but (?:not"
    r"|never|always)|instead|rather|unless|even|except|including|like|such as|e\.?g|i\.?e"
    r"|especially"
    r"|always|if|when|before|after|for|in|on|with|without|to|from|by|over|too|please|ever|only|it"
    r"|they"
    r"|the|there|that|those|these|until|see|we (?:write|use|prefer|want|need|have|don['\u2019]?t"
    r"|do not|only|always|never|are|all)|i (?:hate|dislike|prefer|want|need|like|read|review"
    r"|don['\u2019]?t like|do not like))\b"
)
# What is to be done besides.
_ORDER = (
    r"(?:do not|don['\u2019]?t|dont|use|write|run|ask|keep|check|let|make|put|add|update|tell|wait"
    r"|say|show|leave|name|prefer|skip|call|create|stick|test|commit|push|format|remove|open|then"
    r"|and(?! (?:it|why|how|so|who|what)\b)|or(?! (?:so|not|nay)\b)|you)\b"
)
_LISTED = re.compile(r"[\w+#./-]{1,30}(?: [\w+#./-]{1,30}){0,2}(?:,? (?:and|or) |, )")
_STATED = re.compile(r"(?:we|i|our|my|in (?:this|our|my|the))\b", re.IGNORECASE)
_STATEMENT_GOES_ON = re.compile(_REASON, re.IGNORECASE)
_RULE_GOES_ON = re.compile(rf"(?:{_REASON}|{_ORDER})", re.IGNORECASE)
_OPINION = re.compile(
    r"\b(?:although|though|myth|fact|could not care|couldn['\u2019]?t care|yay|nay|in theory|a mess"
    r"|half of|even (?:when|if|though) (?:it|they|we|there))\b",
    re.IGNORECASE,
)
# What somebody asks or says next, of how things are.
_REMARK = re.compile(
    r"\W*(?:that|this|it|which|is|are|does|do|did|why|where|how|what|who|could|can|should|would|any"
    r"|costs?|took|takes)\b",
    re.IGNORECASE,
)


def trails_off(point: str, after: str) -> bool:
    """Whether a point that begins as a rule goes on as none; `after` is the turn's next sentence.

    A rule may go on with its reason or with another rule; what "we always" do only with its reason.
    """
    is_stated = _STATED.match(point) is not None
    if _OPINION.search(point) or (is_stated and _REMARK.match(after)):
        return True
    goes_on = _STATEMENT_GOES_ON if is_stated else _RULE_GOES_ON
    return not all(
        goes_on.match(point, pause.end()) or _LISTED.match(point, pause.end())
        for pause in _PAUSE.finditer(point)
    )
