"""What is private in a file is in none of its pieces, however many it goes through."""

from textwrap import dedent

import pytest

from slm.domain.turn import Turn
from slm.ingest.formats import FILE_FORMATS, format_of


def pieces(path, text):
    path.write_text(dedent(text), encoding="utf-8")
    portions = FILE_FORMATS[format_of(path)].open(path).more()
    items = [item for portion in portions for item in portion.items]
    assert all(isinstance(item, Turn) for item in items)
    return {item.record: item.text for item in items}


ACROSS_HEADINGS = """\
    # Top

    hi <private>

    SECRET

    ## Inner

    SECRET

    </private>

    ## After

    bye
    """
ACROSS_UNDERLINES = """\
    Top
    ===

    hi <private>

    SECRET

    Inner
    -----

    SECRET </private>

    After
    -----

    bye
    """
IN_A_FENCE = """\
    # Top

    ```sh
    bake <private>
    SECRET
    ```

    ## Inner

    SECRET
    </private>

    ## After

    bye
    """
INTO_A_FENCE = """\
    # Top

    hi <private>

    ## Inner

    ~~~~sh
    # SECRET
    </private>
    # bake the rolls
    ~~~~

    ## After

    bye
    """
OUT_OF_ONE_FENCE_INTO_ANOTHER = """\
    # Top

    ```
    bake <private>
    SECRET
    ```

    ~~~
    SECRET
    </private>
    # the rolls
    ~~~

    ## After

    bye
    """
FENCES_WITHIN = """\
    # Top

    hi <private>

    ```
    SECRET
    ```

    </private>

    ## After

    bye
    """
WITH_BLANKS = ACROSS_HEADINGS.replace("<private>", "< private why='mine'>").replace("</", "</ ")


@pytest.mark.parametrize(
    ("name", "text", "records"),
    [
        ("a.md", ACROSS_HEADINGS, ["Top", "Top > After"]),
        ("a.md", WITH_BLANKS, ["Top", "Top > After"]),
        ("a.rst", ACROSS_UNDERLINES, ["Top", "Top > After"]),
        ("a.md", ACROSS_UNDERLINES, ["Top", "Top > After"]),
        ("a.md", IN_A_FENCE, ["Top", "Top > After"]),
        ("a.md", INTO_A_FENCE, ["Top", "Top > After"]),
        ("a.md", OUT_OF_ONE_FENCE_INTO_ANOTHER, ["Top", "Top > After"]),
        ("a.md", FENCES_WITHIN, ["Top", "Top > After"]),
    ],
)
def test_a_document_keeps_its_other_sections(tmp_path, name, text, records):
    found = pieces(tmp_path / name, text)

    assert list(found) == records
    assert "SECRET" not in str(found)
    assert "bye" in found["Top > After"]


def test_fences_that_are_private_leave_nothing(tmp_path):
    found = pieces(tmp_path / "a.md", FENCES_WITHIN)

    assert found["Top"].strip() == "# Top\n\nhi"


def test_what_stands_in_a_fence_that_began_in_private_is_no_heading(tmp_path):
    found = pieces(tmp_path / "a.md", INTO_A_FENCE)

    assert "# bake the rolls\n~~~~" in found["Top"]


@pytest.mark.parametrize("name", ["a.md", "a.rst", "a.adoc", "a.txt", "a.py", "a.js", "a.yaml"])
def test_what_is_left_open_is_private_to_the_end_of_the_file(tmp_path, name):
    text = "a: 1 # oven <private>\n\nSECRET\n\n# B\n\nSECRET\n\nC\n===\n\ndef d():\n    SECRET\n"
    found = pieces(tmp_path / name, text)

    assert "oven" in str(found)
    assert "SECRET" not in str(found)


PYTHON = """\
    def bake():
        return "rolls"


    # <private>
    def SECRET():
        return 1


    class SECRET_ONE:
        pass
    # </private>


    def serve():
        return "tea"
    """
EMPTIED_CLASS = """\
    def bake():
        return "rolls"


    class Oven:
        # <private>
        def heat(self):
            return SECRET

        def cool(self):
            return SECRET
        # </private>


    def serve():
        return "tea"
    """
JAVASCRIPT = """\
    function bake() {
      return "rolls";
    }

    // <private>
    function one() {
      return SECRET;
    }

    function two() {
      return SECRET;
    }
    // </private>

    function serve() {
      return "tea";
    }
    """


@pytest.mark.parametrize(
    ("name", "text", "records"),
    [
        ("a.py", PYTHON, ["bake", "serve"]),
        ("a.py", EMPTIED_CLASS, ["bake", "Oven", "serve"]),
        ("a.js", JAVASCRIPT, ["bake", "serve"]),
    ],
)
def test_code_keeps_its_other_definitions(tmp_path, name, text, records):
    found = pieces(tmp_path / name, text)

    assert list(found) == records
    assert "SECRET" not in str(found)
    assert '"rolls"' in found["bake"]
    assert '"tea"' in found["serve"]


@pytest.mark.parametrize(
    "speaks_of_it",
    ["put `<private>` around it", "nothing <private/> here", "sign it with <private key>"],
)
def test_words_about_the_tag_hide_nothing(tmp_path, speaks_of_it):
    found = pieces(tmp_path / "a.md", f"# Top\n\n{speaks_of_it}\n\n## After\n\nbye\n")

    assert found == {"Top": f"# Top\n\n{speaks_of_it}", "Top > After": "## After\n\nbye"}


def test_data_in_a_document_takes_no_tag_with_it(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"# Top\n\nhi\n\n{'x' * 40_000}<private>\n\n# Inner\n\nSECRET\n")
    turns = [i for p in FILE_FORMATS["markdown"].open(path).more() for i in p.items]

    assert [one.record for one in turns if isinstance(one, Turn)] == ["Top"]
    assert "SECRET" not in str(turns)
