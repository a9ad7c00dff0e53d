"""Only this user gets at the socket, whatever the umask and the folders' rights were before."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from processes import children, internet_sockets
from toy_home import PYTHON, read_line

from slm.client.asking import ask
from slm.client.private import claim_folders
from slm.config import Settings, environment, load_settings
from slm.errors import DaemonError
from slm.wire.frames import pack
from slm.wire.messages import Add

NOBODY = 65534


def rights(path):
    return stat.S_IMODE(Path(path).lstat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nothing_is_open_to_others_under_any_umask(home, umask):
    home.launch(umask=umask)

    assert rights(home.settings.home) == 0o700
    assert rights(home.settings.socket) == 0o600
    assert rights(home.settings.lock) == 0o600
    assert rights(home.settings.log) == 0o600


def test_a_client_under_umask_0_makes_nothing_open_to_others(home):
    before = os.umask(0)
    try:
        ask(home.settings, Add(text="hello"))
    finally:
        os.umask(before)

    left_open = [path.name for path in home.settings.home.iterdir() if rights(path) & 0o077]
    assert left_open == []


def test_a_home_of_ours_that_others_could_read_is_closed_to_them(home):
    home.settings.home.mkdir()
    home.settings.config_file.touch()
    home.settings.home.chmod(0o755)
    home.launch()

    assert rights(home.settings.home) == 0o700


@pytest.mark.parametrize("mode", [0o755, 0o1777])
def test_a_shared_folder_is_neither_used_nor_changed(home, mode):
    shared = home.settings.home
    shared.mkdir()
    (shared / "letter.txt").touch()
    shared.chmod(mode)

    with pytest.raises(DaemonError, match="holds other things"):
        claim_folders(home.settings)
    assert rights(shared) == mode


def test_a_home_that_is_a_file_is_an_error_with_a_hint(home):
    home.settings.home.write_text("no folder")

    with pytest.raises(DaemonError, match="cannot use the folder") as caught:
        ask(home.settings, Add(text="hello"))
    assert "SLM_HOME" in caught.value.hint


def test_a_long_home_has_its_socket_in_a_runtime_folder_of_its_own(home, tmp_path, monkeypatch):
    monkeypatch.setenv("SLM_HOME", str(tmp_path / ("long" * 30)))
    home.settings = load_settings()
    answer = ask(home.settings, Add(text="hello"))

    assert answer.id == "hello"
    assert str(home.settings.socket.parent.parent) == os.environ["XDG_RUNTIME_DIR"]
    assert rights(home.settings.socket.parent) == 0o700


def test_a_runtime_folder_open_to_others_is_refused(tmp_path):
    settings = Settings(tmp_path / "h", tmp_path, tmp_path / "runtime" / "daemon.sock")
    settings.socket.parent.mkdir()
    settings.socket.parent.chmod(0o755)

    with pytest.raises(DaemonError, match="no folder of this user's alone"):
        claim_folders(settings)


def test_a_runtime_folder_that_is_a_link_is_refused(tmp_path):
    settings = Settings(tmp_path / "h", tmp_path, tmp_path / "runtime" / "daemon.sock")
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    settings.socket.parent.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(DaemonError, match="no folder of this user's alone"):
        claim_folders(settings)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@needs_root
@pytest.mark.parametrize("which", ["h", "runtime"])
def test_a_folder_of_another_user_is_refused(tmp_path, which):
    settings = Settings(tmp_path / "h", tmp_path, tmp_path / "runtime" / "daemon.sock")
    (tmp_path / which).mkdir(mode=0o700)
    os.chown(tmp_path / which, NOBODY, NOBODY)

    with pytest.raises(DaemonError, match=f"belongs to user {NOBODY}"):
        claim_folders(settings)


AS_NOBODY = f"""
import os, socket, sys
os.setgid({NOBODY}); os.setuid({NOBODY})
end = socket.socket(socket.AF_UNIX)
end.settimeout(5)
end.connect(sys.argv[1])
try:
    end.sendall({pack("add", text="mine")!r})
    print(end.recv(1000))
except ConnectionError:
    print(b"")
"""


@needs_root
def test_another_user_is_refused_even_where_the_file_rights_let_them_in(home, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders let nobody else in
        monkeypatch.setenv("SLM_HOME", folder)
        home.settings = load_settings()
        home.launch()
        home.settings.socket.chmod(0o666)
        home.settings.home.chmod(0o755)
        said = subprocess.run(
            [PYTHON, "-c", AS_NOBODY, str(home.settings.socket)],
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
        ).stdout
        home.settings.home.chmod(0o700)
        home.close()

        assert said == "b''\n"
        assert f"refused uid={NOBODY}" in home.log()
        assert "begin Add" not in home.notes()


@needs_root
def test_a_client_does_not_talk_to_a_socket_of_another_user(home):
    home.launch()
    os.chown(home.settings.socket, NOBODY, NOBODY)

    with pytest.raises(DaemonError, match=f"belongs to user {NOBODY}"):
        ask(home.settings, Add(text="secret"))
    os.chown(home.settings.socket, 0, 0)


IMPOSTOR = """
import os, socket, sys, time
listening = socket.socket(socket.AF_UNIX)
os.setgid(65534); os.setuid(65534)
listening.bind(sys.argv[1])
listening.listen()
print("ready", flush=True)
connected, _ = listening.accept()
print(connected.recv(100), flush=True)
"""


@needs_root
def test_a_client_says_nothing_to_a_listener_of_another_user(home):
    """Even one whose socket file is ours: its folder was open to others when it was made."""
    home.settings.home.mkdir(mode=0o777)
    home.settings.home.chmod(0o777)
    parents = [folder for folder in home.settings.home.parents if folder.stat().st_mode & 1 == 0]
    for folder in parents:
        folder.chmod(0o711)
    impostor = subprocess.Popen(
        [PYTHON, "-c", IMPOSTOR, str(home.settings.socket)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(home.settings),
    )
    with impostor:
        assert impostor.stdout.readline() == "ready\n"
        for folder in parents:
            folder.chmod(0o700)
        home.settings.home.chmod(0o700)
        os.chown(home.settings.socket, 0, 0)

        with pytest.raises(DaemonError, match=f"listened to by user {NOBODY}"):
            ask(home.settings, Add(text="secret"))
        assert impostor.stdout.readline() == "b''\n"


def test_a_folder_others_can_write_to_is_not_trusted(home):
    home.launch()
    home.settings.home.chmod(0o770)

    with pytest.raises(DaemonError, match="written to by other users"):
        ask(home.settings, Add(text="secret"))
    home.settings.home.chmod(0o700)


def test_a_plain_file_in_the_socket_s_place_is_an_error(home):
    home.settings.home.mkdir(mode=0o700)
    home.settings.socket.write_text("not a socket")

    with pytest.raises(DaemonError, match="is not a socket"):
        ask(home.settings, Add(text="hello"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_daemon_opens_no_port_and_has_no_children(shared_home):
    with shared_home.connect() as end:
        end.sendall(pack("add", text="hello"))
        read_line(end)
    pid = shared_home.pid()

    assert internet_sockets(pid) == set()
    assert children(pid) == []
