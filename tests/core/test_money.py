from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import a_document, a_payment
from goodterms.core import money
from goodterms.core.settlement import settlements

DUE = date(2026, 4, 1)
TODAY = date(2026, 6, 30)


def settle(*days, today=TODAY):
    """Build invoices due on 1 April from days late; None is open."""
    documents, payments = [], []
    for number, late in enumerate(days):
        documents.append(a_document(str(number), total_minor=100))
        if late is not None:
            on = DUE + timedelta(days=late)
            payments.append(a_payment(f"{number}/2026", on=on, amount_minor=100))
    return settlements(documents, payments, today=today, terms_days=30)


def test_late_is_beyond_the_grace():
    settled = settle(3, 4, None)
    assert [each.days_late for each in money.late(settled, grace_days=3)] == [4, 90]


def test_what_is_not_due_yet_says_nothing_of_lateness():
    assert money.days_late(settle(None, today=DUE)) == []


def test_days_late_and_quantiles():
    assert money.days_late(settle(0, 10, -5, None)) == [-5, 0, 10, 90]
    assert money.quantile([-5, 0, 10, 90], 0.5) == 5
    assert money.quantile([1, 2, 3, 4, 5], 0.8) == pytest.approx(4.2)
    assert money.quantile([], 0.5) is None


def test_open_money_is_expected_when_this_client_usually_pays():
    settled = settle(10, 20, 12)
    fresh = settle(None, today=DUE)[0]
    assert money.expected_pay_day(fresh, settled) == DUE + timedelta(days=12)
    assert money.expected_pay_day(fresh, ()) == DUE
    old = settle(None)[0]
    assert money.expected_pay_day(old, settled) == TODAY
