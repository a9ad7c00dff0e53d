"""Nothing is taken from what the user excludes, nor from files that hold keys."""

from pathlib import Path

import pytest

from slm.errors import UsageError
from slm.ingest.excluding import USUAL, Excluded
from slm.ingest.reading import find, read

OWN = ["~/work/client/**", "!~/work/client/open/**", "*.draft.md", "/srv/x/", "**/private"]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("path", "is_excluded"),
    [
        ("work/client", True),
        ("work/client/a/b.md", True),
        ("work/client/open/x.md", False),
        ("work/clients/b.md", False),
        ("notes/a.draft.md", True),
        ("private", True),
        ("a/private/b.md", True),
    ],
)
def test_patterns_are_read_as_in_a_gitignore(home, path, is_excluded):
    excluded = Excluded(OWN)

    assert excluded.covers(home / path) is is_excluded
    assert excluded.covers_folder(str(home / path)) is is_excluded


def test_a_pattern_from_the_root_covers_the_folder_itself():
    assert Excluded(OWN).covers_folder("/srv/x")
    assert Excluded(OWN).covers_folder("/srv/x/y")
    assert not Excluded(OWN).covers_folder("/srv/xy")


def test_a_folder_is_covered_under_each_of_its_names(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert Excluded([f"{tmp_path}/link/**"]).covers_folder(f"{tmp_path}/real/a")
    assert Excluded([f"{tmp_path}/real/**"]).covers_folder(f"{tmp_path}/link/a")


@pytest.mark.parametrize(
    "name",
    [
        *(".env", ".env.local", ".envrc", "a.pem", "a.key", "id_rsa", "id_ed25519.pub", ".npmrc"),
        *(".pypirc", ".netrc", ".aws/config", ".ssh/config", ".gnupg/a.md", "a.p12", "a.pfx"),
        *("a.kdbx", "credentials.json", "credentials-dev.json", "service-account-x.json"),
        *("secrets.yaml", "secrets.md"),
    ],
)
def test_files_that_hold_keys_are_covered(name):
    assert USUAL.covers(Path("/srv/app") / name)
    assert not USUAL.covers_folder(f"/srv/app/{name}")


@pytest.mark.parametrize(
    "name",
    [".env.example", ".env.local.sample", "README.md", "secrets.nvim/README.md", "keys.md"],
)
def test_other_files_are_not(name):
    assert not USUAL.covers(Path("/srv/app") / name)


def test_the_user_has_the_last_word():
    assert not Excluded(["!/srv/app/secrets.md"]).covers(Path("/srv/app/secrets.md"))
    assert Excluded(["!/srv/app/secrets.md"]).covers(Path("/srv/lib/secrets.md"))


@pytest.mark.parametrize("pattern", ["!", "a\\"])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(UsageError, match="no pattern"):
        Excluded([pattern])


def test_excluded_files_are_found_and_never_opened(tmp_path):
    (tmp_path / "secrets.md").write_text("# The door\n\nIts code.")
    (tmp_path / "notes.md").write_text("# The oven\n\nIts heat.")
    (tmp_path / "door.pem").mkdir()
    found = {one.path.name: one for one in find(tmp_path)}

    assert found["secrets.md"].is_excluded
    assert found["secrets.md"].format == ""
    assert not found["notes.md"].is_excluded
    assert "door.pem" not in found
    assert list(read(found["secrets.md"])) == []
