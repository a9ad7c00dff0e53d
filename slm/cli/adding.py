"""Remember a text and print its id."""

from __future__ import annotations

import sys

from slm.cli.place import place
from slm.cli.printing import print_json, remark
from slm.client.transport import exchange
from slm.config import load_settings
from slm.errors import UnreadableInput, UsageError
from slm.wire.frames import pack

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any

    from slm.cli.light import Wish

# The engine takes a million characters, of at most four bytes each.
MOST_BYTES = 4_000_000


def add(wish: Wish) -> int:
    """Carry out `mem add`; returns the exit code."""
    added = exchange(load_settings(), frame(wish))["value"]
    if wish.get("json"):
        print_json(added)
        return 0
    print(added["id"])
    if not added["is_new"]:
        remark("it was known already")
    if added.get("branch"):
        remark(f"it holds on branch {added['branch']} until that is merged")
    if added["redacted"]:
        remark(f"taken out, being secret: {', '.join(added['redacted'])}")
    remark(added["notice"])
    return 0


def frame(wish: Wish) -> bytes:
    """The request that a wish comes to; raises UsageError."""
    where = place(wish.get("project"), everywhere=bool(wish.get("all")))
    asked: dict[str, Any] = {"text": text(wish["words"]), "place": where}
    if wish.get("kind"):
        from slm.cli.recalling import kind

        asked["kind"] = kind(wish["kind"])
    for option, name in (("tag", "tags"), ("from", "derived_from")):
        if wish.get(option):
            asked[name] = wish[option]
    for name in ("branch", "time"):
        if wish.get(name):
            asked[name] = wish[name]
    return pack("add", **asked)


def text(words: list[str]) -> str:
    """What is to be remembered: the words, or the standard input for a single -."""
    return _standard_input() if words == ["-"] else " ".join(words)


def _standard_input() -> str:
    given = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    if len(given) > MOST_BYTES:
        raise UsageError(
            f"a text of more than {MOST_BYTES:,} bytes is too long",
            "put it into a file, then mem import FILE",
        )
    try:
        decoded = given.decode()
    except UnicodeDecodeError as exc:
        raise _no_text(f"byte {exc.start:,} is not UTF-8") from exc
    if "\0" in decoded:
        raise _no_text("it holds NUL bytes")
    return decoded.removesuffix("\n")


def _no_text(reason: str) -> UnreadableInput:
    return UnreadableInput(
        f"the standard input is no text: {reason}", "convert it to UTF-8 text first"
    )
