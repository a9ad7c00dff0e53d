"""What lies in an excluded path is never captured, and is told as left out."""

import pytest
from made import write_jsonl
from test_importing import claude_turns

from slm.config import load_settings
from slm.domain.question import Place
from slm.errors import UsageError


def configure(home, text):
    home.mkdir(parents=True, exist_ok=True)
    (home / "config.toml").write_text(text)


def test_turns_said_in_an_excluded_folder_are_left_out(open_engine, tmp_path):
    configure(load_settings().home, f'exclude = ["{tmp_path}/client/**"]')
    engine = open_engine()
    logs = tmp_path / "logs"
    write_jsonl(logs / "one.jsonl", claude_turns(1, str(tmp_path / "client"), 4))
    write_jsonl(logs / "two.jsonl", claude_turns(2, str(tmp_path / "client" / "sub"), 3))
    write_jsonl(logs / "three.jsonl", claude_turns(3, str(tmp_path / "bakery"), 2))
    told = engine.import_(logs)

    assert (told.files, told.added, told.left_out) == (3, 2, {"excluded": 7})
    assert engine.status().projects == {"bakery": 2}


def test_excluded_files_are_left_out(open_engine, tmp_path):
    configure(load_settings().home, 'exclude = ["*.draft.md"]')
    engine = open_engine()
    for name in ("a.draft.md", "secrets.md", "notes.md"):
        (tmp_path / "docs" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(f"# {name}\n\nSomething.")
    told = engine.import_(tmp_path / "docs")

    assert (told.files, told.formats, told.left_out) == (1, {"markdown": 1}, {"excluded": 2})
    alone = engine.import_(tmp_path / "docs" / "secrets.md", "markdown")
    assert (alone.files, alone.added, alone.left_out) == (0, 0, {"excluded": 1})


def test_what_is_added_by_hand_is_kept_there_too(open_engine, tmp_path):
    configure(load_settings().home, f'exclude = ["{tmp_path}/**"]')

    assert open_engine().add("By hand", place=Place(folder=str(tmp_path))).is_new


@pytest.mark.parametrize("text", ['exclude = "*.pem"', "exclude = [1]", 'exclude = ["!"]'])
def test_what_is_no_list_of_patterns_is_told(open_engine, tmp_path, text):
    configure(tmp_path / "slm", text)
    with pytest.raises(UsageError, match="exclude"):
        open_engine()
