"""List the languages that are cut by their structure, and what opens a definition in each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slm.ingest.formats.code.blocks import CLOSERS

_MODIFIERS = r"""
    (?:(?:export|default|public|private|protected|internal|fileprivate|static|async|unsafe|abstract
        |final|sealed|open|override|virtual|inline|suspend|data|case|const|constexpr|extern|partial
        |readonly|declare|local|mutating|indirect|implicit|lazy|tailrec|external|annotation|inner
        |pub(?:\([^)]*\))?|@[\w.]+(?:\([^)]*\))?|extern[ ]"C")[ \t]+)*
"""
# Common to all, so that a new language is read before anybody writes it down here.
_COMMON = re.compile(
    rf"""
    [ \t]*{_MODIFIERS}
    (?: (?P<container>class|struct|interface|trait|enum(?:[ ]class)?|module|namespace|object|record
          |protocol|extension|actor|mixin|contract|union|defmodule)[ \t]+
        (?P<held>[A-Za-z_$][\w$.:]*)
      | impl(?:<[^{{]*?>)?[ \t]+(?:[^{{]*?[ \t]for[ \t]+)?(?P<implemented>[A-Za-z_]\w*)
      | (?:def|defp|defmacro|func|function\*?|fn|fun|sub|proc|macro_rules!|type|typealias)[ \t]+
        (?:\((?:\w+[ ]+)?\*?(?P<receiver>\w+)[^)]*\)[ \t]*)?    # of a Go method
        (?:<[^>]*>[ \t]*)?(?:self\.)?
        (?P<name>[A-Za-z_$][\w$.:]*[?!]?)
    )
    """,
    re.VERBOSE,
)
_JAVASCRIPT = re.compile(
    rf"""
    [ \t]*{_MODIFIERS}(?:const|let|var)[ \t]+(?P<name>[A-Za-z_$][\w$]*)[^=\n]*=[ \t]*
    (?:async[ \t]+)?(?:function\b|class\b|\([^()\n]*\)[^=\n]*=>|\w+[ \t]*=>|\([^)\n]*$
      |[\w.]*(?:memo|forwardRef|useCallback|styled)\b)
    """,
    re.VERBOSE,
)
_NO_CALL = r"(?!(?:if|for|while|switch|catch|return|new|throw|else|do|case|await|using|lock|try)\b)"
# A method without a keyword of its own, as classes of these languages have.
_METHOD = re.compile(
    rf"""
    [ \t]*{_MODIFIERS}{_NO_CALL}(?:[\w$<>\[\],.?&*:~]+[ \t]+(?:[*&]+[ \t]*)?){{0,6}}?
    {_NO_CALL}(?P<name>[#~A-Za-z_$][\w$]*)[ \t]*(?:<[^>(]*>)?\((?![^\n]*(?:;|\),)[ \t]*$)
    """,
    re.VERBOSE,
)
# In C a name before a bracket at the margin is a function's where a type stands before it.
_C_FUNCTION = re.compile(
    rf"""
    {_NO_CALL}(?:[A-Za-z_][\w:<>,*&]*[ \t]+[*&]*){{1,6}}?
    [*&]*(?P<name>[A-Za-z_~][\w:~]*)[ \t]*\((?![^\n]*(?:;|\),)[ \t]*$)
    """,
    re.VERBOSE,
)
_C_SPLIT = re.compile(
    rf"""{_NO_CALL}(?P<name>[A-Za-z_~][\w:~]*)[ \t]*\((?![^\n]*;[ \t]*$)""", re.VERBOSE
)
_C_TYPE = re.compile(r"[A-Za-z_][\w \t*:<>,]*[ \t*]*$")
_SHELL = re.compile(r"[ \t]*(?:function[ \t]+)?(?P<name>[A-Za-z_][\w:.-]*)[ \t]*\(\)")
_SQL = re.compile(
    r"""
    [ \t]*create[ \t]+(?:or[ \t]+replace[ \t]+)?
    (?:(?:temp|temporary|unique|virtual|materialized|global|unlogged|definer)[ \t]+)*
    (?:table|view|function|procedure|trigger|index|type|schema|sequence|policy|extension|domain)
    [ \t]+(?:if[ \t]+not[ \t]+exists[ \t]+)?(?P<name>["`\[\w][\w."`\[\]]*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IMPORT = re.compile(
    r"[ \t]*(?:import|from|package|use|using|#[ ]*include|require(?:_relative)?|extern[ ]crate)\b"
    r"|[ \t]*(?:const|let|var)[^=\n]*=[ ]*require\("
)
# Attributes and decorators stand above a definition as comments do.
_COMMENT = re.compile(
    r"[ \t]*(?://|/\*|\*|#(?![ ]*(?:define|if|endif|else|pragma))|--|;|@|\[|%|\"{3}|'{3})"
)


@dataclass(frozen=True, slots=True)
class Language:
    """How definitions are told in one language."""

    opening: tuple[re.Pattern[str], ...] = (_COMMON,)  # at any depth
    at_margin: re.Pattern[str] | None = None  # only outside of everything
    below_type: re.Pattern[str] | None = None  # at the margin, its type on the line above
    type_line: re.Pattern[str] = _C_TYPE
    in_container: re.Pattern[str] | None = None  # only right within a class or its like
    continues: tuple[str, ...] = (*CLOSERS, "end", "where", "begin")
    comment: re.Pattern[str] = _COMMENT
    imports: re.Pattern[str] = _IMPORT
    ends_with_next: bool = False  # a definition goes on to the next one


_PLAIN = Language()
_C = Language(
    at_margin=_C_FUNCTION,
    below_type=_C_SPLIT,
    in_container=_METHOD,
    continues=(*CLOSERS, "#", "public:", "private:"),
)
_CLASSES = Language(in_container=_METHOD)
_SCRIPT = Language(opening=(_COMMON, _JAVASCRIPT), in_container=_METHOD)

# Python stands here for sources that its parser refuses.
_SUFFIXES: tuple[tuple[str, Language], ...] = (
    (
        "py pyi pyx rb rs go kt kts swift php lua ex exs erl jl nim pl pm r scala sc clj cljs",
        _PLAIN,
    ),
    ("el hs ml mli fs fsx vb tcl zig sol proto graphql gql", _PLAIN),
    ("js mjs cjs jsx ts mts cts tsx vue svelte astro", _SCRIPT),
    ("c h cc cpp cxx hh hpp hxx m mm cu cuh ino", _C),
    ("java cs dart groovy gradle gd", _CLASSES),
    ("sh bash zsh fish ksh ps1", Language(opening=(_COMMON, _SHELL))),
    ("sql", Language(opening=(_SQL,), ends_with_next=True)),
)
BY_SUFFIX = {suffix: language for suffixes, language in _SUFFIXES for suffix in suffixes.split()}
# A script without a suffix says on its first line what runs it.
BY_PROGRAM = {
    "python": "py", "node": "js", "deno": "ts", "ruby": "rb", "perl": "pl", "php": "php",
    "sh": "sh", "bash": "sh", "zsh": "sh", "dash": "sh", "lua": "lua",
}  # fmt: skip
