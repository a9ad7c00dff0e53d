"""Say how people and agents word what they have settled."""

from __future__ import annotations

import re

from slm.ingest.conclude.prose import worded
from slm.ingest.conclude.ways import TOOLS

_REASON = (
    r"\b(?:because|since|instead of|rather than|over|so that|in favou?r of|to avoid|to keep"
    r"|as it|as they|as we|as that|for (?:consistency|simplicity|now))\b"
)
# What names nothing by itself: it points at what was said before, or only promises a name.
_BARE = (
    r"(?!(?:it|this|that|these|those|them|(?:one|both|all|everything)(?= of|\W*$)|you|your|yours"
    r"|his|hers?|their"
    r"|option|options|a(?=\W*$)|[b-h]|\d|#\d\w*|number|the (?:flow|usual|one|first|second|third"
    r"|last"
    r"|other|same|fix|plan|suggested|recommended|proposed|latter|former)(?! \w+ (?:as|for|in)\b)"
    r"|going|looking|working|moving|an eye|in mind|track|up|me|us|approach|plan|solution|path|what"
    r"|whatever"
    r"|something|anything|another|(?:some|an?|the) (?:other|different|better|simpler|cleaner|new"
    r"|easier"
    r"|second|first|nicer|smarter)(?: \w+)? (?:approach|way|idea|method|solution|one|thing|tool"
    r"|library|name|option|strategy|technique|version|path|route|design|plan)s?)\b"
    r"|(?:the|an?|some|my) (?:\w+ )?(?:path|way|route|version|proposal|suggestion|idea"
    r"|option)(?:\W*$|\b(?! (?:of|with|that|from)\b)))"
)
# How things shall be, after "decided to": whoever decided to have a look settled nothing.
_SETTLE = (
    r"(?:not (?:to )?)?(?:(?:just|only|always|never|simply|rather|instead|also|still|now"
    r"|finally) )*"
    r"(?:keep|use|drop|ship|go (?:with|for|ahead with)|move|switch|migrate|store|host|write|rewrite"
    r"|build|support|adopt|remove|delete|replace|rename|split|merge|make|put|run|treat|call|name"
    r"|cache|avoid|limit|restrict|require|allow|forbid|deprecate|stick|standardi[sz]e|default|delay"
    r"|postpone"
    r"|defer|freeze|release|deploy|set|cap|pin|upgrade|downgrade|charge|show|hide|offer|bill|round"
    r"|return|send|log|encrypt|hash|sign|validate|generate|add|extract|inline|enable|disable|turn"
    r"|wrap"
    r"|expose|share|combine|separate|introduce|implement|include|exclude|skip|ignore|reject|accept"
    r"|refactor|simplify|convert|normali[sz]e|unify|publish|license|open[- ]source|self-host"
    r"|outsource"
    r"|buy|port|target|bundle|vendor|mock|lint|format|squash|rebase|archive|retire|sunset|reuse"
    r"|model|represent|index|shard|partition|serve|render|do away|have"
    r"(?= (?:one|two|three|a single|separate|no)\b))\b(?! (?:you|your|my|me)\b)"
)
# After "decided on": not a day of the calendar, nor nothing.
_NOTHING = (
    r"(?!(?:nothing|anything|none|nobody|no one|not? (?:yet|sure)|disagree|(?:it|this|that|these"
    r"|those"
    r"|them|you|he|she|they|i)\b|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow"
    r"|today"
    r"|up\b|(?:the|your|my|their) (?:terms|wrong|bad|worst|server)|(?:an? )?(?:wrong|bad|poor)"
    r"|lunch"
    r"|dinner|coffee|violence|peace|against nothing|to\b|with\b(?! \w+ (?:as|for|in)\b)|on\b|for\b"
    r"|against\b|that\b|through|over|well|by|away|off|out|down|back|home|along|into|ahead|too)\b)"
)
_HAVE = r"(?:we|i)(?:['\u2019]ve| have)? (?:now |already |just |all |finally |then )*"
# A decision's own words where it is announced; that it is open, or somebody else's, is none.
_OPEN = (
    r"(?!(?:still |yet |again |now |not |is |to be |was )*(?:pending|open|outstanding|due|unclear"
    r"|unknown|tbd"
    r"|none|nothing|nil|postponed|deferred|delayed|made|taken|yours|mine|hers|his|theirs|up to"
    r"|tomorrow|later|next|after|awaited|waiting|final|easy|hard|difficult|wrong|bad|good|right|yes"
    r"|no(?= \w+ yet|\W*$)|with|at|see|to (?:follow|come|be)|table|tree"
    r"|logic|matrix|option|that one|the (?:first|second|other)|clear|[a-h]\b|\d)\b)"
)

_TOOL = "|".join(map(re.escape, sorted(TOOLS, key=len, reverse=True)))

BY_THE_USER = (
    worded("we decided", rf"{_HAVE}(?:decided|agreed|opted|chosen|chose) (?:to )(?:be )?{_SETTLE}"),
    worded(
        "we decided",
        rf"{_HAVE}(?:decided|agreed|settled|opted|chosen|landed)",
        rf" (?:on|for|against|not) {_NOTHING}\w+",
    ),
    worded(
        "we decided",
        rf"{_HAVE}(?:decided|agreed) (?:that )(?!we (?:should )?(?:talk|meet|wait)\b){_NOTHING}\w+",
    ),
    worded(
        "we decided",
        rf"{_HAVE}(?:decided not to (?!decide|choose|bother|worry|rush|talk|wait)\w+"
        r"|(?:agreed|(?:chosen|chose|picked(?! up))(?! an? (?!.*\b(?:over|instead|not)\b)))",
        rf" {_NOTHING}\w+)",
    ),
    worded(
        "we decided",
        rf"{_HAVE}(?:went|gone) with {_NOTHING}",
        r"(?!\b.{2,60} (?:to (?:the|a|my|his|her|our|their|lunch|dinner|work|school|town|see|visit"
        r"|eat|(?-i:[A-Z]\w*))|home|there|on (?:foot|holiday))\b)\w+",
    ),
    worded(
        "we decided",
        rf"(?:the |our |my |a )?(?:final |last )?decision(?: (?:is|was)(?: to {_SETTLE}| that\b",
        rf"| (?!to\b))|:) ?{_OPEN}\w+",
    ),
    worded("we decided", rf"(?:it['\u2019]?s |that['\u2019]?s )?(?:finally )?decided: ?{_OPEN}\w+"),
    worded(
        "let us",
        r"let['\u2019]?s (?:just |instead |rather |simply |definitely )*(?:go (?:with|for",
        r"|ahead with)|use|stick (?:with|to)|switch (?:over )?to|move to|adopt|default to",
        rf"|settle on|standardi[sz]e on|drop|avoid) {_BARE}"
        r"(?!the ['\"]|['\"]|(?:more|fewer|less|bigger|larger|smaller|huge|higher?|lower|better"
        r"|simpler|all of|some)\b)\w+",
    ),
    worded(
        "let us",
        rf"let['\u2019]?s (?:just |instead |rather )*keep (?!things\b|\w+ing\b){_BARE}.{{2,80}}\b",
        r"(?:as|in|on|at|under|inside|separate|apart|private|public|optional|instead|rather"
        r"|because|since|so|simple|small|flat|\w+-\w+)\b",
    ),
    worded(
        "let us",
        rf"let['\u2019]?s (?:just |instead |rather )*not (?:use|support|depend on|rely on|store"
        rf"|introduce|allow|require|mock|cache|expose|include|bundle|vendor|adopt) {_BARE}\w+",
    ),
    worded(
        "let us",
        rf"let['\u2019]?s (?:just |instead |rather )*(?:treat {_BARE}.{{2,80}} as|(?:replace",
        rf"|call|name|rename|make|store|put|move|split|do) {_BARE}.{{2,120}}\b(?:instead of",
        r"|rather than|with|into|in(?:to)? its own|as an?))\b",
    ),
    worded(
        "we will",
        r"(?:we|i)(?:'ll| will|'re going to| are going to|\u2019ll|'m going to",
        r"| am going to) (?:just |instead |only |now |stick |go )*(?:use|using|with|to",
        r"|go with|keep|drop|support|adopt|stick with",
        rf"|switch to) {_BARE}\w+.{{0,160}}{_REASON}",
    ),
    worded(
        "we will",
        r"we(?:['\u2019]ll| will) (?:just |now |then )*(?:use|go with|switch to|move to",
        rf"|stick (?:with|to)) (?:{_TOOL})",
        r"(?: (?:for|as|in|instead of|everywhere)\b.{0,80})?[.! ]*$",
    ),
    worded(
        "go with",
        r"(?:go|going|i'd go|i would go|i'll go|we'll go|stick|i['\u2019]?m going|i am going",
        rf"|we['\u2019]?re going|we are going) with {_BARE}(?!recommend|suggest|milestone|step"
        rf"|phase|task",
        r"|issue|default)\w+\W+\w+",
    ),
    worded("go with", r"we(?:['\u2019]re| are) going with (?=[A-Z])\w+[.! ]*$"),
    worded("go with", rf"(?:go|going|i['\u2019]d go|stick) with (?:{_TOOL})[.! ]*$"),
    # An option that is told by more than its label.
    worded(
        "go with",
        r"(?:go|going|i['\u2019]?m going|we['\u2019]?re going|we are going"
        r"|let['\u2019]?s go) with (?:option"
        r"|approach|variant|number) \w{1,2}\W{1,3}(?!please|then|and|because|since)\w+ \w+ \w+",
    ),
)
BY_AN_AGENT = (
    worded(
        "I chose",
        r"(?:so |also |note:? |for \w+,? )?(?:i|we)(?:'ve| have|\u2019ve)? (?:deliberately ",
        r"|intentionally |therefore |also |purposely )*(?:chose|chosen|decided|opted",
        r"|picked(?! up)|went with|settled on|kept|left|avoided)\b(?! (?:it|this",
        rf"|that) (?:up|out)\b).{{8,240}}{_REASON}",
    ),
    worded(
        "I chose",
        r"(?:i|we)(?:'ve| have|\u2019ve)? (?:deliberately|intentionally|purposely",
        r"|on purpose) (?:left|kept|chose|put|made|used|avoided|skipped|excluded",
        r"|included)\b(?!.*\byet\b).{8,}",
    ),
    worded(
        "decision:",
        r"(?:(?:key |main |final |design |implementation ",
        r"|architecture )*decision):\s+(?!nil|none|yes|no\b)\w.{20,}",
    ),
)
