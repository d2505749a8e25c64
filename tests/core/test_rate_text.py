from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.interest import Law
from goodterms.core.rate_text import RateTextError, day_of, exchange, rate_of, statutory


def test_exchange_rates_with_title_remarks_and_either_sign():
    text = "\ufeffcurrency,date,rate\n# from the bank\nUSD,2026-01-01,0.92\nusd;2026-07-01;0,90\n\n"
    found, problems = exchange(text)
    assert [(each.currency, each.on, each.per_unit) for each in found] == [
        ("USD", date(2026, 1, 1), Decimal("0.92")),
        ("USD", date(2026, 7, 1), Decimal("0.90")),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "line",
    ["USD,2026-01-01", "XXX,2026-01-01,1", "USD,1.1.2026,1", "USD,2026-01-01,0",
     "USD,2026-01-01,-1", "USD,2026-01-01,1e9", "USD,2026-01-01,NaN", "USD,2026-01-01,٣",
     "USD,2026-01-01," + "9" * 400, "USD,0001-01-01,1"],
)  # fmt: skip
def test_a_line_that_is_no_rate_is_named(line):
    found, problems = exchange("# x\n" + line)
    assert (found, [number for number, _ in problems]) == ([], [2])


def test_statutory_rates_add_the_margin_and_say_what_is_not_checked():
    text = 'law,from,reference,margin,checked,source\neu,2026-07-01,2.40,8,no,"one page, only"\n'
    ((rate,), problems) = statutory(text)
    assert (rate.law, rate.first, rate.percent) == (Law.EU, date(2026, 7, 1), Decimal("10.40"))
    assert (rate.is_checked, rate.source, problems) == (False, "one page, only", [])


@pytest.mark.parametrize(
    "line",
    ["xx,2026-07-01,2,8", "eu,2026-07-02,2,8", "eu,2026-07-01,2", "eu,2026-07-01,99,8",
     "eu,2026-07-01,-2,8"],
)  # fmt: skip
def test_a_line_that_is_no_statutory_rate_is_named(line):
    found, problems = statutory(line)
    assert (found, [number for number, _ in problems]) == ([], [1])


def test_days_and_rates_of_the_config():
    assert day_of(" 2026-01-01 ") == date(2026, 1, 1)
    assert rate_of("0,92") == Decimal("0.92")
    for read, text in ((day_of, "2026-02-30"), (rate_of, "0.0"), (rate_of, "")):
        with pytest.raises(RateTextError, match="expected"):
            read(text)


@settings(max_examples=80)
@given(text=st.text(max_size=200))
def test_any_text_gives_rates_or_problems(text):
    for read in (exchange, statutory):
        found, problems = read(text)
        assert all(line >= 1 and "expected" in reason for line, reason in problems)
        assert len(found) + len(problems) <= len(text.splitlines())
