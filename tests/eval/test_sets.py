"""Sets are the same each time, and hold what they say of their sources."""

import json
import textwrap

import pytest
from invented import Repository

from slm.errors import UsageError
from slm.eval.sets import crowd, docstrings, keep, near_miss, questions_path, rows_path
from slm.eval.sets.history import changes, forks
from slm.eval.sets.symbols import symbols

LIBRARY = {
    "kettle.py": '''
        def boil(water, degrees):
            """Heat the water until it whistles.

            Slowly.
            """
            while water.degrees < degrees:
                water.heat()
            return water

        def pour(cup):
            """Fill it."""
            cup.fill("to the brim, and never a drop beyond the brim of it")

        def empty(cup):
            """Say nothing more than these words do."""
        ''',
    "test/test_kettle.py": '''
        def test_boiling(water):
            """Tests are left out of the set."""
            assert water.degrees == 100, "that is not what boiling water should have"
        ''',
    "broken.py": "def (:",
}


@pytest.fixture
def library(tmp_path):
    for name, source in LIBRARY.items():
        path = tmp_path / "lib" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source))
    return tmp_path / "lib"


def test_a_function_is_asked_for_by_the_first_paragraph_of_its_docstring(library):
    rows, asked = docstrings.make(library)

    assert [one.query for one in asked] == ["Heat the water until it whistles."]
    assert asked[0].gold == (rows[0].source_id,)
    assert rows[0].text.startswith("def boil(water, degrees):\n    while water")
    assert "whistles" not in rows[0].text


def test_a_set_is_kept_as_lines_and_known_by_its_hash(library, tmp_path):
    rows, asked = docstrings.make(library)

    first, again = (keep(tmp_path / name, "docs", rows, asked) for name in ("one", "two"))
    other = keep(tmp_path / "three", "docs", rows, [])

    assert first == again != other
    (row,) = rows_path(tmp_path / "one", "docs").read_text().splitlines()
    assert json.loads(row)["text"] == rows[0].text
    (question,) = questions_path(tmp_path / "one", "docs").read_text().splitlines()
    assert json.loads(question)["gold"] == [rows[0].source_id]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "@decorated\ndef boil(\n    water,\n) -> None:\n    heat(water)\n\n    wait()\n\nX = 1",
            {"boil": "def boil(\n    water,\n) -> None:\n    heat(water)\n\n    wait()"},
        ),
        (
            "func (k *Kettle) Boil() {\n\tk.heat()\n}\n\nvar x = 1\n",
            {"Boil": "func (k *Kettle) Boil() {\n\tk.heat()\n}"},
        ),
        (
            "pub(crate) fn boil() {\n    heat();\n}\n",
            {"boil": "pub(crate) fn boil() {\n    heat();\n}"},
        ),
        ("def a():\n    1\ndef a():\n    2\n", {}),
        ("", {}),
    ],
)
def test_symbols_are_cut_out_whole_where_their_name_is_the_only_one(source, found):
    assert symbols(source) == found


def boil(degrees, length=5):
    lines = [f"    water.heat_to({degrees}, slowly={number})" for number in range(length)]
    return "\n".join(["def boil(water):", *lines, ""])


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "work")
    first = {"kettle.py": boil(80), "a/lid.py": boil(1), "b/lid.py": boil(2)}
    made.commit("Boil", "2026-01-05", first)
    made.commit("Boil hotter", "2026-01-12", {"kettle.py": boil(90)})
    made.commit("Boil at a hundred degrees", "2026-01-20", {"kettle.py": boil(100)})
    return made


def test_versions_of_a_symbol_are_told_apart_by_change_and_by_day(repository):
    rows, asked = near_miss.make(repository.folder)
    text = {row.source_id: row.text for row in rows}
    by_sort = {one.sort: one for one in asked}

    change = by_sort["the change"]
    assert change.query == "boil: Boil at a hundred degrees"
    assert "heat_to(100" in text[change.gold[0]]
    assert "heat_to(90" in text[change.rivals[0]]
    then = by_sort["then"]
    assert then.query == "what did boil in kettle.py look like on 12 January 2026?"
    assert (then.gold, then.rivals) == (change.rivals, change.gold)
    assert by_sort["now"].gold == change.gold


def test_a_file_has_its_namesake_in_another_folder_as_a_rival(repository):
    _, asked = near_miss.make(repository.folder)

    (sibling,) = [one for one in asked if one.sort == "the sibling file"]
    assert {*sibling.gold, *sibling.rivals} == {"a/lid.py", "b/lid.py"}
    assert sibling.gold[0].rpartition("/")[0] in sibling.query


def test_a_symbol_on_another_branch_is_told_from_the_main_line_s(repository):
    repository.branch("gas", "Boil on gas", {"kettle.py": boil(100, length=7)})

    rows, asked = near_miss.make(repository.folder)

    (one,) = [one for one in asked if one.sort == "the other branch"]
    text = {row.source_id: row.text for row in rows}
    branch = one.query.removeprefix("what does boil in kettle.py look like on branch ")[:-1]
    assert {branch, *(id_.partition("@")[2] for id_ in one.rivals)} == {"gas", "master"}
    assert text[one.gold[0]].startswith(f"kettle.py on branch {branch}\ndef boil")
    assert ("slowly=6" in text[one.gold[0]]) == (branch == "gas")


def test_a_branch_that_was_merged_is_still_told_apart(repository):
    tip = repository.branch("gas", "Boil on gas", {"kettle.py": boil(100, length=7)})
    repository.merge("Merge pull request #3 from ana/gas", "2026-02-01", tip)
    repository.delete("gas")

    found = list(forks(repository.folder))

    assert [(one.branch, one.path, one.their_tip) for one in found] == [("gas", "kettle.py", tip)]


def test_a_branch_that_only_went_on_or_stayed_behind_is_no_other(repository):
    repository.branch("behind")
    before = repository.commit("Boil less", "2026-01-25", {"kettle.py": boil(70)})
    repository.commit("Boil more", "2026-01-26", {"kettle.py": boil(75)})

    assert list(forks(repository.folder)) == []
    assert list(forks(repository.folder, before)) == []


def test_a_commit_pins_the_set_whatever_comes_after_it(repository):
    pinned = repository.commit("Boil less", "2026-01-27", {"kettle.py": boil(70)})
    before = near_miss.make(repository.folder)
    repository.commit("Boil more", "2026-02-03", {"kettle.py": boil(75)})

    assert near_miss.make(repository.folder) != before
    assert near_miss.make(repository.folder, pinned) == before


def test_a_commit_that_is_not_there_is_told(repository):
    with pytest.raises(UsageError, match="no commit nonesuch"):
        list(changes(repository.folder, "nonesuch"))


def test_what_is_no_repository_is_told(tmp_path):
    with pytest.raises(UsageError, match="no Git repository"):
        list(changes(tmp_path))


def test_a_crowd_has_realistic_lengths_and_sessions():
    words = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in "nrst"]
    rows = list(crowd.memories(words, 500))
    lengths = [len(row.text.split()) for row in rows]

    assert 50 < sum(lengths) / 500 < 70
    assert len({row.session for row in rows}) == 10
    assert rows == list(crowd.memories(words, 500))
    assert rows != list(crowd.memories(words, 500, seed=3))


def test_a_crowd_is_asked_in_words_of_its_memories():
    words = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in "nrst"]
    rows = list(crowd.memories(words, 100))
    text = {row.source_id: row.text.lower() for row in rows}

    for one in crowd.questions(rows, 20):
        asked = one.query.removeprefix("what did we say about ").rstrip("?").split()
        assert 3 <= len(asked) <= 7
        assert all(word in text[one.gold[0]] for word in asked)
