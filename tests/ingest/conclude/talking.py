"""Make turns of a conversation, and hear what is concluded from them."""

from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.concluder import Concluder


def said(text, author="user", record="r1"):
    return Turn(Sort.SPEECH, text, session="s1", record=record, author=author)


def concluded(*turns, kind=None):
    """What a new concluder hears in these turns."""
    concluder = Concluder()
    found = [one for turn in turns for one in concluder.hear(turn)]
    return [one for one in found if kind in (None, one.kind)]


def lines(text):
    return text.strip().split("\n")
