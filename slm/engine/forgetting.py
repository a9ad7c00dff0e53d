"""Take memories away at the user's word, bring them back, and erase what is past that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from slm.domain.memory import Memory, State
from slm.domain.question import Answer, Place, Question
from slm.domain.reports import Forgotten, Restored
from slm.domain.use import Act
from slm.engine.learning import Learning
from slm.errors import NothingFound
from slm.lifecycle import forget
from slm.recall import gate
from slm.store import acts, forgetting, memories
from slm.store.database import Connection
from slm.store.store import Store


class Forgetting:
    """What `forget`, `undo` and the hourly erasing do, over one store; for any thread."""

    def __init__(
        self,
        store: Store,
        learning: Learning,
        recall: Callable[[Question], Answer],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._learning = learning
        self._recall = recall
        self._clock = clock
        self._is_settled = True  # nothing purged is left in the journal

    def forget(
        self,
        ids: Sequence[str] = (),
        *,
        session: str = "",
        query: str = "",
        place: Place = Place(),
        dry_run: bool = False,
        purge: bool = False,
    ) -> Forgotten:
        """Forget memories named by id, by session, or clearly found by a query; or NothingFound."""
        with self._store.reading() as db:
            named = forget.named(db, ids)
            found = named | (memories.of_session(db, session) if session else {})
        if query:
            found |= self._found(query, place)
        if not purge:  # what is hidden already keeps its own day of being erased, and its undo
            found = {row: one for row, one in found.items() if one.state is not State.FORGOTTEN}
        if not found:
            raise _nothing_to_forget(query)
        if not dry_run:
            take = forget.purge if purge else forget.forget
            self._store.write(lambda db: take(db, list(found), self._clock()))
            if purge:
                self._settle()
            else:
                self._learning.rejected({row: named[row] for row in named if row in found})
        return Forgotten(tuple(found.values()), dry_run, purged=purge and not dry_run)

    def _found(self, query: str, place: Place) -> dict[int, Memory]:
        answer = self._recall(Question(query, place, learn=False))
        with self._store.reading() as db:
            return forget.named(db, [hit.memory.id for hit in gate.clear_hits(answer)])

    def undo(self, ids: Sequence[str] = ()) -> Restored:
        """Bring back named memories, or all that the last forgetting took."""

        def work(db: Connection) -> list[Memory]:
            rows = list(forget.named(db, ids)) if ids else forgetting.last_forgotten(db)
            acts.take_back(db, rows, Act.REJECTED)
            return forget.bring_back(db, rows)

        restored = self._store.write(work)
        if not restored:
            raise NothingFound("nothing to bring back", "mem list --state forgotten")
        return Restored(tuple(restored))

    def expire(self) -> int:
        """Erase what was forgotten too long ago to be brought back; returns how many."""
        erased = self._store.write(lambda db: forget.purge_expired(db, self._clock()))
        if erased or not self._is_settled:
            self._settle()
        return erased

    def _settle(self) -> None:
        # A reader may have needed the journal just then: the hourly `expire` tries again.
        self._is_settled = self._store.settle()


def _nothing_to_forget(query: str) -> NothingFound:
    if query:
        return NothingFound(
            f"nothing is clearly about {query!r}", "mem recall shows what is near; forget it by id"
        )
    return NothingFound("nothing to forget", "mem list shows ids, mem recall finds")
