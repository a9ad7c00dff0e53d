"""Hear what a user answers when Codex asks by a tool."""

from __future__ import annotations

import msgspec

TOOL = "request_user_input"
# What the host puts before words that were typed beside the choices.
_NOTE = "user_note: "


class _Question(msgspec.Struct, frozen=True):
    id: str = ""
    question: str = ""


class _Asked(msgspec.Struct, frozen=True):
    questions: list[_Question] = []


class _Answer(msgspec.Struct, frozen=True):
    answers: list[str] = []


class _Answered(msgspec.Struct, frozen=True):
    answers: dict[str, _Answer] = {}


class Questions:
    """The questions of a log that wait for their answers."""

    def __init__(self) -> None:
        self._asked: dict[str, _Asked] = {}

    def ask(self, call: str, arguments: str) -> None:
        """Keep in mind what is asked; `arguments` are JSON."""
        try:
            self._asked[call] = msgspec.json.decode(arguments, type=_Asked)
        except (msgspec.MsgspecError, UnicodeEncodeError):
            return

    def wait_for(self, call: str) -> bool:
        """Whether this call asked something."""
        return call in self._asked

    def answered(self, call: str, output: str) -> str:
        """Each question of a call with its answers below it; "" if none was given."""
        asked = self._asked.pop(call)
        try:
            given = msgspec.json.decode(output, type=_Answered).answers
        except (msgspec.MsgspecError, UnicodeEncodeError):
            return ""
        said = []
        for question in asked.questions:
            answers = given.get(question.id, _Answer()).answers
            if answers:
                said.append("\n".join((question.question, *map(_typed, answers))))
        return "\n\n".join(said)


def _typed(answer: str) -> str:
    return answer.removeprefix(_NOTE)
