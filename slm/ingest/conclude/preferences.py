"""Conclude preferences: the rules that a user sets for how an agent is to work, corrections too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.prose import is_typed, sentences
from slm.ingest.conclude.standing import RULES
from slm.ingest.conclude.talk import Talk

CORRECTION = "correction"

# What people say before they come to the point. Not possessive: CPython fails with a SystemError
# where a group with a name repeats in one (3.11 to 3.13).
_LEAD = re.compile(
    r"(?:(?:(?P<wrong>no|nope|nah|wrong|incorrect|not quite|not like that|that(?:'"
    r"|\u2019)?s (?:wrong|not right|incorrect|not it|not what i (?:want(?:ed)?|meant"
    r"|asked(?: for)?))"
    r"|(?:as |like )?i(?:'ve| have)? (?:already )?(?:told|said)(?: (?:you|this|that"
    r"|it))?(?: (?:before|already|twice|earlier))?)"
    r"|and|but|so|ok(?:ay)?|oh|ah|also|yes|yeah|yep|well|hey|hi|hmm+|actually|btw|fyi|note"
    r"|nb|ps|p\.s|remember|reminder|important|one more thing|another thing"
    r"|in general|generally|please|pls|plz|just|then|cool|great|thanks|thank you|thx"
    r"|perfect|good|nice|fine|sorry|ugh|argh|agreed|right|sure|lastly|finally)"
    r"(?![\w'\u2019])[\s,.:;!\u2013—-]*)*",
    re.IGNORECASE,
)
# Without one of these words no rule can hold.
_HINT = re.compile(
    r"\b(?:always|never|don['\u2019]?t|dont|not|stop|quit|avoid|no|prefer|preference|rather"
    r"|forwards?|future|next time|rule|from now|from here"
    r"|every|each|any ?time|whenever|when you|convention|style|policy|standard|spellings?"
    r"|english|commits|mood|tense|case|voice|in (?:this|our|my) |instead of|over"
    r"|in general)\b",
    re.IGNORECASE,
)
# For once: what holds for this task alone.
_ONCE = re.compile(
    r"\b(?:yet|for now|right now|now(?! on)|today|tonight|this time|at the moment|later"
    r"|in this (?:pr|commit|change|step|session|case|task|branch|file|function|test|round"
    r"|pass)"
    r"|for this|just (?:this|for)|until|so far|(?:this|that) (?:one|output|answer|message"
    r"|summary|file|branch|pr|commit|test|function|issue|plan|step|line|section|part)"
    r"|maybe|perhaps|i (?:think|guess|wonder|suppose)|might|not sure|could we|can we"
    r"|can you|could you|should we|would you|do you|did you|what if|wondering"
    r"|if possible)\b",
    re.IGNORECASE,
)
# A constraint among others in a long task is the task's.
_WEAK = frozenset({"no such things", "this, not that", "style", "stop doing", "our way"})
_WEAK_LONGEST = 320
_LONGEST_SENTENCE = 320
_CODE = re.compile(r"[A-Za-z]\w*[(.{]\w*|[a-z][A-Z]|\w_\w|/|\d")
# A role that is written down, a document, a review: pasted, and for another reader.
_PASTED = re.compile(
    r"^\s*(?:you are (?:a|an|the)\b|implement the following|#{1,4} |<\w)|^#{1,4} |```"
    r"|\bseverity\b|^\s*\|.*\|\s*$|</\w+>",
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
        for sentence in sentences(turn.text):
            found = _rule(sentence, len(turn.text))
            if found:
                rule, text, is_correction = found
                corrected = (talk.answered,) if is_correction and talk.answered else ()
                tags = (CORRECTION,) if corrected else ()
                yield conclude(Kind.PREFERENCE, text, (turn, *corrected), rule, tags)


def _rule(sentence: str, length: int) -> tuple[str, str, bool] | None:
    """The rule that a sentence sets: its name, its text, and whether it corrects."""
    if (
        len(sentence) > _LONGEST_SENTENCE
        or sentence.rstrip(" )\"'").endswith("?")
        or _ONCE.search(sentence)
    ):
        return None
    lead = _LEAD.match(sentence)
    for begin in dict.fromkeys((lead.end() if lead else 0, 0)):
        rule = _matching(sentence, begin, length)
        if rule:
            point = sentence[begin:]
            is_correction = bool(lead and lead["wrong"]) and begin > 0
            return rule, point[0].upper() + point[1:], is_correction
    return None


def _matching(sentence: str, begin: int, length: int) -> str:
    for name, pattern in RULES:
        if name in _WEAK and length > _WEAK_LONGEST:
            continue
        found = pattern.match(sentence, begin)
        if found and not any(_CODE.search(part) for part in found.groupdict().values() if part):
            return name
    return ""
