"""Whenever the power goes, what was acknowledged is there, and nothing is there by half."""

from random import Random

import pytest
from disk import SECTOR, Disk
from power_loss import lose_power


def kept(losses):
    return losses.verdicts["corrupt"] + losses.verdicts["lost"] == 0


def test_no_acknowledged_memory_is_lost_with_the_power():
    losses = lose_power(states=200, seed=1)

    assert dict(losses.verdicts) == {"ok": 200}, losses.reasons


def test_without_syncs_memories_are_lost_and_the_judge_sees_it():
    """The control: a judge that finds nothing here would find nothing anywhere."""
    losses = lose_power(states=60, seed=1, synchronous="off")

    assert not kept(losses)


def test_with_fewer_syncs_memories_are_lost_but_none_is_corrupt():
    """Why the store waits for the disk at every commit."""
    losses = lose_power(states=60, seed=1, synchronous="normal")

    assert losses.verdicts["lost"] > 0
    assert losses.verdicts["corrupt"] == 0


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [2, 3])
def test_no_acknowledged_memory_is_lost_in_thousands_of_states(seed):
    losses = lose_power(states=2_000, seed=seed)

    assert dict(losses.verdicts) == {"ok": 2_000}, losses.reasons


def disk_of(*events):
    disk = Disk()
    for event in events:
        disk.take(event)
    return disk


def every_state(disk, number=300):
    return [disk.after_power_loss(Random(seed)) for seed in range(number)]


def test_what_was_synced_is_in_every_state():
    disk = disk_of(
        ("make", "a", 0), ("write", 0, 0, b"kettle"), ("sync", 0), ("sync folder",)
    )  # fmt: skip

    assert every_state(disk, 20) == [{"a": b"kettle"}] * 20


def test_what_was_not_synced_may_be_there_or_not():
    disk = disk_of(("make", "a", 0), ("sync folder",), ("write", 0, 0, b"kettle"))

    assert {state["a"] for state in every_state(disk)} == {b"", b"kettle"}


def test_a_long_write_may_be_torn_at_sectors():
    disk = disk_of(("make", "a", 0), ("sync folder",), ("write", 0, 0, b"k" * SECTOR * 2))

    assert {state["a"] for state in every_state(disk)} == {
        b"", b"k" * SECTOR, b"k" * SECTOR * 2, bytes(SECTOR) + b"k" * SECTOR,
    }  # fmt: skip


def test_later_writes_may_survive_earlier_ones():
    disk = disk_of(
        ("make", "a", 0), ("sync folder",), ("write", 0, 0, b"one"), ("write", 0, 3, b"two")
    )

    assert bytes(3) + b"two" in {state["a"] for state in every_state(disk)}


def test_an_unsynced_name_may_be_missing_and_an_unsynced_unlink_undone():
    made = disk_of(("make", "a", 0))
    gone = disk_of(("make", "a", 0), ("sync folder",), ("unlink", "a"))

    assert {tuple(state) for state in every_state(made)} == {(), ("a",)}
    assert {tuple(state) for state in every_state(gone)} == {(), ("a",)}


def test_a_name_made_anew_leads_to_the_old_file_the_new_one_or_none():
    disk = disk_of(
        ("make", "a", 0), ("write", 0, 0, b"old"), ("sync", 0), ("sync folder",),
        ("unlink", "a"), ("make", "a", 1), ("write", 1, 0, b"new"), ("sync", 1),
    )  # fmt: skip

    assert {state.get("a") for state in every_state(disk)} == {b"old", b"new", None}


def test_a_truncated_file_may_still_be_long():
    disk = disk_of(
        ("make", "a", 0), ("write", 0, 0, b"kettle"), ("sync", 0), ("sync folder",),
        ("truncate", 0, 3),
    )  # fmt: skip

    assert {state["a"] for state in every_state(disk)} == {b"kettle", b"ket"}
