"""What is opened with `mem show` leans `mem recall`, and nothing else does."""

import json

import pytest

QUESTION = "which lynx sleeps?"


@pytest.fixture
def keeper(newcomer):
    """Three memories that answer nearly alike; no answer showed them so far."""
    for where in ("on the rock", "under the pine", "by the pond"):
        newcomer.out("add", f"A lynx sleeps {where}.", "--time", "2026-03-01")
    return newcomer


def hits(user, *options):
    found = json.loads(user.out("recall", QUESTION, "--why", "--json", *options))["hits"]
    return {hit["id"]: hit["why"].get("rank.habit", 0) for hit in found}


def batch(user):
    user.write("asked.jsonl", json.dumps({"id": 1, "query": QUESTION}) + "\n")
    (line,) = user.out("recall", "--batch", "asked.jsonl", "--json").splitlines()
    return [(hit["id"], hit["score"]) for hit in json.loads(line)["hits"]]


def test_what_is_shown_after_an_answer_rises_until_use_is_forgotten(keeper):
    before = hits(keeper)
    last = [*before][-1]
    keeper.out("show", last[:10])
    after = hits(keeper)

    assert set(before.values()) == {0}
    assert next(iter(after)) == last
    assert after[last] > 0

    told = json.loads(keeper.mem("doctor", "--forget-use", "--json").stdout)
    (use,) = [one["detail"] for one in told["findings"] if one["check"] == "use"]
    assert use == "nothing opened or rejected"
    assert hits(keeper) == before


def test_a_batch_neither_goes_by_use_nor_is_noticed(keeper):
    before = batch(keeper)
    keeper.out("show", before[-1][0])
    assert set(hits(keeper).values()) == {0}

    keeper.out("show", before[-1][0])
    assert set(hits(keeper).values()) != {0}
    assert batch(keeper) == before
