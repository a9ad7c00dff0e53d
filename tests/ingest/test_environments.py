"""The .env files of a folder are read as they are now, and within bounds."""

import os

import pytest

from slm.ingest.environments import MOST_BYTES, MOST_FILES, NONE, Environment, is_example


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path)


def test_own_files_and_examples_are_told_apart(environment, tmp_path):
    for name in (".env", ".env.local", ".env.production", ".envrc"):
        (tmp_path / name).write_text(f"A={name}")
    for name in (".env.example", ".env.sample", ".env.template", ".env.dist", ".env.local.example"):
        (tmp_path / name).write_text(f"A={name}")
    for name in ("env", ".environment", "x.env", ".env-old"):
        (tmp_path / name).write_text(f"A={name}")
    read = environment.settings()

    assert {value for _, value in read.own} == {".env", ".env.local", ".env.production", ".envrc"}
    assert len(read.examples) == 5
    assert is_example(".env.EXAMPLE")


def test_what_changes_comes_or_goes_is_seen(environment, tmp_path):
    assert environment.settings() is NONE
    (tmp_path / ".env").write_text("A=one")
    assert environment.settings().own == (("A", "one"),)
    (tmp_path / ".env").write_text("A=two")
    assert environment.settings().own == (("A", "two"),)
    (tmp_path / ".env.local").write_text("B=three")
    assert environment.settings().own == (("A", "two"), ("B", "three"))
    (tmp_path / ".env").unlink()
    assert environment.settings().own == (("B", "three"),)


def test_what_stays_is_not_read_again(environment, tmp_path):
    (tmp_path / ".env").write_text("A=one")

    assert environment.settings() is environment.settings()


def test_what_is_no_settings_file_is_passed_over(environment, tmp_path):
    (tmp_path / ".env").write_bytes(b"A=" + b"x" * MOST_BYTES)
    os.mkfifo(tmp_path / ".env.pipe")
    (tmp_path / ".env.folder").mkdir()
    (tmp_path / ".env.gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / ".env.bytes").write_bytes(b"\xff\x00\xfeA\n\nB=two")

    assert environment.settings().own == (("B", "two"),)


def test_no_more_than_so_many_files_are_read(environment, tmp_path):
    for number in range(MOST_FILES + 5):
        (tmp_path / f".env.{number:03}").write_text(f"A={number}")

    assert len(environment.settings().own) == MOST_FILES


def test_what_powershell_writes_is_read(environment, tmp_path):
    (tmp_path / ".env").write_text("A=wide", encoding="utf-16")
    (tmp_path / ".env.local").write_text("B=marked", encoding="utf-8-sig")

    assert environment.settings().own == (("A", "wide"), ("B", "marked"))


def test_a_folder_that_is_gone_has_none(tmp_path):
    assert Environment(tmp_path / "gone").settings() is NONE


def test_no_value_is_shown(environment, tmp_path):
    (tmp_path / ".env").write_text("A=zanzibar")

    assert "zanzibar" not in repr(environment.settings())
    assert "zanzibar" not in repr(environment)
