from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from goodterms.core import tone_measures as measures

PAIRS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=60).filter(
    lambda pairs: any(truth for _, truth in pairs)
)


def test_counts_and_their_shares() -> None:
    found = measures.counts([True, True, False, False], [True, False, True, False])
    assert (found.hits, found.false_alarms, found.misses) == (1, 1, 1)
    assert found.precision == found.recall == found.f1 == 0.5


def test_nothing_given_is_precise_and_recalls_nothing() -> None:
    found = measures.counts([False], [True])
    assert (found.precision, found.recall, found.f1) == (1.0, 0.0, 0.0)


@settings(max_examples=100)
@given(PAIRS)
def test_average_precision_is_that_of_scikit_learn(pairs: list[tuple[int, bool]]) -> None:
    scores, truths = [float(score) for score, _ in pairs], [truth for _, truth in pairs]
    expected = average_precision_score(truths, scores)
    assert measures.average_precision(scores, truths) == pytest.approx(expected)


def test_the_wilson_interval_matches_a_textbook_value() -> None:
    assert measures.wilson_low(8, 10) == pytest.approx(0.4902, abs=1e-4)
    assert measures.wilson_low(0, 0) == 0.0


def test_a_perfectly_calibrated_score_has_no_error_and_a_boaster_has() -> None:
    truths = [True] * 50 + [False] * 50
    assert measures.calibration_error([1.0] * 50 + [0.0] * 50, truths) == 0.0
    assert measures.calibration_error([0.9] * 100, truths) == pytest.approx(0.4)


@settings(max_examples=100)
@given(PAIRS, st.sampled_from([0.5, 0.8, 1.0]))
def test_a_threshold_keeps_its_precision_and_no_lower_one_does(
    pairs: list[tuple[int, bool]], target: float
) -> None:
    scores, truths = [score / 20 for score, _ in pairs], [truth for _, truth in pairs]
    chosen = measures.threshold_for(scores, truths, precision=target)

    def precision(level: float) -> float:
        return measures.counts([score >= level for score in scores], truths).precision

    assert precision(chosen) >= target
    assert all(precision(level) < target for level in set(scores) if level < chosen)


def test_a_target_out_of_reach_gives_a_threshold_above_every_score() -> None:
    assert measures.threshold_for([0.9, 0.8], [False, False], precision=0.8) > 0.9
