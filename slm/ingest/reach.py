"""Tell which commits the main line of a history has reached, as they were or squashed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from heapq import heappop, heappush

from slm.ingest.changes import Change, Changes
from slm.ingest.history import EnoughError, History, Node

# Commits of the main line that are compared with what a branch changed: half a year of a busy one.
MOST_COMPARED = 500
# Files that a branch may have changed, to be compared at all.
MOST_FILES = 500
# Commits of a branch that may have been replayed one by one.
MOST_REPLAYED = 50
# What clocks of two machines may differ by.
CLOCKS_DIFFER = 86_400

_MAIN, _COMPARED = 1, 2
_FIRST_BIT = 4


class Reach:
    """What the main line, and each of some other commits, leads back to.

    Read from the newest commit back, until whatever is left belongs to the main line as well, or
    `history` will read no more.
    """

    def __init__(
        self,
        history: History,
        main: Collection[bytes],
        tips: Collection[bytes],
        compared: Collection[bytes] = (),
    ) -> None:
        """Begin from `main`, and from other `tips`; `compared` is where the main line once was."""
        self._history = history
        self._changes = Changes(history)
        self._bits = {tip: _FIRST_BIT << place for place, tip in enumerate(sorted(tips))}
        self._flags: dict[bytes, int] = defaultdict(int)
        self._nodes: dict[bytes, Node] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._apart: set[bytes] = set()  # of those that wait, what the main line has not reached
        self._oldest = math.inf  # of those that waited so
        self._looked_to = math.inf  # the moment from which on all is read
        self._ended = 0  # the flags of what leads to a commit that is not here
        self._read(main, compared)
        self._apart_from_main = [
            (id_, flags)
            for id_, flags in self._flags.items()
            if id_ in self._nodes and not flags & _MAIN
        ]
        self._begun: dict[int, Node] = self._bases()
        self._undecided = self._cut_off()
        in_order = sorted(self._nodes.items(), key=lambda item: item[1].seconds)
        self._line = [(self._flags[id_], node) for id_, node in in_order]

    def seconds(self, tip: bytes) -> int:
        """When a commit was made; 0 of one that is not here."""
        return self._nodes[tip].seconds if tip in self._nodes else 0

    def holds(self, tip: bytes) -> bool:
        """Whether the main line leads back to a commit."""
        return bool(self._flags.get(tip, 0) & _MAIN)

    def apart(self, tip: bytes) -> Iterator[bytes]:
        """What a commit leads back to and the main line does not; nothing where that is open."""
        bit = self._bits.get(tip, 0)
        if not self._undecided & bit:
            yield from (id_ for id_, flags in self._apart_from_main if flags & bit)

    def left(self) -> Iterator[bytes]:
        """What the main line led back to when it was compared, and does no more."""
        if not self._undecided & _COMPARED:
            yield from (id_ for id_, flags in self._apart_from_main if flags & _COMPARED)

    def on_main(self) -> Iterator[bytes]:
        """What of the main line was read."""
        return (id_ for id_, flags in self._flags.items() if flags & _MAIN)

    def is_part(self, tip: bytes, of: bytes) -> bool:
        """Whether another of the commits asked about leads back to one."""
        return bool(self._flags.get(tip, 0) & self._bits.get(of, 0))

    def has(self, tip: bytes, *, anew: bool = True) -> bool | None:
        """Whether the main line has a commit's work; None where that would take too long to say.

        Not `anew`: it was compared before, with all that the main line was then.
        """
        if self.holds(tip):
            return True
        if tip not in self._nodes:
            return False  # it is not here any more
        if self._undecided & self._bits[tip]:
            return None
        return self._has_squashed(tip, anew=anew)

    def has_lost(self, tip: bytes) -> bool:
        """Whether the main line had a commit's work when it was compared, and has it no more.

        False where that is not certain, as where its history is cut off, and of what was made
        again: amended, or upon another parent.
        """
        bit = self._bits[tip]
        if tip not in self._nodes or self.holds(tip) or self._undecided & (bit | _COMPARED):
            return False
        if self._ended & _MAIN:
            return False
        had = tip in self._lost or self._has_in(
            tip, [node for id_, node in self._lost.items() if not self._flags[id_] & bit]
        )
        # Anew, since it may have been squashed before; where that was too long ago to be compared,
        # what the main line went back to has it still.
        has = [
            *self._since(tip, anew=True),
            *self._since(tip, anew=False),
            *self._went_back_to(tip),
        ]
        return had is True and self._has_in(tip, has) is False

    @cached_property
    def _lost(self) -> dict[bytes, Node]:
        """What the main line led back to when it was compared, and nothing was made of since."""
        again = {node.author for flags, node in self._line if flags & (_MAIN | _COMPARED) == _MAIN}
        found = {id_: self._nodes[id_] for id_ in self.left()}
        return {id_: node for id_, node in found.items() if node.author not in again}

    def _went_back_to(self, tip: bytes) -> Iterator[Node]:
        """The main line's commits that what it left was made upon, but a branch's own."""
        for parent in {parent for id_ in self.left() for parent in self._nodes[id_].parents}:
            if self.holds(parent) and not self._flags[parent] & self._bits[tip]:
                yield self._nodes[parent]

    def _has_squashed(self, tip: bytes, *, anew: bool) -> bool | None:
        """Whether the main line has a branch's work in other commits, squashed or replayed."""
        return self._has_in(tip, list(self._since(tip, anew=anew)))

    def _has_in(self, tip: bytes, since: Sequence[Node]) -> bool | None:
        """Whether a branch's work is in some commits; None where that takes too long to say."""
        base = self._begun.get(self._bits[tip])
        if base is None:
            return False
        try:
            whole = self._changes.between(base.tree, self._nodes[tip].tree, MOST_FILES)
            return self._has_made(whole, since) or self._has_replayed(tip, since)
        except EnoughError:
            return None

    def _has_replayed(self, tip: bytes, since: Sequence[Node]) -> bool:
        """Whether each commit of a branch was made again."""
        own = [
            self._nodes[id_]
            for id_, flags in self._apart_from_main
            if flags & self._bits[tip] and len(self._nodes[id_].parents) == 1
        ]
        if not 1 < len(own) <= MOST_REPLAYED:
            return False
        made = [
            self._changes.between(before.tree, one.tree, MOST_FILES)
            for one in own
            if (before := self._node(one.parents[0]))
        ]
        return any(made) and all(self._has_made(change, since) for change in made if change)

    def _has_made(self, change: Change, since: Sequence[Node]) -> bool:
        """Whether some commit of the main line has all the files of a change, or made the same."""
        changes = self._changes
        return bool(change) and (
            any(changes.is_held(change, commit.tree) for commit in since)
            or any(
                changes.is_made(change, before.tree, commit.tree)
                for commit in since
                if len(commit.parents) == 1 and (before := self._node(commit.parents[0]))
            )
        )

    def _cut_off(self) -> int:
        """The bits of the tips of which too little was read to tell what the main line has."""
        bits = 0
        for id_ in self._apart:
            bits |= self._flags[id_]
        for id_, flags in self._apart_from_main:
            if self._nodes[id_].seconds - CLOCKS_DIFFER < self._looked_to:
                bits |= flags
        return bits

    def _bases(self) -> dict[int, Node]:
        """By each bit the newest commit that its branch and the main line have in common."""
        found: dict[int, Node] = {}
        for id_, flags in self._apart_from_main:
            for parent in self._nodes[id_].parents:
                node = self._nodes.get(parent)
                if node is None or not self._flags[parent] & _MAIN:
                    continue
                for bit in _split(flags):
                    if bit not in found or found[bit].seconds < node.seconds:
                        found[bit] = node
        return found

    def _since(self, tip: bytes, *, anew: bool) -> Iterator[Node]:
        """The main line's commits that are not a branch's, the first after its last one first."""
        begins = self._nodes[tip].seconds - CLOCKS_DIFFER
        others = self._bits[tip] | (0 if anew else _COMPARED)
        left = MOST_COMPARED
        for flags, node in self._line:
            if flags & _MAIN and not flags & others and node.seconds >= begins:
                yield node
                left -= 1
                if not left:
                    return

    def _read(self, main: Collection[bytes], compared: Collection[bytes]) -> None:
        """Read from every tip back as far as is needed, or as far as `history` will."""
        try:
            self._begin(main, compared)
            self._walk()
            self._looked_to = -math.inf
        except EnoughError:
            pass
        self._history.renew()

    def _begin(self, main: Collection[bytes], compared: Collection[bytes]) -> None:
        for tip in main:
            self._add(tip, _MAIN)
        for tip in compared:
            self._add(tip, _COMPARED)
        for tip, bit in self._bits.items():
            self._add(tip, bit)

    def _add(self, id_: bytes, flags: int) -> None:
        known = self._flags[id_]
        if known | flags == known:
            return
        if self._node(id_) is None:
            self._ended |= flags
            return  # beyond the end of a shallow clone, or not here any more
        self._flags[id_] = known = known | flags
        heappush(self._waiting, (-self._nodes[id_].seconds, id_))
        if known & _MAIN:
            self._apart.discard(id_)
        else:
            self._apart.add(id_)

    def _node(self, id_: bytes) -> Node | None:
        """A commit, read once."""
        if id_ not in self._nodes and (node := self._history.commit(id_)):
            self._nodes[id_] = node
        return self._nodes.get(id_)

    def _walk(self) -> None:
        """Go back until the main line can reach nothing more of what it has not reached."""
        while self._apart or self._may_reach_more():
            _, id_ = heappop(self._waiting)
            self._looked_to = self._nodes[id_].seconds
            if id_ in self._apart:
                self._oldest = min(self._oldest, self._nodes[id_].seconds)
            for parent in self._nodes[id_].parents:
                self._add(parent, self._flags[id_])
            self._apart.discard(id_)  # at last: until its parents are read nothing is decided

    def _may_reach_more(self) -> bool:
        """Whether what waits was made after what is apart, as far as clocks tell."""
        return bool(self._waiting) and -self._waiting[0][0] > self._oldest - CLOCKS_DIFFER


def _split(flags: int) -> Iterator[int]:
    """The single bits in a number."""
    while flags:
        bit = flags & -flags
        yield bit
        flags ^= bit
