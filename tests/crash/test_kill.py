"""A daemon killed at any moment of an import leaves nothing that the next import does not mend."""

import os
from pathlib import Path

import platformdirs
import pytest
from killing import Kept, differences, in_peace, under_fire, write_logs

# Read before any test replaces the environment. Where no model is, only full text is compared.
MODELS = Path(
    os.environ.get("SLM_MODEL_DIR") or Path(platformdirs.user_cache_dir("slm", False)) / "models"
)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_import_killed_many_times_ends_as_one_left_in_peace(tmp_path):
    logs = tmp_path / "logs"
    write_logs(logs, turns=300, seed=7)
    peace, took = in_peace(tmp_path / "peace", logs, MODELS)
    fire = under_fire(tmp_path / "fire", logs, MODELS, kills=6, seed=7, took=took)

    assert len(peace.memories) == 300
    assert differences(peace, fire) == []


def test_the_comparison_sees_what_is_missing_or_too_many():
    nothing = frozenset()
    peace = Kept(frozenset("ab"), frozenset("a"), nothing, "")
    fire = Kept(frozenset("bcd"), frozenset("a"), nothing, "a page is torn")

    assert differences(peace, peace) == []
    assert differences(peace, fire) == [
        "under fire: a page is torn",
        "memories: 1 missing, 2 too many",
    ]
