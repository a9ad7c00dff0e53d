"""Tell what a user says from what they paste, quote or let somebody else say."""

from __future__ import annotations

import re

from slm.ingest.conclude.describing import asks_of_before
from slm.ingest.conclude.prose import prose, split
from slm.ingest.conclude.withdrawing import rejects

_NAME = r"[A-Z][a-z]{1,15}(?: [A-Z]\w{0,15})?"
# What heads a line of one's own: no name of somebody who speaks.
_HEADS = (
    r"(?:Note|Notes|Remember|Reminder|Important|Decision|Decided|Also|Please|Style|Rules?|And|But"
    r"|Task|Goal|Context|Background|Constraints?|Scope|Details|Summary|Tests?|Docs?|Code|Commits?"
    r"|Correction|Preferences?|Conventions?|Always|Never|No|Nope|Wrong|Yes|Ok|Okay|Then|Now)\b"
)
_TRANSCRIPT = re.compile(
    rf"^\W{{0,4}}(?:(?i:user|assistant|system|human|ai|bot|developer|model|agent|q|a)|"
    rf"(?!{_HEADS}){_NAME}) ?: ?\S",
    re.MULTILINE,
)
_ROLE = re.compile(
    r"^\W{0,4}(?:user|assistant|system|human|ai|bot) ?: ?\S|\bQ: .{3,400}\bA: ", re.MULTILINE
)
# Somebody is to be played: what follows is said to them.
_PLAYED = re.compile(
    r"(?:^|[.!?:\n])\W{0,4}(?:(?:from now on|now|so|please|ok(?:ay)?|hi|hello|then)\W+){0,3}"
    r"(?:i(?:['\u2019]d| would)? (?:want|like|need) you to (?:act|be|play|pretend|behave|speak"
    r"|talk)(?: as| like| to be| the role of)? (?:an?|the|my|our)\b"
    r"|(?:act|behave|speak|talk) (?:as|like) (?:an?|the|my|our|if)\b"
    r"|pretend (?:to be|that you|you)\b|imagine (?:that )?you(?:['\u2019]re| are)\b"
    r"|from now on,? you(?:['\u2019]re| are) (?!to\b|not\b|only\b|going|allowed|expected|free)\w+"
    r"|you(?:['\u2019]re| are) (?:now|going to be|to be|playing) \w+"
    r"|you (?:will|shall|should) (?:play|act as|impersonate|pretend)\b|let['\u2019]?s role-?play\b"
    r"|(?:assume|take(?: on)?|play) the role of\b|your role (?:is|will be)\b)",
    re.IGNORECASE,
)
# What a program shall do for whom, in the forms that are taught for it.
_STORY = re.compile(
    r"(?:^|[.:\n])\W{0,4}(?:as an? [\w-]+(?: [\w-]+)?,? i (?:\w+ )?(?:want|need|can|should|must"
    r"|would|expect|am)\b|given (?:an?|the|that|some|no)\b[^\n]{0,200}?\b(?:when|then)\b"
    r"|(?:scenario|feature|user story|acceptance criteri(?:a|on)|requirements?)\b[^\n:]{0,30}:)",
    re.IGNORECASE,
)
# Whose words follow, or what is to be done with them.
_SOURCE = re.compile(
    r"\b(?:says?|said|wrote|writes?|written|reads?|states?|stated|suggest(?:s|ed|ion)?"
    r"|recommend(?:s|ed|ation)?|claims?|told|tells?|advises?|mentions?|asks?|asked|according"
    r"|quot\w+"
    r"|guide|handbook|manual|wiki|readme|faq|docs?|documentation|spec|rfc|article|blog|pages?|essay"
    r"|paragraph|slide|title|subject|headline|caption|text|sentence|message|e?-?mail|letter"
    r"|reviewer"
    r"|review|comments?|prompt|template|output|log|errors?|warnings?|linter|story|criteria|poem"
    r"|haiku|song|lyrics|motto|slogan|tweet|post|adr|ticket|issue|bot|chatbot|vendor|colleague|boss"
    r"|old|previous|former|example|charter|copied|pasted|excerpt|someone|somebody|translate"
    r"|translation|reword|rewrite|rephrase"
    r"|proofread|paraphrase|summari[sz]e|rename|print|\w+\.(?:md|txt|rst|html|json|ya?ml))\b"
    r"|['\u2019]s (?:\w+ )?(?:rules|advice|view|opinion|notes|list)\b",
    re.IGNORECASE,
)
_BY_ME = re.compile(
    r"\bi(?:['\u2019]ve| have)?(?: just| already| always)* (?:said|say|told|wrote|asked|suggest\w*"
    r"|recommend\w*)(?: you)?\b",
    re.IGNORECASE,
)
# What one's own rules and decisions are led in by.
_MINE = re.compile(
    r"\b(?:rules?|preferences?|conventions?|guidelines?|reminders?|notes?|habits?|agreements?"
    r"|things?|points?"
    r"|decisions?|decided|remember|mind|important|fyi|btw|nb|ps|from now on|going forward|in future"
    r"|in (?:this|our|my) \w+|for (?:this|our|my) \w+|how i (?:like|want|work|prefer)|to be clear"
    r"|correction|i(?:['\u2019]ve| have)?(?: already)? (?:told|said|prefer|want|like|expect)"
    r"|ways? of working)\b|^(?:no|nope|wrong|always|never|please|also|so|ok(?:ay)?)\W*$",
    re.IGNORECASE,
)
# What is shown without a colon.
_SHOWN = re.compile(
    r"(?:here(?:['\u2019]s| is| are)|this is|these are|below (?:is|are)|the following (?:is|are)"
    r"|i (?:found|got|read|saw|copied|pasted) (?:this|these|it)|(?:see|look at|check) (?:this"
    r"|these))\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"(?:what )?if\b|suppose\b|imagine\b|say\b|would\b", re.IGNORECASE)
_BELOW = re.compile(
    r"(?:->|=>|\u2192|\b(?:below|follows|following|attached|here))\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"([^:]{1,90}):(?=\s|$)")


def own(text: str) -> list[str]:
    """The sentences that a turn's author says, not taken back nor held up for judgement."""
    if _is_played(text):
        return []
    said: list[str] = []
    for line in prose(text):
        for sentence in split(line):
            if _introduces(sentence):
                return said
            if rejects(sentence) or asks_of_before(sentence):
                said.clear()
            said.append(sentence)
    return said


def led_in(sentence: str) -> int:
    """Where in a sentence its point begins, behind an introduction of one's own; 0 without one."""
    head = _HEAD.match(sentence)
    if head is None or not _MINE.search(head[1]) or _SUPPOSED.match(sentence):
        return 0
    return len(sentence) - len(sentence[head.end() :].lstrip())


def _is_played(text: str) -> bool:
    """Whether a turn is a conversation of others, a part to be played, or a user story."""
    return bool(
        _ROLE.search(text)
        or len(set(_TRANSCRIPT.findall(text))) > 1
        or _PLAYED.search(text)
        or _STORY.search(text)
    )


def _introduces(sentence: str) -> bool:
    """Whether what follows is somebody else's."""
    head = _HEAD.match(sentence)
    if _BELOW.search(sentence) and _SOURCE.search(sentence):
        return True
    if head is None:
        return bool(_SHOWN.match(sentence) and _SOURCE.search(sentence))
    led_in = _BY_ME.sub("", head[1])
    if _SOURCE.search(led_in):
        return True
    return sentence.endswith(":") and not _MINE.search(head[1])
