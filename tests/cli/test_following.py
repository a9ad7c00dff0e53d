"""What is followed is listed as it is, and what cannot be followed is said so."""

import shutil

import pytest


@pytest.fixture
def shop(user):
    folder = user.cwd / "shop"
    (folder / ".git").mkdir(parents=True)
    user.mem("watch", "add", "shop")
    yield folder
    user.mem("watch", "remove", "shop")
    shutil.rmtree(folder, ignore_errors=True)


def listed(user):
    return user.out("watch", "list")


def test_a_folder_that_was_moved_is_listed_as_not_there(user, shop):
    assert "nothing is there" not in listed(user)
    assert user.json("watch", "list")["away"] == []
    shop.rename(shop.with_name("moved"))

    assert f"project, but nothing is there  you asked for it  {shop.parent}" in listed(user)
    assert user.json("watch", "list")["away"] == [str(shop)]
    assert f"nothing is at {shop}" in user.mem("doctor").stdout.decode()


@pytest.mark.parametrize("words", [("watch", "add"), ("watch", "remove"), ("import",)])
def test_an_empty_path_is_no_folder(user, words):
    code, error = user.error(*words, "")

    assert (code, error["message"]) == (2, "the path is empty")


def test_a_project_without_a_name_is_none(user):
    code, error = user.error("add", "--project", "", "a text")

    assert (code, error["message"]) == (2, "--project is empty")
