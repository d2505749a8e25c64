from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builders_judgement import CLIENT, OWNER
from goodterms.core.what_if import side, what_if
from goodterms.core.worth import Year, money_view

TODAY = date(2026, 11, 2)


def year(**facts) -> Year:
    plain = Year(
        today=TODAY,
        months=12.0,
        income_minor=7_200_000,
        income_share=0.5,
        paid_hours=960.0,
        trouble_hours=192.0,
        grace_days=3,
    )
    return replace(plain, **facts)


def seen(found: Year, *, others=7_200_000, client=CLIENT, **owner):
    who = replace(OWNER, **{"alternative_hourly_minor": 7000, **owner})
    money = money_view((), found, client, who)
    return what_if(found, money, others_minor=others, client=client, owner=who)


LARGE = year()
SMALL = year(income_minor=960_000, paid_hours=144.0, trouble_hours=57.6)


@pytest.mark.parametrize(("worked", "expected"), [(LARGE, 121), (SMALL, 19)])
def test_worked_examples_of_the_decision_model(worked, expected):
    assert round(seen(worked).break_even_minor / 100) == expected


@pytest.mark.parametrize(
    ("worked", "price", "expected"),
    [
        (LARGE, 12_000, "trouble"),
        (LARGE, 12_200, "money"),
        (SMALL, 3_000, "money"),
        (SMALL, 1_000, "trouble"),
        (SMALL, None, "unsaid"),
    ],
)
def test_the_owners_price_of_calm_falls_on_a_side(worked, price, expected):
    assert seen(worked, price_of_calm_minor=price).side == expected


def test_a_price_of_exactly_the_break_even_is_on_the_side_of_the_money():
    assert [side(100, 100), side(100, 99), side(0, None), side(None, 5)] == [
        "money",
        "trouble",
        "always",
        "unknown",
    ]


def test_income_missing_and_hours_freed_are_by_month():
    found = seen(year(months=6.0, paid_hours=120.0, trouble_hours=30.0, income_minor=600_001))
    assert found.lost_month_minor == 100_000
    assert found.freed_hours_month == pytest.approx(25.0)
    assert (found.paid_hours, found.trouble_hours) == (120.0, 30.0)


@pytest.mark.parametrize(
    ("others", "covered", "gap"),
    [(1_800_000, 15.0, 0), (1_440_000, 12.0, 0), (1_080_000, 9.0, 30_000), (0, 0.0, 120_000),
     (-500, 0.0, 120_000)],
)  # fmt: skip
def test_the_rest_covers_fixed_costs_for_so_many_months(others, covered, gap):
    found = seen(LARGE, others=others, fixed_costs_minor=120_000)
    assert (found.covered_months, found.gap_month_minor) == (pytest.approx(covered), gap)


def test_without_fixed_costs_nothing_is_said_of_them():
    found = seen(LARGE)
    assert (found.covered_months, found.gap_month_minor) == (None, None)


def test_what_the_client_costs_in_money_is_in_the_hour_and_in_the_sum():
    costly = replace(CLIENT, monthly_costs_minor=10_000)
    assert seen(LARGE, client=costly).costs_minor == 120_000
    dear, plain = (money_view((), LARGE, client, OWNER) for client in (costly, CLIENT))
    assert plain.effective_hourly_minor == 6250
    assert dear.effective_hourly_minor == round((7_200_000 - 120_000) / 1152)
