"""Ask a question and print what is found."""

from __future__ import annotations

from slm.cli.place import place
from slm.cli.printing import print_json, remark
from slm.client.transport import exchange
from slm.config import load_settings
from slm.errors import UsageError, unknown
from slm.wire.frames import pack

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any

    from slm.cli.light import Wish

MOST = 10_000  # hits or tokens beyond it nobody reads


def recall(wish: Wish) -> int:
    """Carry out `mem recall`; returns the exit code."""
    from slm.cli.answers import flat, print_answer

    answer = exchange(load_settings(), frame(wish))["value"]
    hits = answer["hits"]
    if wish.get("json"):
        why = bool(wish.get("why"))
        shown = [flat(hit) | ({"why": hit["why"]} if why else {}) for hit in hits]
        print_json(answer | {"hits": shown})
    else:
        remark(answer["notice"])
        print_answer(answer, why=bool(wish.get("why")))
        if not hits:
            remark("nothing found")
    return 0 if hits else 1


def frame(wish: Wish) -> bytes:
    """The request that a wish comes to; raises UsageError."""
    return pack("recall", question=question(wish))


def question(wish: Wish) -> dict[str, Any]:
    """The fields of a Question, only those that were given."""
    asked: dict[str, Any] = {
        "text": " ".join(wish["words"]),
        "place": place(wish.get("project"), everywhere=bool(wish.get("all"))),
    }
    for name in ("limit", "budget"):
        if wish.get(name) is not None:
            asked[name] = between(f"--{name}", wish[name])
    if wish.get("kind"):
        asked["kinds"] = [kind(name) for name in wish["kind"]]
    for name in ("since", "as_of"):
        if wish.get(name):
            from slm.cli.moments import moment  # datetime is 3 ms

            asked[name] = moment(f"--{name.replace('_', '-')}", wish[name])
    return asked


def between(option: str, written: str | int) -> int:
    """The number that is written, if it makes sense; raises UsageError."""
    try:
        number = int(written)
    except ValueError:
        number = 0
    if 1 <= number <= MOST:
        return number
    raise UsageError(f"{option} takes a number from 1 to {MOST}, not {written!r}", f"{option} 10")


def kind(name: str) -> str:
    """The name if it is a kind of memory; raises UnknownName."""
    from slm.domain.memory import Kind  # dataclasses are 11 ms

    if name in list(Kind):
        return name
    raise unknown("kind", name, Kind)
