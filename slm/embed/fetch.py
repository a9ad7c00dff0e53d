"""Get a model: the one program that uses the network, run by the user and then over.

python -m slm.embed.fetch [NAME]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from slm.config import Settings, load_settings
from slm.embed import sources, weights
from slm.embed.models import ModelFile, by_name
from slm.errors import MemError

INTERRUPTED = 130  # as a shell reports a program ended by Ctrl-C


class Lines:
    """Tells a pipe or a log, one line at a time."""

    def say(self, line: str) -> None:
        """Write the line."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    def arriving(self, file: ModelFile, size: int) -> None:
        """Write a line once the file is there."""
        if size == file.size:
            self.say(f"{file.name}: {size:,} bytes")


@contextmanager
def terminal() -> Iterator[sources.Listener]:
    """Tell a person, with one bar a file."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    bars = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True))
    shown = {}

    class Bars:
        def say(self, line: str) -> None:
            bars.console.print(line, markup=False, highlight=False)

        def arriving(self, file: ModelFile, size: int) -> None:
            if file.name not in shown:
                shown[file.name] = bars.add_task(file.name, total=file.size)
            bars.update(shown[file.name], completed=size)

    with bars:
        yield Bars()


@contextmanager
def listening() -> Iterator[sources.Listener]:
    """Choose how to tell."""
    if sys.stderr.isatty():
        with terminal() as bars:
            yield bars
    else:
        yield Lines()


def fetch(name: str, settings: Settings) -> None:
    """Bring the model and make it ready for use; raises MemError."""
    model = by_name(name)
    with listening() as listener:
        folder = sources.get(model, settings.models, listener)
        weights.open_weights(model, folder)  # so that the daemon's first start need not
        listener.say(f"{model.name} is in {folder}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, and say what went wrong in two lines."""
    parser = argparse.ArgumentParser(prog="python -m slm.embed.fetch", description="Get a model.")
    parser.add_argument("name", nargs="?", help="default: the model of the settings")
    named = parser.parse_args(arguments).name
    try:
        settings = load_settings()
        fetch(named or settings.model, settings)
    except MemError as problem:
        hint = f"hint: {problem.hint}\n" if problem.hint else ""
        sys.stderr.write(f"mem: {problem.message}\n{hint}")
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
