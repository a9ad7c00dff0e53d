"""Give the shell's tests a user each module, and one each test that spoils things."""

import pytest
from shell import Shell


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    """A user whose daemon serves a whole module."""
    made = Shell(tmp_path_factory.mktemp("u"))
    yield made
    made.close()


@pytest.fixture
def newcomer(tmp_path):
    """A user of one test alone."""
    made = Shell(tmp_path / "n")
    yield made
    made.close()
