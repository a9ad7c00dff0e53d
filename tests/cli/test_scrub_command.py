"""A person scrubs: sees first, is asked, and never types a secret into an argument."""

import pytest

# Nobody's, and of no shape that is known.
VALUE = "k9vv-zkqx-93jd"


@pytest.fixture
def door(user):
    return user.out("add", f"The door opens with {VALUE}").strip()


def test_a_dry_run_tells_and_changes_nothing(user, door):
    done = user.mem("scrub", "--value", "-", "--dry-run", given=f"{VALUE}\n")

    assert done.returncode == 0
    assert door in done.stdout.decode()
    assert "given" in done.stdout.decode()
    assert "would be taken out of 1 memories" in done.stderr.decode()
    assert VALUE not in (done.stdout + done.stderr).decode()
    assert VALUE in user.out("show", door)


def test_a_value_from_a_pipe_is_taken_out_for_good(user, door):
    told = user.json("scrub", "--value", "-", "--yes", given=f"\n{VALUE}\n\nanother-value\n")

    assert told["memories"] == [door]
    assert told["redacted"] == {"given": 1}
    assert (told["known_values"], told["dry_run"], told["settled"]) == (2, False, True)
    assert VALUE not in user.out("show", door)
    assert all(VALUE.encode() not in path.read_bytes() for path in user.home.glob("*.*")
               if path.is_file())  # fmt: skip


def test_where_a_value_may_come_back_from_is_told(user, door):
    done = user.mem("scrub", "--value", "-", "--yes", given=VALUE)

    assert b"a file or log that still holds a value brings it back" in done.stderr
    nothing = user.mem("scrub", "--value", "-", "--yes", given=VALUE)
    assert b"brings it back" not in nothing.stderr


def test_a_mark_of_the_byte_order_before_a_value_is_no_part_of_it(user, door):
    told = user.json("scrub", "--value", "-", "--yes", given=f"\ufeff{VALUE}\r\n")

    assert told["memories"] == [door]
    assert VALUE not in user.out("show", door)


def test_nothing_found_is_no_failure(user):
    done = user.mem("scrub", "--yes")

    assert done.returncode == 0
    assert done.stdout == b""
    assert "no secret found" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("--value", VALUE, "--yes"), b"", "not taken as an argument"),
        (("--value", "-", "--yes"), b"", "no value"),
        (("--value", "-", "--yes"), b"\xff\xfe", "not UTF-8"),
        (("--value", "-", "--yes"), b"abc", "value 1 has 3 characters"),
        ((), b"", "nobody can be asked"),
        (("--value", "-"), b"long-enough", "nobody can be asked"),
    ],
)
def test_what_cannot_be_done_is_told_without_the_value(user, words, given, said):
    code, told = user.error("scrub", *words, given=given)

    assert code == 2
    assert said in told["message"]
    assert VALUE not in str(told)
    assert "abc" not in told["message"]


def test_on_a_terminal_it_shows_and_asks(newcomer):
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"[:36]
    newcomer.home.mkdir()
    (newcomer.home / "daemon.log").write_text(f"unread path=/logs/{token}\n")
    (newcomer.home / "daemon.log").chmod(0o600)
    code, shown = newcomer.on_terminal("scrub", typed=b"n\n")
    assert code == 1
    assert "1 secrets would be taken out of 1 log files" in shown
    assert token not in shown
    assert token in (newcomer.home / "daemon.log").read_text()

    code, shown = newcomer.on_terminal("scrub", typed=b"y\n")
    assert code == 0
    assert token not in (newcomer.home / "daemon.log").read_text()
