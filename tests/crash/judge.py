"""Open a memory file after a power loss, and say whether it kept every promise."""

from dataclasses import dataclass

import apsw
from fakes import HashEmbedder
from workload import NOTHING, snapshot

from slm.domain.passage import Waiting
from slm.errors import MemError
from slm.lifecycle.embedding import embedded
from slm.store import bits, check
from slm.store.moments import from_stored
from slm.store.store import Store


@dataclass(frozen=True)
class Verdict:
    """`corrupt` or `lost`, with the reason, or `ok`."""

    name: str
    reason: str = ""


class Judge:
    """Judges many states of one folder; vectors once made are kept to compare with."""

    def __init__(self, folder):
        self._folder = folder
        self._embedder = HashEmbedder()
        self._codes = {}

    def judge(self, files, before, step):
        """The verdict on `files`, that were left while `step` was done to what was `before`."""
        for old in self._folder.iterdir():
            old.unlink()
        for name, content in files.items():
            (self._folder / name).write_bytes(content)
        try:
            store = Store(self._folder / "memory.db")
        except MemError as exc:
            return Verdict("corrupt", f"does not open: {exc.message}")
        try:
            return self._inside(store, before, step)
        except (MemError, apsw.Error) as exc:
            return Verdict("corrupt", str(exc))
        finally:
            store.close()

    def _inside(self, store, before, step):
        with store.reading() as db:
            damage = check.damage(db)
            apart = check.disagreements(db)
            found = snapshot(db) if not damage else NOTHING
            wrong = "" if damage else self._wrong_vectors(db)
        trouble = "; ".join(damage) or store.write(check.fulltext_damage) or str(apart or wrong)
        if trouble:
            return Verdict("corrupt", trouble)
        return _lost(found, before, step) or Verdict("ok")

    def _wrong_vectors(self, db):
        """Vectors that are not those of their passage."""
        if not bits.exist(db):
            return ""
        rows = db.execute(
            """
            SELECT passages.row, author, said_at, vectors.code, bits.code, token_codes.code,
                   substr(text, start + 1, stop - start)
            FROM vectors
            JOIN passages ON passages.row = vectors.passage
            JOIN bits ON bits.passage = vectors.passage
            JOIN token_codes ON token_codes.passage = vectors.passage
            JOIN memories ON memories.row = memory
            """
        )
        wrong = [row for row, *rest, text in rows if tuple(rest[2:]) != self._made(*rest[:2], text)]
        return f"vectors of other texts: {wrong}" if wrong else ""

    def _made(self, author, said_at, text):
        key = (author, said_at, text)
        if key not in self._codes:
            passage = Waiting(0, 0, author, from_stored(said_at), text)
            made = embedded(self._embedder, passage)
            self._codes[key] = (made.code, made.bits, made.tokens)
        return self._codes[key]


def _lost(found, before, step):
    """What of `before` is gone, or what of `step` is half there; None if all is well."""
    after = step.after
    known = before.states | after.states | found.states
    changed = {id_ for id_ in known if before.states.get(id_) != after.states.get(id_)}
    for id_ in known:  # older than what was acknowledged: rolled back too far
        if found.states.get(id_) not in (before.states.get(id_), after.states.get(id_)):
            return Verdict("lost", f"{id_} is {found.states.get(id_)}")
    done = {id_ for id_ in changed if found.states.get(id_) == after.states.get(id_)}
    texts = before.texts | after.texts
    if any(text != texts[id_] for id_, text in found.texts.items()):
        return Verdict("corrupt", "another text")
    if missing := (before.embedded & after.embedded) - found.embedded:
        return Verdict("lost", f"{len(missing)} have no vector")
    return _half_import(found, step, done) if step.log else _half(step, done, changed)


def _half(step, done, changed):
    return Verdict("corrupt", f"half of {step.name}") if done and done != changed else None


def _half_import(found, step, done):
    """An import may have got part of the way, and its cursor never farther than its memories."""
    new = list(step.after.states)[-len(step.ends) + 1 + step.known :]
    if set(new[: len(done)]) != done:
        return Verdict("corrupt", "an import with a gap")
    read_to = found.cursors.get(step.log, 0)
    lines = step.ends.index(read_to) if read_to in step.ends else -1
    if len(done) < max(0, lines - step.known):
        return Verdict("corrupt", f"{len(done)} rows with the cursor after {lines} lines")
    return None
