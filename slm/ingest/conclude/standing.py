"""Say how people word the rules that they set for an agent's work."""

from __future__ import annotations

from slm.ingest.conclude.prose import worded
from slm.ingest.conclude.working import (
    ARTEFACT,
    DO,
    DOING,
    EACH,
    EVENT,
    LITTLE,
    MAKING,
    NOT,
    OURS,
    WORK,
    WORKING,
)

# Each begins where the point begins.
RULES = (
    worded(
        "from now on",
        r"(?:from (?:now|here|this point|today) on(?:wards?| out)?|(?:going",
        r"|moving) forwards?|in (?:the )?future|for (?:the )?future(?: reference)?",
        rf"|for next time|next time|as a (?:general )?rule|in general)(?:,|\s)\s*{DO}",
    ),
    worded(
        "from now on",
        rf"{DO}.{{2,160}}(?<! and) \b(?:from (?:now|here) on(?:wards?)?|going forwards?",
        r"|every (?:single )?time|each time)[.! ]*$",
    ),
    worded(
        "from now on",
        rf"(?:{NOT}|(?:please\s+)?(?:always|remember to|make sure to",
        r"|make sure you))\b.{2,160}\bin (?:the )?future[.! ]*$",
    ),
    worded(
        "always, never",
        r"(?:(?:you (?:should|must|need to|have to)|i(?: would|['\u2019]d)? (?:want|like|need",
        r"|expect) you to|make sure(?: that)?(?: you| to| we)?|be sure to|remember to",
        r"|we (?:should|must)|let['\u2019]?s) )?(?:always|never(?! mind\b| ever (?:mind",
        rf"|seen))(?:,? ever,?)?|(?:don['\u2019]?t|dont|do not) ever) {WORK}\b(?! (?:into"
        rf"|out of)\b)(?=\W+\w)",
    ),
    worded(
        "always, never",
        r"i (?:always|never) (?:want|like|prefer)\b(?! (?:it|that|this|these|those",
        r"|(?:to )?(?:see|hear|read|have|meet) (?:it|that|this|these|those))\b)",
    ),
    worded(
        "always, never",
        r"we (?:always|never) (?:use|write|commit|log|mock|name|squash|rebase|merge|deploy",
        r"|release|amend|force[- ]push|push|test|put|prefer|want|hard-?code|pin)\b(?! (?:it",
        r"|that|this)\W*$)",
    ),
    worded(
        "never again",
        rf"(?:{NOT}|stop)\b(?! (?:it|that|this)\b).{{2,160}}\b(?:again|any ?more",
        r"|ever)[.! ]*$",
    ),
    worded(
        "not without asking",
        rf"(?:{NOT})\b.{{2,120}}\b(?:unless (?:i|we|you(?:'re| are)|explicitly|asked|told",
        r"|it(?:'s| is))\b|without (?:asking|my|our|telling|checking with|permission",
        r"|confirmation|confirming|approval|explicit)\b|under any circumstances",
        r"|behind my back)",
    ),
    worded(
        "stop doing",
        rf"(?:stop|quit) apologi[sz]ing[.! ]*$|(?:stop|quit|avoid) {WORKING}\b(?! (?:it|this|that"
        rf"|the|these|those|them|here",
        r"|now)\b)(?=\W+\w)",
    ),
    worded(
        "no such things",
        rf"{NOT} (?:ever )?(?:use|log|add|write|create|make|amend|mock|leave|include|generate",
        r"|hard-?code|import|commit|push|put|squash|skip|touch",
        rf"|over-?use)(?: any(?: more)?)? (?:(?!{LITTLE})[a-z-]+ ){{0,2}}(?!{LITTLE}",
        r"|changes|edits|files|modifications|updates|fixes|issues)[a-z-]+(?<![su])s(?:\W",
        r"|$)",
    ),
    worded(
        "no such things",
        r"no (?:more )?(?:emojis?|code comments|comments|mocks|abbreviations|jargon",
        r"|bullet points|fluff|filler|em[- ]dashes|semicolons|apologies|pleasantries",
        r"|co-authored-by(?: lines?| trailers?)?|ai attribution)(?: (?:in|on|for",
        r"|from) .{2,60})?(?:,? please)?[.! ]*$",
    ),
    worded(
        "I prefer",
        r"(?:i|we) (?:really |strongly |generally |usually |actually |always |much |still ",
        r"|personally |normally |typically |tend to )*prefer (?:to |that you |if you ",
        r"|when you |it (?:when|if) |having |using |writing )?(?!the\b|this|that|it\b|these",
        r"|those|your|option|[a-d1-9]\b|approach|first|second|both|not\b|a\b|an\b|solution",
        r"|#|plan\b|your\b|yours\b|you\b)\w+",
    ),
    worded(
        "I prefer",
        r"i (?:really |generally |usually )*(?:don['\u2019]?t|do not) (?:like|want",
        rf"|need) (?:(?:it )?when you {WORK}|you (?:to |{WORKING})|(?:to see "
        rf"|having )?(?:emojis?|comments|mocks",
        r"|abbreviations|jargon|bullet points|fluff|filler)\b)",
    ),
    worded(
        "I prefer",
        r"i(?:'d| would)(?: much| always| generally| usually)? rather you (?:always|never",
        r"|only|didn|not|ask|use|keep|wrote|asked|used|kept)",
    ),
    worded(
        "I prefer", rf"i (?:really )?(?:hate|can['\u2019]?t stand|dislike) (?:it )?when you {WORK}"
    ),
    worded("I prefer", r"my preference is (?:to|for|that)\b(?! (?:the|this|option|[a-d]\b))"),
    worded("I prefer", r"my preference: (?!the\b|this|that|option|[a-d]\b|none|yes|no\b)\w+ \w+"),
    worded(
        "this, not that",
        r"(?:(?:use|write|prefer|say|run) )(?!the\b|this|that|it\b|these|those|option|both",
        r"|a\b|an\b)(?P<these>[a-z][\w+#-]*(?: [a-z][\w+#-]*){0,3}),? (?:not|never",
        r"|instead of|rather than|over) (?!the\b|this|that|it\b|these|those|option|a\b|an\b",
        r"|just\b|only\b)(?P<those>[a-z][\w+#-]*(?: [a-z][\w+#-]*){0,3}?)",
        rf"(?:,? (?:everywhere|throughout|always|please|here|in {OURS}|in all [a-z]+))*[.! ]*$",
    ),
    worded(
        "this, not that",
        r"(?P<these>[a-z][\w+#-]*(?: [a-z][\w+#-]*){0,2}),? not ",
        r"(?P<those>[a-z][\w+#-]*(?: [a-z][\w+#-]*){0,2}),? (?:please|always)[.! ]*$",
    ),
    worded(
        "our way",
        rf"in {OURS},? (?:we(?! (?:will|are|have|had|get|got|see|saw|can|could)\b)(?!')|please",
        rf"|always|never|you (?:should|must|need)|all|every|{NOT}|{WORK})\b",
    ),
    worded(
        "our way",
        r"we (?:only |generally |usually |normally )?(?:use|write|prefer|keep|put|name",
        rf"|follow|squash|rebase)\b(?! to\b).{{2,120}}\bin {OURS}\b",
    ),
    worded(
        "our way",
        r"(?!.*\b(?:other than|for anything|currently|already|internally)\b)",
        r"we (?:don['\u2019]?t|do not|dont) (?:use|write|commit|mock|amend|force[- ]push|squash",
        r"|rebase|hard-?code) (?!it\b|that\b|this\b|the\b|these\b|those\b|them\b)[a-z]",
    ),
    worded(
        "our way",
        r".{2,60}?, (?:because |since |as )?we (?:don['\u2019]?t|do not|only|always",
        r"|never) (?:use|write|commit|mock|amend|squash|rebase",
        rf"|hard-?code) .{{2,80}}\b(?:in {OURS}|here)[.! ]*$",
    ),
    worded(
        "our way",
        r"(?:our|the|my) (?:convention|house style|coding style|style guide|policy",
        r"|naming convention|team rule|coding standard)s?(?: here)? (?:is|are|says?",
        r"|requires?)\b(?! (?:up|not|out|due|under|in|at|on|there|wrong|unclear|being|confusing",
        r"|outdated|old|new|bad|broken|ugly|missing|hard|good|great|fine|inconsistent|silly|too",
        r"|so|very|long|strict|nice|clear|what|where|how)\b)",
    ),
    worded(
        "our way",
        r"we (?:use|write|commit|mock|name|squash|rebase|merge|deploy|release|test|build|format",
        r"|lint|log|document)\b(?! (?:it|that|this|these|those|them|to)\b).{2,60}, ?(?:and )?never",
        r" (?!that\b|this\b|it\b)\w.{1,40}[.! ]*$",
    ),
    worded(
        "not in such places",
        rf"{NOT} (?:use|add|write|mock|put|leave|import|hard-?code|commit|catch|sleep|log|stub",
        r"|patch)\b(?! (?:it|that|this|these|those|them)\b).{2,60}\b(?:in|into|to) (?:unit "
        r"|integration",
        r" |end-to-end |production |commit |code )*(?:tests|production|migrations|commits|messages",
        r"|prs|pull requests|docs|comments|code|docstrings|fixtures|handlers|templates)[.! ]*$",
    ),
    worded(
        "each time",
        rf"(?:when(?:ever)?|every time|each time|any ?time) you(?:'re| are)? (?:{MAKING}",
        rf"\b[^,]{{0,60}}\b{ARTEFACT}\b[^,]{{0,60}}|{DOING}\b[^,]{{0,60}}),?\s+{DO}",
    ),
    worded("each time", rf"(?:whenever possible|when(?:ever)? in doubt),?\s+{DO}"),
    worded("each time", rf"(?:after|before|for|on|with) {EACH} {EVENT}\b[^,]{{0,60}},?\s+{DO}"),
    worded(
        "each time",
        rf"{DO}.{{0,120}}\b(?:after|before|on|with|for) (?:every|each)(?: (?:single",
        r"|new))? (?:commit|change|push|pr|pull request|merge|release|edit|fix|bug ?fix",
        r"|refactor(?:ing)?|feature|response|answer|step|task)\b",
    ),
    worded(
        "style",
        r"(?:please )?(?:use|write(?: in)?|keep|keep to|stick to|answer in|reply in",
        r"|respond in|speak|follow)\b.{0,40}\b(?:british|american|uk|us|australian|plain",
        r"|simple) (?:english|spellings?)\b",
    ),
    worded(
        "style",
        r"(?:please )?(?:use|write|keep|stick to|follow)\b.{0,40}\b(?:conventional commits",
        r"|imperative mood|present tense|sentence case|active voice)\b",
    ),
)
