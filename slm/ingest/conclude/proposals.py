"""Hear an agent propose one thing, and the user agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude
from slm.ingest.conclude.prose import ending, sentences
from slm.ingest.conclude.talk import Talk
from slm.ingest.conclude.ways import TOOLS

_OFFER = re.compile(
    r"(?:(?:so|and|ok(?:ay)?|now|then|also|otherwise|given that|if so),? )?"
    r"(?:(?:do you )?want me to|would you like (?:me )?to|shall (?:i|we)|should (?:i|we)"
    r"|do you want (?:me )?to|(?:is it )?ok(?:ay)? (?:if (?:i|we)|to|for me to)"
    r"|(?:are you )?(?:ok(?:ay)?|happy|fine) (?:with me|for me|if i|to)|can (?:i|we)|may i"
    r"|what if (?:i|we)|how about (?:i|we)|shouldn['\u2019]?t (?:i|we)|any objections? (?:to"
    r"|if i))"
    r" (?:go ahead and |just |proceed to |proceed with |start |also |instead "
    r"|now )*(?P<what>[^?]{12,300})\?",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:so |my (?:recommendation|suggestion|preference|vote)(?: is|:)|i(?:'d| would"
    r"|\u2019d) (?:recommend|suggest|propose|go with|go for|opt for|vote for)|i (?:recommend"
    r"|suggest|propose)|(?P<intends>i(?:['\u2019]d| would)|let['\u2019]?s|we (?:should|could)))"
    r"(?: to| that we| we| you)? ?(?P<what>[^?]{12,260}?)(?:[.—\u2013-]+ ?(?:thoughts"
    r"|sounds? good|ok(?:ay)?|what do you think|agreed?|does that work|make sense)\?|$)",
    re.IGNORECASE,
)
_CONFIRM = re.compile(
    r"(?:thoughts|sounds? (?:good|right|ok(?:ay)?|reasonable)|ok(?:ay)?(?: with you)?"
    r"|what do you think|agreed?|do you agree|does (?:that|this) (?:work|make sense"
    r"|sound (?:good|right|reasonable))(?: for you| to you)?|make sense|works? for you"
    r"|good to go|(?:shall|should|can|may) (?:i|we) (?:go ahead|proceed|do (?:that|this|it|so))"
    r"(?: with (?:that|this|it))?|(?:is|are) (?:that|this|you) (?:ok(?:ay)?|fine|all right)"
    r"(?: (?:with|for) (?:you|that|this))?|(?:shall|should) (?:i|we) go with (?:that|this|it)"
    r"|(?:do you )?want me to do (?:that|this|it|so))\?",
    re.IGNORECASE,
)
# What is worth remembering: how things shall be. That tests be run or a commit be made is not.
_SETTLING = re.compile(
    r"(?:use|using|switch|replace|rename|move|remove|drop|keep|make|change|convert|extract"
    r"|split|merge|refactor|rewrite|restructure|consolidate|introduce|add|store|default|set"
    r"|treat"
    r"|skip|ignore|support|adopt|migrate|disable|enable|cap|limit|restrict|separate|unify"
    r"|inline|wrap|expose|return|cache|stick|go with|put|turn|hide|require|allow|implement"
    r"|create|build"
    r"|simplify|reduce|increase|raise|lower|revert|pin|bump|upgrade|downgrade|defer|update"
    r"|delete|normalise|normalize|deprecate|rework|include|exclude|swap|fall back|combine"
    r"|collapse|promote|persist|reuse|write|round|encrypt|hash"
    r"|validate|represent|serve|render|index|partition|avoid|name)\b",
    re.IGNORECASE,
)
# Who is advised to look or to begin agrees to a task.
_DOING = re.compile(
    r"(?:start|begin|look|read|investigat|explor|check|debug|profil|measur|wait|clean|open|ask|tell"
    r"|try|fix|finish|go|think|talk|discuss|plan|see|do|inspect|reproduc|search|find|list|show"
    r"|explain|stop|tackl|work|get|leav|tidy|double|first|install|run|rerun|re-run|restart|deploy|launch"
    r"|mak(?:e|ing) sure)"
    r"(?:e|ing|ning|ping|ting)?\b(?!-)",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"\b(?:commit|push|pr|pull request|branch|review|todo|issue|ticket|linear|jira"
    r"|comments?|reply|replies|continue|next|implementation plan|the plan|design doc"
    r"|the design|task list"
    r"|remaining|rest|other|others|fix(?:es)?|findings|run|tests?|verify|check|readme|docs?"
    r"|documentation|changelog|description|draft|summary|proceed|same)\b",
    re.IGNORECASE,
)
# More of what is there already settles nothing.
_MORE = re.compile(
    r"(?:add|write|extend|updat|creat)\w*\b.{0,80}"
    r"\b(?:(?:unit |edge )?cases?|tests?|docs|readme)\b",
    re.IGNORECASE,
)
# What is meant stands somewhere else.
_POINTING = re.compile(
    r"\b(?:this|that(?= (?:change|fix|approach|one|way|too|as|in|to|for|instead)|$|[,.;])"
    r"|these|those|it|its|them|they|both|all (?:of|\w+ (?:fixes|changes|issues|items|three"
    r"|four|five|six))|here|above|below|such|such a|one of|some of|either|any of|either of"
    r"|first|option|approach|fix|changes?|similar|there)\b|\binstead$|\bor\b|#\d|\.\.\.|…"
    r"|:$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W*+(?:(?:yes|yeah|yea|yep|yup|ya|y|sure|ok(?:ay)?|k|absolutely|definitely|of course"
    r"|certainly|agreed?|correct|exactly|right|perfect|great|good|nice|excellent|awesome"
    r"|cool|fine|lgtm|\+1|why not"
    r"|sounds? (?:good|great|right|perfect|fine|reasonable)|looks? (?:good|great)|go ahead"
    r"|go for it|do it|do that|do so|please do(?: it| that| so)?|let['\u2019]?s do (?:it|that"
    r"|this)|let['\u2019]?s go(?: with (?:it|that|this))?|let['\u2019]?s go ahead|make it so"
    r"|make sense|makes sense"
    r"|works for me|that works|that['\u2019]?s (?:fine|good|great|right|perfect)|good (?:idea"
    r"|call|plan)|i agree|i like (?:it|that)|ship it|please|pls|plz|thanks|thank you|thx|ty"
    r"|implement it|that would be (?:great|good|nice)|love it|for sure|100%|oui merci"
    r"|👍)(?![\w'\u2019])\W*+){1,5}",
    re.IGNORECASE,
)
_LONGEST_YES = 80
_FEWEST_WORDS, _MOST_WORDS = 5, 45
_FEWEST_WITH_A_TOOL = 3  # "switch to pnpm" says enough
# What a reason points at stands before it.
_REASON = re.compile(r",? (?:because|since|so that|as it|as they)\b", re.IGNORECASE)
_OBJECT_WORDS = 5  # so far a proposal says what it is about


def hear(turn: Turn, talk: Talk) -> Iterator[Conclusion]:
    """Give the proposal that a user's turn agrees to."""
    proposer = talk.answered
    is_answer = turn.sort is Sort.SPEECH and turn.author != "assistant" and talk.is_waiting
    if not is_answer or proposer is None or not agrees(turn.text):
        return
    what = proposed(proposer.text)
    if what:
        yield conclude(Kind.DECISION, f"Agreed: {what}", (proposer, turn), "agreed")


def agrees(text: str) -> bool:
    """Whether a text says yes, and nothing else."""
    return len(text) <= _LONGEST_YES and _YES.fullmatch(text.strip()) is not None


def proposed(text: str) -> str:
    """The one thing that a text proposes at its end, else ""."""
    last = list(sentences(ending(text)))[-3:]
    questions = [sentence for sentence in last if sentence.endswith("?")]
    if len(questions) != 1 or not last[-1].endswith("?"):
        return ""
    if _CONFIRM.fullmatch(questions[0]) and len(last) > 1:
        return _advised(last[-2])
    offer = _OFFER.match(questions[0])
    return _advised(questions[0]) or (_settled(offer["what"]) if offer else "")


def _advised(sentence: str) -> str:
    """What a sentence recommends, else ""."""
    advice = _ADVICE.match(sentence)
    if advice is None or _DOING.match(advice["what"]):
        return ""
    # Who only says what they would do says with its verb whether that settles anything.
    return _settled(advice["what"], is_settling=not advice["intends"])


def _settled(what: str, *, is_settling: bool = False) -> str:
    """A proposal that can be understood alone and settles how something shall be, else ""."""
    what = what.strip(" .,:")
    words = what.split()
    claim = _REASON.split(what, maxsplit=1)[0]
    fewest = _FEWEST_WORDS if TOOLS.isdisjoint(what.lower().split()) else _FEWEST_WITH_A_TOOL
    is_clear = fewest <= len(words) <= _MOST_WORDS and not _POINTING.search(claim)
    begins = " ".join(words[:_OBJECT_WORDS])
    settles = is_settling or _SETTLING.match(what)
    is_routine = _ROUTINE.search(begins) or _MORE.match(what)
    return what if is_clear and settles and not is_routine else ""
