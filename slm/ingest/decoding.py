"""Read bytes as the text that somebody wrote, in whatever encoding that was."""

from __future__ import annotations

import codecs
import re

from slm.ingest.ignoring import is_text

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# In one of the first two lines, as Python, Emacs and Vim have it; XML has quotes around it.
_DECLARED = re.compile(rb"[^\n]{0,200}\n?[^\n]{0,200}?coding[:=][ \t]*[\"']?(?P<name>[-\w]+)")
# As codecs call those that a text may be declared in; others, as punycode, are no text's.
_ENCODINGS = ("iso8859", "cp", "koi8", "mac", "shift_jis", "euc", "gb", "big5")
# What is not declared and no UTF-8 was most likely written on Windows; Latin-1 is nearly the same.
_USUAL = "cp1252"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
# An image written into a document, or noise: no address, table or line of JSON that somebody wrote
# goes on for so long without a blank. Of scripts that have none, as Chinese, every line is kept.
_DATA = re.compile(r"(?<![!-~])[!-~]{32768,}")
_BEYOND_ASCII = bytes(range(0x80, 0x100))


def may_be_text(head: bytes) -> bool:
    """Whether a file that begins so is worth reading as a text."""
    return head.startswith(_UTF_16) or b"\x00" not in head


def text_of(raw: bytes) -> str | None:
    """What a file says, with its ends of lines as they are; None of what is no text.

    UTF-8 goes before what is declared: by chance hardly anything is UTF-8, and many a file was
    converted without its first line.
    """
    if raw.startswith(_UTF_16):
        wide = _decoded(raw, "utf-16")
        return None if wide is None or "\x00" in wide else wide
    if b"\x00" in raw:
        return None
    text = _decoded(raw, "utf-8-sig")
    return _in_other_encoding(raw) if text is None else text


def lines_of_data(text: str) -> list[int]:
    """The lines, from 1, in which what nobody wrote begins."""
    return [text.count("\n", 0, match.start()) + 1 for match in _DATA.finditer(text)]


def without_data(text: str) -> str:
    """A document without what nobody wrote in it."""
    return _DATA.sub("", text)


def _in_other_encoding(raw: bytes) -> str | None:
    declared = _declared(raw)
    if declared and (text := _plain(raw, declared)) is not None:
        return text
    if not is_text(raw):
        return None
    damaged = raw.decode("utf-8-sig", "replace")
    broken = damaged.count("\ufffd")
    whole = len(damaged) - len(raw.translate(None, _BEYOND_ASCII)) - broken
    text = None if whole > broken else _plain(raw, _USUAL)
    return damaged if text is None else text


def _declared(raw: bytes) -> str:
    """The encoding that a text says it is in; "" of one that says none, or none that is known."""
    match = _DECLARED.match(raw)
    try:
        name = codecs.lookup(match["name"].decode("ascii")).name if match else ""
    except (LookupError, ValueError):
        return ""
    return name if name.startswith(_ENCODINGS) else ""


def _plain(raw: bytes, encoding: str) -> str | None:
    """The text in an encoding; None where it would hold characters that nobody types."""
    text = _decoded(raw, encoding)
    return None if text is None or _CONTROL.search(text) else text


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except ValueError:
        return None
