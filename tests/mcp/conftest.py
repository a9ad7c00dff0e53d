"""Give each file of tests one home, so that it pays for one daemon, and each test a project."""

import pytest
from mcp_agents import Home

from slm.client import lifecycle
from slm.config import environment, load_settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mcp")
    (folder / "models").mkdir()
    with pytest.MonkeyPatch.context() as own:
        own.setenv("SLM_HOME", str(folder / "h"))
        own.setenv("SLM_MODEL_DIR", str(folder / "models"))
        made = load_settings()
    yield made
    lifecycle.stop(made)


@pytest.fixture
def home(settings, tmp_path, monkeypatch):
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    return Home(settings, tmp_path)
