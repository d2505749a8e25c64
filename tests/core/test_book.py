from __future__ import annotations

from dataclasses import replace
from math import exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_book import a_book, a_paying_client, a_what_if
from builders_verdict import an_owner
from goodterms.core.book import (
    LEAST_CLIENTS,
    book_view,
    by_verdict,
    curve,
    funnel,
    limit,
    net,
    top,
)  # fmt: skip
from goodterms.core.policy import Policy
from goodterms.core.verdict import Verdict

POLICY = Policy()


def years(*rows):
    """Rows of income in euros and trouble hours."""
    return {
        f"c{place}": a_what_if(income_minor=income * 100, trouble_hours=float(trouble))
        for place, (income, trouble) in enumerate(rows)
    }


def test_the_whale_curve_exceeds_the_whole_where_the_last_clients_cost_money():
    steps = curve(years((1000, 30), (6000, 10), (3000, 2)), 5000)
    assert [each.client for each in steps] == ["c1", "c2", "c0"]
    assert [each.net_minor for each in steps] == [550_000, 290_000, -50_000]
    assert [each.net_share for each in steps] == pytest.approx([55 / 79, 84 / 79, 1.0])
    assert [each.income_share for each in steps] == pytest.approx([0.6, 0.9, 1.0])
    assert [each.trouble_share for each in steps] == pytest.approx([10 / 42, 12 / 42, 1.0])


def test_without_a_rate_trouble_has_no_price_and_money_costs_still_count():
    year = a_what_if(income_minor=100_000, trouble_hours=10.0, costs_minor=2_500)
    assert net(year, None) == 97_500
    assert net(year, 6_000) == 37_500


def test_a_curve_without_net_income_has_no_share_of_it():
    steps = curve(years((10, 30), (20, 30)), 5000)
    assert [each.net_share for each in steps] == [None, None]
    assert [each.income_share for each in steps] == pytest.approx([2 / 3, 1.0])


def test_clients_of_whom_nothing_is_known_are_not_on_the_curve():
    assert curve(years((0, 0)), 5000) == ()


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 50)), max_size=9))
def test_the_curve_ends_at_the_whole(rows):
    steps = curve(years(*rows), 5000)
    assert len({each.client for each in steps}) == len(steps)
    if steps:
        last = steps[-1]
        assert last.income_share == pytest.approx(1.0 if any(a for a, _ in rows) else 0.0)
        assert last.trouble_share == pytest.approx(1.0 if any(b for _, b in rows) else 0.0)
        assert last.net_share is None or last.net_share == pytest.approx(1.0)
        nets = [each.net_minor for each in steps]
        assert nets == sorted(nets, reverse=True)


@pytest.mark.parametrize(
    ("count", "first"), [(5, 1), (7, 1), (8, 2), (10, 2), (12, 2), (13, 3), (20, 4)]
)
def test_the_top_fifth_is_the_nearest_whole_number_of_clients(count, first):
    found = top(years(*((100 * (place + 1), 1) for place in range(count))))
    assert (found.clients, found.of) == (first, count)
    made = sum(range(count - first + 1, count + 1)) / sum(range(1, count + 1))
    assert found.income_share == pytest.approx(made)
    assert found.trouble_share == pytest.approx(first / count)


def test_below_five_paying_clients_there_is_no_top():
    rows = [(100, 1)] * (LEAST_CLIENTS - 1)
    assert top(years(*rows, (0, 5), (-3, 1))) is None
    assert top(years(*rows, (1, 0))) is not None


def test_the_top_without_any_trouble_has_no_share_of_it():
    assert top(years(*[(100, 0)] * 5)).trouble_share is None


def poisson_between(expected: float, low: float, high: float) -> float:
    """How often a Poisson count of this mean lies between two numbers."""
    counts = range(int(low) + 1, int(high) + 1)
    return sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in counts)


@pytest.mark.parametrize("hours", [60.0, 200.0, 800.0])
def test_limits_hold_as_many_clients_as_they_say(hours):
    edges = limit(hours, 6.0, 39.0)
    expected = hours * 6.0 / 39.0
    inside = poisson_between(expected, edges.low_80 * expected, edges.high_80 * expected)
    outside = poisson_between(expected, edges.low_95 * expected, edges.high_95 * expected)
    assert inside == pytest.approx(0.80, abs=0.09)
    assert outside == pytest.approx(0.95, abs=0.03)


def test_limits_close_in_with_the_hours():
    few, many = limit(10.0, 6.0, 39.0), limit(1000.0, 6.0, 39.0)
    assert few.low_95 < few.low_80 < 1.0 < few.high_80 < few.high_95
    assert few.high_95 - few.low_95 > 3 * (many.high_95 - many.low_95)


@pytest.mark.parametrize(
    ("spent", "place"),
    [(540, "inside"), (50, "far_below"), (330, "below"), (760, "above"), (1500, "far_above")],
)
def test_a_client_stands_where_chance_puts_it(spent, place):
    found = funnel([a_paying_client("one", 100, spent=float(spent))], POLICY)
    assert found.points[0].place == place
    assert found.points[0].ratio == spent / 540


def test_clients_without_hours_are_named_apart():
    found = funnel([a_paying_client("idle", 100, hours=0.0), a_paying_client("one", 1)], POLICY)
    assert [each.client for each in found.points] == ["one"]
    assert found.left_out == ("idle",)
    assert funnel([], POLICY).limits == ()
    assert found.limits[-1].hours == 90.0


def test_the_book_sums_its_clients_and_names_the_rest():
    one, two = (a_paying_client(name, 100, others_minor=15_000) for name in ("one", "two"))
    found = book_view([two, one], owner=an_owner(alternative_hourly_minor=7000), policy=POLICY)
    assert (found.income_minor, found.unassigned_minor, found.hour_minor) == (20_000, 5_000, 7000)
    assert (found.paying, found.top, found.typical) == (2, None, None)
    assert found == book_view(
        [one, two], owner=an_owner(alternative_hourly_minor=7000), policy=POLICY
    )


def test_an_empty_book_is_empty():
    found = book_view([], owner=an_owner(), policy=POLICY)
    assert (found.curve, found.funnel.points, found.top, found.income_minor) == ((), (), None, 0)


def test_typical_is_the_middle_half_of_those_judged():
    book = a_book([100] * 5)
    assert book.typical == pytest.approx((1.795, 1.795))
    learning = [
        a_paying_client(f"{n}", 1, verdict=Verdict.LEARNING if n == 0 else Verdict.WATCH)
        for n in range(5)
    ]
    assert book_view(learning, owner=an_owner(), policy=POLICY).typical is None


def test_the_table_goes_by_verdict_and_name_and_owners_states_last():
    points = funnel(
        [
            a_paying_client("b", 1, verdict=Verdict.WATCH),
            a_paying_client("c", 9, verdict=Verdict.PARTED),
            a_paying_client("a", 1, verdict=Verdict.WATCH),
            a_paying_client("z", 1, verdict=Verdict.LET_GO),
        ],
        POLICY,
    ).points
    assert [each.client for each in by_verdict(points)] == ["z", "a", "b", "c"]
    assert by_verdict([replace(points[0])]) == [points[0]]
