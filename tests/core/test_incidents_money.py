from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from builders import a_document, a_payment
from exchange import codes, corrected, found_in
from goodterms.core.client import CorrectionKind
from goodterms.core.ledger import DocumentState

DUE = date(2026, 4, 1)


def noon(days):
    return datetime(2026, 4, 1, 12, tzinfo=UTC) + timedelta(days=days)


def paid(days):
    return {"documents": (a_document(),), "payments": (a_payment(on=DUE + timedelta(days=days)),)}


@pytest.mark.parametrize(
    ("days", "minutes"),
    [(0, None), (3, None), (4, 30), (7, 30), (8, 40), (70, 120), (71, 120), (300, 120)],
)
def test_a_late_invoice_gets_dearer_with_each_started_week_up_to_the_cap(days, minutes):
    expected = [] if minutes is None else [f"LP-7/2026 {minutes} hard"]
    assert codes(found_in(**paid(days))) == expected
    assert codes(found_in(now=noon(days), documents=(a_document(),))) == expected


def test_a_settled_invoice_stands_at_the_day_it_was_settled():
    (found,) = found_in(**paid(10))
    assert (found.at, found.why) == (noon(10), "late")
    assert dict(found.note) == {"days": "10", "number": "7"}


def test_an_open_invoice_stands_at_now():
    now = noon(10) + timedelta(hours=3)
    (found,) = found_in(now=now, documents=(a_document(),))
    assert (found.at, found.why) == (now, "overdue")


def test_a_payment_of_this_morning_does_not_stand_in_the_future():
    now = noon(10) - timedelta(hours=5)
    (found,) = found_in(now=now, **paid(10))
    assert found.at == now


@pytest.mark.parametrize("state", [DocumentState.DISPUTED, DocumentState.VOID, DocumentState.DRAFT])
def test_what_is_argued_about_or_not_owed_is_never_late(state):
    assert found_in(now=noon(60), documents=(a_document(state=state),)) == ()


def test_a_corrected_invoice_is_gone():
    wrong = (corrected("7/2026", "LP", CorrectionKind.WRONG),)
    assert found_in(corrections=wrong, **paid(10)) == ()


PUT_OFF = "Mon 10:00 client stalling=.7"


@pytest.mark.parametrize(
    ("documents", "payments", "counted"),
    [
        ((), (), False),  # nothing to pay
        ((a_document(issued=date(2026, 3, 3)),), (), False),  # issued afterwards
        ((a_document(issued=date(2026, 3, 2)),), (), True),
        ((a_document(issued=date(2026, 2, 2)),), (), True),
        (
            (a_document(issued=date(2026, 2, 2)),),
            (a_payment(on=date(2026, 2, 20)),),
            False,  # paid before
        ),
        ((a_document(state=DocumentState.DISPUTED, issued=date(2026, 2, 2)),), (), False),
    ],
)
def test_payment_is_put_off_only_while_a_bill_is_open(documents, payments, counted):
    now = datetime(2026, 3, 3, tzinfo=UTC)
    found = codes(found_in(PUT_OFF, now=now, documents=documents, payments=payments))
    assert found == (["ST-M-1 14 soft"] if counted else [])


def test_putting_off_is_counted_once_a_wait_and_from_the_level_on():
    bill = (a_document(issued=date(2026, 2, 2)),)
    now = datetime(2026, 3, 3, tzinfo=UTC)
    twice = f"{PUT_OFF}\nMon 10:10 client stalling=.9"
    assert codes(found_in(twice, now=now, documents=bill)) == ["ST-M-1 14 soft"]
    assert codes(found_in("Mon 10:00 client stalling=.49", now=now, documents=bill)) == []
