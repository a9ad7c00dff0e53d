"""Evaluate on the user's own history in a process of its own, telling in frames as the daemon."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

import msgspec

from slm.config import load_settings
from slm.domain.evaluation import Wish
from slm.domain.reports import Progress
from slm.errors import DaemonError, MemError
from slm.eval.own.evaluate import evaluate
from slm.wire.codec import encode_failure, encode_progress, encode_result

# As a shell reports a program ended by Ctrl-C.
INTERRUPTED = 128 + signal.SIGINT


def main(arguments: Sequence[str]) -> int:
    """Carry out the wish in the first argument, written as JSON."""
    try:
        wish = msgspec.json.decode(arguments[0].encode(), type=Wish)
        _tell(encode_result(evaluate(load_settings(), wish, _tell_progress)))
    except MemError as error:
        _tell(encode_failure(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # nobody listens any more
        return 0
    except Exception as exc:  # noqa: BLE001 - whoever asked tells it as any other failure
        bug = DaemonError(f"internal error: {type(exc).__name__}: {exc}", "please report it")
        _tell(encode_failure(bug))
        return bug.exit_code
    return 0


def _tell_progress(progress: Progress) -> None:
    _tell(encode_progress(progress))


def _tell(frame: bytes) -> None:
    sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
