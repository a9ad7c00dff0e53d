"""Give the shell's tests a user each module."""

import pytest
from shell import Shell


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    """A user whose daemon serves a whole module."""
    made = Shell(tmp_path_factory.mktemp("u"))
    yield made
    made.close()
