"""Examine a home: the file, what is derived from it, the model, who may read it."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from slm.config import Settings
from slm.domain.reports import Finding, Progress
from slm.engine import away
from slm.engine.meaning import Meaning
from slm.errors import StoreDamaged
from slm.lifecycle.remember import index_again
from slm.store import acts, check, entities, episodes, memories, passages, unread, vectors, watches
from slm.store.database import Connection
from slm.store.store import Store

# Memories indexed in one transaction: `mem add` meanwhile waits for no more than these.
REBUILD_BATCH = 500

MOST_REASONS = 40  # a screen full; of more, a file has not one fault, but is something else

Report = Callable[[Progress], None]


def examine(settings: Settings, store: Store, meaning: Meaning) -> Iterator[Finding]:
    """One finding a check; none carries a memory's text."""
    damage = _damage(store)
    yield _finding("file", damage, "sound", "restore a copy, or mem doctor --rebuild")
    if not damage:  # else nothing more can be read with certainty
        yield from _indexes(store)
        with store.examining() as db:
            followed = watches.every(db)
        yield away.examine(followed)
    yield _finding("meaning", meaning.notice, settings.model, f"mem model get {settings.model}")
    yield _privacy(settings)


def _damage(store: Store) -> str:
    try:
        with store.examining() as db:
            return "; ".join(check.damage(db))
    except StoreDamaged as exc:  # not even the list of tables can be read
        return exc.message


def _indexes(store: Store) -> Iterator[Finding]:
    """What is derived from the memories, and how much of it is still to be made."""
    words = store.write(check.fulltext_damage)
    yield _finding("full text", words, "sound", "mem doctor --rebuild")
    with store.examining() as db:
        apart = check.disagreements(db)
        waiting = vectors.count_waiting(db)
        unlooked = entities.count_waiting(db)
        used, _ = acts.mark(db)
        missed = unread.totals(db)
    described = ", ".join(f"{count} {name}" for name, count in apart.items())
    yield _finding("indexes", described, "agree with the memories", "mem doctor --rebuild")
    queue = f"{waiting} passages wait for their vectors"
    if unlooked:  # only after an upgrade, until the daemon has had a moment
        queue += f", {unlooked} memories to be read for whom they are about"
    yield Finding("queue", ok=True, detail=queue)
    yield Finding("logs", ok=True, detail=_unread(missed))
    use = f"{used} openings and rejections lean what is found" if used else ""
    yield Finding("use", ok=True, detail=use or "nothing opened or rejected")


def _unread(missed: list[tuple[str, str, int, int]]) -> str:
    """What could not be read in logs and files: nothing is lost, but somebody should know."""
    told = [
        f"{count} {reason} in {files} files of {format_}"
        for format_, reason, count, files in missed
    ]
    more = f"; {len(told) - MOST_REASONS} more reasons" if len(told) > MOST_REASONS else ""
    return "; ".join(told[:MOST_REASONS]) + more or "all could be read"


def rebuild(store: Store, report: Report) -> None:
    """Make everything derived anew from the memories; the vectors follow from the queue."""
    store.write(_clear)
    with store.reading() as db:
        total, _ = memories.count(db)
    done = last = 0
    while rows := store.write(partial(_index_some, last)):
        last = rows[-1]  # on from here: a text without a word is unindexed for ever
        done += len(rows)
        report(Progress("indexing", min(done, total), total, "memories"))


def _clear(db: Connection) -> None:
    passages.clear(db)
    entities.clear(db)
    episodes.clear(db)


def _index_some(after: int, db: Connection) -> list[int]:
    rows = list(passages.unindexed(db, after, REBUILD_BATCH))
    index_again(db, rows)
    return rows


def _finding(check_: str, trouble: str, fine: str, fix: str) -> Finding:
    if trouble:
        return Finding(check_, ok=False, detail=trouble, fix=fix)
    return Finding(check_, ok=True, detail=fine)


def _privacy(settings: Settings) -> Finding:
    """Whether anybody but the user may read what is remembered."""
    places = (settings.home, *sorted(settings.home.iterdir()))
    open_ = [path.name for path in places if _is_open_to_others(path)]
    fix = f"chmod -R go= {settings.home}"
    return _finding("privacy", f"others may read {', '.join(open_)}" if open_ else "", "0600", fix)


def _is_open_to_others(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:  # SQLite removes its journals while we look
        return False
    return not stat.S_ISLNK(mode) and bool(stat.S_IMODE(mode) & 0o077)
