"""Tell by its form whether a turn opens something, ends it, or waits for an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A turn says within so many characters of its beginning or end that something begins or ends.
REACH = 160

# Greetings, and the ways in which English changes the subject aloud.
_OPENS = re.compile(
    r"""\W*(?:
        (?:hey|hi|hiya|hello|howdy|greetings|good\ (?:morning|afternoon|evening))\b
      | long\ time\ no\b
      | (?:(?:ok(?:ay)?|alright|all\ right|great|perfect|good|thanks|thank\ you|cool|so|and)
          [\s,.!:;-]+)*
        (?:now|next|by\ the\ way|btw|one\ more\ thing|moving\ on|unrelated(?:ly)?
          |(?:new|another|different)\ (?:thing|topic|task|question|issue)
          |chang(?:e|ing)\ (?:of\ |the\ )?(?:subject|topic)
          |on\ (?:another|a\ different)\ (?:note|topic)
          |let(?:'|\u2019)?s\ (?:move\ on|switch|turn\ to|go\ on\ to|talk\ about))\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSES = re.compile(
    r"""\b(?:
        bye | good\ ?bye | good\ ?night | ttyl | cheers | take\ care
      | see\ (?:you|ya|u) | catch\ (?:you|ya|up)\ (?:soon|later)
      | (?:talk|speak|chat)\ (?:to\ you\ )?(?:soon|later)
      | have\ a\ (?:great|good|nice|lovely|wonderful)\ \w+
      | that(?:'|\u2019)?s\ (?:all|it)\ for\ (?:now|today)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Whatever closes a quotation or stands in brackets after it, a picture's description say.
_ASKS = re.compile(r"[?\uff1f][\"')\]\u201d]{0,3}\s*(?:\[[^\]]*\]\s*)?\Z")


@dataclass(frozen=True, slots=True)
class Cues:
    """What a turn's form says of its place in a talk."""

    opens: bool = False  # a greeting, or words that change the subject
    closes: bool = False  # a farewell
    asks: bool = False  # it ends with a question: what follows belongs to it


NONE = Cues()


def cues(text: str) -> Cues:
    """Read them from a turn's first and last words."""
    end = text.rstrip()[-REACH:]
    return Cues(
        opens=_OPENS.match(text[:REACH]) is not None,
        closes=_CLOSES.search(end) is not None,
        asks=_ASKS.search(end) is not None,
    )
