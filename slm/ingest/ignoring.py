"""Judge by path and rules alone which files of a project are not its own text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pathspec import GitIgnoreSpec

# Where a folder's rules stand. Ours come last, so that they may let in what Git leaves out.
GIT_RULES = ".gitignore"
OWN_RULES = ".memignore"

# Of 17,296 source files (of Python, Perl, C headers, 90 Python packages) nine are longer, and but
# for two a program wrote them, or they are tables.
SIZE_LIMIT = 512 * 1024

# What package managers, builds and test runs fill; a rule of the project's may let them in.
_DEFAULTS = """
node_modules/
bower_components/
jspm_packages/
__pycache__/
venv/
site-packages/
dist-packages/
dist/
build/
target/
vendor/
third_party/
Pods/
Carthage/
DerivedData/
coverage/
htmlcov/
*.egg-info/
__snapshots__/
__generated__/
*.min.*
*-min.js
*.bundle.js
*.chunk.js
*.map
*.snap
*.lock
*.lockb
package-lock.json
npm-shrinkwrap.json
pnpm-lock.yaml
go.sum
*.pb.go
*.pb.cc
*.pb.h
*_pb2.py
*_pb2_grpc.py
*_pb2.pyi
*.g.dart
*.freezed.dart
*.designer.cs
*.generated.*
"""
# What a generator writes at the top of what it made, in a comment.
_GENERATED = re.compile(
    rb"""
    ^[ \t]*(?://|\#|/?\*|--|;|<!--|\"{3})[^\n]{0,120}?
    (?: @generated\b | DO[ ]NOT[ ]EDIT
      | (?i:(?:code|this[ ]file|file)[ ](?:is[ ]|was[ ]|has[ ]been[ ])?
            (?:auto-?|automatically[ ])?generated\b)
      | (?i:auto-?generated[ ](?:by|from|file|code)\b)
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_GENERATED_WITHIN = 1024
# A line as long as this is no line that somebody wrote: of minified code every one is.
_WRITTEN_LINE = 2_000
# As Git tells: a NUL near the beginning.
BINARY_WITHIN = 8 * 1024
# A text in Latin-1 has a letter in twenty that is no UTF-8, packed data more than every second.
_BROKEN_SHARE = 0.1


class Patterns:
    """The rules of one file in the syntax of `.gitignore`, for paths below its folder."""

    def __init__(self, text: str) -> None:
        self._patterns = [made for line in text.splitlines() if (made := _pattern(line))]
        # Most files meet no rule: one search tells, for names and for paths each.
        self._any_name = _any(one for one in self._patterns if one.by_name)
        self._any_path = _any(one for one in self._patterns if not one.by_name)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether the last rule that fits `path` (relative, with `/`) takes it out; None: none."""
        name = path.rpartition("/")[2]
        end = "/" if is_folder else ""
        if not self._any_name.search(name + end) and not self._any_path.search(path + end):
            return None
        for one in reversed(self._patterns):
            if one.fits(name if one.by_name else path, is_folder=is_folder):
                return one.excludes
        return None


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    excludes: bool
    by_name: bool  # without a slash inside it is about names, in whatever folder
    is_about_contents: bool  # "docs/**" is about what is in docs, not about docs
    is_about_folders: bool  # "docs/"

    def fits(self, path: str, *, is_folder: bool) -> bool:
        """Whether it is about this very path; what is true of a folder above was judged there."""
        if self.is_about_folders and not is_folder:
            return False
        tested = f"{path}/" if is_folder and not self.is_about_contents else path
        match = self.regex.search(tested)
        if match is None:
            return False
        through = match.groupdict().get("ps_d")  # pathspec's name for the slash after a folder
        return through is None or match.end("ps_d") == len(tested)


def _pattern(line: str) -> _Pattern | None:
    written = line.removeprefix("!").rstrip(" ")
    inner = written.removesuffix("/")
    is_everything = set(inner.split("/")) <= {"", "**"}
    is_about_contents = inner.endswith("/**") and not is_everything
    if is_about_contents:  # pathspec takes "docs/**/" for "docs/"
        line = line.rstrip(" /")
    try:
        (made,) = GitIgnoreSpec.from_lines([line]).patterns or (None,)
    except ValueError:  # no pattern, as "!" or "///"
        return None
    if made is None or made.include is None or made.regex is None:
        return None
    by_name = is_everything or "/" not in inner
    return _Pattern(made.regex, made.include, by_name, is_about_contents, inner != written)


def _any(patterns: Iterable[_Pattern]) -> re.Pattern[str]:
    # A group may have its name but once.
    each = (one.regex.pattern.replace("(?P<ps_d>", "(?:") for one in patterns)
    return re.compile("|".join(f"(?:{one})" for one in each) or r"(?!)")


DEFAULTS = Patterns(_DEFAULTS)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules that hold in one folder of a project, those of the folders above included."""

    layers: tuple[tuple[str, Patterns], ...] = (("", DEFAULTS),)  # (folder they stand in, them)
    own: tuple[tuple[str, Patterns], ...] = ()  # of .memignore: they have the last word

    def below(self, folder: str, git: Iterable[Patterns], own: Patterns | None) -> Rules:
        """These rules and those that stand in `folder` (relative; "" is the top)."""
        found = tuple((folder, one) for one in git if one)
        ours = ((folder, own),) if own else ()
        return Rules(self.layers + found, self.own + ours) if found or ours else self

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Whether `path` (relative to the top) is left out, its folders being read."""
        verdict = _last(self.own, path, is_folder)
        return bool(_last(self.layers, path, is_folder) if verdict is None else verdict)

    def refuses(self, path: str, *, is_folder: bool = False) -> bool:
        """Whether our own rules leave `path` out, whatever Git's say."""
        return bool(_last(self.own, path, is_folder))


def _last(layers: tuple[tuple[str, Patterns], ...], path: str, is_folder: bool) -> bool | None:
    for folder, patterns in reversed(layers):
        below = path[len(folder) + 1 :] if folder else path
        verdict = patterns.verdict(below, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return None


def is_text(head: bytes) -> bool:
    """Whether a file that begins so holds text: no NUL, and UTF-8 but for a few bytes."""
    head = head[:BINARY_WITHIN]
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        broken = head.decode("utf-8", "replace").count("\ufffd")
        return broken <= 1 + len(head) * _BROKEN_SHARE
    return True


def is_generated(head: bytes) -> bool:
    """Whether a program wrote the file, as its first lines or their length tell."""
    if _GENERATED.search(head[:_GENERATED_WITHIN]):
        return True
    return any(len(line) > _WRITTEN_LINE for line in head[:BINARY_WITHIN].split(b"\n"))
