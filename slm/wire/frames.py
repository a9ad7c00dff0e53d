"""Pack and unpack lines with the standard library alone, for doors that must open fast."""

from __future__ import annotations

import json

from slm.errors import DaemonError, MemError, ProtocolError, tree

TYPE_CHECKING = False  # known to type checkers; importing typing would cost every prompt 4 ms
if TYPE_CHECKING:
    from typing import Any

# Raised whenever an older side would misunderstand; the client then replaces an older daemon.
PROTOCOL = 2
# A text may have 10 MB; escaped for JSON, with its envelope, it still fits.
MAX_FRAME = 32 * 1024 * 1024


def pack(op: str, **fields: object) -> bytes:
    """One line that asks for `op`; the fields are those of its class in messages.py."""
    return json.dumps({"v": PROTOCOL, "request": {"op": op, **fields}}).encode() + b"\n"


def unpack(line: bytes) -> dict[str, Any]:
    """Read one line from the daemon; raises ProtocolError, or the error that it carries."""
    try:
        reply = json.loads(line)
    except ValueError as exc:
        raise ProtocolError(f"not a reply: {exc}", "mem daemon stop, then try again") from exc
    if not isinstance(reply, dict) or reply.get("is") not in ("result", "failure", "progress"):
        raise ProtocolError("not a reply", "mem daemon stop, then try again")
    if reply["is"] == "failure":
        raise as_error(str(reply.get("kind")), str(reply.get("message")), str(reply.get("hint")))
    return reply


def as_error(kind: str, message: str, hint: str) -> MemError:
    """Make the error that was sent across, of its own class where this side knows it."""
    return tree().get(kind, DaemonError)(message, hint)
