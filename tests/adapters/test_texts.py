from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.adapters.texts import LANGUAGES, Texts

EN, HR = Texts("en"), Texts("hr")
AT = datetime(2026, 11, 16, 20, 4, tzinfo=UTC)


def test_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="en, hr"):
        Texts("de")


@pytest.mark.parametrize(
    ("minor", "currency", "english", "croatian"),
    [
        (123_450, "EUR", "€1,234.50", "1.234,50\u00a0€"),
        (123_400, "EUR", "€1,234", "1.234\u00a0€"),
        (-5, "EUR", "-€0.05", "-0,05\u00a0€"),
        (0, "EUR", "€0", "0\u00a0€"),
        (500, "JPY", "JP¥500", "500\u00a0JPY"),
        (1_500, "KWD", "KWD1.500", "1,500\u00a0KWD"),
    ],
)
def test_money_is_written_from_minor_units(minor, currency, english, croatian):
    assert EN.money(minor, currency) == english
    assert HR.money(minor, currency).replace("−", "-") == croatian


@given(st.integers(-(10**15), 10**15))
def test_no_cent_is_lost_however_large_the_amount(minor):
    digits = "".join(each for each in EN.money(minor, "EUR") if each.isdigit())
    whole, rest = divmod(abs(minor), 100)

    assert digits == (f"{whole}{rest:02d}" if rest else f"{whole}")


def test_dates_are_written_as_the_language_writes_them():
    day = date(2026, 11, 6)

    assert EN.day(day) == "6 November 2026"
    assert HR.day(day) == "6.\u00a0studenoga 2026."  # a day does not part from its month
    assert (EN.short_day(day), HR.short_day(day)) == ("6 Nov 2026", "6.\u00a011.\u00a02026.")
    assert (EN.month(day), HR.month(day)) == ("November 2026", "studeni 2026.")
    assert (EN.month_alone(day), HR.month_alone(day)) == ("November", "studeni")
    assert (EN.iso_day("2026-11-06"), HR.weekday(0)) == ("6 Nov 2026", "pon")


def test_instant_is_shown_on_both_clocks():
    assert EN.instant(AT, "Europe/Zagreb") == "16 Nov 2026, 21:04"
    assert HR.instant(AT, "Europe/Zagreb") == "16.\u00a011.\u00a02026. u\u00a021:04"
    assert EN.elsewhere(AT, -420) == "16 Nov 2026, 13:04 UTC−07:00"
    assert EN.elsewhere(AT, 345) == "17 Nov 2026, 01:49 UTC+05:45"


def test_senders_clock_beside_the_same_day_needs_no_day():
    assert EN.elsewhere(AT, -420, beside=date(2026, 11, 16)) == "13:04 UTC−07:00"
    assert HR.elsewhere(AT, 345, beside=date(2026, 11, 16)) == (
        "17.\u00a011.\u00a02026. u\u00a001:49 UTC+05:45"
    )


def test_numbers_never_show_a_negative_zero():
    assert EN.number(-0.04, 1) == "0.0"
    assert HR.number(1234.56, 1) == "1.234,6"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (59.4, "59 min"), (59.6, "1 h"), (95, "1 h 35 min"), (1560, "26 h")],
)
def test_durations_are_hours_and_minutes_that_do_not_break_over_lines(minutes, said):
    assert EN.duration(minutes) == said.replace(" ", "\u00a0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_with_a_per_cent_sign_keeps_it(language):
    said = Texts(language).say("over 99 %%")

    assert said.endswith("99 %")


def test_english_plural_counts_one_and_many():
    one = EN.plural("%(count)s day", "%(count)s days", 1)

    assert (one, EN.plural("%(count)s day", "%(count)s days", 1200)) == ("1 day", "1,200 days")
