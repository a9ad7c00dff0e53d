"""Learn from what is opened or rejected of the last answers."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slm.domain.memory import Memory
from slm.domain.question import Hit, Question
from slm.domain.use import Act, Use
from slm.errors import StoreError
from slm.recall.ranking.habits import NONE, Habits, Scores, fold, moves
from slm.store import acts
from slm.store.database import Connection
from slm.store.moments import to_stored
from slm.store.store import Store

log = logging.getLogger(__name__)

# Answers that are known again, each some kilobytes, and for how long: who opens a memory later
# may have it from anywhere.
MOST_ANSWERS = 64
LATELY = timedelta(hours=1)
# Acts that count; of what one of them moved, a hundred later ones leave a third.
MOST_ACTS = 1_000
CHANNEL = "channel."


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an answer showed, without a word of it."""

    question: int
    at: datetime
    ids: tuple[str, ...]
    scores: tuple[Scores, ...]  # of each, by channel


class Learning:
    """What acts there were, what they come to, and the answers they may be about; any thread.

    The weights of channels stay as they are unless `moves_channels`: on LoCoMo, 320 opened answers
    moved them without an effect on other questions (docs/decisions/0019).
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime], *, moves_channels: bool = False
    ) -> None:
        self._store = store
        self._clock = clock
        self._moves_channels = moves_channels
        self._answers: deque[_Shown] = deque(maxlen=MOST_ANSWERS)
        self._folded: tuple[tuple[int, int], Habits] = (0, 0), NONE

    def note(self, question: Question, hits: Sequence[Hit]) -> None:
        """Know this answer again; that it was shown moves nothing."""
        ids = tuple(hit.memory.id for hit in hits)
        scores = tuple(_by_channel(hit.why) for hit in hits)
        self._answers.append(_Shown(_hash(question.text), self._clock(), ids, scores))

    def habits(self, db: Connection) -> Habits:
        """What all acts in this snapshot come to."""
        mark = acts.mark(db)
        known, habits = self._folded
        if mark != known:
            habits = fold(acts.latest(db, MOST_ACTS))
            if not self._moves_channels:
                habits = replace(habits, channels={})
            self._folded = mark, habits
        return habits

    def opened(self, row: int, memory: Memory) -> None:
        """Take note that somebody looked at a memory."""
        self._keep(Act.OPENED, {row: memory})

    def rejected(self, found: Mapping[int, Memory]) -> None:
        """Take note that somebody had memories, by row, forgotten by name."""
        self._keep(Act.REJECTED, found)

    def _keep(self, act: Act, found: Mapping[int, Memory]) -> None:
        now = self._clock()
        uses = [use for row, one in found.items() if (use := self._use(act, row, one.id, now))]
        if not uses:
            return
        try:
            self._store.write(lambda db: acts.add(db, uses, to_stored(now)))
        except StoreError as exc:  # what was asked for is done; this comes on top
            log.warning("an act was not kept: %s", exc.message)

    def _use(self, act: Act, row: int, id_: str, now: datetime) -> Use | None:
        """The act as one on the latest answer that showed this memory, if any did."""
        for shown in reversed(tuple(self._answers)):
            if id_ in shown.ids and now - shown.at <= LATELY:
                moved = moves(act, shown.ids.index(id_), shown.scores)
                return Use(row, shown.question, act, moved)
        return None


def _by_channel(why: Mapping[str, float]) -> Scores:
    return {
        name.removeprefix(CHANNEL): score for name, score in why.items() if name.startswith(CHANNEL)
    }


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.strip().casefold().encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
