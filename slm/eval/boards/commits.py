"""Score finding the session that made a commit by the commit's subject, in real logs."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from slm.errors import UsageError
from slm.eval.boards.silence import tell_silence
from slm.eval.cases import Case, week_fold
from slm.eval.measures import compare_means, ranking
from slm.eval.product import Reply
from slm.eval.report import Report
from slm.eval.trial import Trial, tell_cost
from slm.store.floor import Floor

ALL = "all projects"
HOME, WATCHED_HOME = "commits", "commits-watched"
# Hits are memories: fifty of them belong to some ten sessions.
LIMIT = 50
FLOOR_DEPTH = 200
SILENT_LIMIT, SILENT_BUDGET = 10, 1000

_DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
# What hosts put before the first prompt; it is the same in every session.
_INJECTED = ("# AGENTS.md", "<environment_context", "<user_instructions")


class Query(msgspec.Struct, frozen=True):
    """A commit's subject, with the sessions that made it."""

    id: str
    project: str
    query: str
    gold: tuple[str, ...]
    date: str
    scored: bool


@dataclass(frozen=True, slots=True)
class Logs:
    """A folder of logs."""

    format: str
    project: str
    folder: Path


def logs(written: str) -> Logs:
    """Read FORMAT:PROJECT:FOLDER."""
    parts = written.split(":", 2)
    if len(parts) != len(Logs.__slots__):
        raise UsageError(f"{written!r} names no logs", "FORMAT:PROJECT:FOLDER")
    return Logs(parts[0], parts[1], Path(parts[2]).absolute())


def score_commits(trial: Trial, report: Report, path: Path, folders: Sequence[Logs]) -> None:
    """Ask for the session of each scored commit; then the same of another project."""
    turns = _turns(folders)
    cases = _cases(path, turns)
    floors = {project: Floor(texts) for project, texts in turns.items()}
    with trial.product(WATCHED_HOME if trial.is_watched else HOME) as mem:
        for one in folders:
            trial.take_in(mem, one.folder, one.format, one.project)
        replies = trial.ask(mem, "commits", cases, limit=LIMIT)
        _tell_rankings(report, cases, replies, floors)
        if len(floors) > 1:
            right, wrong = _at_both(cases, sorted(floors))
            bounds = {"limit": SILENT_LIMIT, "budget": SILENT_BUDGET}
            given = trial.ask(mem, "commits", [*right, *wrong], **bounds)
            tell_silence(report, "silence on code", right, wrong, given, floors)
        tell_cost(report, mem, "commits", [*replies.values()])


def at_both(path: Path, folders: Sequence[Logs]) -> tuple[list[Case], list[Case]]:
    """The scored commits, asked of their own project and of the next, which cannot answer."""
    turns = _turns(folders)
    return _at_both(_cases(path, turns), sorted(turns))


def bare(session: str) -> str:
    """A session's id, without the date that may stand before it in the name of its log."""
    return _DATED.sub("", session)


def said(path: Path) -> Iterator[str]:
    """What people and agents said in a log, turn by turn."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            for text in _texts(_content(line)):
                if text and not text.startswith(_INJECTED):
                    yield text


def _content(line: str) -> object:
    """The content of the message on a line of either agent's log."""
    try:
        record: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict) or record.get("isMeta"):
        return None
    message: Any = None
    if record.get("type") in ("user", "assistant"):
        message = record.get("message")
    elif record.get("type") == "response_item":
        payload = record.get("payload") or {}
        message = payload if payload.get("type") == "message" else None
    return message.get("content") if isinstance(message, dict) else None


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        yield from (block.get("text") or "" for block in content if isinstance(block, dict))


def _turns(folders: Sequence[Logs]) -> dict[str, list[tuple[str, str]]]:
    """Each project's turns, as (session, text)."""
    turns: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in folders:
        for log in sorted(one.folder.rglob("*.jsonl")):
            turns[one.project] += ((bare(log.stem), text) for text in said(log))
    return turns


def _cases(path: Path, turns: Mapping[str, Sequence[tuple[str, str]]]) -> list[Case]:
    """The scored commits that some session at hand has made."""
    known = {project: {session for session, _ in texts} for project, texts in turns.items()}
    cases = []
    for query in msgspec.json.decode(path.read_bytes(), type=list[Query]):
        project = query.project.rpartition("/")[2]
        gold = frozenset(bare(session) for session in query.gold)
        if query.scored and gold & known.get(project, set()):
            fold = week_fold(datetime.fromisoformat(query.date).date())
            groups = (project, ALL)
            cases.append(Case(query.id, query.query, project, gold, fold, groups))
    return cases


def _tell_rankings(
    report: Report,
    cases: Sequence[Case],
    replies: Mapping[str, Reply],
    floors: Mapping[str, Floor],
) -> None:
    for group in dict.fromkeys(group for case in cases for group in case.groups):
        chosen = [case for case in cases if group in case.groups]
        ours = [ranking(_sessions(replies[case.id]), case.gold) for case in chosen]
        floor = [
            ranking(floors[case.project].ids(case.query, FLOOR_DEPTH), case.gold) for case in chosen
        ]
        report.compare(f"commit to session: {group}", compare_means(ours, floor))


def _sessions(reply: Reply) -> list[str]:
    return list(dict.fromkeys(bare(hit.session) for hit in reply.hits))


def _at_both(cases: Sequence[Case], projects: Sequence[str]) -> tuple[list[Case], list[Case]]:
    """The same questions to their own project, and to the next, which cannot answer them."""
    after = dict(zip(projects, [*projects[1:], projects[0]], strict=True))
    wrong = [
        Case(f"{case.id}-wrong", case.query, after[case.project], case.gold, case.fold)
        for case in cases
    ]
    return [*cases], wrong
