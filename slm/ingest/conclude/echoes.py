"""Hear the user answer an agent's "this or that?" in the question's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.domain.words import WORD, telling
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.prose import ending, sentences
from slm.ingest.conclude.talk import Talk

_EITHER = re.compile(r"\b(?:or|which|where|what (?:name|format|kind|type))\b", re.IGNORECASE)
_AFFIRMED = re.compile(
    r"(?:(?:yes|yeah|yep|ok(?:ay)?|sure|let['\u2019]?s|i['\u2019]?d say|i think|i prefer|definitely"
    r"|just|go with|use|do|keep|the)\b[\s,.:!\u2013—-]*+)*+",
    re.IGNORECASE,
)
# What is done next is no choice of how things shall be.
_PASSING = re.compile(
    r"\b(?:first|next|now|ahead|preference|continue|proceed|commit|push|merge|run|review"
    r"|look|check|investigate|dig|discuss|explain|start|stop|wait|anything|something|test"
    r"|fix|linear|issue|ticket|prs?|create (?:this|these|both|them)|draft|adjust|change"
    r"|prefer to|more|all|both|either|one|two|three|four)\b",
    re.IGNORECASE,
)
_LONGEST_ANSWER, _LONGEST_QUESTION = 70, 220
_FEWEST_WORDS = 2


def hear(turn: Turn, talk: Talk) -> Iterator[Conclusion]:
    """Give the question with the words of it that were chosen."""
    asker = talk.answered
    is_answer = turn.sort is Sort.SPEECH and turn.author != "assistant" and talk.is_waiting
    if not is_answer or asker is None or len(turn.text) > _LONGEST_ANSWER or "?" in turn.text:
        return
    question = _question(asker.text)
    answer = _AFFIRMED.sub("", turn.text.strip(), count=1).strip(" .!,")
    if question and not _PASSING.search(answer) and _echoes(answer, question):
        yield conclude(Kind.DECISION, f"{question} {answer}", (asker, turn), "chose in words")


def _question(text: str) -> str:
    """The alternative that a text ends with, else ""."""
    last = list(sentences(ending(text)))[-2:]
    question = next((sentence for sentence in reversed(last) if sentence.endswith("?")), "")
    is_choice = len(question) <= _LONGEST_QUESTION and _EITHER.search(question)
    return question if is_choice and not _PASSING.search(question) else ""


def _echoes(answer: str, question: str) -> bool:
    asked = {word.lower() for word in WORD.findall(question)}
    chosen = [word.lower() for word in WORD.findall(answer) if telling(word)]
    return len(chosen) >= _FEWEST_WORDS and asked.issuperset(chosen)
