"""Tell commands that check a project from others, and how a check went."""

from __future__ import annotations

import re

from slm.domain.turn import Turn

# What tests, builds and lints: by its own name, or by the task that a runner is given.
_TASK = (
    r"[\w:./-]*(?:test|spec|lint|check|build|typecheck|tsc|compile|verify|validate|e2e)[\w:./-]*"
)
_CHECK = re.compile(
    r"(?:^|[;&|(]\s*|\b(?:uv run|poetry run|pipenv run|bundle exec|npx|bunx|pnpm exec|yarn"
    r"|time|env)\s+)(?:\w+=\S{0,80}\s+){0,4}"
    r"(?:(?:\S{0,200}/)?(?:pytest|py\.test|tox|nox|ruff check|ruff format --check|mypy"
    r"|pyright|flake8|pylint|tsc|jest"
    r"|vitest|mocha|ava|eslint|biome|playwright test|cypress run|rspec|rubocop|phpunit"
    r"|phpstan|ctest|ninja"
    r"|golangci-lint|staticcheck|shellcheck|hadolint|actionlint|yamllint|markdownlint"
    r"|pre-commit run|swiftlint|ktlint|clippy|sphinx-build|mkdocs build)\b"
    r"|(?:\S{0,200}/)?python[\d.]*\s+-m\s+(?:pytest|unittest|mypy|ruff|flake8|pylint|build"
    r"|compileall)\b"
    r"|go\s+(?:test|build|vet)\b|gotestsum\b|cargo\s+(?:\+\w+\s+)?(?:test|nextest|build"
    r"|check|clippy)\b|(?:npm|pnpm|yarn|bun)\s+(?:-\S+\s+)*(?:run\s+|exec\s+)?"
    + _TASK
    + r"|deno\s+(?:test|check|lint)\b"
    r"|(?:make|just|task|rake|mise run|mise r|nx|turbo run|invoke|gradle|(?:\./)?gradlew"
    r"|mvn|(?:\./)?mvnw)\s+(?:-\S+\s+)*"
    + rf"(?:{_TASK}|ci\b)"
    + r"|dotnet\s+(?:test|build)\b|swift\s+(?:test|build)\b|xcodebuild\b|bazel\s+(?:test"
    r"|build)\b|cmake\s+--build\b"
    r"|mix\s+(?:test|compile|credo|dialyzer)\b|zig\s+build\b|terraform\s+(?:validate"
    r"|plan)\b|stack\s+(?:test|build)\b"
    r"|cabal\s+(?:test|build)\b|sbt\s+(?:test|compile)\b|flutter\s+(?:test|analyze)\b"
    r"|dart\s+(?:test|analyze)\b|docker\s+build\b|composer\s+" + _TASK + r")"
)
_TEST = re.compile(r"test|spec|jest|mocha|vitest|cypress|playwright|nox|tox", re.IGNORECASE)
# Of a longer line nobody could say later which part of it failed.
_LONGEST_COMMAND = 300
# What only shapes the output, and what says where: two runs that differ in it are one command.
_SHAPING = re.compile(
    r"\s*(?:[12&]?>{1,2}\s?(?:&[12]|/dev/null)|\|\s*(?:head|tail|cat|less|tee|grep|rg|sed"
    r"|awk|wc|sort|uniq)\b[^|&;]*)"
)
_VERBOSITY = re.compile(
    r"\s+(?:-v{1,3}|--verbose|-count=1|--no-cache|--color=\S+|-q|--quiet)(?=\s|$)"
)
_FOLDER = re.compile(r"^(?:cd\s+\S+\s*(?:&&|;)\s*)+")
# A pipe's exit code is its last command's: one that shows all it gets, or one that chooses.
_SHOWN = re.compile(r"(?<!\|)\|(?!\|)")
_CHOSEN = re.compile(r"(?<!\|)\|\s*(?!\||head\b|tail\b|tee\b|cat\b)\w|;|\|\||(?<!&)&(?![&>\d])")
_CUT = re.compile(r"(?<!\|)\|\s*(head|tail)\b(?:\s+(?:-n\s*|--lines=|-)?(\d+))?")
_CUT_AT = 10  # lines, where the command does not say
_MERGED = re.compile(r"[12&]?>{1,2}\s?(?:&[12]|/dev/null)")

_EXIT = re.compile(r"(?:exit(?:ed with)? code:? |\"?exit_code\"?:\s?)(-?\d+)", re.IGNORECASE)
_HEAD = 300
# Read from the end: what a check says last is how it went.
_TAIL = 6_000
# Signs of failure where the exit code is a filter's, not the check's.
_FAILED = re.compile(
    r"^(?:FAIL\b|FAILED\b|--- FAIL|error(?:\[\w+\])?:|ERROR\b|npm ERR!|E   |panic: "
    r"|Traceback \(|✗|✘|make: \*\*\*)"
    r"|\b[1-9]\d{0,5} (?:failed|failures?|failing|errors?|issues|problems)\b"
    r"|\bERROR task failed|\bBUILD FAILED|^\S{1,200}:\d+(?::\d+)?: ",
    re.MULTILINE,
)
# The host or the machine, not the project: nothing in the files was wrong.
_ELSEWHERE = re.compile(
    r"command not found|no such file or directory: |unknown flag|unrecognized (?:option"
    r"|argument)|unknown (?:option|command|shorthand)"
    r"|permission denied|not permitted|timed? ?out|deadline exceeded|connection (?:refused"
    r"|reset)|could not resolve host|no space left|^usage: "
    r"|doesn't want to proceed|was rejected|interrupted by user|killed|parallel tool call"
    r"|requires approval"
    r"|no task|no tasks named|missing script|not installed|enoent|eperm|etimedout|econn"
    r"|temporary failure|rate limit",
    re.MULTILINE,
)
# What passes, says so or says nothing.
_PASSED = re.compile(
    r"^(?:ok\b|PASS\b|OK\b|Finished\b|Success|All checks passed|Done\b|BUILD SUCCESS)"
    r"|\b[1-9]\d{0,5} (?:passed|passing|succeeded|tests? ok|examples?, 0 failures)"
    r"|\b(?:0|no) (?:errors?|issues|failures?|failed|problems|warnings|offenses)\b"
    r"|\bsuccess(?:ful|fully)?\b|\btest result: ok\b|\bfinished in \d",
    re.IGNORECASE | re.MULTILINE,
)
# It has only begun, or was not let run.
_NOT_RUN = re.compile(
    r"(?:<\w{1,40}>)?(?:command (?:was |is )?(?:manually )?(?:running|backgrounded|moved)"
    r"[^\n]{0,40}?\b(?:background|user|with id)\b|the user doesn['\u2019]t want"
    r"|\[request interrupted|aborted by user|user (?:rejected|declined|cancel))",
    re.IGNORECASE,
)
# It ran, and there was nothing to check.
_NO_TESTS = re.compile(
    r"\bno tests (?:ran|to run|found|collected|were (?:run|found))|\bcollected 0 items"
    r"|\bran 0 tests|\brunning 0 tests|\b0 (?:tests|specs|examples)\b|no test files",
    re.IGNORECASE,
)
_SOME_TESTS = re.compile(
    r"\b[1-9]\d{0,5} (?:passed|passing|tests?|specs|examples)\b|\brunning [1-9]\d{0,5} tests?"
    r"|^ok[ \t]{1,9}\S{1,200}[ \t]{1,9}(?:\(cached\)|[\d.]+s)(?!.*no tests)|^--- PASS|^PASS\b",
    re.IGNORECASE | re.MULTILINE,
)
# It lists what it would do.
_ONLY_LISTS = re.compile(
    r"\s--?(?:collect-only|co|list|list-tests|listTests|help|version|dry-run|setup-plan"
    r"|fixtures|print-config|show-files|showConfig)(?:[\s=]|$)"
)


def is_check(command: str) -> bool:
    """Whether a command tests, builds or lints, and is short enough to be told."""
    return (
        len(command) <= _LONGEST_COMMAND
        and "\n" not in command
        and _CHECK.search(command) is not None
        and _ONLY_LISTS.search(command) is None
    )


def is_test(command: str) -> bool:
    """Whether a check runs tests: these may fail because they were written first."""
    return _TEST.search(command) is not None


def bare(command: str) -> str:
    """The command without what only shapes its output or says where it runs."""
    line = _FOLDER.sub("", _SHAPING.sub("", command))
    return " ".join(_VERBOSITY.sub("", line).split())


def passed(result: Turn, command: str) -> bool | None:
    """Whether a check passed; None where its result says nothing of that, or of the project."""
    code = _EXIT.search(result.text[:_HEAD])
    text = result.text[-_TAIL:]
    is_told = result.failed is not None or code is not None
    if (
        not is_told
        or _CHOSEN.search(_MERGED.sub("", command))
        or _NOT_RUN.match(result.text[:_HEAD].lstrip())
    ):
        return None
    has_failed = result.failed or (code is not None and code[1] != "0")
    if has_failed or (_SHOWN.search(command) and _FAILED.search(text)):
        return None if _ELSEWHERE.search(text.lower()) else False
    return True if _is_seen_to_pass(result.text, command) else None


def _is_seen_to_pass(output: str, command: str) -> bool:
    """Whether a check that ended well did check something, and its end was not cut off."""
    end = output[-_TAIL:]
    if _NO_TESTS.search(end) and not _SOME_TESTS.search(end):
        return False
    if not _SHOWN.search(command):
        return True
    for which, lines in _CUT.findall(command):
        if which == "head" and output.count("\n") + 1 >= int(lines or _CUT_AT):
            return False
    return not end.strip() or _PASSED.search(end) is not None
