"""Dates: the order is proved or asked for, never guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.calendar_dates import YEARS, DateError, date_order, parse_date

DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2026/2/8", date(2026, 2, 8)),
        ("20260228", date(2026, 2, 28)),
        ("2021-01-28T07:57:37+00:00", date(2021, 1, 28)),
        ("16-03-2026 10:11:12.000", date(2026, 3, 16)),
        ("15.01.2025.", date(2025, 1, 15)),
        ("1. 2. 2026.", date(2026, 2, 1)),
        ("03.02.26", date(2026, 2, 3)),
        ("14/02/2026", date(2026, 2, 14)),
        ("2/29/2020", date(2020, 2, 29)),
        ("5/5/2026", date(2026, 5, 5)),
        ("Jan 28 2021", date(2021, 1, 28)),
        ("28 January, 2021", date(2021, 1, 28)),
        ("28. siječnja 2026.", date(2026, 1, 28)),
        ("3. listopada 2026.", date(2026, 10, 3)),
        ("28. März 2026", date(2026, 3, 28)),
        ("15 février 2026", date(2026, 2, 15)),
        ("1er mars 2026", date(2026, 3, 1)),
        ("5 de enero de 2026", date(2026, 1, 5)),
        ("5 gennaio 2026", date(2026, 1, 5)),
        ("5. února 2026", date(2026, 2, 5)),
        ("3. červenec 2026", date(2026, 7, 3)),
        ("5 września 2026", date(2026, 9, 5)),
        ("5 mrt 2026", date(2026, 3, 5)),
        ("28-Jan-26", date(2026, 1, 28)),
        ("Thursday, April 30, 2026", date(2026, 4, 30)),
        ("Apr. 30, 2026", date(2026, 4, 30)),
        ("3. lip 2026", date(2026, 6, 3)),
        ("45292", date(2024, 1, 1)),
        ("45292.75", date(2024, 1, 1)),
    ],
)
def test_a_date_that_can_only_be_one_needs_no_proof(text: str, expected: date) -> None:
    assert parse_date(text, order="") == expected


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30", "29.02.2025", "13/13/2026", "0001-01-01", "1989-12-31", "2100-01-01"),
        *("3 listopada 2026", "3 lis 2026", "3 srp 2026"),
        *("", "soon", "=TODAY()", "12", "99999", "3 foo 2026", "٣/٢/2026", "2026-13-01"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text, order="dmy")


def test_a_date_that_could_be_two_is_asked_for() -> None:
    with pytest.raises(DateError, match="day or month first"):
        parse_date("03/02/2026", order="")
    assert parse_date("03/02/2026", order="dmy") == date(2026, 2, 3)
    assert parse_date("03/02/2026", order="mdy") == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["12/02/2025", "03/15/2026"], "mdy"),
        (["03/02/2026", "14/02/2026"], "dmy"),
        (["03/02/2026"], ""),
        (["14/02/2026", "02/14/2026"], ""),
        (["03.02.2026"], "dmy"),
        (["2026-02-14", "x", ""], ""),
        (["30-03-2026 09:00:00.000"], "dmy"),
    ],
)
def test_a_day_above_twelve_proves_the_order_of_a_file(texts: list[str], order: str) -> None:
    assert date_order(texts) == order


@given(DAYS, st.sampled_from("/-"), st.booleans())
def test_a_written_day_is_read_back_in_its_order(day: date, sign: str, is_us: bool) -> None:
    pattern = f"%m{sign}%d{sign}%Y" if is_us else f"%d{sign}%m{sign}%Y"
    order = "mdy" if is_us else "dmy"
    text = day.strftime(pattern)
    assert parse_date(text, order=order) == day
    assert date_order([text]) in ("", order)


@given(st.text(max_size=14), st.sampled_from(["", "dmy", "mdy"]))
def test_any_text_is_a_date_or_a_date_error(text: str, order: str) -> None:
    with suppress(DateError):
        assert parse_date(text, order=order).year in YEARS
