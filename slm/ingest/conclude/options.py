"""Hear an agent list labelled options, and the user take one by its label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude, cut
from slm.ingest.conclude.prose import ending, is_typed, plain, sentences
from slm.ingest.conclude.talk import Talk

# A list's item, a heading or a row of a table that begins with a letter or a number of its own.
_OPTION = re.compile(
    r"[ \t]{0,8}(?:[-*|•]|#{2,5})?[ \t]{0,4}(?:\*\*)?(?:option |approach "
    r"|alternative )?(?P<label>[A-H]|\d)(?:\*\*)?[.):|](?:\*\*)?[ \t|]{1,8}"
    r"(?P<what>\S.{4,})",
    re.IGNORECASE,
)
_PICK = re.compile(
    r"\W*+(?:(?:yes|yeah|yep|ok(?:ay)?|sure|i think|i like|i prefer|i['\u2019]?d (?:say|go with"
    r"|prefer)|i['\u2019]?ll take|let['\u2019]?s (?:go with|do|use|implement|try|take|pick)|go with"
    r"|do|use|take|pick|we['\u2019]ll go with|definitely|probably not|please|the)\W+)*+"
    r"(?:options?|approach|alternative|number|no\.?|#)?\W?\(?(?P<label>[a-h]"
    r"|\d)\)?(?:\W+(?:please|thanks|is (?:fine|good|best|great|better)|just [^?.!]{3,40}"
    r"|sounds? (?:good|great|best)|looks? (?:good|best)|works(?: for me)?|for now|then"
    r"|it is|makes sense|option))*\W*",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:which|what(?:['\u2019]s)? (?:do you|would you|is your|your)|prefer(?:ence)?|thoughts"
    r"|how would you like|would you like|should (?:i|we)|do you want|want me to"
    r"|approach)\b[^?:]{0,200}[?:]|\bi(?:'d| would|\u2019d)? (?:recommend|suggest|lean|go with)"
    r"|\brecommend(?:ation|ed)?\b",
    re.IGNORECASE,
)
# What comes first or next is no choice of how things shall be.
_ORDER = re.compile(
    r"\b(?:first|next|start with|begin with|priorit|tackle|address|dig into|explore"
    r"|continue|proceed(?! with (?:option|approach))|would you like to do|execution)\b",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"(?:commit|push|open a|pull request|prs?|merge|review|continue|skip|leave|do nothing"
    r"|something else|other|next|batch|tasks?|issue|ticket|run|stop|wait|investigate|look"
    r"|check|fix|discuss|close|cancel|tests?|testing|start|plan|proceed|revise|refactor"
    r"|explore|show|add tests?|write tests?)\b"
    r"|.*\b(?:subagent|parallel session|this session)",
    re.IGNORECASE,
)
# A question about an item of some other list.
_ELSEWHERE = re.compile(r"#\d|^\W*(?:[a-h]|\d)[.):]|\boption \w\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"\s*(?:\((?:recommended|current|\d+ \w+)\)|✅|⭐|\bbest fit\b|\brecommended\b)", re.IGNORECASE
)
_LONGEST_PICK = 60
_LONGEST_SUBJECT, _LONGEST_CHOICE = 160, 220
_FEWEST_WORDS, _SELF_CONTAINED = 6, 7


def hear(turn: Turn, talk: Talk) -> Iterator[Conclusion]:
    """Give the option that a user's turn takes."""
    asker = talk.answered
    is_answer = turn.sort is Sort.SPEECH and turn.author != "assistant" and talk.is_waiting
    if not is_answer or asker is None or len(turn.text) > _LONGEST_PICK:
        return
    pick = _PICK.fullmatch(turn.text.strip())
    chosen = _chosen(ending(asker.text), pick["label"]) if pick else ""
    if chosen:
        yield from _told(chosen, asker, turn, talk.asked)


def _told(chosen: str, asker: Turn, turn: Turn, asked: Turn | None) -> Iterator[Conclusion]:
    # What is chosen says little without what it is chosen for.
    subject = _subject(asked.text) if asked else ""
    if subject or len(chosen.split()) >= _SELF_CONTAINED:
        text = f"{subject} Chosen: {chosen}" if subject else f"Chosen: {chosen}"
        evidence = (asker, turn, asked) if asked and subject else (asker, turn)
        yield conclude(Kind.DECISION, text, evidence, "chose an option")


def _subject(asked: str) -> str:
    """What the user had asked before the options were given, where that was one question."""
    said = list(sentences(asked)) if is_typed(asked) else []
    if len(said) != 1 or not said[0].endswith("?") or _ELSEWHERE.search(said[0]):
        return ""
    is_telling = len(said[0].split()) >= _FEWEST_WORDS and len(said[0]) <= _LONGEST_SUBJECT
    return said[0] if is_telling else ""


def _chosen(text: str, label: str) -> str:
    """The question and the option that a label stands for, else ""."""
    options: dict[str, list[str]] = {}
    for line in text.split("\n"):
        found = _OPTION.match(line) if len(line) < 1_000 else None
        if found:
            options.setdefault(found["label"].lower(), []).append(plain(found["what"]))
    wanted = options.get(label.lower(), [])
    questions = [
        line for line in text.split("\n")[-8:] if _WHICH.search(line) and len(line) < 1_000
    ]
    is_choice = len(options) > 1 and len(wanted) == 1 and questions
    if not is_choice or _ORDER.search(questions[-1]) or _ROUTINE.match(wanted[0].strip("| ")):
        return ""
    what = " ".join(_PRAISE.sub("", wanted[0]).strip("| ").replace("|", "-").split())
    return cut(what, _LONGEST_CHOICE) if len(what.split()) > 2 else ""
