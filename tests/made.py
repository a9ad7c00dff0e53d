"""Make memories and logs for tests, with invented content."""

import json
from datetime import UTC, datetime

from slm.domain.memory import Draft, Kind, MemoryId, Origin
from slm.lifecycle.embedding import embedded
from slm.lifecycle.remember import Tally, prepare, remember
from slm.store import projects, vectors

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def draft(text, id_="", *, kind=Kind.FACT, said_at=NOON, session="", author="user", tags=()):
    origin = Origin("hand", session=session, author=author)
    return Draft(MemoryId(id_ or f"id-{text}"), text, kind, origin, said_at, tags=tags)


def keep(store, *drafts, project=""):
    """Remember drafts in one project; the row of each."""

    def work(db):
        place = projects.create(db, project) if project else projects.USER
        remember(db, [(prepare(one), place) for one in drafts], NOON, Tally())
        return [row_of(db, one.id) for one in drafts]

    return store.write(work)


def row_of(db, id_):
    return db.execute("SELECT row FROM memories WHERE id = ?", (id_,)).get


def passage_texts(db, rows):
    """Each passage's own words, by its row."""
    marks = ",".join("?" * len(rows))
    return dict(
        db.execute(
            f"""
            SELECT passages.row,
                   substr(memories.text, passages.start + 1, passages.stop - passages.start)
            FROM passages
            JOIN memories ON memories.row = passages.memory
            WHERE passages.row IN ({marks})
            """,
            tuple(rows),
        )
    )


def embed(store, embedder):
    """Give every waiting passage its vector."""

    def work(db):
        model = vectors.use_model(db, embedder.fingerprint, embedder.dimension)
        made = [embedded(embedder, passage) for passage in vectors.waiting(db, 100_000)]
        vectors.add(db, model, made)
        return len(made)

    return store.write(work)


def embed_all(engine):
    """Let an engine's own worker finish its queue."""
    while engine.meaning.some():
        pass


def write_jsonl(path, rows):
    """A log of our own exchange format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def rows(count, session="s1", word="kettle"):
    """Rows of a session, each with a text of its own."""
    return [
        {
            "text": f"The {word} numbered {number} whistles at {60 + number % 40} degrees.",
            "source_id": str(number),
            "session": session,
            "author": ("ana", "ben")[number % 2],
            "time": f"2026-02-{number % 27 + 1:02}T10:00:00Z",
        }
        for number in range(count)
    ]


def claude_turns(session, folder, count, begin=0):
    """A log in the shape of Claude Code's, with invented talk."""
    for number in range(begin, begin + count):
        uuid = f"{number:08}-0000-4000-8000-{session:012}"
        yield {
            "type": ("user", "assistant")[number % 2],
            "uuid": uuid,
            "sessionId": f"5b0f6c1e-0000-4000-8000-{session:012}",
            "timestamp": f"2026-03-01T10:{number % 60:02}:00.000Z",
            "cwd": folder,
            "gitBranch": "main",
            "message": {"role": "user", "content": f"Turn {number} about the oven timer."},
        }
