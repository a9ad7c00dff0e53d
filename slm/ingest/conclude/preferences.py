"""Conclude preferences: the rules that a user sets for how an agent is to work, corrections too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.corrections import complains, is_way_of_working, names_a_way
from slm.ingest.conclude.describing import is_product, is_told
from slm.ingest.conclude.pointing import is_understood_alone
from slm.ingest.conclude.prose import is_typed
from slm.ingest.conclude.standing import RULES
from slm.ingest.conclude.talk import Talk
from slm.ingest.conclude.trailing import trails_off
from slm.ingest.conclude.voices import led_in, own
from slm.ingest.conclude.ways import WAYS
from slm.ingest.conclude.withdrawing import is_taken_back

CORRECTION = "correction"

# What people say before they come to the point. Not possessive: CPython fails with a SystemError
# where a group with a name repeats in one (3.11 to 3.13).
_LEAD = re.compile(
    r"(?:(?:(?P<wrong>no(?! kidding)|nope|nah|wrong|incorrect|actually|not quite|not like that"
    r"|that(?:'|\u2019)?s (?:wrong|not right|incorrect|not it|not what i (?:want(?:ed)?|meant"
    r"|asked(?: for)?))"
    r"|(?:as |like )?i(?:'ve| have)? (?:already )?(?:told|said)(?: (?:you|this|that"
    r"|it))?(?: (?:before|already|twice|earlier))?)"
    r"|and|but|so|ok(?:ay)?|oh|ah|also|yes|yeah|yep|well|hey|hi|hmm+|actually|btw|fyi|note"
    r"|nb|ps|p\.s|remember(?: that)?|(?:a )?(?:quick |friendly |small )?reminder|important"
    r"|one more thing|another thing"
    r"|before i forget|to be clear|one (?:last )?thing|i(?:'ve)? changed my mind|no kidding"
    r"|seriously|in general|generally|please|pls|plz|just|then|cool|great|thanks|thank you|thx"
    r"|perfect|good|nice|fine|sorry|ugh|argh|agreed|right|sure|lastly|finally)"
    r"(?![\w'\u2019])[\s,.:;!\u2013—-]*)*",
    re.IGNORECASE,
)
# Without one of these words no rule can hold.
_HINT = re.compile(
    r"\b(?:always|never|don['\u2019]?t|dont|not|stop|quit|avoid|nope|nah|wrong|actually|i said"
    r"|keep|hate|no|prefer|preference|rather|forwards?|future|next time|rule|from now|from here"
    r"|every|each|any ?time|whenever|when you|convention|style|policy|standard|spellings?"
    r"|english|commits|mood|tense|case|voice|in (?:this|our|my) |instead of|over|in general)\b",
    re.IGNORECASE,
)
# For once: what holds for this task alone.
_ONCE = re.compile(
    r"\b(?:yet|for now|right now|now(?! on)|today|tonight|this time|at the moment|later"
    r"|in this (?:pr|commit|change|step|session|case|task|branch|file|function|test|round|pass)"
    r"|(?:this|that) (?:question|request|prompt|reply|response|answer|conversation|chat|demo)"
    r"|for this|just (?:this|for)|until|so far|(?:this|that) (?:one|output|answer|message"
    r"|summary|file|branch|pr|commit|test|function|issue|plan|step|line|section|part)"
    r"|maybe|perhaps|i (?:think|guess|wonder|suppose)|might|not sure|could we|can we"
    r"|can you|could you|should we|would you|do you|did you|what if|wondering|if possible)\b",
    re.IGNORECASE,
)
# A constraint among others in a long task is the task's.
_WEAK = frozenset(
    {"not in such places", "no such things", "this, not that", "style", "stop doing", "our way"}
)
_WEAK_LONGEST = 320
# What these are told by begins many a sentence that is no rule.
_STATED = frozenset({"always, never", "our way", "no such things"})
_LONGEST_SENTENCE = 320
_LONGEST_RULE = 160
# What somebody prefers of what they were offered is a choice; of how one works, a rule.
_IS_TASTE = re.compile(
    r"(?:(?:i|we) (?:\w+ )?prefer|i (?:always|never) (?:want|like))\b", re.IGNORECASE
)
# Who shouts in the middle of the work says at once what to do instead, or what is wrong.
_SHORT = 100
_GOES_ON = re.compile(r"[,;] (?!and |or |please|in |not |we )")
_LONGEST_CORRECTION = 200
_CODE = re.compile(r"[A-Za-z]\w*[(.{]\w*|[a-z][A-Z]|\w_\w|/|\d")
# A role that is written down, a document, a review: pasted, and for another reader.
_PASTED = re.compile(
    r"^\s*(?:you(?: are|['\u2019]re) (?:a|an|the)\b|implement the following|#{1,4} |<\w)|^#{1,4} "
    r"|```|\bseverity\b|^\s*\|.*\|\s*$|</\w+>",
    re.IGNORECASE | re.MULTILINE,
)


class Preferences:
    """One log's user, as they say how they like it."""

    def hear(self, turn: Turn, talk: Talk, /) -> Iterator[Conclusion]:
        """Give the rules that a user's turn sets."""
        if turn.sort is not Sort.SPEECH or turn.author == "assistant" or not is_typed(turn.text):
            return
        if not _HINT.search(turn.text) or _PASTED.search(turn.text):
            return
        said = own(turn.text)
        for before, sentence, after in zip(["", *said], said, [*said[1:], ""], strict=False):
            found = _rule(sentence, before, len(turn.text))
            if found and _is_standing(found, after):
                corrected = (talk.answered,) if found.is_correction and talk.answered else ()
                tags = (CORRECTION,) if corrected else ()
                yield conclude(Kind.PREFERENCE, found.text, (turn, *corrected), found.name, tags)


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    text: str
    is_correction: bool


def _is_standing(found: _Rule, after: str) -> bool:
    """Whether what begins as a rule goes on as one, and is understood without what was before."""
    if found.name in _STATED and trails_off(found.text, after):
        return False
    if found.name == "stop doing" and (_GOES_ON.search(found.text) or len(found.text) > _SHORT):
        return False
    if _IS_TASTE.match(found.text) and not is_way_of_working(found.text):
        return False
    if len(found.text) > _LONGEST_RULE:
        return False
    return found.name == "our way" or is_understood_alone(found.text)


def _rule(sentence: str, before: str, length: int) -> _Rule | None:
    """The rule that a sentence sets, after the one `before` it in a turn of that length."""
    if len(sentence) > _LONGEST_SENTENCE or sentence.rstrip(" )\"'").endswith("?"):
        return None
    if _ONCE.search(sentence, led_in(sentence)) or _sets_nothing(sentence):
        return None
    lead = _LEAD.match(sentence)
    begins = lead.end() if lead else 0
    is_correction = bool(lead and lead["wrong"]) or _says_wrong(before)
    for begin in dict.fromkeys((begins, 0, led_in(sentence))):
        name = _matching(sentence, begin, length)
        if not name and is_correction and begin == begins and length <= _LONGEST_CORRECTION:
            is_way = names_a_way(sentence[begin:], is_complaint=complains(before))
            name = "corrected" if is_way else ""
        if name:
            point = sentence[begin:]
            return _Rule(name, point[0].upper() + point[1:], is_correction)
    return None


def _sets_nothing(sentence: str) -> bool:
    return is_told(sentence) or is_product(sentence) or is_taken_back(sentence)


def _says_wrong(sentence: str) -> bool:
    """Whether a sentence says that the agent was wrong, and no more."""
    lead = _LEAD.match(sentence)
    is_no = bool(lead and lead["wrong"] and lead.end() == len(sentence))
    return is_no or complains(sentence)


def _matching(sentence: str, begin: int, length: int) -> str:
    for name, pattern in RULES:
        if name in _WEAK and length > _WEAK_LONGEST:
            continue
        found = pattern.match(sentence, begin)
        if found and not any(map(_is_code, filter(None, found.groupdict().values()))):
            return name
    return ""


def _is_code(phrase: str) -> bool:
    """Whether a phrase names a thing in the code; a way to spell such names is none."""
    return any(_CODE.search(word) and word.lower() not in WAYS for word in phrase.split())
