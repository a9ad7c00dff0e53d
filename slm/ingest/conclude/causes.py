"""Find in a check's output what was wrong, and in what the agent says why."""

from __future__ import annotations

import re
from itertools import islice

from slm.ingest.conclude.prose import ending, sentences

# A runner of tasks sets the name of each before what it prints.
_TASK = r"^(?:\[[\w:.-]{1,40}\] )?"
# Go prints what a test logs and what it complains of alike.
_COMPLAINT = r"(?=.*\b(?:want|expected|got|should|must|failed|error|unexpected|missing|not|nil)\b)"
_PANIC = r"[^\n]{5,160}(?:\n {1,4}left: [^\n]{1,60}\n {1,4}right: [^\n]{1,60})?"
# The line that says most, the surest sign first.
_REASONS = tuple(
    re.compile(_TASK + pattern, re.MULTILINE)
    for pattern in (
        r"[ \t]{0,8}(error\[E\d+\]: .{5,200})$",
        r"[ \t]{0,8}(\S{1,160}\(\d+,\d+\): error TS\d+: .{5,200})$",
        r"[ \t]{0,8}(\S{1,160}:\d+(?::\d+)?:? (?:error|Error|fatal error)\b:? .{5,200})$",
        # Pytest sets these as far in as the line that failed stands.
        r"E {3,40}(\w*(?:Error|Exception|Failed)\b.{3,200})$",
        r"E {3,40}(assert .{5,200})$",
        # Cargo's tests say where, and on the next lines what.
        rf"thread '[^'\n]{{1,120}}'(?: \(\d+\))? panicked at (\S{{1,160}}:\d+:\d+:\n{_PANIC})$",
        r"(\w{1,60}(?:Error|Exception): .{5,200})$",
        rf"[ \t]{{0,12}}(\w{{1,80}}_test\.go:\d+: {_COMPLAINT}.{{5,200}})$",
        r"[ \t]{0,4}(\S{1,160}\.(?!go:\d+: )\w{1,8}:\d+(?::\d+)?:? .{8,200})$",
        r"(\S{1,160}\.\w{1,8}:\d+:\d+:? .{8,200})$",
        r"(?:FAILED|FAIL:?) (\S{3,160} - .{5,200})$",
        r"[ \t]{0,8}(?:error|Error|ERROR): (.{8,200})$",
        r"[ \t]{0,8}[●✕✗✖\u00d7] (.{5,200})$",
        r"not ok \d{1,5} - (.{5,200})$",
    )
)
# Half-done work: what is missing is being written.
_UNFINISHED = re.compile(
    r"undefined: |undefined \(type|cannot find name|not enough arguments in call"
    r"|too many arguments in call|has no (?:attribute|exported member)"
    r"|does not exist (?:in|on) type|unresolved (?:import|reference)|cannot find (?:value"
    r"|function|type|symbol|module)|expected '[})]'"
    r"|expected declaration|found 'EOF'|could not import|cannot use .{1,200} as "
    r"|SyntaxError|syntax error|declared and not used|imported and not used|missing return"
    r"|expected ';'|no new variables|missing ',' |unexpected token|invalid syntax"
    r"|IndentationError|NameError|ImportError|ModuleNotFoundError|assignment mismatch"
    r"|unknown field|is not defined",
)
# Slips, of which nobody learns anything.
_TRIFLE = re.compile(
    r"\bunused\b|never used|not used|ineffectual assignment|too long"
    r"|trailing (?:white)?space|\bindent|newline|not (?:gofmt|formatted)"
    r"|would reformat|import(?:s|ed)? (?:is|are|block|order)|\bspelling\b|semicolon|\bquotes?\b"
    r"|test failed, to rerun pass",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:(?:the|real|actual|root) (?:problem|issue|cause|bug|culprit|reason|error|failure"
    r"|test fail(?:s|ed)|lint(?:er)? error)\b[^.?!]{0,60}?\b(?:is|was|are|were|comes?"
    r"|came)\b"
    r"|(?:fail(?:s|ed|ing|ure)?|broke|breaks|errors?|complain(?:s|ed|ing)?|panic(?:s"
    r"|ked)?)\b[^.?!]{0,80}?\b(?:because|since|due to)\b"
    r"|root cause\b|that's because\b|this (?:is|was|happens|happened|fails"
    r"|failed) because\b|turns out\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:might|may|maybe|perhaps|probably|possibly|likely|could be|seems?|let me|let's"
    r"|I'll|I should|if|whether|unrelated|pre-?existing|flaky)\b|\?",
    re.IGNORECASE,
)
_LINTED = re.compile(
    r"^\S+:\d+:\d+:? .*(?:\([a-z]{3,20}\)|\[[a-z-]{3,40}\])$|^\S+:\d+:\d+: [A-Z]{1,4}\d{3,4} "
)
_MOST_LINES = 20
_SHORTEST, _LONGEST = 45, 260
# A compiler's first error is at the beginning, a test's at the end.
_LONGEST_PART = 20_000
_WORD = re.compile(r"[^\W\d_]{5,40}")
_STEM = 6
# What any reason may say.
_GENERAL = frozenset(
    {
        "error",
        "errors",
        "return",
        "value",
        "values",
        "expect",
        "should",
        "check",
        "checke",
        "string",
        "functi",
        "nothin",
        "line",
    }
)
_FAILING = re.compile(
    r"\b(?:tests?|lint(?:er|ing)?|build|compil\w+|check)\b.{0,60}\b(?:fail\w*|broke|breaks"
    r"|errors?)\b|\b(?:tests?|lint) (?:is|are|was|were) failing\b|\blint(?:er)? error",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:see|verify|confirm|check|watch|ensure|make sure|prove)\b(?! (?:why|what|how)\b)"
    r"[^.!?\n]{0,60}\bfail"
    r"|\bfails? as expected|\b(?:should|will|must|expected to) fail\b|\bred phase\b|\bTDD\b"
    r"|\breproduc|\bfailing (?:\w+ )?test",
    re.IGNORECASE,
)
# A test that is to be mended was there, and was seen to pass once.
_TO_MEND = re.compile(
    r"\b(?:fix|repair|mend|resolve|address|debug|investigate|solve|unbreak|look (?:at|into))"
    r"(?:e?s|e?d|ing)? (?:up )?(?:(?:the|this|that|these|those|our|my|all|both|last|remaining|of"
    r"|one|two|three|\d{1,3}) ){0,4}failing (?:\w+ )?tests?\b"
    r"|\b(?:why|there(?:['\u2019]s| is| are)|we have|i have|ci has) (?:(?:the|this|that|these|a|an"
    r"|one|some|two|three|\d{1,3}|still|are|is|there|do|does) ){0,3}failing (?:\w+ )?tests?\b",
    re.IGNORECASE,
)


def reasons(output: str) -> tuple[str, ...]:
    """The lines that tell what failed, the surest first; none where the work was half done."""
    if len(output) > 2 * _LONGEST_PART:
        output = f"{output[:_LONGEST_PART]}\n{output[-_LONGEST_PART:]}"
    if _UNFINISHED.search(output):
        return ()
    for pattern in _REASONS:
        lines = (" ".join(found[1].split()) for found in pattern.finditer(output))
        told = tuple(islice((line for line in lines if _is_telling(line)), _MOST_LINES))
        if told:
            return told
    return ()


def _is_telling(line: str) -> bool:
    return not _TRIFLE.search(line) and line.count("`") % 2 == 0 and "━━" not in line


def is_linted(line: str) -> bool:
    """Whether a reason is a linter's, which tells nothing of tests."""
    return _LINTED.search(line) is not None


def explanation(said: str, reasons: tuple[str, ...]) -> str:
    """The sentence in which an agent says why a check failed, else ""."""
    if not _CAUSE.search(ending(said)):
        return ""
    stems = set().union(*map(_stems, reasons))
    for sentence in sentences(ending(said)):
        is_sure = _CAUSE.search(sentence) and not _UNSURE.search(sentence)
        is_about = _FAILING.search(sentence) or not stems.isdisjoint(_stems(sentence))
        if is_sure and is_about and _SHORTEST <= len(sentence) <= _LONGEST:
            return sentence.rstrip(":")
    return ""


def is_expected(said: str) -> bool:
    """Whether an agent runs a test to see it fail, before there is what it tests."""
    return _EXPECTED.search(_TO_MEND.sub("", ending(said))) is not None


def _stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in _WORD.findall(text)} - _GENERAL
