"""Find the blocks that hosts, hooks and memory tools put into a text between tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.frame import OWN_TAG

# Names of tags seen in real logs of each host, or told of its later releases.
_HOST_TAGS = (
    # Claude Code
    r"system-reminder",
    r"local-command-[\w-]+",
    r"command-(?:name|message|args|contents)",
    r"bash-(?:input|stdout|stderr)",
    r"(?:task|agent|teammate|channel)-(?:notification|message)",
    r"[\w-]+-hook",
    r"ide_\w+",
    r"new-diagnostics",
    # Codex
    r"environment_context",
    r"(?:user|developer|apps|skills|plugins)_instructions",
    r"permissions instructions",
    r"INSTRUCTIONS",
    r"recommended_plugins",
    r"multi_agent_mode",
    r"collaboration_mode",
    r"personality_spec",
    r"model_switch",
    r"user_action",
    r"user_shell_command",
    r"turn_aborted",
    r"subagent_notification",
    r"app-context",
    r"hook_prompt",
    r"skill(?=>\s*<name>)",
)
# An assistant that writes its reasoning as text.
_THOUGHT_TAGS = (r"think", r"thinking", r"antml:thinking")
# Those that bear the name of a tool, and those that public code of several tools puts around what
# it injects. Others about memory, `<memory-map>` or `<memory_usage>`, are somebody's own XML.
_TOOLS = (
    r"claude-mem|hindsight|supermemory|mem0|engram|letta|episodic-memory|agentmemory|mempalace"
    r"|memsearch|basic-memory|memorix"
)
_MEMORY_TAGS = (
    re.escape(OWN_TAG),
    rf"(?:{_TOOLS})(?:[-_][\w-]+)?",
    r"(?:relevant|recalled|user)[-_]memories",
    r"project[-_]memory",
    r"memory[-_]context",
)
# No person writes these; they are cut wherever they stand, in whatever case.
_INJECTED_TAGS = (r"system-reminder", *_MEMORY_TAGS)

_ALL = (*_HOST_TAGS, *_THOUGHT_TAGS, *_MEMORY_TAGS)
# Most texts with a "<" hold none of them, which this tells soonest.
_ANY = re.compile(rf"<(?:{'|'.join(_ALL)})", re.IGNORECASE)
_HOST = rf"<({'|'.join((*_HOST_TAGS, *_THOUGHT_TAGS))})(?:\s[^<>]*)?>"
_INJECTED = rf"<((?i:{'|'.join(_INJECTED_TAGS)}))(?:\s[^<>]*)?(?<!/)>"
# The other blocks of a host open a line. What stands in backticks is a quotation.
_MARK = re.compile(rf"^[ \t]*{_HOST}|(?<!`){_INJECTED}|^[ \t]*(`{{3,}}|~{{3,}})", re.MULTILINE)
_NEXT = re.compile(rf"\s*{_HOST}()()")  # a block may follow another on the same line
_TAG = re.compile(r"(?<!`)<(/?)(permissions instructions|[\w:-]+)(?:\s[^<>]*)?(?<!/)>")
_CASELESS = re.compile("|".join(_INJECTED_TAGS), re.IGNORECASE)
_MEMORY = re.compile("|".join(_MEMORY_TAGS), re.IGNORECASE)
# What people write after a tag that they speak of: "the <mem-context> tag", "<mem-context>, say".
_AS_A_WORD = re.compile(r"[ \t]*[^\s\w<]|[ \t]+\S")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each block goes, in order, none overlapping.

    None begins inside a code fence: people also write about tags.
    """
    if not _ANY.search(text):
        return
    ends: dict[int, int] | None = None
    open_fences: set[str] = set()  # those known to have no end, so that a text is read once
    first = len(text) - len(text.lstrip())
    at = 0
    after_block = False
    while mark := (after_block and _NEXT.match(text, at)) or _MARK.search(text, at):
        at, after_block = mark.end(), False
        if fence := mark[3]:
            at = _after_fence(text, fence, at, open_fences)
            continue
        ends = _ends(text) if ends is None else ends
        end = ends.get(mark.start(1 if mark[1] else 2) - 1)
        if end is None and _is_cut_short(text, mark, first):
            end = len(text)
        if end is not None:
            yield mark.start(), end
            at, after_block = end, True


def _after_fence(text: str, fence: str, at: int, open_fences: set[str]) -> int:
    close = -1 if fence in open_fences else text.find(f"\n{fence}", at)
    if close < 0:
        open_fences.add(fence)
        return at
    return close + 1 + len(fence)


def _ends(text: str) -> dict[int, int]:
    """Where each block ends, by where its tag begins; nothing of one that is left open.

    A block may hold another of its name. One whose end is missing ends with the next that it holds.
    """
    begun: dict[str, list[int]] = {}  # by name, all of them
    open_: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for tag in _TAG.finditer(text):
        name = tag[2].lower() if _CASELESS.fullmatch(tag[2]) else tag[2]
        if not tag[1]:
            begun.setdefault(name, []).append(tag.start())
            open_.setdefault(name, []).append(tag.start())
        elif open_.get(name):
            ends[open_[name].pop()] = tag.end()
    for starts in begun.values():
        for start, following in zip(starts[-2::-1], starts[:0:-1], strict=True):
            if start not in ends and following in ends:
                ends[start] = ends[following]
    return ends


def _is_cut_short(text: str, mark: re.Match[str], first: int) -> bool:
    """Whether a tag without an end is a block's all the same, and not a word of a person's."""
    if mark.start() <= first:
        return True
    if not mark[2] or not _MEMORY.fullmatch(mark[2]):
        return False
    line = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
    return not line.strip() or not _AS_A_WORD.match(text, mark.end())
