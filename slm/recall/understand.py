"""Understand a question before it is searched: what it asks for, of when, and in how many steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, Flag, auto

from slm.domain.words import WORD
from slm.recall import dates, steps
from slm.recall.dates.period import Period

# Of a pasted log, its beginning and its end: one of them is what somebody typed.
MOST_READ = 1_200
# Names in a question; a stack trace has hundreds.
MOST_NAMED = 32
LONGEST_QUOTED = 200
LONGEST_NAME = 200


class Asks(Flag):
    """What form the answer has; a question may ask for several."""

    OTHER = 0
    WHEN = auto()
    HOW_MANY = auto()  # a number or an amount: how often, how long, how much
    WHO = auto()
    WHERE = auto()  # a place, a file, an address
    WHY = auto()


class Wants(Enum):
    """Which of several that fit the question is about."""

    ANY = "any"
    LATEST = "latest"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question says of its answer, by rules alone."""

    asks: Asks = Asks.OTHER
    spans: tuple[Period, ...] = ()  # when it was said, or happened
    wants: Wants = Wants.ANY
    quoted: tuple[str, ...] = ()  # phrases between quotation marks, without them
    identifiers: tuple[str, ...] = ()  # files, symbols, flags, error codes, as typed
    hops: int = 1  # 2: one fact leads to the other, or two are joined
    parts: tuple[str, ...] = ()  # what to ask one by one; () where rules cannot tell
    only_when: bool = False  # whatever was said in the spans answers: nothing else is asked for


# A question word asks where a question begins, or behind a word of telling; elsewhere it joins
# two clauses, as in "what did Ana say when Ben left?".
_BEGINS = r"(?:^|[.?!;:\n(]|\b(?:and|or|but|so|then|also|please|exactly|hey|ok))\s*"
_VERB = (
    r"(?:'s|\s+(?:else\s+)?(?:did|do|does|was|were|is|are|has|have|had|will|would|should|can"
    r"|could)\b)"
)
_TELL = r"\b(?:know|tell\s+(?:me|us)|see|check|find\s+out|figure\s+out|recall|remember)\s+"
_WHEN = (
    rf"(?:{_BEGINS}|,\s*)when{_VERB}|{_TELL}when\b|(?:^|\band)\W*when\W*$|\bsince\s+when\b"
    r"|^\W*when\b[^,?]*\?\W*$"  # "when the oven broke?" has no other clause to join
    r"|\bhow\s+long\s+ago\b"
    r"|\b(?:what|which)\s+(?:exact\s+)?(?:date|day|month|year|week|weekday|time)\b"
)
_HOW_MANY = (
    r"\bhow\s+(?:many|much|often|old|big|large|far|fast|long(?!\s+ago\b))\b"
    r"|\b(?:number|count|amount)\s+of\b|\bwhat\s+(?:percentage|number|share)\b"
)
_WHO = (
    rf"(?:{_BEGINS}|{_TELL}|,\s*|\b(?:with|to|for|from|by|of)\s+)(?:whom|whose|who(?:'s)?)\b"
    r"|\b(?:what|which)\s+(?:person|people|author|developer|colleague|friend|user|engineer"
    r"|reviewer|maintainer)s?\b"
)
_WHERE = (
    rf"(?:{_BEGINS}|,\s*)where{_VERB}|{_TELL}where\b|\bfrom\s+where\b|(?:^|\band)\W*where\W*$"
    r"|\b(?:what|which)\s+(?:file|folder|directory|path|module|line|place|city|country|state|town"
    r"|location|repo|repository|branch|url|address|host|port)s?\b"
)
_WHY = (
    r"\bwhy\b|\bhow\s+come\b|\bwhat\s+(?:was|is|were|are)\s+the\s+reasons?\b"
    r"|\breasons?\s+for\b|\bwhat\s+(?:made|caused|inspired|motivated|prompted|led)\b"
)
_ASKS = tuple(
    (asks, re.compile(pattern, re.IGNORECASE | re.ASCII))
    for asks, pattern in (
        (Asks.WHEN, _WHEN),
        (Asks.HOW_MANY, _HOW_MANY),
        (Asks.WHO, _WHO),
        (Asks.WHERE, _WHERE),
        (Asks.WHY, _WHY),
    )
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most\s+recent(?:ly)?|recent(?:ly)?|lately|nowadays|now(?!\s+on\b)|currently"
    r"|current(?!\s+(?:directory|user|folder|branch|thread|process|line)\b)|still|at\s+the\s+moment"
    r"|these\s+days|last\s+time|up\s+to\s+date|any\s*more"
    r"|(?:the|our|my|your|his|her|their)\s+last(?!\s+(?:(?:few|couple)\b|\d|\w+\s+of\b|one\b|second"
    r"|minute|hour|day|night|week|weekend|month|quarter|year|argument|line|element|item|name)))\b",
    re.IGNORECASE | re.ASCII,
)
_EARLIEST = re.compile(
    r"(?<!-)\b(?:original(?:ly)?|initial(?:ly)?|earliest|oldest|in\s+the\s+beginning(?!\s+of\b)|to\s+begin\s+with"
    r"|at\s+the\s+(?:very\s+)?(?:beginning|start|outset)(?!\s+of\b)"
    r"|first(?!-|\s+(?:name|half|class|party|person|of\s+all|quarter|week|argument|arg|parameter|line|row"
    r"|column|element|item|character|byte|word|letter|aid|place|and)\b))\b",
    re.IGNORECASE | re.ASCII,
)
# What asks for whatever was then, and what may stand beside it: nothing that names or points at
# something, nothing of what may be or will be.
_WHATEVER_WORDS = """
    do done doing happen happened happening going went anything everything something things new work
    worked working talk talked talking discuss discussed say said change changed changes made make
    learn learned summary summarize summarise recap show list tell give remind notes remember
"""
_WHATEVER = frozenset(_WHATEVER_WORDS.split())
_BESIDE_WORDS = """
    what s which did we i you us me my our an all any for to about with or was were is have has had
    been up else please before after past
"""
_PLACING_WORDS = """
    the a of in on at from since until till between during around and
"""
_PLACING = frozenset(_PLACING_WORDS.split())
_BESIDE = _PLACING.union(_BESIDE_WORDS.split())
# An apostrophe is no quotation mark: a single one must open a word, and end one.
_QUOTED = re.compile(
    rf"\"([^\"\n]{{0,{LONGEST_QUOTED}}})\"|\u201c([^\u201d\n]{{1,{LONGEST_QUOTED}}})\u201d"
    rf"|`([^`\n]{{0,{LONGEST_QUOTED}}})`|\u00ab([^\u00bb\n]{{1,{LONGEST_QUOTED}}})\u00bb"
    rf"|(?<![\w'])'(?=\S)([^'\n]{{1,{LONGEST_QUOTED}}})(?<=\S)'(?![\w'])"
)
_APART = re.compile(r"[^\s\[\]{}<>,;|]+")
# What stands around a name without being of it.
_AROUND = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb():!?*"
_IDENTIFIER = re.compile(
    r"""
      --?[A-Za-z][\w-]*(?:=\S*)?                          # a flag
    | (?:[A-Za-z]:|@)?[\w.~-]*(?:[/\\][\w.@+~-]*)*[/\\][\w.@+~*-]+/?(?::\d+)*  # a path, a package
    | [\w-]+(?:\.[\w-]+)*\.[A-Za-z]\w{0,9}(?::\d+)*       # a file's name, a dotted name
    | \.[A-Za-z][\w.-]+                                   # .gitignore
    | [\w.:]*\w\(\)                                       # a call
    | \w+(?:(?:::|->|\#)\w+)+                             # a member
    | \w*[A-Za-z0-9]_\w+ | __\w+__                        # snake_case, SCREAMING_CASE
    | [a-z]+\d*[A-Z]\w* | [A-Z][a-z0-9]+[A-Z]\w*          # camelCase, PascalCase
    | [A-Z]{1,6}-?\d{2,6} | E[A-Z]{4,} | SIG[A-Z]{2,}     # E0382, TS-2345, ECONNREFUSED, SIGKILL
    | \w+://\S+ | \#\d+ | 0x[0-9a-fA-F]+                  # an address, an issue
    | v?\d+(?:\.\d+)+[\w.+-]*                            # a version
    | (?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}              # a commit
    """,
    re.VERBOSE | re.ASCII,
)
_STATUS = re.compile(r"\b(?:HTTP|exit code|errno|status)\s+\d{1,5}\b", re.IGNORECASE | re.ASCII)
# Dots, strokes and all, these are words.
_WORDS_TOO = frozenset(
    {"e.g", "i.e", "a.m", "p.m", "u.s", "and/or", "either/or", "yes/no", "he/she", "his/her", "n/a"}
)


def understand(text: str, now: datetime) -> Understood:
    """What `text` asks for, its dates as seen from `now` and in its zone; never fails."""
    read = _worth_reading(text)
    hops, parts = steps.take_apart(text.strip()) if read is text else (1, ())
    asks, spans = _asks(read), dates.find(read, now)
    return Understood(
        asks,
        spans,
        _wants(read),
        _quoted(read),
        _identifiers(read),
        hops,
        parts,
        asks is Asks.OTHER and _says_nothing_else(read, spans),
    )


def _says_nothing_else(text: str, spans: Sequence[Period]) -> bool:
    """Whether a question is about its times alone: `What did we do last week?`."""
    if not spans or _identifiers(text) or _quoted(text):
        return False
    for span in spans:
        text = re.sub(rf"(?<!\w){re.escape(span.phrase)}(?!\w)", " ", text)
    words = WORD.findall(text)
    if any(word[0].isupper() and word != "I" for word in words[1:]):
        return False  # a name, though it be that of a common word
    said = {word.lower() for word in words}
    return said <= _PLACING or (said <= _BESIDE | _WHATEVER and not said.isdisjoint(_WHATEVER))


def _worth_reading(text: str) -> str:
    if len(text) <= MOST_READ:
        return text
    return f"{text[: MOST_READ // 2]}\n{text[-MOST_READ // 2 :]}"


def _asks(text: str) -> Asks:
    found = Asks.OTHER
    for asks, pattern in _ASKS:
        if pattern.search(text):
            found |= asks
    return found


def _wants(text: str) -> Wants:
    """Both, from first to now, is neither alone."""
    latest, earliest = _LATEST.search(text), _EARLIEST.search(text)
    if bool(latest) == bool(earliest):
        return Wants.ANY
    return Wants.LATEST if latest else Wants.EARLIEST


def _quoted(text: str) -> tuple[str, ...]:
    phrases = (match[match.lastindex or 0].strip() for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))[:MOST_NAMED]


def _identifiers(text: str) -> tuple[str, ...]:
    named = (word for word in map(_bare, _APART.findall(text)) if _is_identifier(word))
    status = (match[0] for match in _STATUS.finditer(text))
    return tuple(dict.fromkeys((*named, *status)))[:MOST_NAMED]


def _bare(word: str) -> str:
    """A word without the punctuation around it; of a call, the name of what is called."""
    inner = word.strip(_AROUND).rstrip(".").removesuffix("'s").removesuffix("\u2019s")
    name, opens, _ = inner.partition("(")
    return f"{name}()" if name and (opens or f"{inner}()" in word) else inner


def _is_identifier(word: str) -> bool:
    if len(word) > LONGEST_NAME or (word.isalpha() and (word.islower() or word.istitle())):
        return False  # as nearly every word: not worth the pattern
    return word.lower() not in _WORDS_TOO and bool(_IDENTIFIER.fullmatch(word))
