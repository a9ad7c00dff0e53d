"""Plan what changes in an agent's files, and carry it out so that it may be ended at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm.agents import files
from slm.agents.agent import Agent
from slm.agents.json_edit import Traces
from slm.agents.ledger import Ledger, Record, fingerprint
from slm.agents.part import NotOurs, Part
from slm.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one file."""

    agent: str
    path: Path
    before: str | None  # None: there is no file
    after: str | None
    record: Record | None  # what is known of it afterwards; None: nothing of ours is left
    known: Record | None = None  # what was known before

    @property
    def is_change(self) -> bool:
        """Whether the file will be another."""
        return self.before != self.after

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be done: to the file, or to what is known of it."""
        return self.is_change or self.record != self.known


def plan_init(agent: Agent, program: Path, ledger: Ledger) -> list[Change]:
    """What to change so that the agent calls `mem`; raises UnreadableInput if a file forbids it."""
    return [_to_put_in(agent, part, program, ledger) for part in agent.parts]


def plan_uninstall(agent: Agent, ledger: Ledger) -> Iterator[Change | UnreadableInput]:
    """What to change so that nothing of ours is left; of a file that forbids it, the error."""
    records = {Path(record.path): record for record in ledger.of(agent.name)}
    parts = {part.path: part for part in agent.parts}
    for path in dict.fromkeys((*parts, *records)):
        try:
            part = parts.get(path) or _moved(agent, path)
            yield _to_take_out(agent, part, records.get(path))
        except UnreadableInput as exc:
            yield exc


def carry_out(change: Change, ledger: Ledger) -> None:
    """Make a change. Ended half-way, the same again brings it to its end.

    What is known is written first and removed last; in between the file changes at once.
    """
    files.clear_leftover(change.path)
    if change.record is not None:
        ledger.keep(change.record)
        files.make_folders([Path(folder) for folder in change.record.folders])
    if change.is_change and change.after is not None:
        files.write(change.path, change.before, change.after)
    elif change.is_change and change.before is not None:
        files.remove(change.path, change.before)
    if change.record is None:
        if change.known is not None and change.after is None:
            files.remove_folders([Path(folder) for folder in change.known.folders])
        ledger.drop(change.agent, str(change.path))


def _to_put_in(agent: Agent, part: Part, program: Path, ledger: Ledger) -> Change:
    found, known = files.read(part.path), ledger.find(agent.name, part.path)
    text = found or ""
    try:
        is_there = part.is_there(text)
        if is_there and part.is_right(text, program):
            return Change(agent.name, part.path, found, found, known, known)
        traces = known.traces if known and is_there else None
        bare = _without(part, text, traces, known) if is_there else found
        if traces is None:
            traces = part.traces(bare or "")
        after = part.put_in(text, program)
    except ValueError as exc:
        raise _refused(part, exc) from exc
    made = _folders_of_ours(agent, part, ledger)
    record = Record(agent.name, str(part.path), bare, fingerprint(after), traces, made)
    _check_way_back(part, after, record, program)
    return Change(agent.name, part.path, found, after, record, known)


def _folders_of_ours(agent: Agent, part: Part, ledger: Ledger) -> tuple[str, ...]:
    """The folders that are not there yet, and those made before, for whichever file it was."""
    earlier = [folder for record in ledger.of(agent.name) for folder in record.folders]
    return tuple(dict.fromkeys((*earlier, *map(str, files.missing_folders(part.path)))))


def _to_take_out(agent: Agent, part: Part, known: Record | None) -> Change:
    found = files.read(part.path)
    try:
        after = found
        if found is not None and known and fingerprint(found) == known.written:
            after = known.before
        elif found is not None and part.is_there(found):
            after = _without(part, found, known.traces if known else None, known)
    except ValueError as exc:
        raise _refused(part, exc) from exc
    return Change(agent.name, part.path, found, after, None, known)


def _without(part: Part, text: str, traces: Traces | None, known: Record | None) -> str | None:
    """The text without ours: what was there before us, where that was nothing."""
    rest = part.take_out(text, traces)
    was_nothing = known is not None and part.is_blank(known.before or "")
    return known.before if known and was_nothing and part.says_nothing(rest) else rest


def _check_way_back(part: Part, after: str, record: Record, program: Path) -> None:
    """Refuse to write what could not be taken out again to the very byte."""
    try:
        is_right = part.is_right(after, program)
        is_exact = is_right and _without(part, after, record.traces, record) == record.before
    except ValueError:
        is_exact = False
    if not is_exact:
        raise UnreadableInput(
            f"{part.path} is written in a way that mem could not undo exactly",
            "it was left alone; write the entries of the agent's manual into it by hand",
        )


def _moved(agent: Agent, path: Path) -> Part:
    """The part for a file that the agent had elsewhere when we wrote into it."""
    for part in agent.parts:
        if part.path.name == path.name:
            return part.at(path)
    raise UnreadableInput(f"{path} is no file of {agent.title}", "take our entries out by hand")


def _refused(part: Part, exc: ValueError) -> UnreadableInput:
    if isinstance(exc, NotOurs):
        return UnreadableInput(f"{part.path} was left alone: {exc}", "rename or remove that entry")
    kind = part.path.suffix.lstrip(".").upper()
    return UnreadableInput(f"{part.path} is no {kind}: {exc}", "it was left alone; mend it first")
