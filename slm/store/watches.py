"""Remember which folders are followed, and which the user wants left alone."""

from __future__ import annotations

import apsw

from slm.domain.watch import Asker, Holds, Watch


def every(db: apsw.Connection) -> list[Watch]:
    """The folders that are followed, in order of their paths."""
    rows = db.execute("SELECT path, holds, asker FROM watches WHERE NOT refused ORDER BY path")
    return [Watch(path, Holds(holds), Asker(asker)) for path, holds, asker in rows]


def is_refused(db: apsw.Connection, path: str) -> bool:
    """Whether the user took this folder out: nothing but their own word brings it back."""
    found: int | None = db.execute("SELECT refused FROM watches WHERE path = ?", (path,)).get
    return bool(found)


def add(db: apsw.Connection, watch: Watch) -> None:
    """Follow a folder from now on; one that the user named stays one that the user named."""
    db.execute(
        """
        INSERT INTO watches (path, holds, asker, refused) VALUES (:path, :holds, :asker, 0)
        ON CONFLICT (path) DO UPDATE SET
            holds = :holds,
            asker = iif(asker = :hand AND NOT refused, asker, :asker),
            refused = 0
        """,
        {"path": watch.path, "holds": watch.holds, "asker": watch.asker, "hand": Asker.HAND},
    )


def refuse(db: apsw.Connection, path: str) -> None:
    """Follow a folder no longer, whatever logs say of it."""
    db.execute("UPDATE watches SET refused = 1 WHERE path = ?", (path,))
