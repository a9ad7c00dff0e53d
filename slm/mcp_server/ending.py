"""End when the agent is gone, and not before what it asked is answered."""

from __future__ import annotations

import os
import threading
import time
from typing import NoReturn

import anyio


def end_with_parent(every_s: float) -> None:
    """End this process soon after its parent has ended.

    The input closes then too, unless some other process holds its other end.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every_s)
        end_now()

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def end_now() -> NoReturn:
    """End although threads still wait, for the daemon or for input, and cannot be stopped."""
    os._exit(0)  # nothing is kept here that could be lost


class Unanswered:
    """The requests that still wait for their answer."""

    def __init__(self) -> None:
        self._ids: set[int | str] = set()
        self._changed = anyio.Event()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, request: int | str) -> None:
        """Note a request."""
        self._ids.add(request)

    def discard(self, request: int | str | None) -> None:
        """Note that its answer is out."""
        if request is not None:
            self._ids.discard(request)
            self._changed.set()

    async def wait(self, seconds: float) -> None:
        """Wait until every request is answered, but not longer than `seconds`."""
        with anyio.move_on_after(seconds):
            while self._ids:
                self._changed = anyio.Event()
                await self._changed.wait()
