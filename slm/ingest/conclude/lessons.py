"""Conclude lessons: a check that failed, and the change after which it passed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude import calls, causes, checks, restoring
from slm.ingest.conclude.calls import Change
from slm.ingest.conclude.conclusion import Conclusion, conclude, cut
from slm.ingest.conclude.failures import Failure
from slm.ingest.conclude.restoring import Restored
from slm.ingest.conclude.talk import Talk

# So many calls later, other things have changed as well.
FARTHEST = 40
# Calls that nobody answered, and failures that nobody came back to, are let go.
MOST_WAITING = 64
MOST_FAILURES = 16
# A change of more files than these is no longer what made one check pass.
MOST_FILES = 3
LONGEST_COMMAND, LONGEST_REASON = 90, 170
# An explanation comes at once: what is said after more calls than these is about something else.
SOON = 6
_TESTS = re.compile(r"test|spec|golden|snapshot|fixture|mock", re.IGNORECASE)


@dataclass(slots=True)
class _Call:
    id: str
    number: int
    command: str
    changes: tuple[Change, ...]
    restored: Restored | None = None
    unstashes: bool = False


class Lessons:
    """One log's checks, as they fail and pass."""

    def __init__(self) -> None:
        self._number = 0
        self._waiting: deque[_Call] = deque(maxlen=MOST_WAITING)
        self._running: dict[str, _Call] = {}
        self._failures: dict[str, Failure] = {}

    def hear(self, turn: Turn, talk: Talk, /) -> Iterator[Conclusion]:
        """Give the lesson where a check passes that had failed."""
        if turn.sort is Sort.CALL:
            self._called(turn)
        elif turn.sort is Sort.RESULT:
            yield from self._answered(turn, talk)
        elif turn.sort is Sort.SPEECH and turn.author == "assistant" and self._failures:
            self._explained(turn)

    def _called(self, turn: Turn) -> None:
        self._number += 1
        command, changes = calls.command(turn.text), calls.changed(turn.text)
        check = command if command and checks.is_check(command) else ""
        begun = self._running.pop(calls.continued(turn.text), None)
        check = begun.command if begun else check
        # A check amid a stash says nothing of the files as they are before and after.
        check = "" if restoring.touches(check) else check
        restored, unstashes = restoring.restored(command), restoring.unstashes(command)
        call = _Call(turn.call, self._number, check, changes, restored, unstashes)
        self._waiting.append(call)

    def _answered(self, turn: Turn, talk: Talk) -> Iterator[Conclusion]:
        call = self._call(turn)
        if call and not turn.failed:
            self._changed(call)
        if call and call.command:
            yield from self._checked(call, turn, talk)

    def _changed(self, call: _Call) -> None:
        if call.restored and call.restored.is_elsewhere:
            self._failures.clear()
        for failure in self._failures.values():
            for change in call.changes:
                failure.change(change)
            if call.restored:
                failure.restore(call.restored)
            elif call.unstashes:
                failure.unstash()

    def _checked(self, call: _Call, turn: Turn, talk: Talk) -> Iterator[Conclusion]:
        if name := calls.running(turn.text):
            self._running[name] = call
            _forget_oldest(self._running, MOST_WAITING)
            return
        command = checks.bare(call.command)
        went_well = checks.passed(turn, call.command)
        if went_well:
            # A chain that passes, "lint && test", says that each of its parts does.
            for part in dict.fromkeys((command, *command.split(" && "))):
                yield from self._passed(part, call.number)
        elif went_well is False:
            self._failed(command, call.number, turn, talk)

    def _call(self, turn: Turn) -> _Call | None:
        """The call that a result answers: by its id, else the oldest that waits."""
        for call in self._waiting:
            if call.id == turn.call:
                self._waiting.remove(call)
                return call
        return None

    def _failed(self, command: str, number: int, turn: Turn, talk: Talk) -> None:
        # A later failure has another reason, and only what changes after it made the check pass.
        self._failures.pop(command, None)
        reasons = causes.reasons(turn.text)
        if reasons:
            self._failures[command] = Failure(number, reasons, talk.nearest())
        _forget_oldest(self._failures, MOST_FAILURES)

    def _explained(self, turn: Turn) -> None:
        # What is explained is what failed last.
        failure = self._failures[next(reversed(self._failures))]
        if failure.cause is None and self._number - failure.number <= SOON:
            sentence = causes.explanation(turn.text, failure.reasons)
            failure.cause = (sentence, turn) if sentence else None

    def _passed(self, command: str, number: int) -> Iterator[Conclusion]:
        failure = self._failures.pop(command, None)
        if failure is None or number - failure.number > FARTHEST:
            return
        files = failure.files()
        reason = _reason(failure, files)
        # A test that was changed was wrong, or new: no lesson unless somebody says why.
        is_test = checks.is_test(command) and not causes.is_linted(reason)
        is_new = any(causes.is_expected(turn.text) for turn in failure.speech)
        is_plain = is_test and (is_new or any(_TESTS.search(file) for file in files))
        evidence = (failure.cause[1], *failure.speech) if failure.cause else failure.speech
        is_sure = reason and evidence and (failure.cause or not is_plain)
        if 0 < len(files) <= MOST_FILES and is_sure:
            rule = "failed, explained, passed" if failure.cause else "failed, changed, passed"
            text = _told(command, failure.cause, reason, files)
            yield conclude(Kind.LESSON, text, tuple(dict.fromkeys(evidence)), rule)


def _reason(failure: Failure, files: list[str]) -> str:
    """The reason that the change did away with, else ""."""
    for reason in failure.reasons:
        if any(file in reason for file in files):
            return reason
    # A linter names the file that is to be changed; a test or a compiler may name another.
    return "" if causes.is_linted(failure.reasons[0]) else failure.reasons[0]


def _forget_oldest(held: dict[str, Any], most: int) -> None:
    while len(held) > most:
        del held[next(iter(held))]


def _told(command: str, cause: tuple[str, Turn] | None, reason: str, files: list[str]) -> str:
    changed = files[0] if len(files) == 1 else f"{', '.join(files[:-1])} and {files[-1]}"
    told = (
        f"`{cut(command, LONGEST_COMMAND)}` failed ({cut(reason, LONGEST_REASON)}); "
        f"it passed after a change to {changed}."
    )
    return f"{cause[0]} {told}" if cause else told
