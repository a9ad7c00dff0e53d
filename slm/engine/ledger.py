"""Keep in mind what each session was shown, and write it down when there is time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from slm.domain.question import Present
from slm.store import shown
from slm.store.database import Connection
from slm.store.moments import to_stored
from slm.store.store import Store

# Sessions that are told something at the same time; of others the file knows.
MOST_SESSIONS = 64
# A session that is taken up again after so long has been compacted, or read anew by its agent.
KEPT = timedelta(days=30)


class Ledger:
    """What sessions have before them; for any thread.

    It is written down a little later, so that no prompt waits for the disk: a daemon that is
    killed in between may show a line a second time.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._shown: dict[str, set[str]] = {}
        self._since: dict[str, datetime] = {}  # the beginning, or the last compaction
        self._unwritten: list[tuple[str, str, int]] = []
        self._anew: list[str] = []

    def present(self, session: str) -> Present:
        """What the session's agent has before it."""
        with self._lock:
            known = self._of(session)
            return Present(session, self._since.get(session), tuple(sorted(known)))

    def note(self, session: str, ids: Iterable[str]) -> None:
        """These have been shown."""
        at = to_stored(self._clock())
        with self._lock:
            known = self._of(session)
            for id_ in ids:
                known.add(id_)
                self._unwritten.append((session, id_, at))

    def begin_anew(self, session: str) -> None:
        """The session's agent has nothing before it any more but what follows."""
        with self._lock:
            self._shown[session] = set()
            self._since[session] = self._clock()
            self._unwritten = [one for one in self._unwritten if one[0] != session]
            self._anew.append(session)

    def keep(self) -> None:
        """Write down what was noted; raises StoreError, and then tries again the next time."""
        with self._lock:
            noted, anew = self._unwritten[:], self._anew[:]
        if not noted and not anew:
            return
        before = to_stored(self._clock() - KEPT)

        def work(db: Connection) -> None:
            for session in anew:
                shown.forget_session(db, session)
            shown.add(db, noted)
            shown.expire(db, before)

        self._store.write(work)
        with self._lock:
            self._unwritten = [one for one in self._unwritten if one not in set(noted)]
            del self._anew[: len(anew)]

    def _of(self, session: str) -> set[str]:
        known = self._shown.pop(session, None)
        if known is None:
            with self._store.reading() as db:
                known = set(shown.of_session(db, session))
        self._shown[session] = known  # the last used last
        while len(self._shown) > MOST_SESSIONS:
            oldest = next(iter(self._shown))
            if any(session == oldest for session, _, _ in self._unwritten):
                break  # the file does not know of it yet
            del self._shown[oldest]
            self._since.pop(oldest, None)
        return known
