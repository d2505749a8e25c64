from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.findings import Burn
from goodterms.web.charts_bar import LEAST_WIDTH, LIMIT_X, TOP_BURN, WIDTH, burn_bar


def a_burn(low, mean, high):
    return Burn(
        mean=mean, low=low, high=high, tolerated=6.0, minutes=6 * mean, minutes_low=6 * low,
        minutes_high=6 * high,
    )  # fmt: skip


def test_the_tolerance_is_at_one():
    assert burn_bar(a_burn(0.5, 1.0, 1.5)).middle == LIMIT_X
    assert LIMIT_X * TOP_BURN == WIDTH


def test_the_interval_is_drawn_around_the_middle():
    bar = burn_bar(a_burn(0.5, 1.0, 1.5))
    assert (bar.x, bar.width, bar.is_cut) == (20, 40, False)


def test_what_lies_beyond_the_scale_stands_at_its_edge_and_says_so():
    bar = burn_bar(a_burn(9.0, 12.0, 20.0))
    assert (bar.x + bar.width, bar.middle, bar.is_cut) == (WIDTH, WIDTH, True)
    assert bar.width == LEAST_WIDTH


@given(st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(sorted))
def test_no_bar_leaves_its_picture(numbers):
    bar = burn_bar(a_burn(*numbers))
    assert bar.x >= 0
    assert bar.width >= LEAST_WIDTH
    assert bar.x + bar.width <= WIDTH
    assert 0 <= bar.middle <= WIDTH
