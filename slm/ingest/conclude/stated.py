"""Hear decisions that are said in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.prose import is_typed, sentences, worded
from slm.ingest.conclude.talk import Talk

_LEAD = re.compile(
    r"(?:(?:ok(?:ay)?|and|but|so|then|also|yes|yeah|yep|yup|no|nope|nah|well|hmm+|actually"
    r"|alright|all right|right|great|cool|good|fine|perfect|agreed|thanks|for now|fyi"
    r"|in the end|after (?:some )?(?:discussion|thinking)"
    r"|thinking about it)\b[\s,.:;!\u2013—-]*+)*+",
    re.IGNORECASE,
)
_REASON = (
    r"\b(?:because|since|instead of|rather than|over|so that|in favou?r of|to avoid|to keep"
    r"|as it|as they|as we|as that|for (?:consistency|simplicity|now))\b"
)
_BARE = (
    r"(?!(?:it|this|that|these|those|them|(?:one|both|all|everything)(?= of|\W*$)|you|your"
    r"|option|options|a(?=\W*$)|[b-h]|\d|#\d\w*|number|the (?:flow|one|first|second|third|last"
    r"|other|same|fix|plan|suggested|recommended|proposed|latter|former)|going|looking|working"
    r"|moving|an eye|in mind|track|up|me|us|approach|plan|solution|path)\b"
    r"|the (?:\w+ )?(?:path|way|route|version|proposal|suggestion|idea|option)\b)"
)

_USER = (
    worded(
        "we decided",
        r"(?:we|i)(?:'ve| have|\u2019ve)? (?:now |already |just |all |finally )?(?:decided",
        r"|agreed|settled|opted|chosen|chose|picked|went with|landed on)(?: to(?! (?:see",
        r"|look|check|try|ask|call|write|go(?! for| with)|start|leave|give|wait)\b)| on| that| for",
        r"| against| not| with)? (?!to (?!go)|up\b)\w+",
    ),
    worded("we decided", r"(?:the |our |my )?(?:final )?decision(?: is|:| was)(?: to| that)? \w+"),
    worded(
        "let us",
        r"let['\u2019]?s (?:just |instead |rather |simply |definitely )*(?:go (?:with|for",
        r"|ahead with)|use|stick (?:with|to)|switch (?:over )?to|move to|adopt|default to",
        rf"|settle on|standardi[sz]e on|drop|avoid|keep(?! things\b| \w+ing\b)) {_BARE}"
        r"(?!the ['\"]|['\"])\w+",
    ),
    worded(
        "let us",
        rf"let['\u2019]?s (?:just |instead |rather )*not {_BARE}(?!worry|forget|do\b|jump|go\b",
        rf"|get|be\b|rush|spend|waste)\w+ {_BARE}\w+",
    ),
    worded(
        "let us",
        rf"let['\u2019]?s (?:just |instead |rather )*(?:treat {_BARE}.{{2,80}} as|(?:replace",
        rf"|call|name|rename|make|store|put|move|split|do) {_BARE}.{{2,120}}\b(?:instead of",
        r"|rather than|with|into|in(?:to)? its own|as an?))\b",
    ),
    worded(
        "we will",
        r"(?:we|i)(?:'ll| will|'re going to| are going to|\u2019ll|'m going to",
        r"| am going to) (?:just |instead |only |now |stick |go )*(?:use|using|with|to",
        r"|go with|keep|drop|support|adopt|stick with",
        rf"|switch to) {_BARE}\w+.{{0,160}}{_REASON}",
    ),
    worded(
        "go with",
        r"(?:go|going|i'd go|i would go|i'll go|we'll go|stick|i'm going",
        rf"|we're going) with {_BARE}(?!recommend|suggest|milestone|step|phase|task|issue|default)",
        r"\w+\W+\w+",
    ),
)
_AGENT = (
    worded(
        "I chose",
        r"(?:so |also |note:? |for \w+,? )?(?:i|we)(?:'ve| have|\u2019ve)? (?:deliberately ",
        r"|intentionally |therefore |also |purposely )*(?:chose|chosen|decided|opted",
        r"|picked(?! up)|went with|settled on|kept|left|avoided)\b(?! (?:it|this",
        rf"|that) (?:up|out)\b).{{8,240}}{_REASON}",
    ),
    worded(
        "I chose",
        r"(?:i|we)(?:'ve| have|\u2019ve)? (?:deliberately|intentionally|purposely",
        r"|on purpose) (?:left|kept|chose|put|made|used|avoided|skipped|excluded",
        r"|included)\b(?!.*\byet\b).{8,}",
    ),
    worded(
        "decision:",
        r"(?:(?:key |main |final |design |implementation ",
        r"|architecture )*decision):\s+(?!nil|none|yes|no\b)\w.{20,}",
    ),
)
# Without one of these words none of the above can hold.
_USERS_WORDS = (
    *("decided", "agreed", "settled", "opted", "chose", "picked", "went", "landed", "decision"),
    *("let's", "lets", "let\u2019s", "'ll", "\u2019ll", "will", "going", "go with", "stick with"),
)
_AGENTS_WORDS = (
    *("chose", "decided", "opted", "picked", "went with", "settled on", "kept", "left", "avoided"),
    *("decision", "deliberately", "intentionally", "purpose"),
)
# Asked, imagined, not yet or no longer so, or put off.
_UNSETTLED = re.compile(
    r"\?|\b(?:if|unless|whether|should|could|would(?! go)|might|may|maybe|perhaps|possibly"
    r"|probably|haven['\u2019]?t|hasn['\u2019]?t|not yet|once|suppose|say we|imagine|wonder(?:ing)?"
    r"|not sure|unsure|or should|or do|either|let me know|tbd|to be decided|for example"
    r"|e\.g|i think|i guess|leaning|lean towards?|consider(?:ing)?|discuss|debate|try"
    r"|see (?:if|what|how)|test (?:if|whether))\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(r"^[\"'“`>(]")
_FEWEST_WORDS, _LONGEST = 3, 320


def hear(turn: Turn, talk: Talk) -> Iterator[Conclusion]:
    """Give what a turn says was decided."""
    if turn.sort is not Sort.SPEECH:
        return
    is_agent = turn.author == "assistant"
    hints, rules = (_AGENTS_WORDS, _AGENT) if is_agent else (_USERS_WORDS, _USER)
    if not (is_agent or is_typed(turn.text)):
        return
    lowered = turn.text.lower()
    if not any(hint in lowered for hint in hints):
        return
    before = (talk.answered or talk.asked) if not is_agent else talk.asked
    for sentence in sentences(turn.text):
        if _MADE_UP.match(sentence) or _UNSETTLED.search(sentence):
            continue
        lead = _LEAD.match(sentence)
        point = sentence[lead.end() :] if lead else sentence
        rule = _rule(point, rules)
        if rule:
            evidence = (turn, before) if before else (turn,)
            text = (point[0].upper() + point[1:]).rstrip(":")
            yield conclude(Kind.DECISION, text, evidence, rule)


def _rule(point: str, rules: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    if len(point) > _LONGEST or len(point.split()) < _FEWEST_WORDS:
        return ""
    return next((name for name, pattern in rules if pattern.match(point)), "")
