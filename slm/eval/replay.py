"""Replay a history's prompts as an agent's hooks would tell them, and see what they are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from slm.client.asking import ask
from slm.domain import entities
from slm.domain.frame import OWN_TAG
from slm.domain.hook import Event, Moment
from slm.domain.turn import Sort, Turn
from slm.domain.words import telling
from slm.eval.measures import bootstrap, mean_of
from slm.eval.product import Product
from slm.ingest import reading
from slm.ingest.formats import FORMATS
from slm.ingest.reading import Found
from slm.wire.messages import Hook

LOGS = frozenset(format_.name for format_ in FORMATS if format_.is_log)
# A word that fewer memories than this share use says what a prompt is about.
RARE = 0.01
CHARACTERS_A_TOKEN = 4
_LINE = re.compile(r"^\[(?:[^\]]*?)\] ", re.MULTILINE)  # only a heading stands at the margin
_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Counts:
    """What prompts were told."""

    tokens: list[float] = field(default_factory=list)  # a prompt; 0 where it got nothing
    starts: list[float] = field(default_factory=list)  # tokens a session's start
    lines: list[float] = field(default_factory=list)  # 1 where it names what the prompt names

    def figures(self) -> dict[str, object]:
        """Each mean with its interval."""
        told = [one for one in self.tokens if one]
        return {
            "prompts": len(self.tokens),
            "lines": len(self.lines),
            "tokens a prompt, most": max(self.tokens, default=0.0),
            "tokens a start, most": max(self.starts, default=0.0),
            **{
                name: bootstrap(mean_of(values), len(values))
                for name, values in {
                    "got nothing": [float(not one) for one in self.tokens],
                    "tokens a prompt": self.tokens,
                    "tokens where something was told": told,
                    "tokens a start": self.starts,
                    "lines that name a file, symbol or rare word of the prompt": self.lines,
                }.items()
                if values
            },
        }


@dataclass(frozen=True, slots=True)
class Session:
    """One log, and what was said in it."""

    log: Found
    turns: tuple[Turn, ...]  # in order


def sessions_of(folders: Iterable[Path]) -> list[Session]:
    """The sessions whose logs lie in these folders, the oldest first."""
    found = [one for folder in folders for one in reading.find(folder) if one.format in LOGS]
    sessions = [Session(one, tuple(_speech(one))) for one in found]
    return sorted((one for one in sessions if one.turns), key=_begin)


def _speech(log: Found) -> Iterator[Turn]:
    for portion in reading.read(log):
        for item in portion.items:
            if isinstance(item, Turn) and item.sort is Sort.SPEECH and item.said_at:
                yield item


def _begin(session: Session) -> datetime:
    return session.turns[0].said_at or datetime.max.replace(tzinfo=UTC)


def replay(run: Product, sessions: Sequence[Session]) -> Counts:
    """Tell each session's prompts, the oldest session first, then let it be remembered."""
    counts, used = Counts(), _usage(turn.text for one in sessions for turn in one.turns)
    many = RARE * sum(len(one.turns) for one in sessions)
    rare = {word for word, number in used.items() if number < many}
    for session in sessions:
        first, *_ = session.turns
        counts.starts.append(_tokens(_told(run, session, first, Moment.START, "startup")))
        for turn in session.turns:
            if turn.author == "user":
                context = _told(run, session, turn, Moment.PROMPT, turn.text)
                counts.tokens.append(_tokens(context))
                counts.lines += [float(_names(line, turn.text, rare)) for line in lines_of(context)]
        run.run("import", str(session.log.path))
    return counts


def lines_of(context: str) -> list[str]:
    """Each line of a context with what is indented below it; the frame left out."""
    inside = context.partition(f"<{OWN_TAG}>")[2].rpartition(f"</{OWN_TAG}>")[0]
    begins = [match.start() for match in _LINE.finditer(inside)]
    ends = [*begins[1:], len(inside)]
    return [inside[begin:end] for begin, end in zip(begins, ends, strict=False)]


def _told(run: Product, session: Session, turn: Turn, moment: Moment, text: str) -> str:
    event = Event(session.log.format, moment, turn.session, turn.folder, text)
    return ask(run.settings, Hook(event)).context


def _tokens(context: str) -> float:
    return float(-(-len(context) // CHARACTERS_A_TOKEN))


def _usage(texts: Iterable[str]) -> Counter[str]:
    used: Counter[str] = Counter()
    for text in texts:
        used.update(set(_words(text)))
    return used


def _words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(text.lower()) if telling(word))


def _names(line: str, prompt: str, rare: set[str]) -> bool:
    named = {entity.name for entity in entities.find(prompt)}
    return bool(named & {entity.name for entity in entities.find(line)}) or bool(
        rare & set(_words(prompt)) & set(_words(line))
    )
