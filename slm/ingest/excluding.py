"""Tell which folders and files nothing is taken from, whoever asks for it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from pathspec import GitIgnoreSpec

from slm.errors import UsageError

# Files that hold keys and passwords, under the names that their programs give them: what stands
# in them is no memory. Of the path their name alone counts: secrets.nvim/README.md is a document.
KEY_FILES = (
    *(".env", ".env.*", ".envrc", "!.env.example", "!.env.*.example", "!.env.sample"),
    *("!.env.*.sample", "!.env.template", "!.env.*.template", "!.env.dist", "!.env.*.dist"),
    *("*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.ppk"),
    *("id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*"),
    *(".npmrc", ".pypirc", ".netrc", "_netrc", ".pgpass", ".git-credentials"),
    *("credentials*.json", "service-account*.json", "service_account*.json", "secrets.*"),
)
KEY_FOLDERS = (".aws/", ".ssh/", ".gnupg/")

_KEY_FILES = GitIgnoreSpec.from_lines(KEY_FILES)
# One look at a name instead of one for each pattern: most names are none of these.
_MAY_BE_KEY_FILE = re.compile(
    "|".join(translate(one) for one in KEY_FILES if not one.startswith("!"))
)
_KEY_FOLDERS = GitIgnoreSpec.from_lines(KEY_FOLDERS)
_WILD = re.compile(r"[*?\[\\]")
# Stands for whatever lies in a folder: a pattern may speak of that alone, as dir/** does.
_INSIDE = "inside"


class Excluded:
    """The user's patterns, as in a .gitignore but of absolute paths; and of files, KEY_FILES."""

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        """Take the user's patterns; raises UsageError for one that is none."""
        try:
            self._own = GitIgnoreSpec.from_lines(
                line for pattern in patterns for line in _spelled(pattern)
            )
        except ValueError as exc:
            raise UsageError(
                f"exclude in config.toml holds what is no pattern: {exc}",
                'as in a .gitignore: exclude = ["~/work/client/**", "*.pem"]',
            ) from exc

    def covers(self, path: Path) -> bool:
        """Whether nothing is to be taken from a file; the user's own word goes before the rest."""
        own = self._said_of(str(path))
        if own is not None:
            return own
        return _is_key_folder(str(path.parent)) or _is_key_file(path.name)

    def covers_folder(self, folder: str) -> bool:
        """Whether what was said in a folder is not to be kept."""
        return bool(self._said_of(folder))

    def _said_of(self, place: str) -> bool | None:
        """What the user says of a file or folder: nothing from it, that it may be, or nothing."""
        if not self._own:  # the usual case, and thousands of files
            return None
        for one in dict.fromkeys((place, os.path.realpath(place))):
            for inside in (_from_root(one), f"{_from_root(one)}/{_INSIDE}"):
                said = self._own.check_file(inside).include
                if said is not None:
                    return said
        return None


@lru_cache(maxsize=4096)
def _is_key_folder(folder: str) -> bool:
    return bool(_KEY_FOLDERS.match_file(f"{_from_root(folder)}/{_INSIDE}"))


def _is_key_file(name: str) -> bool:
    return bool(_MAY_BE_KEY_FILE.match(name)) and bool(_KEY_FILES.match_file(name))


def _spelled(pattern: str) -> list[str]:
    """A pattern with its ~ expanded, and once more where a link stands in its beginning."""
    sign, rest = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    rest = os.path.expanduser(rest)  # noqa: PTH111 - a Path would drop the / at the end
    if not rest.startswith("/"):
        return [f"{sign}{rest}"]
    wild = _WILD.search(rest)
    plain = rest[: wild.start()] if wild else rest
    folder, _, name = plain.rpartition("/")
    resolved = os.path.realpath(folder or "/").rstrip("/") + "/" + name + rest[len(plain) :]
    return [f"{sign}{one}" for one in dict.fromkeys((rest, resolved))]


def _from_root(path: Path | str) -> str:
    return str(path).strip("/")


USUAL = Excluded()
