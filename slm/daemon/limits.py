"""Bound what one client can cost the others."""

from __future__ import annotations

from dataclasses import dataclass

from slm.wire.frames import MAX_FRAME


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, and how long, a daemon puts up with."""

    frame_bytes: int = MAX_FRAME
    frame_s: float = 30.0  # for a whole frame to arrive; 10 MB take some 20 ms
    reply_s: float = 30.0  # for a reply to be read
    connections: int = 64  # three agents with twenty hooks each, and one to ask why
    short_slots: int = 4  # the store has one writer; more threads would only wait for it
    long_slots: int = 2
    grace_s: float = 5.0  # for what runs when the daemon is told to end
