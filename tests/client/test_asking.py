"""Ask a real daemon over a real socket."""

import pytest

from slm import errors
from slm.client.asking import ask
from slm.wire.messages import Add, Import, Show, UseModel


def test_a_request_starts_the_daemon_and_comes_back_answered(home):
    added = ask(home.settings, Add(text="hello"))

    assert (added.id, added.is_new) == ("hello", True)
    assert len(home.openings()) == 1


def test_a_second_request_uses_the_same_daemon(home):
    ask(home.settings, Add(text="one"))
    ask(home.settings, Add(text="two"))

    assert len(home.openings()) == 1


def test_progress_comes_before_the_answer_in_its_own_type(home):
    heard = []
    imported = ask(home.settings, Import(path="5"), heard.append)

    assert imported.added == 5
    assert [progress.done for progress in heard] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", ["NothingFound", "UnknownName", "StoreDamaged", "StoreTooNew"])
def test_an_error_comes_back_as_itself(home, name):
    with pytest.raises(getattr(errors, name)) as caught:
        ask(home.settings, Show(id=name))

    assert (caught.value.message, caught.value.hint) == ("what happened", "what to do")


def test_a_reply_of_megabytes_arrives_whole(home):
    assert len(ask(home.settings, UseModel(name="any")).notice) == 5_000_000


def test_without_leave_to_start_a_stopped_daemon_is_an_error(home):
    with pytest.raises(errors.DaemonError, match="not running") as caught:
        ask(home.settings, Add(text="hello"), start=False)

    assert caught.value.hint == "mem daemon start"
    assert not home.settings.home.exists()
