"""Choose what to give an agent: always what is worth most for the room it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from slm.recall.budget.extracts import Extract, cut, passage_of, wider
from slm.recall.budget.lines import Line, Room, line
from slm.recall.budget.novelty import Told
from slm.recall.budget.shown import Shown

# Worth is divided by the length to this power. With scores that know of length, 0.25 to 1 give the
# same evidence on LoCoMo's dev set, more than 0; with scores that do not, the lower loses least.
COST_POWER = 0.25
# What a heading adds to that length, about: a line's exact room counts only where it must fit.
HEADING = 20
# What a memory keeps of its worth when all it is about was told already: it may be what was asked.
KNOWN_SHARE = 0.5
# What stands around a passage is worth this share of the passage itself.
AROUND = 0.3
# A passage is cut only where this much of it stays, about a paragraph; the best one always is.
LEAST_CUT = 400


@dataclass(frozen=True, slots=True)
class _Offer:
    """A line that could be given next."""

    shown: Shown
    extract: Extract
    adds: str  # its words, or those that it has beyond the line it replaces
    replaces: Line | None = None

    @property
    def worth(self) -> float:
        """What it is worth for its length, if nothing of it is told yet."""
        share = AROUND if self.replaces else 1.0
        return float(self.shown.score * share / (len(self.adds) + HEADING) ** COST_POWER)


Waiting = tuple[float, int, _Offer]


def choose(shown: Sequence[Shown], room: int, words: Collection[str] = ()) -> list[Line]:
    """The lines that are worth most together, of what is `shown` best first."""
    context = _Context(Room(room), words)
    waiting: list[Waiting] = []
    for number, one in enumerate(shown):
        extract = passage_of(one.memory.text, one.passage)
        offer = _Offer(one, extract, extract.bare)
        if number:
            waiting.append((-offer.worth, number, offer))
        else:
            waiting += context.take(number, offer, least=0)
    heapify(waiting)
    while waiting:
        _, number, offer = heappop(waiting)
        if not context.may_hold(offer):
            continue
        worth = context.worth(offer)
        if waiting and worth < -waiting[0][0]:  # by now it is told in part
            heappush(waiting, (-worth, number, offer))
        else:
            for more in context.take(number, offer):
                heappush(waiting, more)
    return list(context.lines.values())


class _Context:
    """What an agent is given, while it is being filled."""

    def __init__(self, room: Room, words: Collection[str]) -> None:
        self.lines: dict[int, Line] = {}  # by the number of what they show
        self._room = room
        self._words = words
        self._told = Told()

    def may_hold(self, offer: _Offer, least: int = LEAST_CUT) -> bool:
        """Whether there is room for an offer's bare words, or for as much as makes sense."""
        return self._room.left >= len(offer.adds) or (
            self._room.left >= least and not offer.replaces
        )

    def worth(self, offer: _Offer) -> float:
        """What an offer is worth by now; it never rises."""
        new = KNOWN_SHARE + (1 - KNOWN_SHARE) * self._told.new_share(offer.adds)
        return offer.worth * new

    def take(self, number: int, offer: _Offer, least: int = LEAST_CUT) -> list[Waiting]:
        """Give the offer if it fits and is not told yet; returns what may follow from it."""
        if not offer.replaces and self._told.repeats(offer.adds):
            return []
        taken = self._fitting(offer, least)
        if not taken:
            return []
        self._room.take(taken, offer.replaces)
        self._told.add(offer.adds)
        self.lines[number] = taken
        more = _around(offer, taken) if taken.extract is offer.extract else None
        return [(-self.worth(more), number, more)] if more else []

    def _fitting(self, offer: _Offer, least: int) -> Line | None:
        whole = line(offer.shown, offer.extract)
        room = self._room.for_words(whole, offer.replaces)
        if len(whole.words) <= room:
            return whole
        return None if offer.replaces or room < least else self._cut(whole, room)

    def _cut(self, whole: Line, room: int) -> Line | None:
        spare = 0  # for the indentation of what is cut
        while part := cut(whole.extract, room - spare, self._words):
            made = line(whole.shown, part)
            if len(made.words) <= room:
                return made
            spare += len(made.words) - room
        return None


def _around(offer: _Offer, taken: Line) -> _Offer | None:
    """The same memory with the sentences around its part."""
    extract = offer.extract
    more = wider(extract)
    if more is None:
        return None
    adds = f"{more.text[more.start : extract.start]} {more.text[extract.stop : more.stop]}"
    return _Offer(offer.shown, more, adds, taken)
