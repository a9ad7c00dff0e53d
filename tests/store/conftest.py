"""Give tests of many examples one store for all of them."""

import pytest

from slm.store.store import Store


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    """A store that every example leaves as it found it."""
    opened = Store(tmp_path_factory.mktemp("shared") / "memory.db")
    yield opened
    opened.close()
