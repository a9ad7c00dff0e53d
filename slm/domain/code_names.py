"""Find what programmers name: files, symbols, packages and errors."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator

from slm.domain.entity import EntityKind
from slm.domain.ordinary import BARE_FILES, BRANDS, EXTENSIONS, KEYWORDS, LIKE_FILES, NO_NAMES

# Every search below starts at a keyword of its own, or has at most so many characters to look at:
# no text takes longer than in proportion to its length.
LONGEST = 200
LONGEST_WORD = 60

_LINE = re.compile(r"(?::\d+(?:[:-]\d+)?|#L\d+(?:-L?\d+)?)$")  # "store.py:42", "store.go#L10-L12"
_PATH_PART = re.compile(r"[\w.@+~$%-]*")
_ROOTED = re.compile(r"(?:/|~/|\.{1,2}/|[A-Za-z]:/)(?=[^/])")
_SYMBOL = re.compile(r"[A-Za-z_]\w*(?:(?:\.|::|->|#)[A-Za-z_]\w*)*", re.ASCII)
_JOINT = re.compile(r"\.|::|->|#")
_HUMP = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_SNAKE = re.compile(r"[A-Za-z0-9]_+[A-Za-z0-9]")
_HASH = re.compile(r"(?=[a-f]*\d)[0-9a-f]{7,64}")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# "aGVsbG8gd29ybGQ" is encoded: its pieces are shorter than words are.
SHORTEST_MEAN = 3
SCRAMBLED_FROM = 12
_OWN = frozenset(("self", "this", "cls"))
_HOSTS = frozenset(("com", "org", "net", "io", "dev", "ai", "app", "co", "uk", "de", "eu"))
_NO_SYMBOLS = KEYWORDS | _HOSTS

# "NewParseError" makes one, "TestParseError" is a test of it.
_EXCEPTION = re.compile(
    r"(?!(?:New|No|Test|Is|Has|Run|Handle|On|With|Get|Set|Must|Assert)[A-Z])"
    r"[A-Z][A-Za-z0-9]*(?:Error|Exception|Warning|Failure|Panic)"
)
_CODE = re.compile(
    r"(?:E|TS|CS|CA|SC|DL|W)\d{3,5}|F[4-9]\d\d|(?:RUF|PLR|PLC|PLE|PLW|SIM|ANN)\d{3,4}"
    r"|CVE-\d{4}-\d{4,7}|(?:ORA|PG|MSB|LNK|NU|BC)-?\d{4,5}|ERR_[A-Z_]{3,50}|EAI_[A-Z]+"
    r"|SIG(?:SEGV|KILL|TERM|ABRT|BUS|FPE|ILL|INT|HUP|PIPE|TRAP)|0x8[0-9A-Fa-f]{7}"
)
_ERRNO = frozenset(errno.errorcode.values())
# A number is an error only where the words beside it say so.
_NUMBERED = re.compile(
    r"""
    \b(?:HTTP(?:/\d(?:\.\d)?)?|status(?:[ ]code)?)[ :=]{1,2}(?P<status>[45]\d\d)\b
    | \b(?P<told>[45]\d\d)[ ](?:errors?|not[ ]found|forbidden|unauthorized|bad[ ](?:request|gateway)
        |internal[ ]server|service[ ]unavailable|too[ ]many|conflict|gateway[ ]timeout)\b
    | \b(?:error(?:[ ]code)?|errno)[ :=\#]{1,2}(?P<error>[1-9]\d{1,4})\b
    | \bexit(?:ed)?(?:[ ]with)?[ ](?:code|status)[ :=]{1,2}(?P<exit>[2-9]|[1-9]\d{1,2})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_INSTALL = re.compile(
    r"\b(?:pip3?|uv|poetry|pipx|conda|npm|pnpm|yarn|bun|cargo|gem|brew|apt|apt-get|go|composer)"
    r"[ ](?:install|add|i|get|require|remove|uninstall|upgrade)\b(?P<rest>[^\n`|&;]{0,200})"
)
_IMPORT = re.compile(
    r"""
    ^[ \t]{0,40}(?:
        from[ ](?P<source>[a-z_]\w{0,60})(?:\.[\w.]{1,100})?[ ]import\b
        | import[ ](?P<module>[a-z_]\w{0,60})(?:\.[\w.]{1,100})?(?=[ ]*$|[ ]as[ ])
        | use[ ](?P<crate>[a-z_]\w{0,60})::
    )
    | (?:\bimport[ ][^\n"']{1,100}[ ]from[ ]|\brequire\(|\bimport[ (])
        ["'](?P<quoted>@?[\w-][\w./-]{0,80})["']
    | "(?P<hosted>(?:github|gitlab)\.com/[\w.-]{1,60}/[\w.-]{1,60})
    """,
    re.MULTILINE | re.VERBOSE,
)
_PACKAGE = re.compile(r"@?[A-Za-z][\w./-]{0,80}(?<![./-])", re.ASCII)
_PINNED = re.compile(r"(?:\[[\w,]{1,40}\])?[=~>]=v?\d+\.\d")
_AT_VERSION = re.compile(r"(@?[\w./-]{1,80})@[\^~]?v?\d+\.\d.{0,20}", re.ASCII)
_SPECIFIED = re.compile(r"(?<=.)[@=<>~!^\[]")

Named = tuple[EntityKind, str]


def in_chunk(text: str, start: int, stop: int) -> Named | None:
    """What is named by the chunk of `text` between `start` and `stop`, if anything."""
    chunk = text[start:stop].rstrip(".:'").lstrip("'")
    if not chunk or len(chunk) > LONGEST or "://" in chunk or chunk.startswith("www."):
        return None
    return _package(text, chunk, stop) or _error(chunk) or _path_or_symbol(text, chunk, start, stop)


def _path_or_symbol(text: str, chunk: str, start: int, stop: int) -> Named | None:
    is_called = text.startswith("(", stop)
    is_word = chunk.isalpha() and chunk not in BARE_FILES
    is_pattern = text[start - 1 : start] == "*"  # "*_test.py"
    if not (is_called or is_word or is_pattern) and (file := _file(chunk)):
        return EntityKind.FILE, file
    after = stop + 2 if text.startswith("()", stop) else stop
    is_code = text[start - 1 : start] == "`" == text[after : after + 1]
    if _is_symbol(chunk, is_code=is_code, is_called=is_called, is_bare=after > stop):
        return EntityKind.SYMBOL, _without_own(chunk)
    return None


def _file(chunk: str) -> str:
    """The path that the chunk is, without the line it points at, or ""."""
    path = _LINE.sub("", chunk).rstrip("/\\").lstrip("@")  # "@docs/plan.md" in a prompt
    parts = path.replace("\\", "/").split("/")
    if not all(map(_PATH_PART.fullmatch, parts[1:])) or not _PATH_PART.fullmatch(
        parts[0].removesuffix(":")
    ):
        return ""
    stem, dot, extension = parts[-1].rpartition(".")
    if dot and extension in EXTENSIONS:
        # ".sql" is a kind of file, "e.c" too short to be sure of, "self.c" an attribute.
        is_named = stem and (len(stem) > 1 or len(extension) > 1 or len(parts) > 1)
        return path if is_named and stem not in _OWN else ""
    is_placed = len(parts) > 2 and _ROOTED.match(path.replace("\\", "/"))
    return path if parts[-1] in BARE_FILES or (is_placed and "\\n" not in chunk) else ""


def _is_symbol(chunk: str, *, is_code: bool, is_called: bool, is_bare: bool) -> bool:
    """Whether the chunk is an identifier, or several joined, that no prose would hold."""
    if not _SYMBOL.fullmatch(chunk) or _is_scrambled(chunk):
        return False
    parts = _JOINT.split(chunk)
    last = parts[-1]
    if len(last) > LONGEST_WORD or len(chunk.strip("_")) < 3 or last.lower() in _NO_SYMBOLS:
        return False
    if is_code or is_bare or any(map(looks_made, parts)):
        return not chunk.isupper() or "_" in chunk
    # "Store.open" is one; "done.Then" is a missing space, "U.S" an abbreviation.
    is_joined = len(parts) > 1 and len(last) > 1
    return is_joined and (is_called or "." not in chunk or (parts[0].istitle() and last.islower()))


def _is_scrambled(chunk: str) -> bool:
    if _HASH.fullmatch(chunk):
        return True
    pieces = _PIECE.findall(chunk)
    return len(chunk) >= SCRAMBLED_FROM and len(chunk) < SHORTEST_MEAN * len(pieces)


def looks_made(part: str) -> bool:
    """Whether a part of a name has humps or underscores inside, as no ordinary word has."""
    if part.lower() in BRANDS or part.startswith(("Mc", "Mac", "O'")):
        return False
    if part.endswith("s") and part[:-1].isupper():  # "URLs"
        return False
    return bool(_SNAKE.search(part) or _HUMP.search(part)) or (
        part.startswith("__") and part.endswith("__") and len(part) > 4
    )


def _without_own(chunk: str) -> str:
    first, dot, rest = chunk.partition(".")
    return rest if dot and first in _OWN else chunk


def _error(chunk: str) -> Named | None:
    last = chunk.rpartition(".")[2]
    if _EXCEPTION.fullmatch(last) and len(last) <= LONGEST_WORD and last.lower() not in NO_NAMES:
        return EntityKind.ERROR, last
    if _CODE.fullmatch(chunk) or chunk in _ERRNO:
        return EntityKind.ERROR, chunk
    return None


def _package(text: str, chunk: str, stop: int) -> Named | None:
    """The package that a version stands beside, or one that looks like a file."""
    if chunk.lower() in LIKE_FILES and chunk[0].isupper():
        return EntityKind.PACKAGE, chunk
    if _PINNED.match(text, stop) and _PACKAGE.fullmatch(chunk):
        return EntityKind.PACKAGE, chunk
    versioned = _AT_VERSION.fullmatch(chunk) if "@" in chunk else None
    if versioned and _PACKAGE.fullmatch(versioned[1]):
        return EntityKind.PACKAGE, versioned[1]
    return None


def in_context(text: str) -> Iterator[Named]:
    """What is named by the words around it: packages taken in, numbers of errors."""
    for found in _IMPORT.finditer(text):
        name = found[found.lastgroup or 0]
        if found.lastgroup == "quoted" and name.startswith("@"):
            name = "/".join(name.split("/")[:2])
        elif found.lastgroup == "quoted" and "." not in name.partition("/")[0]:
            name = name.partition("/")[0]
        if _PACKAGE.fullmatch(name) and name not in ("self", "super", "crate"):
            yield EntityKind.PACKAGE, name
    for found in _INSTALL.finditer(text):
        for name in _installed(found["rest"]):
            yield EntityKind.PACKAGE, name
    for found in _NUMBERED.finditer(text):
        yield EntityKind.ERROR, found[found.lastgroup or 0]


def _installed(rest: str) -> Iterator[str]:
    """The packages among a command's arguments, up to where prose goes on."""
    for word in rest.split():
        if word.startswith("-"):
            continue
        name = _SPECIFIED.split(word, maxsplit=1)[0].strip("\"'")
        bare = name.rstrip(".,:)!?")
        if not _PACKAGE.fullmatch(bare) or bare.lower() in NO_NAMES or bare.endswith(".txt"):
            return
        yield bare
        if bare != name:
            return
