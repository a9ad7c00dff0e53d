"""Tell a project's sessions, when each was at work, and its commits, from its memories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slm.domain.memory import TITLE, Kind, Memory

COMMITS = "git"  # the format that reads them is the agent of their origin
# A session is taken up again days later: what happened in between is not its work. Between two
# turns of one sitting an agent may work alone for long.
PAUSE = timedelta(hours=1)
# A commit may follow the last words. Of 431 commits whose sessions are known (the logs of
# docs/results/recall.md), 358 then fall into a sitting, 336 of them into one of a right session.
# 15 minutes: 381 and 364, but 173 wrong sessions beside the right ones instead of 128.
AFTERWARDS = timedelta(minutes=5)
# Of fewer, chance alone finds the right one too often.
FEWEST_SESSIONS = 5


@dataclass(frozen=True, slots=True)
class Session:
    """One session of an agent, as far as it is remembered."""

    id: str
    agent: str
    paths: frozenset[str]  # the logs it was read from
    records: frozenset[str]  # its turns' own ids
    sittings: tuple[tuple[datetime, datetime], ...]
    speech: str  # all that was said, folded

    def was_at_work(self, moment: datetime) -> bool:
        """Whether the moment lies in one of its sittings, or shortly after."""
        return any(start <= moment <= stop + AFTERWARDS for start, stop in self.sittings)

    def quotes(self, text: str) -> bool:
        """Whether somebody said just this in it."""
        return fold(text) in self.speech


@dataclass(frozen=True, slots=True)
class Past:
    """One project's sessions and commits, and every text that a question there searches."""

    project: str
    sessions: tuple[Session, ...]
    commits: tuple[Memory, ...]
    texts: tuple[tuple[str, str], ...]  # (session or "", text), the user's own as well

    def at_work(self, moment: datetime) -> frozenset[str]:
        """The sessions that were at work at a moment."""
        return frozenset(one.id for one in self.sessions if one.was_at_work(moment))

    def is_quoted(self, text: str, sessions: Iterable[str]) -> bool:
        """Whether any of these sessions holds the very words: finding it would show nothing."""
        named = set(sessions)
        return any(one.quotes(text) for one in self.sessions if one.id in named)


def pasts(memories: Sequence[Memory]) -> list[Past]:
    """The past of each project that has sessions enough, by name."""
    by_project: dict[str, list[Memory]] = defaultdict(list)
    told = [one for one in memories if not is_title(one)]
    for memory in told:
        by_project[memory.project].append(memory)
    own = by_project.get("", [])
    found = []
    for project in sorted(by_project):
        # A question outside any project searches everything.
        searched = [*by_project[project], *own] if project else told
        sessions = tuple(_sessions(by_project[project]))
        commits = tuple(one for one in by_project[project] if one.origin.agent == COMMITS)
        texts = tuple((one.origin.session, one.text) for one in searched)
        if len(sessions) >= FEWEST_SESSIONS:
            found.append(Past(project, sessions, commits, texts))
    return found


def is_title(memory: Memory) -> bool:
    """Whether it is what a host calls a session: who asks by titles would be told the answer."""
    return memory.kind is Kind.SUMMARY and TITLE in memory.tags and bool(memory.origin.session)


def _sessions(memories: Iterable[Memory]) -> Iterator[Session]:
    turns: dict[str, list[Memory]] = defaultdict(list)
    for memory in memories:
        if memory.origin.session:
            turns[memory.origin.session].append(memory)
    for id_, said in turns.items():
        yield Session(
            id_,
            said[0].origin.agent,
            frozenset(one.origin.path for one in said),
            frozenset(one.origin.source_id for one in said),
            tuple(sittings(one.said_at for one in said)),
            fold("\n".join(one.text for one in said)),
        )


def sittings(moments: Iterable[datetime]) -> Iterator[tuple[datetime, datetime]]:
    """The first and last moment of each stretch without a long pause."""
    ordered = sorted(moments)
    start = stop = ordered[0]
    for moment in ordered[1:]:
        if moment - stop > PAUSE:
            yield start, stop
            start = moment
        stop = moment
    yield start, stop


def fold(text: str) -> str:
    """A text without what layout and capitals change."""
    return " ".join(text.split()).casefold()
