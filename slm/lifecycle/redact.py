"""Take secrets out of a text before it is remembered, leaving a mark that says which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from slm.domain import private
from slm.lifecycle.known import DOTENV, GIVEN, NOTHING, Known
from slm.lifecycle.secrets import KINDS

PRIVATE = "private"  # <private>…</private>, written by the user
TANGLED = "tangled secrets"  # a text in which taking secrets out keeps making new ones

# What is hidden can make a neighbour visible: it then stands alone. Real texts need two passes,
# the second finding nothing; only a text made for the purpose needs more than these.
MAX_PASSES = 6

_OTHER_NAMES = (PRIVATE, TANGLED, DOTENV, GIVEN)
_NAMES = sorted({*_OTHER_NAMES, *(kind.name for kind in KINDS)}, key=len, reverse=True)
_MARK = re.compile(rf"\[redacted: (?:{'|'.join(map(re.escape, _NAMES))})\]")
# A finding goes on to the end of the run it ends in: its shape may have grown longer since.
_REST_OF_RUN = re.compile(r"(?<=[A-Za-z0-9_-])[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and the kind of each that was taken out, in order."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands in a text."""

    start: int
    end: int
    kind: str
    rank: int  # the lower, the more is known about it


def redact(text: str, known: Known = NOTHING) -> Redacted:
    """Replace every secret by a mark; what is done twice is as if done once."""
    kinds: tuple[str, ...] = ()
    for _ in range(MAX_PASSES):
        secrets = find(text, known)
        if not secrets:
            return Redacted(text, kinds)
        text = _hide(text, secrets)
        kinds += tuple(secret.kind for secret in secrets)
    return Redacted(_mark(TANGLED), (*kinds, TANGLED))


def find(text: str, known: Known = NOTHING) -> tuple[Secret, ...]:
    """Every secret in the text, in order, none overlapping; `known` ones by their value too."""
    if "[redacted: " in text:
        # Marks are no text: no secret is in them, none goes on past them.
        text = _MARK.sub(lambda mark: "\0" * len(mark[0]), text)
    lowered = _lower(text)
    found = [*_private(text), *_shaped(text, lowered)]
    # What is known by its shape as well is called by that: it says more.
    found += [Secret(start, end, kind, len(KINDS)) for start, end, kind in known.find(text)]
    return _merge(found) if found else ()


def _shaped(text: str, lowered: str) -> Iterator[Secret]:
    """Try each kind where one of its keywords stands."""
    done: dict[str, int] = {}  # kind -> where its last secret ended
    for last, (length, ranks) in _keywords().iter(lowered):
        start = last + 1 - length
        for rank in ranks:
            if start >= done.get(KINDS[rank].name, 0):
                secret = _match(text, start, last + 1, rank)
                if secret:
                    done[secret.kind] = secret.end
                    yield secret


def _match(text: str, start: int, stop: int, rank: int) -> Secret | None:
    """The secret of one kind whose keyword stands from `start` to `stop`."""
    kind = KINDS[rank]
    begin = stop if kind.after else start - kind.before
    match = _compiled(rank).match(text, begin) if begin >= 0 else None
    if not match:
        return None
    group = match.lastgroup or 0
    if kind.guard and not kind.guard(match[group]):
        return None
    end = match.end(group)
    rest = _REST_OF_RUN.match(text, end)
    return Secret(match.start(group), rest.end() if rest else end, kind.name, rank)


def _private(text: str) -> Iterator[Secret]:
    """What the user marked as private; a block left open hides the rest of the text."""
    if not private.may_be_in(text):
        return
    for start, end in private.spans(text):
        yield Secret(start, end, PRIVATE, -1)


def _merge(found: list[Secret]) -> tuple[Secret, ...]:
    """Join what overlaps; the kind that says most names it."""
    found.sort(key=lambda secret: secret.start)
    merged = [found[0]]
    for secret in found[1:]:
        before = merged[-1]
        if secret.start >= before.end:
            merged.append(secret)
        else:
            best = min(before, secret, key=lambda each: each.rank)
            end = max(before.end, secret.end)
            merged[-1] = Secret(before.start, end, best.kind, best.rank)
    return tuple(merged)


def _hide(text: str, secrets: tuple[Secret, ...]) -> str:
    parts: list[str] = []
    at = 0
    for secret in secrets:
        parts += (text[at : secret.start], _mark(secret.kind))
        at = secret.end
    return "".join((*parts, text[at:]))


def _mark(kind: str) -> str:
    return f"[redacted: {kind}]"


def _lower(text: str) -> str:
    """Lower case, each character still where it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few capitals, such as the dotted I, grow when lowered; keywords are ASCII.
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@cache
def _keywords() -> ahocorasick.Automaton:
    """Find keywords, each with its length and the ranks of the kinds that need it."""
    ranks: dict[str, list[int]] = {}
    for rank, kind in enumerate(KINDS):
        for keyword in kind.keywords:
            ranks.setdefault(keyword, []).append(rank)
    automaton = ahocorasick.Automaton()
    for keyword, its_ranks in ranks.items():
        automaton.add_word(keyword, (len(keyword), tuple(its_ranks)))
    automaton.make_automaton()
    return automaton


@cache
def _compiled(rank: int) -> re.Pattern[str]:
    """The pattern of a kind, made when first needed."""
    return re.compile(KINDS[rank].pattern)
