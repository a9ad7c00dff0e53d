"""Make turns of a conversation, and hear what is concluded from them."""

from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.concluder import Concluder


def said(text, author="user", record="r1"):
    return Turn(Sort.SPEECH, text, session="s1", record=record, author=author)


def concluded(*turns, kind=None):
    """What a new concluder hears in these turns, and none of them takes back."""
    concluder = Concluder()
    found = []
    for turn in turns:
        found += concluder.hear(turn)
        found = [one for one in found if one not in concluder.withdrawn]
    return [one for one in found if kind in (None, one.kind)]


def lines(text):
    return text.strip().split("\n")
