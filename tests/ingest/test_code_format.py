"""Code is cut into what it defines, in any language, and never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.formats import FILE_FORMATS, format_of
from slm.ingest.formats.code import Code, definitions
from slm.ingest.formats.code.languages import BY_SUFFIX
from slm.ingest.formats.code.settings import WHOLE_LIMIT


def names(source, suffix):
    return [one.name for one in definitions(source, suffix)]


def read(path):
    return [
        item
        for portion in FILE_FORMATS[format_of(path)].open(path).more()
        for item in portion.items
    ]


@pytest.mark.parametrize(
    ("suffix", "lines", "found"),
    [
        ("kt", ["class Pot {", "  fun pour(): Int {", "  }", "}"], ["Pot", "Pot.pour"]),
        ("kt", ["data class Cup(val size: Int)", "", "object Shelf"], ["Cup", "Shelf"]),
        (
            "cs",
            [
                "namespace Tea",
                "{",
                "  class Pot",
                "  {",
                "    public void Pour(int a)",
                "    {",
                "}",
            ],
            ["Tea", "Tea.Pot", "Tea.Pot.Pour"],
        ),
        ("cpp", ["void Pot::pour(int a) {", "  fill();", "}"], ["Pot.pour"]),
        ("cpp", ["class Pot {", " public:", "  int size() {", "  }", "};"], ["Pot", "Pot.size"]),
        ("php", ["<?php", "class A {", "  public function pour($a) {", "}"], ["A", "A.pour"]),
        ("swift", ["extension Pot: Held {", "  func hold() {", "  }", "}"], ["Pot", "Pot.hold"]),
        ("lua", ["local function pour(a)", "end", "function M.boil()", "end"], ["pour", "M.boil"]),
        ("ex", ["defmodule Tea do", "  def pour(a) do", "  end", "end"], ["Tea", "Tea.pour"]),
        ("js", ["const pour = (cup) => {", "};", "function* boil() {", "}"], ["pour", "boil"]),
        ("js", ["class Pot {", "  #lid() {", "    if (open) {", "  }", "}"], ["Pot", "Pot.lid"]),
        ("java", ["enum Tea {", '  GREEN("g"),', "  String name() {", "  }"], ["Tea", "Tea.name"]),
        ("scala", ["object Tea {", "  def pour(cup: Cup): Cup = {", "}"], ["Tea", "Tea.pour"]),
        ("pl", ["sub pour {", "    return 1;", "}"], ["pour"]),
        ("go", ['import "fmt"', "", "var Limit = 3"], [""]),
        ("py", ["import os"], []),
        ("none", ["nothing at all"], [""]),
    ],
)
def test_definitions_are_told_by_their_qualified_names(suffix, lines, found):
    told = names("\n".join(lines), suffix)

    assert [name for name in told if name != "top level"] == found


def test_what_a_class_holds_is_cut_out_of_it():
    pot, pour = definitions("class Pot:\n    size = 3\n\n    def pour(self):\n        pass\n", "py")

    assert (pot.text, pour.text) == ("class Pot:\n    size = 3", "def pour(self):\n    pass")


def test_a_string_with_the_ends_of_lines_of_other_systems_is_cut_where_the_parser_sees_it():
    source = 'TEXT = "a\x0cb\u2028c"\r\n\r\ndef pour():\r\n    pass\r\n'

    assert [(one.name, one.text) for one in definitions(source, "py")] == [
        ("top level", 'TEXT = "a\x0cb\u2028c"'),
        ("pour", "def pour():\n    pass"),
    ]


def test_a_condition_that_holds_definitions_is_not_told_twice():
    top, boil = definitions("if HOT:\n    x = 1\n\n    def boil():\n        pass\n", "py")

    assert "boil" not in top.text
    assert boil.text == "def boil():\n    pass"


REMARKS = """# lead comment

import os

def one():
    return 1

# between, a design note
# of two lines


X = 5
# end
"""


def test_comments_that_stand_free_are_kept_where_they_stand():
    top, one = definitions(REMARKS, "py")

    assert top.text == "# lead comment\n# between, a design note\n# of two lines\nX = 5\n# end"
    assert one.text == "def one():\n    return 1"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("# Only this.\n", "# Only this."),
        ("# a\n\n\n# b\n", "# a\n# b"),
        ('# above\n"""Doc."""\n# below\n', "# above\n# below"),
        ("# why os\nimport os\n", "# why os"),
        ("def a():\n    pass\n    # TODO: pour\n\nimport os\n", "# TODO: pour"),
        ("def a():\n    pass\n\n# TODO: ask for the licence", "# TODO: ask for the licence"),
        ('x = """\n# no comment\n"""\n', 'x = """\n# no comment\n"""'),
    ],
)
def test_a_comment_is_kept_once_wherever_it_stands(source, kept):
    found = {one.name: one.text for one in definitions(source, "py")}

    assert found["top level"] == kept


@pytest.mark.parametrize(
    "source",
    [
        "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n",
        "# Copyright 2020 Ana\n# Licensed under the MIT licence\n\nimport os\n",
        '# SPDX-License-Identifier: MIT\n"""Doc."""\n',
        "# ---------\n",
        "# noqa: E501\nimport os\n",
        "# Steep it.\ndef tea():\n    pass\n",
    ],
)
def test_no_piece_is_made_of_what_no_reader_needs_or_another_piece_holds(source):
    assert "top level" not in [one.name for one in definitions(source, "py")]


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("run", b"#!/usr/bin/env python3\nprint(1)\n", "code"),
        ("run", b"#!/bin/sh -e\necho\n", "code"),
        ("run", b"just words\n", ""),
        ("Dockerfile", b"FROM scratch\n", "code"),
        ("Makefile", b"all:\n", "code"),
        ("a.yml", b"a: 1\n", "code"),
        ("a.MD", b"# A\n", "markdown"),
        ("rules.mdc", b"# A\n", "markdown"),
        (".cursorrules", b"Be brief.\n", "markdown"),
        ("notes.rst", b"A\n=\n", "text"),
        ("a.csv", b"1,2\n", ""),
    ],
)
def test_a_file_is_known_by_its_name_or_by_what_runs_it(tmp_path, name, content, format_):
    (tmp_path / name).write_bytes(content)

    assert format_of(tmp_path / name) == format_


def test_generated_code_and_long_json_are_left_out(tmp_path):
    (tmp_path / "a.go").write_text("// Code generated by x. DO NOT EDIT.\nfunc A() {}\n")
    (tmp_path / "a.json").write_text("[" + "1,\n" * WHOLE_LIMIT + "1]")

    assert read(tmp_path / "a.go") == [Turn(Sort.GENERATED, "")]
    assert read(tmp_path / "a.json") == [Turn(Sort.DATA, "")]


def test_long_settings_are_cut_at_their_top_sections(tmp_path):
    part = "".join(f"  key{number}: value\n" for number in range(800))
    (tmp_path / "a.yaml").write_text(f"# All.\noven:\n{part}timer:\n{part}")

    assert [turn.record for turn in read(tmp_path / "a.yaml")] == ["", "oven", "timer"]


def test_binary_and_huge_sources_are_told(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x = 1\x00")
    (tmp_path / "b.py").write_bytes(b"x" * 600_000)

    assert read(tmp_path / "a.py") == [Unread("not a text")]
    assert read(tmp_path / "b.py") == [Unread("file too large")]


PARTS = [
    "class A:", "def b():", "}", "{", "func (", "end", "x = '", '"""', "#", "//", "", "\t(", "A(",
    "create table x",
]  # fmt: skip
sources = st.text() | st.lists(st.sampled_from(PARTS)).map("\n".join)


@given(st.sampled_from(sorted(BY_SUFFIX)), sources)
def test_whatever_a_source_holds_it_is_cut_and_nothing_is_made_up(suffix, source):
    for one in definitions(source, suffix):
        assert set(one.text.split()) <= set(source.split()) | {""}


def test_lines_that_could_be_read_in_many_ways_are_cut_in_time():
    import time

    started = time.perf_counter()
    for suffix in BY_SUFFIX:
        for line in ("a " * 240, "a<" * 240, "a*" * 240 + "(", "static " * 70, "impl a<" * 60):
            definitions(f"class A {{\n  {line}\n{line}\n}}\n", suffix)

    assert time.perf_counter() - started < 10  # a second alone


def test_instructions_and_native_memories_are_tagged(tmp_path):
    told = tmp_path / "AGENTS.md"
    told.write_text("# Rules\n\n## Tests\n\nRun them all.\n")
    kept = tmp_path / "claude" / "projects" / "-home-ana-tea" / "memory" / "kettle.md"
    kept.parent.mkdir(parents=True)
    kept.write_text("---\nname: kettle\nmetadata:\n  type: feedback\n---\n\nNever boil it dry.\n")
    (turn,) = read(told)
    (memory,) = read(kept)

    assert isinstance(turn, Turn)
    assert turn.tags == ("instructions", "Rules")
    assert memory.tags == ("native-memory", "feedback")
    assert memory.text == "Never boil it dry."


def test_a_format_of_files_has_a_limit_and_a_name():
    assert all(one.size_limit and one.name == name for name, one in FILE_FORMATS.items())
    assert isinstance(FILE_FORMATS["code"], Code)
