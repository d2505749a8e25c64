from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.durations import DurationError, Unit, is_bare, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:30", 5400),
        ("01:30:00", 5400),
        ("0:00:00", 0),
        ("01:00:01", 3601),
        ("3:143:13", 19393),  # Kimai lets every part overflow
        ("1.5", 5400),
        ("1,5 h", 5400),
        ("0,01", 36),
        (".5", 1800),
        ("1h 30m", 5400),
        ("2 h", 7200),
        ("90 min", 5400),
        ("45m", 2700),
        ("1 Std. 15 Min.", 4500),
        ("2 sata 5 minuta", 7500),
        ("5400s", 5400),
        ("PT1H30M", 5400),
        ("PT45M", 2700),
        ("PT1M30.5S", 91),
        ("P1DT2H", 93600),
        ("1\u00a0h", 3600),
    ],
)
def test_a_duration_is_read_in_every_way_it_is_written(text: str, seconds: int) -> None:
    assert parse_duration(text, unit=None) == seconds


@pytest.mark.parametrize(
    ("unit", "seconds"), [(Unit.HOURS, 32_400), (Unit.MINUTES, 540), (Unit.SECONDS, 9)]
)
def test_a_bare_number_counts_what_its_column_says(unit: Unit, seconds: int) -> None:
    assert parse_duration("9", unit=unit) == seconds


def test_a_bare_number_without_a_unit_is_not_guessed() -> None:
    with pytest.raises(DurationError, match="hours, minutes or seconds"):
        parse_duration("90", unit=None)
    assert parse_duration("0", unit=None) == 0
    assert is_bare(" 90 ")
    assert not is_bare("1.5")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-1:30", "negative"),
        ("abc", "no duration"),
        ("", "no duration"),
        ("P", "no duration"),
        ("h", "no duration"),
        ("1:30 PM", "no duration"),
        ("9999999.0", "out of range"),
        ("PT99999H", "out of range"),
    ],
)
def test_what_is_no_duration_says_why(text: str, why: str) -> None:
    with pytest.raises(DurationError, match=why):
        parse_duration(text, unit=None)


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=9_998 * 3600))
def test_clock_and_iso_forms_round_trip(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    assert parse_duration(f"{hours}:{minutes:02}:{left:02}", unit=None) == seconds
    assert parse_duration(f"PT{hours}H{minutes}M{left}S", unit=None) == seconds
    assert parse_duration(str(seconds), unit=Unit.SECONDS) == seconds


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_a_duration_or_an_error(text: str) -> None:
    with contextlib.suppress(DurationError):
        assert 0 <= parse_duration(text, unit=None) <= 9_999 * 3600
