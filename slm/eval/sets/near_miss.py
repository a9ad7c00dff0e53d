"""Ask for what has a close wrong sibling in a Git repository: a version, a branch, a folder."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from slm.eval.sets import Asked, Row
from slm.eval.sets.history import HEAD, Change, File, Fork, changes, files, forks, main_branch
from slm.eval.sets.symbols import symbols

A_SORT = 100  # questions of each sort, where the repository gives as many
# Less can hardly differ, more would be known by its length.
SHORTEST, LONGEST = 80, 4000
MOST_SIBLINGS = 6  # of one name: a repository may have a hundred __init__.py


@dataclass(frozen=True, slots=True)
class Version:
    """A symbol as it was from one commit on."""

    path: str
    symbol: str
    source: str
    since: datetime
    commit: str
    subject: str
    branch: str = ""

    @property
    def row(self) -> Row:
        """The version as a memory of its commit's moment."""
        on_branch = f" on branch {self.branch}" if self.branch else ""
        id_ = f"{self.path}:{self.symbol}@{self.branch or self.commit[:12]}"
        text = f"{self.path}{on_branch}\n{self.source}"
        return Row(text, id_, id_, self.since.isoformat())


def make(
    repository: Path, commit: str = HEAD, seed: int = 0, count: int = A_SORT
) -> tuple[list[Row], list[Asked]]:
    """Choose up to `count` pairs of versions, of branches, and groups of siblings.

    Every question has a rival.
    """
    chance = random.Random(seed)
    versions, groups = _pairs(changes(repository, commit)), _siblings(files(repository, commit))
    pairs = chance.sample(versions, min(count, len(versions)))
    chosen = chance.sample(groups, min(count, len(groups)))
    sides = _sides(forks(repository, commit), main_branch(repository))
    branched = chance.sample(sides, min(count, len(sides)))
    rows = [one.row for pair in [*pairs, *branched] for one in pair]
    rows += [_file_row(one) for group in chosen for one in group]
    asked = [question for pair in pairs for question in _about_versions(*pair)]
    asked += [_about_branch(chance.sample(pair, 2)) for pair in branched]
    asked += [_about_sibling(group, chance) for group in chosen]
    return _once(rows), _numbered(asked)


def _pairs(history: Iterator[Change]) -> list[tuple[Version, Version]]:
    """Each symbol's two last versions, the older one first."""
    found: dict[tuple[str, str], list[tuple[Version, Version]]] = defaultdict(list)
    for change in history:
        before, after = symbols(change.before), symbols(change.after)
        for name in sorted(before.keys() & after.keys()):
            pair = _changed(change, name, before[name], after[name])
            if pair:
                found[change.path, name].append(pair)
    return [_newest(pairs) for _, pairs in sorted(found.items())]


def _changed(change: Change, name: str, old: str, new: str) -> tuple[Version, Version] | None:
    if not _differ(old, new):
        return None
    return (
        Version(change.path, name, old, change.stood_at, change.parent, ""),
        Version(change.path, name, new, change.made_at, change.commit, change.subject),
    )


def _differ(one: str, other: str) -> bool:
    """Whether two sources differ in more than layout, and are of a length that can be asked."""
    can_be_asked = all(SHORTEST <= len(source) <= LONGEST for source in (one, other))
    return can_be_asked and one.split() != other.split()


def _newest(pairs: Sequence[tuple[Version, Version]]) -> tuple[Version, Version]:
    """The last change of a symbol; its older version dates from the change before, if known."""
    older, newer = pairs[0]
    if len(pairs) > 1 and pairs[1][1].source == older.source:
        older = pairs[1][1]
    return older, newer


def _about_versions(older: Version, newer: Version) -> Iterator[Asked]:
    """What the change did, how it is now, and, where days tell them apart, how it was."""
    old, new = (older.row.source_id,), (newer.row.source_id,)
    where = f"{newer.symbol} in {newer.path.rpartition('/')[2]}"
    yield Asked("", f"{newer.symbol}: {newer.subject}", new, old, "the change")
    yield Asked("", f"what does {where} look like now?", new, old, "now")
    if older.since.date() < newer.since.date():
        day = f"{older.since.day} {older.since:%B %Y}"
        yield Asked("", f"what did {where} look like on {day}?", old, new, "then")


def _sides(every: Iterator[Fork], main: str) -> list[tuple[Version, Version]]:
    """Each symbol that a branch has otherwise, once: as the main line has it, and as the branch."""
    found: dict[tuple[str, str], tuple[Version, Version]] = {}
    for fork in every:
        ours, theirs = symbols(fork.ours), symbols(fork.theirs)
        for name in sorted(ours.keys() & theirs.keys()):
            key = fork.path, name
            if key in found or fork.branch == main or not _differ(ours[name], theirs[name]):
                continue
            found[key] = (
                Version(*key, ours[name], fork.our_moment, fork.our_tip, "", main),
                Version(*key, theirs[name], fork.their_moment, fork.their_tip, "", fork.branch),
            )
    return [pair for _, pair in sorted(found.items())]


def _about_branch(sides: Sequence[Version]) -> Asked:
    wanted, rival = sides
    where = f"{wanted.symbol} in {wanted.path.rpartition('/')[2]}"
    query = f"what does {where} look like on branch {wanted.branch}?"
    return Asked("", query, (wanted.row.source_id,), (rival.row.source_id,), "the other branch")


def _siblings(every: Iterator[File]) -> list[tuple[File, ...]]:
    """Files of one name in several folders, a tuple a name."""
    named: dict[str, list[File]] = defaultdict(list)
    for one in every:
        if "/" in one.path and len(one.text) >= SHORTEST:
            named[one.path.rpartition("/")[2]].append(one)
    return [tuple(group[:MOST_SIBLINGS]) for _, group in sorted(named.items()) if len(group) > 1]


def _file_row(one: File) -> Row:
    return Row(f"{one.path}\n{one.text[:LONGEST]}", one.path, one.path)


def _about_sibling(group: Sequence[File], chance: random.Random) -> Asked:
    wanted = chance.choice(group).path
    folder, _, name = wanted.rpartition("/")
    rivals = tuple(one.path for one in group if one.path != wanted)
    return Asked("", f"what is in {name} of {folder}?", (wanted,), rivals, "the sibling file")


def _once(rows: Sequence[Row]) -> list[Row]:
    return list({row.source_id: row for row in rows}.values())


def _numbered(asked: Sequence[Asked]) -> list[Asked]:
    return [
        Asked(f"n{number}", one.query, one.gold, one.rivals, one.sort)
        for number, one in enumerate(asked)
    ]
