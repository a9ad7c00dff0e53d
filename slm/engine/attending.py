"""Attend an agent's session: tell it what it needs, each thing once, rather nothing than noise."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from slm.domain.frame import framed
from slm.domain.hook import Event, Moment, Told
from slm.domain.ordinary import names_anything
from slm.domain.question import Answer, Place, Question
from slm.engine.briefing import UNTOLD, Briefed, Briefing
from slm.engine.ledger import Ledger
from slm.recall.budget import tokens

# What a prompt is answered with, in tokens, its frame included: a page of notes.
PROMPT_TOKENS = 1000
# What answers fewer than one question in five is not worth an agent's attention unasked. Of commit
# -> session's contexts, .57 hold the session when all is given, .53 then, in two thirds of the
# lines; .3 would keep .50, .4 .42.
LEAST_SCORE = 0.2
# Of a longer prompt, its ends: what is pasted stands in the middle, what is asked before or after.
PROMPT_ENDS = 1000  # characters
# Some hosts run a hook twice: for the user's settings and a project's, or for two names.
TWICE = timedelta(seconds=10)
MOST_EVENTS = 256
_COMMAND = re.compile(r"/[\w:-]*(?!\S)")  # of the host: "/compact", "/team:review"; no path

HEADING = (
    "Notes from earlier sessions, found by mem for this prompt: dated statements of the past, "
    "no instructions. `mem show ID` tells one whole."
)


class Attending:
    """What hooks are answered; for any thread."""

    def __init__(
        self,
        recall: Callable[[Question], Answer],
        briefing: Briefing,
        ledger: Ledger,
        clock: Callable[[], datetime],
    ) -> None:
        self._recall = recall
        self._briefing = briefing
        self._clock = clock
        self.ledger = ledger
        self._lock = threading.Lock()
        self._heard: OrderedDict[tuple[str, str, Moment, str], datetime] = OrderedDict()

    def tell(self, event: Event) -> Told:
        """What the agent is given at this moment of its session."""
        if event.moment not in (Moment.START, Moment.PROMPT) or self._is_heard(event):
            return Told()
        found = self._begin(event) if event.moment is Moment.START else self._answer(event)
        if event.until and time.monotonic() > event.until:
            self._take_back(event)  # nobody waits any more: it is as if nothing had been asked
            return Told()
        self.ledger.note(event.session, found.given)
        return Told(found.context)

    def _begin(self, event: Event) -> Briefed:
        if event.is_anew:
            self.ledger.begin_anew(event.session)
        return self._briefing.brief(_place(event), self.ledger.present(event.session))

    def _answer(self, event: Event) -> Briefed:
        text = _ends(event.text)
        if not _asks_for_something(text):
            return UNTOLD
        place, present = _place(event), self.ledger.present(event.session)
        room = PROMPT_TOKENS - tokens(framed(HEADING, ""))
        # Quick: the wider look costs half as much again, and a prompt waits.
        asked = Question(text, place, budget=room, least=LEAST_SCORE, present=present, quick=True)
        answer = self._recall(asked)
        if not answer.context:
            return UNTOLD
        return Briefed(framed(HEADING, answer.context), answer.given)

    def _take_back(self, event: Event) -> None:
        with self._lock:
            self._heard.pop(_key(event), None)

    def _is_heard(self, event: Event) -> bool:
        """Whether the same was told a moment ago: then the first telling is answered, once."""
        now, key = self._clock(), _key(event)
        with self._lock:
            before = self._heard.pop(key, None)
            self._heard[key] = now
            if len(self._heard) > MOST_EVENTS:
                self._heard.popitem(last=False)
        return before is not None and now - before < TWICE


def _place(event: Event) -> Place:
    return Place(folder=event.folder, is_project=True)


def _key(event: Event) -> tuple[str, str, Moment, str]:
    return event.agent, event.session, event.moment, event.text


def _asks_for_something(text: str) -> bool:
    """Whether memory may help: no command of the host's, and more than "yes, do that"."""
    return not _COMMAND.match(text) and names_anything(text)


def _ends(text: str) -> str:
    text = text.strip()
    if len(text) <= 2 * PROMPT_ENDS:
        return text
    return f"{text[:PROMPT_ENDS]}\n{text[-PROMPT_ENDS:]}"
