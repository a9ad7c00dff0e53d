"""Every measure gives what is worked out by hand, and intervals hold what they should."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.eval import measures

SCORES = st.lists(st.floats(0, 1, width=16), min_size=1, max_size=30)


def test_ndcg_discounts_by_the_logarithm_of_the_rank():
    gain = measures.ndcg(["a", "x", "b"], {"a", "b"})

    assert gain == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))


def test_ndcg_of_one_answer_in_third_place_is_a_half():
    assert measures.ndcg(["x", "y", "a"], {"a"}) == pytest.approx(1 / 2)


def test_ndcg_counts_ten_places_however_many_answer():
    gold = {f"g{number}" for number in range(12)}

    assert measures.ndcg(sorted(gold), gold) == pytest.approx(1)
    assert measures.ndcg([*"0123456789", "g1"], gold) == 0


def test_reciprocal_rank_is_of_the_first_answer_among_ten():
    assert measures.reciprocal_rank(["x", "a", "b"], {"a", "b"}) == 1 / 2
    assert measures.reciprocal_rank([*"0123456789", "a"], {"a"}) == 0


def test_a_hit_needs_one_answer_and_all_needs_each():
    ranked, gold = ["x", "a", "y", "b"], {"a", "b"}

    assert [measures.hit(ranked, gold, depth) for depth in (1, 2)] == [0, 1]
    assert [measures.found_all(ranked, gold, depth) for depth in (3, 4)] == [0, 1]


@pytest.mark.parametrize(
    ("ranked", "above"),
    [
        (["right", "rival"], 1),
        (["x", "right"], 1),
        (["rival", "right"], 0),
        (["x", "rival"], 0),
        (["x"], 0),
    ],
)
def test_the_right_one_stands_above_only_if_it_is_found(ranked, above):
    assert measures.stands_above(ranked, {"right"}, {"rival"}) == above


def test_auroc_counts_pairs_and_halves_of_equal_ones():
    # 3 beats 1 and 2 and equals 3; 2 beats 1, equals 2, loses to 3: (2.5 + 1.5) / 6
    assert measures.auroc([3, 2], [1, 2, 3]) == pytest.approx(4 / 6)


def test_false_alarms_are_those_at_or_above_what_keeps_95_in_100():
    right = list(range(1, 101))

    # five of the hundred, 1 to 5, are given up: the threshold is 6
    assert measures.false_alarms(right, [5, 6, 7, 0]) == 1 / 2


def test_false_alarms_of_few_keep_every_right_one():
    assert measures.false_alarms([3, 5], [2, 3, 4, 9]) == 3 / 4


@given(SCORES, SCORES)
def test_auroc_agrees_with_counting_every_pair(right, wrong):
    won = sum((a > b) + (a == b) / 2 for a in right for b in wrong)

    assert measures.auroc(right, wrong) == pytest.approx(won / len(right) / len(wrong))


def test_the_interval_of_a_mean_is_two_standard_errors_either_side():
    values = [float(number % 2) for number in range(400)]

    estimate = measures.bootstrap(measures.mean_of(values), 400)

    assert estimate.value == 0.5
    assert estimate.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.005)
    assert estimate.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.005)


def test_the_same_values_have_the_same_interval():
    chance = random.Random(5)
    values = [chance.random() for _ in range(50)]

    first, again = (measures.bootstrap(measures.mean_of(values), 50) for _ in range(2))

    assert first == again


def test_a_paired_gain_is_surer_than_the_figures_it_is_made_of():
    chance = random.Random(7)
    floor = [chance.random() for _ in range(100)]
    ours = [value + 0.01 for value in floor]

    compared = measures.compare(measures.mean_of(ours), measures.mean_of(floor), 100)

    assert compared.gain.low == pytest.approx(0.01)
    assert compared.gain.high == pytest.approx(0.01)
    assert compared.ours.high - compared.ours.low > 0.05


def test_questions_stay_in_pairs_when_silence_is_resampled():
    right, wrong = [0.1, 0.5, 0.9] * 20, [0.0, 0.4, 0.8] * 20

    compared = measures.compare(
        measures.auroc_of(right, wrong), measures.false_alarms_of(right, wrong), 60
    )

    assert compared.ours.value == measures.auroc(right, wrong)
    assert compared.floor == measures.false_alarms(right, wrong)


def test_means_are_compared_measure_by_measure():
    ours = [measures.ranking(["a"], {"a"}), measures.ranking(["x", "a"], {"a"})]
    floor = [measures.ranking(["x"], {"a"}), measures.ranking(["x", "a"], {"a"})]

    compared = measures.compare_means(ours, floor)

    assert compared["mrr@10"].ours.value == 3 / 4
    assert compared["mrr@10"].floor == 1 / 4
    assert compared["mrr@10"].gain.value == 1 / 2
    assert compared["hit@1"].n == 2
