from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_verdict import NOW, an_estimate, an_incident, reasons_of, some_incidents
from goodterms.core import findings
from goodterms.core.client import Freshness
from goodterms.core.verdict import Code


def test_burn_is_said_as_minutes_for_each_paid_hour():
    # 540 granted minutes for 90 hours: 6 per hour; 1.795 times that is 10.77
    burn = findings.burn(an_estimate())

    assert burn.tolerated == pytest.approx(6.0)
    assert burn.minutes == pytest.approx(10.77)
    assert burn.minutes_low == pytest.approx(7.86)
    assert burn.minutes_high == pytest.approx(14.46)


def test_burn_without_paid_hours_has_no_minutes():
    burn = findings.burn(an_estimate(hours=0.0, granted=0.0))

    assert (burn.tolerated, burn.minutes, burn.minutes_high) == (None, None, None)
    assert burn.mean == 1.795


def test_evidence_is_numbered_from_the_oldest_whatever_the_order():
    older, newer = an_incident(3), an_incident(9)

    assert findings.numbered([newer, older]) == {older.id: "E-001", newer.id: "E-002"}


def test_arrivals_after_hours_that_cost_nothing_have_no_number_but_invited_demands_have():
    arrived = an_incident(1, Code.AFTER_HOURS, price=0.0)
    invited = an_incident(2, Code.AFTER_HOURS_DEMAND, weight=0.0, why="invited")

    assert list(findings.numbered([arrived, invited])) == [invited.id]
    assert not findings.arrivals_count([arrived, invited])


def test_arrivals_after_hours_that_the_owner_priced_are_evidence():
    arrived = an_incident(1, Code.AFTER_HOURS, price=2.0)

    assert list(findings.numbered([arrived])) == [arrived.id]
    assert findings.arrivals_count([arrived])


def test_reasons_cite_the_numbers_of_their_own_incidents_only():
    incidents = some_incidents()
    numbers = findings.numbered(incidents)

    for cited in findings.cited(reasons_of(incidents), numbers):
        assert cited.evidence == tuple(sorted(numbers[one] for one in cited.reason.incidents))
        assert len(cited.evidence) == cited.reason.count


@pytest.mark.parametrize(("age", "is_stale"), [(0, False), (7, False), (8, True), (400, True)])
def test_source_is_stale_after_a_week(age, is_stale):
    mail, invoices = findings.sources(
        Freshness(mail_at=NOW - timedelta(days=age, hours=1), invoices_at=NOW), now=NOW
    )

    assert (mail.name, mail.days, mail.is_stale) == ("mail", age, is_stale)
    assert not invoices.is_stale


def test_source_that_was_never_read_is_stale_and_has_no_age():
    mail, _ = findings.sources(Freshness(), now=NOW)

    assert (mail.read_at, mail.days, mail.is_stale) == (None, None, True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("please pay\u202e at once", "please pay at once"),
        ("look at evil.example now", "look at evil . example now"),
        ("write to a@b.example", "write to a at b . example"),
        ("see https://evil.example/x", "see https : // evil . example/x"),
        ("two\n lines\u200b", "two lines"),
        ("v1.2 is fine. Really.", "v1 . 2 is fine. Really."),
    ],
)
def test_excerpt_carries_nothing_invisible_and_nothing_a_reader_makes_a_link(text, shown):
    assert findings.shown_excerpt(text) == shown


def test_long_excerpt_is_cut_with_an_ellipsis():
    shown = findings.shown_excerpt("word " * 80)

    assert len(shown) <= findings.EXCERPT_SHOWN
    assert shown.endswith("…")


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_excerpt_is_one_short_line_without_control_or_bidi_characters(text):
    shown = findings.shown_excerpt(text)

    assert len(shown) <= findings.EXCERPT_SHOWN
    assert not [each for each in shown if unicodedata.category(each).startswith("C")]
    assert "@" not in shown


def test_burn_does_not_change_with_a_later_setting_of_the_owner():
    old_row = replace(an_estimate(), granted=900.0)  # ten minutes an hour then

    assert findings.burn(old_row).tolerated == pytest.approx(10.0)
