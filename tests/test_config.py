"""Settings come from the environment and one file, and say so when either is wrong."""

import os
import tempfile
from pathlib import Path

import platformdirs
import pytest

from slm.config import Settings, environment, keep, load_settings
from slm.errors import UsageError

FOLDERS = ("SLM_HOME", "SLM_MODEL_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
VARIABLES = (*FOLDERS, "SLM_RANKER")


@pytest.fixture
def tmp_path():
    """A folder whose path is short, since a socket's may have 100 bytes only."""
    with tempfile.TemporaryDirectory(prefix="slm-") as folder:
        yield Path(folder).resolve()


@pytest.fixture(autouse=True)
def _bare(tmp_path, monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_without_any_variable_the_platform_says_where(tmp_path):
    settings = load_settings()

    assert str(settings.home) == platformdirs.user_data_dir("slm", appauthor=False)
    assert str(settings.models.parent) == platformdirs.user_cache_dir("slm", appauthor=False)
    assert settings.socket == settings.home / "daemon.sock"


def test_the_desktop_s_own_variables_are_heeded(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = load_settings()

    assert settings.home == tmp_path / "data" / "slm"
    assert settings.models == tmp_path / "cache" / "slm" / "models"


def test_our_variables_come_before_all_others(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    monkeypatch.setenv("SLM_HOME", "~/mine")
    monkeypatch.setenv("SLM_MODEL_DIR", "~/models")
    settings = load_settings()

    assert (settings.home, settings.models) == (tmp_path / "mine", tmp_path / "models")


def test_a_daemon_is_given_the_same_folders_in_absolute_form(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLM_HOME", "here")
    given = environment(load_settings())

    assert given["SLM_HOME"] == str(tmp_path / "here")
    assert given["SLM_MODEL_DIR"] == str(load_settings().models)
    assert given["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize("named", [None, ""])
def test_recall_ranks_by_the_weights_of_the_package_unless_others_are_named(monkeypatch, named):
    if named is not None:
        monkeypatch.setenv("SLM_RANKER", named)

    assert load_settings().ranker is None


@pytest.mark.parametrize("named", ["~/mine.json", "mine.json", "{folder}/mine.json"])
def test_other_weights_are_named_by_a_variable(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLM_RANKER", named.format(folder=tmp_path))

    assert load_settings().ranker == tmp_path / "mine.json"


def test_a_daemon_is_given_the_same_weights_in_absolute_form(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLM_RANKER", "mine.json")

    assert environment(load_settings())["SLM_RANKER"] == str(tmp_path / "mine.json")


def test_changing_the_model_keeps_the_weights(tmp_path):
    settings = Settings(tmp_path, None, tmp_path / "socket", ranker=tmp_path / "mine.json")

    assert keep(settings, model="small").ranker == tmp_path / "mine.json"


def test_a_long_home_has_its_socket_elsewhere_and_always_there(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("SLM_HOME", str(tmp_path / ("long" * 30)))
    socket = load_settings().socket

    assert socket.parent.parent == tmp_path
    assert len(os.fsencode(socket)) <= 100
    assert load_settings().socket == socket


def test_where_the_runtime_folder_is_too_long_as_well_a_short_one_serves(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("deep" * 30)))
    monkeypatch.setenv("SLM_HOME", str(tmp_path / ("long" * 30)))

    assert len(os.fsencode(load_settings().socket)) <= 100


def test_settings_do_not_change():
    settings = load_settings()

    with pytest.raises(AttributeError, match="do not change"):
        settings.model = "another"


def test_the_config_file_is_read_and_its_values_say_where_they_come_from(tmp_path, monkeypatch):
    monkeypatch.setenv("SLM_HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text('model = "mine"\nidle_minutes = 5\n')
    settings = load_settings()

    assert (settings.model, settings.idle_minutes) == ("mine", 5.0)
    assert settings.origins["model"] == str(tmp_path / "config.toml")


@pytest.mark.parametrize(
    "text", ["idle_minutes = 0", "idle_minutes = true", 'idle_minutes = "x"', "idle_minutes ="]
)
def test_a_wrong_value_is_an_error_that_names_it(tmp_path, monkeypatch, text):
    monkeypatch.setenv("SLM_HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text(text)

    with pytest.raises(UsageError, match=r"idle_minutes|config\.toml"):
        load_settings()


def test_a_home_of_nobody_here_is_refused(monkeypatch):
    monkeypatch.setenv("SLM_HOME", "~nobody-of-this-name/slm")

    with pytest.raises(UsageError, match="~nobody-of-this-name"):
        load_settings()


def test_the_model_is_kept_in_the_home_it_was_changed_in(tmp_path):
    home = tmp_path / "other"
    home.mkdir()
    (home / "config.toml").write_text("# mine\nidle_minutes = 5\n")
    kept = keep(Settings(home, None, home / "daemon.sock", idle_minutes=5), model="small")

    assert (kept.home, kept.model, kept.idle_minutes) == (home, "small", 5)
    assert kept.origins["model"] == str(home / "config.toml")
    assert (home / "config.toml").read_text() == '# mine\nidle_minutes = 5\nmodel = "small"\n'


@pytest.mark.parametrize("obstacle", ["a folder", "broken"])
def test_settings_that_cannot_be_changed_are_an_error_that_names_them(tmp_path, obstacle):
    config = tmp_path / "config.toml"
    config.mkdir() if obstacle == "a folder" else config.write_text("[broken")

    with pytest.raises(UsageError, match=r"config\.toml"):
        keep(Settings(tmp_path, None, tmp_path / "daemon.sock"), model="small")
