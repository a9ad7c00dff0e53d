"""Tell by its path what a file says to agents: instructions, or what they noted themselves."""

from __future__ import annotations

import re

INSTRUCTIONS = "instructions"
NATIVE_MEMORY = "native-memory"

# Read wherever they stand in a project, and though Git ignores them: that is how people keep
# instructions to themselves. Paths as the agents document them.
_INSTRUCTIONS = re.compile(
    r"""
    (?:^|/)
    (?: CLAUDE(?:\.local)?\.md | AGENTS(?:\.override)?\.md | GEMINI\.md
      | \.cursorrules | \.windsurfrules | \.clinerules(?:/(?:[^/]+/)*[^/]+\.md)?
      | \.cursor/rules/(?:[^/]+/)*[^/]+\.mdc?
      | \.windsurf/rules/(?:[^/]+/)*[^/]+\.md
      | \.claude/rules/(?:[^/]+/)*[^/]+\.md | \.claude/CLAUDE\.md
      | \.github/copilot-instructions\.md
      | \.github/instructions/(?:[^/]+/)*[^/]+\.md
    )$
    """,
    re.VERBOSE,
)
# Claude Code's are a folder beside a project's logs; Codex's are of all projects.
_CLAUDE_MEMORY = re.compile(r"^(?P<root>.*/projects/[^/]+)/memory/[^/]+\.md$")
_CODEX_MEMORY = re.compile(r"^(?P<root>.*/\.?codex)/memories/[^/]+\.md$")

# The hidden folders that hold the above, and how a build is run.
HIDDEN_FOLDERS = frozenset(
    {
        ".cursor", ".cursor/rules", ".windsurf", ".windsurf/rules", ".claude", ".claude/rules",
        ".clinerules", ".github", ".github/instructions", ".github/workflows", ".circleci",
    }
)  # fmt: skip
HIDDEN_FILES = frozenset({".gitlab-ci.yml", ".travis.yml", ".pre-commit-config.yaml"})


def tag_of(path: str) -> str:
    """INSTRUCTIONS, NATIVE_MEMORY, or "" for what is neither; `path` has `/` and any root."""
    if _INSTRUCTIONS.search(path):
        return INSTRUCTIONS
    return NATIVE_MEMORY if memory_root(path) else ""


def memory_root(path: str) -> str:
    """The folder that a file of an agent's own memory is named from; "" for every other file."""
    found = _CLAUDE_MEMORY.match(path) or _CODEX_MEMORY.match(path)
    return found["root"] if found else ""


def is_known_folder(path: str) -> bool:
    """Whether a hidden folder, or one below it, may hold what is read; relative to the project."""
    parts = path.split("/")
    first = next((at for at, part in enumerate(parts) if part.startswith(".")), len(parts))
    hidden = parts[first:]
    if any(part.startswith(".") for part in hidden[1:]):
        return False
    return not hidden or "/".join(hidden[:2]) in HIDDEN_FOLDERS


def is_known_file(path: str) -> bool:
    """Whether a file is read though it, or a folder above it, is hidden."""
    folder, _, name = path.rpartition("/")
    if tag_of(path) or name in HIDDEN_FILES:
        return True
    last = "/".join(folder.split("/")[-2:])
    return not name.startswith(".") and last in (".github/workflows", ".circleci")
