"""`mem eval` says in two lines why it cannot measure."""

import pytest


def test_without_any_history_it_ends_with_exit_code_1(newcomer):
    code, error = newcomer.error("eval", "--all")

    assert (code, error["error"]) == (1, "NothingFound")
    assert "no project has 5 sessions" in error["message"]
    assert "mem import" in error["hint"]


@pytest.mark.parametrize("option", ["--questions", "--seed"])
@pytest.mark.parametrize("number", ["0", "-3", "many", "1e9"])
def test_a_number_that_makes_no_sense_is_refused(user, option, number):
    code, error = user.error("eval", option, number)

    assert (code, error["error"]) == (2, "UsageError")
    assert number in error["message"]
