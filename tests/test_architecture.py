"""The map, the size of things, and what start-up may load."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = ROOT / "docs" / "architecture.md"
ROW = re.compile(r"^\| `(slm/[\w/]+\.py)` \| (.+?) \|$", re.MULTILINE)
HEAVY = {
    "ahocorasick",
    "apsw",
    "dulwich",
    "numpy",
    "onnxruntime",
    "sqlite3",
    "sqlite_vec",
    "tokenizers",
    "watchdog",
}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
# Longer than that, and why.
LONG_MODULES: dict[str, str] = {}


def modules() -> list[Path]:
    return sorted((ROOT / "slm").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_jobs() -> dict[str, str]:
    """Each module's path and the first line of its docstring."""
    return {
        name(path): (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        for path in modules()
    }


def functions() -> list[tuple[str, int]]:
    """Every function, and how many lines it has after its docstring."""
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
                length = (node.end_lineno or 0) - first.lineno + 1
                found.append((f"{name(path)}:{node.name}", length))
    return found


def test_the_map_lists_every_module_and_its_job():
    assert dict(ROW.findall(MAP.read_text())) == module_jobs(), "run scripts/map"


@pytest.mark.parametrize(("module", "job"), module_jobs().items())
def test_every_module_states_its_job_in_one_line(module, job):
    assert job.endswith(".")
    assert len(job) <= 100


def test_no_module_has_grown_too_long():
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules()}
    long = {module for module, length in lengths.items() if length > LONGEST_MODULE}

    assert long == set(LONG_MODULES)


def test_no_function_has_grown_too_long():
    assert [found for found in functions() if found[1] > LONGEST_FUNCTION] == []


def test_nine_functions_in_ten_fit_on_half_a_screen():
    lengths = sorted(length for _, length in functions())

    assert lengths[int(len(lengths) * 0.9)] <= 25


@pytest.mark.parametrize("door", ["slm.client.asking", "slm.cli.app", "slm.mcp_server"])
def test_a_front_door_loads_nothing_heavy(door):
    """A cold `mem` must not pay for the model or the database."""
    code = f"import sys, {door}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()

    assert not HEAVY & {module.partition(".")[0] for module in loaded}
