from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.header_dates import FIRST_YEAR, LAST_YEAR, LIMIT, parse_date


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant", "offset"),
    [
        ("Tue, 5 May 2026 10:12:13 +0200", at(2026, 5, 5, 8, 12, 13), 120),
        ("5 May 26 9:02 CEST", at(2026, 5, 5, 7, 2), 120),
        ("Tue, 5 May 2026 10:12:13 CET", at(2026, 5, 5, 9, 12, 13), 60),
        ("Tue, 5 May 2026 10:12:13 BST", at(2026, 5, 5, 9, 12, 13), 60),
        ("Tue, 5 May 2026 10:12:13 EST", at(2026, 5, 5, 15, 12, 13), -300),
        ("Tue, 5 May 2026 10:12:13 PDT", at(2026, 5, 5, 17, 12, 13), -420),
        ("Tue, 05 May 2026 10.12.13 +0200", at(2026, 5, 5, 8, 12, 13), 120),
        ("Tue, 5 May 2026 10:12:13 GMT+0200", at(2026, 5, 5, 8, 12, 13), 120),
        ("Tue, 5 May 2026 10:12:13 UTC+2", at(2026, 5, 5, 8, 12, 13), 120),
        ("Tue, 5 May 2026 10:12:13 +0530", at(2026, 5, 5, 4, 42, 13), 330),
        ("Tuesday, 5. March 2026 10:12 CET", at(2026, 3, 5, 9, 12), 60),
        ("Tue, 5 Sept 2026 10:12 PM", at(2026, 9, 5, 22, 12), None),
        ("May 5, 2026 12:12 AM", at(2026, 5, 5, 0, 12), None),
        ("Thu, 13 Feb 2020 22:34:46 +0100 (GMT+01:00)", at(2020, 2, 13, 21, 34, 46), 60),
        ("2026-05-05T10:12:13Z", at(2026, 5, 5, 10, 12, 13), 0),
        ("2026-05-05T10:12:13.123456+02:00", at(2026, 5, 5, 8, 12, 13), 120),
        ("2026-05-05 10:12:13", at(2026, 5, 5, 10, 12, 13), None),
        ("05.05.2026. 10:12", at(2026, 5, 5, 10, 12), None),
        ("Tue May  5 10:12:13 CEST 2026", at(2026, 5, 5, 8, 12, 13), 120),
        ("05-May-2026 10:12:13 +0200", at(2026, 5, 5, 8, 12, 13), 120),
        ("Mon, 5 May 2026 10:12:60 +0000", at(2026, 5, 5, 10, 12, 59), 0),
        ("Tue, 5 May 2026 9:2:3 +0200", at(2026, 5, 5, 7, 2, 3), 120),
        ("Tue, 5  May   2026  10:12:13  +0200", at(2026, 5, 5, 8, 12, 13), 120),
        ('Tue, 5 May 2026 10:12:13 "CEST"', at(2026, 5, 5, 8, 12, 13), 120),
        ("Tue, 5 May 2026 10:12:13 Europe/Zagreb", at(2026, 5, 5, 10, 12, 13), None),
        ("Wed, 22 Jun 94 04:02:21 -0000", at(1994, 6, 22, 4, 2, 21), None),
    ],
)
def test_every_spelling_gives_the_right_instant_and_offset(text, instant, offset):
    assert parse_date(text) == (instant, offset)


MONTHS_AS_WRITTEN = (
    "Jan January siječnja sij januara gennaio janvier Jänner",
    "Feb February veljače velj februara febbraio février Februar",
    "Mar March ožujka ožu marta marzo mars März",
    "Apr April travnja tra aprila aprile avril",
    "May svibnja svi maja maggio mai Mai",
    "Jun June lipnja lip juna giugno juin Juni",
    "Jul July srpnja srp jula luglio juillet Juli juil.",
    "Aug August kolovoza kol avgusta agosto août",
    "Sep Sept September rujna ruj septembra settembre septembre",
    "Oct October listopada lis oktobra ottobre octobre Okt",
    "Nov November studenoga stu novembra novembre",
    "Dec December prosinca pro decembra dicembre décembre Dez Dezember",
)


@pytest.mark.parametrize(("number", "names"), list(enumerate(MONTHS_AS_WRITTEN, 1)))
def test_months_are_known_in_the_languages_around(number, names):
    for name in names.split():
        found = parse_date(f"uto, 5 {name} 2026 10:12:13 +0100")
        assert found == (at(2026, number, 5, 9, 12, 13), 60), name


def test_words_around_the_numbers_do_not_matter():
    for text in ("utorak, 5. svibnja 2026. u 10:12", "Dienstag, 5. Mai 2026 um 10.12"):
        assert parse_date(text + " CEST") == (at(2026, 5, 5, 8, 12), 120)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Mon, 1 Jan 1970 00:00:00 +0000",
        "Sat, 1 Jan 0001 00:00:00 +0000",
        "Tue, 5 May 2026 10:12:13 +9999",
        "Tue, 5 May 2026 10:12:13 +0275",
        "Sat, 31 Feb 2026 10:12:13 +0000",
        "Tue, 5 Foo 2026 10:12:13 +0000",
        "5/6/2026 10:12",
        "Tue, 5 May 2026",
    ],
)
def test_absurd_and_ambiguous_dates_are_no_dates(text):
    assert parse_date(text) is None


instants = st.datetimes(
    min_value=datetime(FIRST_YEAR, 1, 2),
    max_value=datetime(LAST_YEAR, 12, 30),
).map(lambda value: value.replace(microsecond=0))
offsets = st.integers(min_value=-12 * 60, max_value=14 * 60)


@settings(max_examples=200, deadline=None)
@given(instants, offsets)
def test_what_a_mail_program_writes_comes_back(instant, offset):
    local = instant.replace(tzinfo=timezone(timedelta(minutes=offset)))
    found = parse_date(format_datetime(local))
    assert found == (local.astimezone(UTC), offset)
    assert parse_date(local.isoformat()) == found


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=150))
def test_no_text_makes_it_raise(text):
    found = parse_date(text)
    assert found is None or found[0].tzinfo is UTC


@pytest.mark.parametrize("piece", ["(", "1", "a ", "1 ", "May 5, ", "5 May 2026 ", "1.", "-"])
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_hostile_repetition_is_fast(piece):
    parse_date(piece * LIMIT)
