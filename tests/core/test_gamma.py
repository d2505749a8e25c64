from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from goodterms.core import gamma

SHAPES = st.floats(min_value=0.05, max_value=20_000.0)
RATIOS = st.floats(min_value=0.001, max_value=6.0)


@settings(max_examples=400, deadline=None)
@given(shape=SHAPES, ratio=RATIOS)
def test_both_tails_agree_with_scipy(shape, ratio):
    x = shape * ratio
    assert gamma.upper(shape, x) == pytest.approx(special.gammaincc(shape, x), abs=1e-9)
    assert gamma.lower(shape, x) == pytest.approx(special.gammainc(shape, x), abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(shape=SHAPES, probability=st.floats(min_value=0.001, max_value=0.999))
def test_quantile_agrees_with_scipy(shape, probability):
    expected = special.gammaincinv(shape, probability)
    assert gamma.quantile(probability, shape) == pytest.approx(expected, rel=1e-9)


@given(x=st.floats(min_value=0.0, max_value=50.0))
def test_shape_one_is_the_exponential_distribution(x):
    assert gamma.upper(1.0, x) == pytest.approx(math.exp(-x), abs=1e-12)


def test_edges_of_the_range_are_exact():
    assert gamma.upper(2.0, 0.0) == 1.0
    assert gamma.upper(2.0, -1.0) == 1.0
    assert gamma.upper(2.0, math.inf) == 0.0
    assert gamma.lower(2.0, 0.0) == 0.0
    assert gamma.lower(2.0, math.inf) == 1.0


@pytest.mark.parametrize("shape", [0.0, -1.0, math.nan])
def test_a_shape_that_is_not_positive_is_refused(shape):
    with pytest.raises(ValueError, match="shape"):
        gamma.upper(shape, 1.0)


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1, math.nan])
def test_a_probability_outside_the_open_range_is_refused(probability):
    with pytest.raises(ValueError, match="probability"):
        gamma.quantile(probability, 2.0)
