"""Know what the streams can show, and make text harmless for them."""

from __future__ import annotations

import io
import re
import sys

from slm.config import is_colour_refused, is_dumb_terminal

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import TextIO

# What acts on a terminal, or shows a text as another than it is.
_DANGEROUS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # all controls but tab and line feed; ANSI begins with two
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks turn what follows around
    "\u2028\u2029\ufeff"  # line ends that few know, and a mark nobody sees
    "\ud800-\udfff"  # halves of characters, which no encoding takes
    "\U000e0000-\U000e007f"  # tags: text that only a machine reads
)
NARROWEST = 40  # below, wrapping does more harm than overflow


def harmless(text: str) -> str:
    """The text with each control character, escape and bidi mark shown as what it is."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(f"[{_DANGEROUS}]", _escaped, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The text harmless and without line ends, for a table or a message."""
    return harmless(" ".join(text.split()))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def prepare_streams() -> None:
    """Let no character that a stream's encoding lacks end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where the shell closed it
            stream.reconfigure(errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream, on something that can move its cursor."""
    return stream is not None and stream.isatty() and not is_dumb_terminal()


def width() -> int:
    """How many columns there are."""
    import shutil  # only where a person reads

    return max(NARROWEST, shutil.get_terminal_size().columns)


class Ink:
    """Emphasis where the stream shows it, nothing where it does not."""

    def __init__(self, stream: TextIO | None) -> None:
        self._works = is_terminal(stream) and not is_colour_refused()

    def bold(self, text: str) -> str:
        """The word one looks for."""
        return f"\x1b[1m{text}\x1b[0m" if self._works else text

    def faint(self, text: str) -> str:
        """What may be passed over."""
        return f"\x1b[2m{text}\x1b[0m" if self._works else text
