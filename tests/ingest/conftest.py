"""Let golden files be written anew: pytest tests/ingest --update-golden."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write expected.json anew")


@pytest.fixture
def update_golden(request):
    # Run from above, pytest has read its options before it sees this file: then it is off.
    return request.config.getoption("--update-golden", default=False)
