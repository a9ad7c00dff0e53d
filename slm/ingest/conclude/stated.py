"""Hear decisions that are said in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.describing import is_told
from slm.ingest.conclude.pointing import is_understood_alone
from slm.ingest.conclude.prose import ending, is_typed, sentences
from slm.ingest.conclude.settling import BY_AN_AGENT, BY_THE_USER
from slm.ingest.conclude.talk import Talk
from slm.ingest.conclude.voices import own
from slm.ingest.conclude.withdrawing import is_taken_back

_LEAD = re.compile(
    r"(?:(?:ok(?:ay)?|and|but|so|then|also|yes|yeah|yep|yup|no|nope|nah|well|hmm+|actually"
    r"|alright|all right|right|great|cool|good|fine|perfect|agreed|thanks|for now|fyi"
    r"|in the end|after (?:some )?(?:discussion|thinking)"
    r"|thinking about it)\b[\s,.:;!\u2013—-]*+)*+",
    re.IGNORECASE,
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
    r"|as far as i|iirc|apparently|supposedly|not sure|unsure|or should|or do|either|let me know"
    r"|tbd|to be decided|for example"
    r"|or some(?:thing|one|where)|but (?:what|how|which|why|where|when)|for a (?:moment|bit"
    r"|second|while)|aside"
    r"|(?:i|we)(?:['\u2019]ll| will| can) (?:change|revisit|replace|switch) (?:it|this|that)"
    r"|for some reason|still (?:hang|fail|not|get|see|hav)\w*|all day"
    r"|e\.g|i think|i guess|leaning|lean towards?|consider(?:ing)?|discuss|debate|try"
    r"|see (?:if|what|how)|test (?:if|whether))\b",
    re.IGNORECASE,
)
# A purpose of the moment, regret, or what somebody does today.
_PASSING = re.compile(
    r"\bto (?:find|reproduce|debug|see|check|investigate|look|verify|trace|figure|understand"
    r"|explore|thank"
    r"|discuss|inspect|confirm|measure|profile|learn|narrow|isolate|diagnose|compare)\b"
    r"|\b(?:today|tonight|this (?:morning|afternoon|evening)|for (?:lunch|dinner)|in the game"
    r"|i fear|sadly|regret|unfortunately|by mistake)\b|\b(?:lunch|coffee|beer|pizza)\b"
    r"|\b(?:chose|picked|went with) (?:the|an?) (?:wrong|bad|poor|worst)\b"
    # That something is left open settles nothing.
    r"|\b(?:decided|agreed|chose|opted|settled)\b(?:.*\byet\W*$|.*\b(?:decision|choice|question"
    r"|matter|discussion|vote)s? (?:\w+ ){0,4}?(?:open\W*$|later|for later|till|until"
    r"|to (?:next|later|another))\b"
    r"|.{0,20}\b(?:postpone|defer|delay|put off|adjourn|sleep on|think about|keep thinking"
    r"|come back|leave open)\b(?! (?:the|our) (?:release|launch|deploy|migration|upgrade|update)))"
    r"|\b(?:not to|to|will|we['\u2019]ll) (?:decide|choose|make up our minds?|make a decision)\b",
    re.IGNORECASE,
)
# An agent that offers to go on asks what to do next: whoever answers chooses a task.
_CHOICES = frozenset({"let us", "go with"})
_OFFERED = re.compile(
    r"(?:would you like(?: me)? to|shall (?:i|we)|should i|do you want me to|want me to"
    r"|(?:when|whenever) you(?:['\u2019]re| are) ready|ready to|what(?:['\u2019]s| is) next"
    r"|(?:very )?next (?:task|step) (?:is|will be)|make the (?:very )?next task"
    r"|which (?:\w+ ){0,4}(?:first|next))\b[^.!]{0,300}[.!]?$",
    re.IGNORECASE,
)
# A name that may be anything: it says neither what for nor what not.
_NAMED_ONLY = re.compile(r"(?:[Ii]|[Ww]e) (?:chose|picked|choose|went with) [a-z]\w*\W*$")
_REASON = re.compile(r"\b(?:because|since|instead of|rather than|so that)\b", re.IGNORECASE)
_MADE_UP = re.compile(r"^[\"'“`>(]")
# Two are enough where one is "Decided:".
_FEWEST_WORDS, _LONGEST = 2, 320


def hear(turn: Turn, talk: Talk) -> Iterator[Conclusion]:
    """Give what a turn says was decided."""
    if turn.sort is not Sort.SPEECH:
        return
    is_agent = turn.author == "assistant"
    hints, rules = (_AGENTS_WORDS, BY_AN_AGENT) if is_agent else (_USERS_WORDS, BY_THE_USER)
    if not (is_agent or is_typed(turn.text)):
        return
    lowered = turn.text.lower()
    if not any(hint in lowered for hint in hints):
        return
    before = (talk.answered or talk.asked) if not is_agent else talk.asked
    for sentence in sentences(turn.text) if is_agent else own(turn.text):
        if _MADE_UP.match(sentence) or _UNSETTLED.search(sentence):
            continue
        if not is_agent and _is_passing(sentence):
            continue
        lead = _LEAD.match(sentence)
        point = sentence[lead.end() :] if lead else sentence
        rule = _rule(point, rules)
        if rule and (is_agent or _is_settled(rule, point, before)):
            evidence = (turn, before) if before else (turn,)
            text = (point[0].upper() + point[1:]).rstrip(":")
            yield conclude(Kind.DECISION, text, evidence, rule)


def _is_settled(rule: str, point: str, before: Turn | None) -> bool:
    """Whether a user's words say what is settled, and not only what is to be done next."""
    if not is_understood_alone(point) or _NAMED_ONLY.match(point):
        return False
    is_choice = rule in _CHOICES and not _REASON.search(point)
    return not (is_choice and before and _OFFERED.search(ending(before.text)))


def _is_passing(sentence: str) -> bool:
    is_void = is_told(sentence) or is_taken_back(sentence)
    return is_void or _PASSING.search(sentence) is not None


def _rule(point: str, rules: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    if len(point) > _LONGEST or len(point.split()) < _FEWEST_WORDS:
        return ""
    return next((name for name, pattern in rules if pattern.match(point)), "")
