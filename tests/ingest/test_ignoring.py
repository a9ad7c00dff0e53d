"""What is left out: as Git does, as .memignore says, and what no project wrote itself."""

import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.ingest.ignoring import DEFAULTS, Patterns, Rules, is_generated, is_text
from slm.ingest.walking import takes, walk

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="compares with Git itself")


def names(folder):
    return [entry.name for entry in walk(folder)]


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def work_tree(folder, files):
    (folder / ".git").mkdir(parents=True)
    return write(folder, files)


parts = st.sampled_from(["a", "b", "c.py", "*", "**", "a*", "?", "[ab]", "*.py", "!a", "\\!a"])
patterns = st.builds(
    lambda no, first, inner, last: no + first + "/".join(inner) + last,
    st.sampled_from(["", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(parts, min_size=1, max_size=3),
    st.sampled_from(["", "/", " ", "\\ "]),
)
rule_files = st.lists(patterns, max_size=5).map("\n".join)
TREE = ["a/a/c.py", "a/b/b", "a/c.py", "b/a/a", "b/b/c.py", "c.py/a", "b/!a", "x/a", "x/c.py"]


@needs_git
@settings(deadline=None)
@given(top=rule_files, below=rule_files, exclude=rule_files)
def test_what_git_leaves_out_is_left_out_and_nothing_else(tmp_path_factory, top, below, exclude):
    folder = tmp_path_factory.mktemp("tree")
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env=env)
    write(folder, dict.fromkeys(TREE, "x") | {".gitignore": top, "b/.gitignore": below})
    (folder / ".git" / "info" / "exclude").write_text(exclude)
    listed = subprocess.run(
        ["git", "-C", str(folder), "ls-files", "-z", "--others", "--exclude-standard"],
        check=True, env=env, capture_output=True, text=True,
    ).stdout  # fmt: skip
    wanted = {name for name in listed.split("\0") if name and not name.endswith(".gitignore")}
    found = set(names(folder))

    assert found == wanted
    assert {name for name in TREE if takes(folder / name, folder)} == found


def test_our_own_rules_have_the_last_word_in_any_folder(tmp_path):
    tree = work_tree(
        tmp_path,
        {
            ".gitignore": "notes/\n*.tmp\n",
            ".memignore": "!notes/\ndrafts/*\n!drafts/kept.md\n",
            "sub/.memignore": "b.py\n!c.tmp\n",
            "notes/a.md": "x", "drafts/gone.md": "x", "drafts/kept.md": "x",
            "sub/b.py": "x", "sub/c.tmp": "x", "d.tmp": "x", "b.py": "x",
        },
    )  # fmt: skip

    assert names(tree) == ["b.py", "drafts/kept.md", "notes/a.md", "sub/c.tmp"]


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/x/index.js", "a/__pycache__/a.py", "venv/lib/a.py", "dist/a.js", "build/a.py",
        "target/a.rs", "vendor/a.go", "coverage/a.js", "src/app.min.js", "app.js.map", "a.snap",
        "package-lock.json", "Cargo.lock", "poetry.lock", "go.sum", "api/kettle_pb2.py",
        "kettle.pb.go", "web/.next/a.js", "icon.png", "key.pem", "env/pyvenv.cfg", "env/a.py",
    ],
)  # fmt: skip
def test_what_tools_make_and_what_is_no_text_is_left_out(tmp_path, path):
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").touch()
    tree = work_tree(tmp_path, {path: "x", "kept.py": "x"})

    assert names(tree) == ["kept.py"]
    assert not takes(tree / path, tree)


def test_a_file_called_like_a_suffix_is_no_picture(tmp_path):
    (tmp_path / "png").write_text("words")

    assert [one.name for one in walk(tmp_path)] == ["png"]


def test_a_project_may_let_in_what_is_left_out_by_default(tmp_path):
    tree = work_tree(tmp_path, {".gitignore": "!build/\n", "build/a.py": "x"})

    assert names(tree) == ["build/a.py"]


def test_instructions_are_read_where_agents_look_for_them_though_git_ignores_them(tmp_path):
    told = [
        ".claude/rules/deep/tests.md", ".clinerules", ".cursor/rules/a.mdc", ".cursorrules",
        ".github/copilot-instructions.md", ".github/instructions/b.md", ".github/workflows/ci.yml",
        ".windsurfrules", "AGENTS.md", "CLAUDE.local.md", "CLAUDE.md", "GEMINI.md", "sub/CLAUDE.md",
    ]  # fmt: skip
    other = [".env", ".claude/settings.json", ".github/b.md", ".cursor/mcp.json", ".x/CLAUDE.md"]
    ignoring = {".gitignore": "CLAUDE*\n.claude/\n.cursor/\n"}
    tree = work_tree(tmp_path, dict.fromkeys([*told, *other], "x") | ignoring)

    assert sorted(names(tree)) == told
    assert all(takes(tree / name, tree) for name in told)
    assert not any(takes(tree / name, tree) for name in other)

    (tree / ".memignore").write_text("CLAUDE.local.md\n.claude/\n")
    assert sorted(names(tree)) == [one for one in told if "local" not in one and "/deep" not in one]


def test_rules_of_git_count_in_work_trees_alone(tmp_path):
    write(tmp_path, {".gitignore": "*.md\n", "a.md": "x", "repo/b.md": "x", "repo/.git/HEAD": "x"})
    write(tmp_path, {"repo/.gitignore": "c.md\n", "repo/c.md": "x"})

    assert names(tmp_path) == ["a.md", "b.md"]


def test_a_pattern_that_is_none_is_passed_by():
    patterns = Patterns("!\n///\n[\n# a remark\n\nkept.py\n")

    assert patterns.verdict("kept.py", is_folder=False) is True
    assert patterns.verdict("other.py", is_folder=False) is None


def test_rules_are_judged_without_a_disk():
    rules = Rules().below("", [Patterns("*.tmp")], None).below("a", [Patterns("!b.tmp")], None)

    assert rules.ignores("b.tmp")
    assert not rules.ignores("a/b.tmp")
    assert rules.ignores("node_modules", is_folder=True)
    assert DEFAULTS.verdict("node_modules", is_folder=False) is None  # a file of that name


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", True),
        (b"plain", True),
        ("Kännchen".encode("latin-1"), True),
        (b"\x89PNG\r\n\x1a\n\x00", False),
        (b"a" * 9000 + b"\x00", True),  # beyond where Git looks
        ("Kettle".encode("utf-16"), False),
        (os.urandom(4000).replace(b"\x00", b"\x80"), False),
    ],
)
def test_binary_is_told_by_the_beginning(head, expected):
    assert is_text(head) is expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"// Code generated by protoc-gen-go. DO NOT EDIT.\npackage x\n", True),
        (b"# -*- coding: utf-8 -*-\n# @generated by buck\n", True),
        (b"/*\n * This file was automatically generated.\n */\n", True),
        (b"# Autogenerated by Sphinx\n", True),
        (b"x = 1;" * 500, True),
        (b'"""Tell generated code from written code."""\n', False),
        (b"// generates keys\nfunction generate() {}\n", False),
        (b"", False),
    ],
)
def test_generated_code_is_told_by_its_first_lines(head, expected):
    assert is_generated(head) is expected


@pytest.mark.slow
def test_twenty_thousand_files_are_judged_in_about_a_second(tmp_path):
    import time

    for folder in range(400):
        here = tmp_path / f"part{folder % 20}" / f"sub{folder}"
        here.mkdir(parents=True)
        for number in range(50):
            (here / f"file{number}.py").touch()
    rules = "\n".join([*(f"*.x{n}" for n in range(40)), *(f"/deep{n}/**/out" for n in range(20))])
    work_tree(tmp_path / "x", {})
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text(rules)
    started = time.perf_counter()
    found = len(names(tmp_path))

    assert found == 20_000
    assert time.perf_counter() - started < 3  # 0.5 s alone on this kind of machine
