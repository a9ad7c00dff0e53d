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
SHOWN = "worth showing"  # where the daemon says nothing else of it


def recall(wish: Wish) -> int:
    """Carry out `mem recall`; returns the exit code."""
    answer = exchange(load_settings(), frame(wish))["value"]
    decided = answer.pop("gate", "") or answer["reason"] or SHOWN
    if wish.get("json"):
        _print_json(answer, decided, why=bool(wish.get("why")))
    else:
        _print(answer, decided, why=bool(wish.get("why")))
        if not answer["hits"]:
            is_bound = not (wish.get("all") or wish.get("project"))
            remark("nothing found; --all asks in every project" if is_bound else "nothing found")
    return 0 if answer["hits"] else 1


def _print_json(answer: dict[str, Any], decided: str, *, why: bool) -> None:
    from slm.cli.answers import flat

    hits = [flat(hit) | ({"why": hit["why"]} if why else {}) for hit in answer["hits"]]
    print_json(answer | {"hits": hits} | ({"gate": decided} if why else {}))


def _print(answer: dict[str, Any], decided: str, *, why: bool) -> None:
    from slm.cli.answers import print_answer, print_gate

    remark(answer["notice"])
    print_answer(answer, why=why)
    if why:
        print_gate(decided)


def frame(wish: Wish) -> bytes:
    """The request that a wish comes to; raises UsageError."""
    return pack("recall", question=question(wish))


def question(wish: Wish) -> dict[str, Any]:
    """The fields of a Question, only those that were given."""
    asked: dict[str, Any] = {
        "text": " ".join(wish["words"]),
        "place": place(wish.get("project"), everywhere=bool(wish.get("all"))),
    }
    for name in ("learn", "quick"):
        if name in wish:
            asked[name] = wish[name]
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
