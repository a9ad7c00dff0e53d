"""Tell what asks, complains or describes a program from what sets a rule or settles something."""

from __future__ import annotations

import re

_THAT = r"(?:that|this|it|these|those|they|them)"
# What asks though no mark says so.
_ASKED = re.compile(
    r"(?:[,;:(]|\s[\u2013—-]+) ?(?:and |but |then |so )?(?:right|correct|true|agreed?(?= or)|why"
    r"|how come|explain why|thoughts|any ideas?(?: \w+)?|or not|yes or no|true or \w+|agree or \w+"
    r"|(?:is|are|was|do|does|did|have|isn|aren|wasn|don|doesn|didn|haven)(?:['\u2019]?t)?"
    r" (?:it|that|this|we|they|you|i)(?: \w+){0,3}|what (?:are|is|do|does|about) .{2,60})\W*$"
    r"|\b(?:true or (?:false|not)|agree or disagree|how come)\W*$"
    r"|[,;:] ?(?:and |but |then |so )*(?:why|how come)\b.{0,80}$",
    re.IGNORECASE,
)
# Of what stands before it a sentence asks whether it is so, or says what to do with its words.
_OF_BEFORE = re.compile(
    rf"\W*(?:and |but |so |then |please |can you |could you |now )*(?:"
    rf"(?:is|are|was|were|does|do|did|would|should) {_THAT}\b.{{0,30}}\b(?:true|right|correct"
    rf"|valid|wise"
    r"|outdated|a thing|apply|hold|good|bad|sensible|ok(?:ay)?|up to date|make sense)\b"
    rf"|(?:who|which)(?: of (?:them|these|us|the two))? (?:is|are|was) right\b"
    rf"|what (?:do you think|do you make of|does {_THAT} mean|do {_THAT} mean"
    rf"|does this comment mean"
    r"|went wrong in)\b|do you agree\b|(?:true or false|agree or disagree|thoughts|right"
    r"|correct)\W*$"
    rf"|(?:summari[sz]e|translate|reword|rewrite|rephrase|proofread|paraphrase|shorten|explain"
    rf"|settle"
    rf"|discuss|judge|enforce|work through|fix) (?:{_THAT}|the (?:text|above|chat|dialogue))\b"
    rf"|(?:put|add|insert|paste|write|include|turn) {_THAT} (?:in|into|on|to|as)\b(?! (?:your|the"
    rf"|our)?"
    r" ?(?:memory|memories|rules|claude\.md|agents\.md|instructions|preferences))"
    rf"|is the tone\b|which of (?:these|them|those)\b)",
    re.IGNORECASE,
)
# Said of somebody's advice, not as one's own.
_CREDITED = re.compile(
    r"\b(?:is|was|are|were) (?:what|how|good|bad|common|popular|an? (?:\w+ ){0,2}(?:rule|advice"
    r"|myth"
    r"|idea|motto|slogan|guideline|recommendation|tip)|written|stated|documented|the (?:advice|rule"
    r"|motto|title|slogan|recommendation))\b"
    r"|(?:,|\s[\u2013—-]) ?(?:\w+ ){0,3}(?<!i )(?:says?|said|wrote|writes|told (?:me|us)|suggests?"
    r"|suggested|recommends?|recommended|claims?)\b(?! (?:so|yes|ok))",
    re.IGNORECASE,
)
# That something is so, and is a trouble.
_TROUBLE = re.compile(
    r"\b(?:that(?:['\u2019]s| is| was) (?:why|how|the (?:bug|problem|cause|reason|issue|fault"
    r"|trouble))"
    r"|that explains|no wonder|which (?:is why|explains)|how come|(?:fix|change|remove|delete"
    r"|rewrite|replace|correct|repair|solve) (?:it|that|this|them)\W*$)"
    r"|[,;:] ?(?:please |so |now |then )*(?:fix|rewrite|investigate|find (?:out|the)|check why"
    r"|look (?:again|into)|put (?:that|this|it) into|add (?:that|this|it) to(?! (?:your|the|our)?"
    r" ?(?:memory|rules|claude\.md|agents\.md|instructions)))\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\b(?:because|since|otherwise|or else|as it|so that)\b", re.IGNORECASE)
# Of "we always…": no way of ours, but a fault of what there is.
_FAULT = re.compile(
    r"\b(?:wrong|stale|broken|mistake|accident|annoying|hence|sadly|unfortunately|twice (?:the|as)"
    r"|twice|too (?:much|many|often|late|few)|more than|with conflicts|forget|forgot)\b"
    r"|\b(?:and|but|then|so|while|which)\b[^.]{0,60}\b(?:breaks?|broken|fails?|failing|crash\w*"
    r"|explodes?|rejected|hangs?|slow|leaks?|lost|missing|empty|nobody|someone|somebody|not"
    r"|doesn['\u2019]?t|does not|didn['\u2019]?t|isn['\u2019]?t|bug|down|late|behind|grows?)\b"
    r"|[,;] ?(?:please |so |now |then )*(?:add|fix|remove|delete|write|find|change|update|check"
    r"|test|rewrite|replace|explain|make|drop|look)\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"(?:we|i|you|in|our|my|the)\b", re.IGNORECASE)
# One place in the code, or what those see who use the program.
_PRODUCT = re.compile(
    r"\b(?:in|inside|within|of) (?:the )?`?(?!iOS|macOS|iPad|eBPF|gRPC|camelCase)"
    r"(?-i:[a-z]+[A-Z]\w*|\w+\(\))"
    r"|\b(?:the|a|each|every|any|logged[- ]in|new) (?:user|customer|visitor|guest|player|patient"
    r"|shopper|subscriber|student)s?\b(?!['-])"
    r"|\b(?:users|customers|visitors|guests|players|patients|people) (?:\w+ )?(?:see|expect|want"
    r"|get|read|need|like|click|open)\b|\b(?:requirement|acceptance criteri\w+)\b",
    re.IGNORECASE,
)


def asks_of_before(sentence: str) -> bool:
    """Whether a sentence shows that what stands before it was only held up to be looked at."""
    return _OF_BEFORE.match(sentence) is not None


def is_told(sentence: str) -> bool:
    """Whether a sentence asks, complains, quotes or describes, and sets nothing."""
    return bool(
        _ASKED.search(sentence)
        or _CREDITED.search(sentence)
        or _TROUBLE.search(sentence)
        or _is_fault(sentence)
    )


def is_product(sentence: str) -> bool:
    """Whether a sentence says what a program shall do, or one place in its code."""
    return _PRODUCT.search(sentence) is not None


def _is_fault(sentence: str) -> bool:
    # A reason may name what goes wrong otherwise.
    claim = _BECAUSE.split(sentence, maxsplit=1)[0]
    return bool(_STATED.match(claim) and _FAULT.search(claim))
