"""Cut what configures a project: short files stay whole, long ones go by their top sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from slm.ingest.formats.code.definition import Definition

_ENDINGS = """
    toml yaml yml json json5 jsonc ini cfg conf properties tf tfvars hcl nix bzl cmake mk
"""
_CALLED = """
    Dockerfile Containerfile Makefile makefile GNUmakefile Justfile justfile Procfile Jenkinsfile
    Vagrantfile Rakefile Gemfile Brewfile Podfile Fastfile Pipfile BUILD WORKSPACE CODEOWNERS
"""
_SUFFIXES = frozenset(_ENDINGS.split())
_JSON = frozenset({"json", "json5", "jsonc"})
_NAMES = frozenset(_CALLED.split())
# Longer files of these are data more often than settings. A choice.
WHOLE_LIMIT = 20 * 1024
_SECTION = re.compile(r"\[\[?(?P<table>[^\]\n]+)\]\]?|(?P<key>[A-Za-z_\"'.][\w .\"'/-]*):(?:\s|$)")


def is_settings(name: str) -> bool:
    """Whether a file of this name configures something."""
    stem, _, suffix = name.rpartition(".")
    return name in _NAMES or suffix.lower() in _SUFFIXES or stem in ("Dockerfile", "Makefile")


def is_data(source: str, name: str) -> bool:
    """Whether a file called as settings is too long to be some: JSON, which has no sections."""
    return len(source) > WHOLE_LIMIT and name.rpartition(".")[2].lower() in _JSON


def definitions(source: str) -> list[Definition]:
    """The file whole, or its top sections where it is long."""
    if len(source) <= WHOLE_LIMIT:
        return [Definition("", source.strip("\n"))]
    return list(_sections(source.replace("\r\n", "\n").split("\n")))


def _sections(lines: Sequence[str]) -> Iterator[Definition]:
    """What stands between one heading at the margin and the next."""
    name, kept = "", list[str]()
    for line in lines:
        match = _SECTION.match(line)
        if match and kept:
            yield Definition(name, "\n".join(kept).strip("\n"))
            kept = []
        if match:
            name = (match["table"] or match["key"]).strip()
        kept.append(line)
    yield Definition(name, "\n".join(kept).strip("\n"))
