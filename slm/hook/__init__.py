"""Answer an agent's hook: within its time, or with nothing; it never fails and never blocks."""

from __future__ import annotations

import os
import signal

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import NoReturn

# From here, with the interpreter's own start (some 20 ms) already gone. A prompt waits for its
# hook; a session's start is waited for a little more willingly.
PROMPT_S = 0.27
START_S = 0.77


def main(arguments: list[str]) -> None:
    """Answer what standard input tells, in the host's own envelope; raises nothing."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])  # whatever the agent blocked
    signal.setitimer(signal.ITIMER_REAL, PROMPT_S)
    try:
        from slm.hook.door import answer

        said = answer(arguments, _more_time)
        signal.setitimer(signal.ITIMER_REAL, 0)  # what is begun to be said is said whole
        _write(1, said)
    except Exception as exc:  # noqa: BLE001 - an agent must never stumble over its memory
        _mention(exc)


def _more_time() -> None:
    signal.setitimer(signal.ITIMER_REAL, START_S)


def _give_up(_number: int, _frame: object) -> NoReturn:
    os._exit(0)  # at once: whatever is under way is not worth a prompt's time


def _mention(exc: Exception) -> None:
    """Tell whoever debugs a hook; hosts show it nowhere else."""
    try:  # noqa: SIM105 - contextlib is one more import
        _write(2, f"mem: {getattr(exc, 'message', None) or type(exc).__name__}\n")
    except OSError:
        pass


def _write(descriptor: int, text: str) -> None:
    # Not by sys.stdout: what it could not write, it would try once more as the program ends.
    rest = text.encode("utf-8", "replace")
    while rest:
        rest = rest[os.write(descriptor, rest) :]
