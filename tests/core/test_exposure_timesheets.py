"""Recorded hours beside invoices and days of mail, in what `exposure` makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from builders import a_client, a_document, a_message, an_owner
from builders_judgement import a_relation, assessed
from goodterms.core.exposure import PaidHours
from goodterms.core.history import History, seen
from goodterms.core.ledger import Entry
from goodterms.core.mail import Direction

TODAY = date(2026, 4, 30)
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
ALL = (date(2024, 1, 1), date(2028, 1, 1))


def worked(*days: date, hours: float = 2.0, **changes: object) -> tuple[Entry, ...]:
    values: dict[str, object] = {"client": "Alba", "client_name": "Alba", "project": ""}
    return tuple(
        Entry(
            **{  # type: ignore[arg-type]
                **values,
                "id": f"at:{number}-{day}",
                "worked_on": day,
                "started_at": None,
                "seconds": round(hours * 3600),
                **changes,
            }
        )
        for number, day in enumerate(days)
    )


def every_week(first: date, last: date) -> list[date]:
    return [first + timedelta(days=each) for each in range(0, (last - first).days + 1, 7)]


def paid(entries=(), documents=(), messages=(), today=TODAY) -> PaidHours:
    history = History(entries=entries, documents=documents, messages=messages)
    return PaidHours(history, a_client(), an_owner(), today, 2.5)


def mails(*days: date):
    return tuple(
        a_message(number, at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
                  direction=Direction.OUT)
        for number, day in enumerate(days)
    )  # fmt: skip


def test_recorded_hours_win_over_invoiced_ones_where_they_cover() -> None:
    bills = (
        a_document("1", issued=JANUARY[1], hours=31.0),
        a_document("2", issued=FEBRUARY[1], hours=99.0),
    )
    found = paid(worked(*every_week(*FEBRUARY)), bills)
    february = found.between(*FEBRUARY)
    assert february.hours == pytest.approx(8)
    assert (february.source, february.log_error) == ("timesheet", 0.10)
    january = found.between(*JANUARY)
    assert january.hours == pytest.approx(31 * 31 / 46)  # spread over 45 days before the bill
    assert january.source == "invoiced"
    assert found.between(JANUARY[0], FEBRUARY[1]).source == "invoiced"  # the weakest one used


def test_hours_that_are_not_billable_are_no_paid_hours() -> None:
    paid_for = worked(*every_week(*FEBRUARY))
    unpaid = worked(date(2026, 2, 11), hours=50.0, is_billable=False)
    found = paid(paid_for + unpaid).between(*FEBRUARY)
    assert found.hours == pytest.approx(8)


def test_unpaid_hours_alone_do_not_hide_the_invoice() -> None:
    bill = a_document("2", issued=FEBRUARY[1], hours=46.0)
    found = paid(worked(date(2026, 2, 11), is_billable=False), (bill,), today=FEBRUARY[1])
    assert found.between(*ALL).hours == pytest.approx(46)
    assert found.between(*ALL).source == "invoiced"


def test_a_timesheet_brought_late_does_not_look_like_trouble() -> None:
    found = paid(worked(*every_week(*FEBRUARY)), today=date(2026, 3, 20))
    march = found.between(date(2026, 3, 1), date(2026, 3, 20))
    assert march.hours == pytest.approx(8 / 28 * 20)
    assert march.source == "timesheet"


def test_days_of_mail_speak_only_where_nothing_else_does() -> None:
    entries = worked(*every_week(*FEBRUARY))
    found = paid(entries, messages=mails(date(2026, 1, 7), date(2026, 2, 5), date(2026, 3, 5)))
    assert found.between(*JANUARY).hours == pytest.approx(2.5)
    assert found.between(*JANUARY).source == "proxy"
    assert found.between(*FEBRUARY).hours == pytest.approx(8)
    assert found.between(*MARCH).source == "timesheet"  # its pace is carried on


def test_entries_after_today_are_not_seen() -> None:
    entries = worked(date(2026, 2, 10), date(2026, 3, 10))
    assert paid(entries, today=FEBRUARY[1]).between(*ALL) == paid(
        entries[:1], today=FEBRUARY[1]
    ).between(*ALL)


def test_history_sees_entries_that_began_by_now() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    before, after, dated = (
        *worked(date(2026, 3, 2), started_at=now, id="a"),
        *worked(date(2026, 3, 2), started_at=now + timedelta(seconds=1), id="b"),
        *worked(date(2026, 3, 2), id="c"),
    )
    coming = worked(date(2026, 3, 3), id="d")
    known = seen(History(entries=(dated, after, before, *coming)), now=now, today=date(2026, 3, 2))
    assert known.entries == (before, dated)


def test_a_verdict_speaks_of_the_timesheet_it_was_measured_by() -> None:
    now = datetime(2026, 8, 5, 10, tzinfo=UTC)
    relation = a_relation(weeks=30, chasers=3, hours=8.0)
    days = every_week(date(2026, 1, 5), now.date())
    tracked = replace(relation, entries=worked(*days, hours=40.0, client="quill"))
    by_invoice, by_sheet = assessed(relation, now), assessed(tracked, now)
    assert (by_invoice.exposure.source, by_sheet.exposure.source) == ("invoiced", "timesheet")
    assert by_sheet.exposure.hours > by_invoice.exposure.hours
    assert by_sheet.long.mean < by_invoice.long.mean
