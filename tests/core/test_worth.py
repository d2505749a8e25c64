from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_judgement import CLIENT, OWNER, a_payment, an_invoice
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.rates import Rate, dated
from goodterms.core.settlement import settlements
from goodterms.core.worth import Book, Income, Year, break_even, money_view

TODAY = date(2026, 11, 2)


def income(*documents):
    return Income(Book(documents=documents), "EUR")


def year(**facts):
    plain = Year(
        today=TODAY,
        months=12.0,
        income_minor=0,
        income_share=0.0,
        paid_hours=0.0,
        trouble_hours=0.0,
        grace_days=3,
    )
    return replace(plain, **facts)


def viewed(documents, payments, owner=OWNER, **facts):
    settled = settlements(documents, payments, today=TODAY, terms_days=30)
    return money_view(settled, year(**facts), CLIENT, owner)


@pytest.mark.parametrize(
    ("revenue", "paid", "trouble", "expected"),
    [
        pytest.param(6000.0, 80.0, 16.0, 121, id="large client"),
        pytest.param(800.0, 12.0, 4.8, 19, id="small client"),
    ],
)
def test_worked_examples_of_the_decision_model(revenue, paid, trouble, expected):
    found = break_even(
        revenue=revenue, paid_hours=paid, trouble_hours=trouble, alternative_hourly=70.0
    )
    assert round(found) == expected


def test_without_trouble_there_is_no_price_of_calm():
    assert (
        break_even(revenue=100.0, paid_hours=9.0, trouble_hours=0.0, alternative_hourly=70.0)
        is None
    )


def test_leaving_that_pays_anyway_costs_nothing():
    assert (
        break_even(revenue=10.0, paid_hours=9.0, trouble_hours=1.0, alternative_hourly=70.0) == 0.0
    )


def test_income_is_net_of_the_last_365_days_less_credit_notes():
    book = income(
        an_invoice(date(2025, 11, 2), total_minor=100_00, number="too old"),
        an_invoice(date(2025, 11, 3), total_minor=125_00, net_minor=100_00, number="first day"),
        an_invoice(TODAY, total_minor=200_00, number="last day"),
        an_invoice(TODAY + timedelta(days=1), number="tomorrow"),
        an_invoice(TODAY, kind=DocumentKind.CREDIT_NOTE, total_minor=-50_00, number="note"),
        an_invoice(TODAY, state=DocumentState.VOID, number="void"),
        an_invoice(TODAY, kind=DocumentKind.PREPAYMENT, number="advance"),
    )
    assert book.of("quill", today=TODAY) == 250_00
    assert book.of("nobody", today=TODAY) == 0


def test_share_of_income_counts_unknown_buyers_too():
    book = income(
        an_invoice(TODAY, total_minor=300_00, number="1"),
        an_invoice(TODAY, total_minor=600_00, number="2", client="other"),
        an_invoice(TODAY, total_minor=100_00, number="3", client=None),
    )
    assert book.share("quill", today=TODAY) == pytest.approx(0.3)
    assert income().share("quill", today=TODAY) == 0.0


def test_other_currencies_are_left_out_and_counted():
    book = income(
        an_invoice(TODAY, total_minor=100_00, number="1"),
        an_invoice(TODAY, total_minor=900_00, number="2", currency="USD", client="other"),
    )
    assert book.share("quill", today=TODAY) == 1.0
    assert book.left_out_in(today=TODAY) == 1
    assert book.left_out_in(today=TODAY - timedelta(days=1)) == 0


@given(amounts=st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
def test_shares_add_up_to_one(amounts):
    book = income(
        *(
            an_invoice(TODAY, total_minor=amount, client=f"c{i}", number=f"{i}")
            for i, amount in enumerate(amounts)
        )
    )
    shares = [book.share(f"c{i}", today=TODAY) for i in range(len(amounts))]
    assert sum(shares) == pytest.approx(1.0)


def test_money_line_of_a_late_payer():
    paid = an_invoice(date(2026, 6, 1), total_minor=1_000_00, number="1")
    open_ = an_invoice(date(2026, 10, 1), total_minor=500_00, number="2")
    view = viewed(
        [paid, open_], [a_payment(paid, date(2026, 6, 25))],  # due on the 15th
        income_minor=1_500_00, paid_hours=24.0, trouble_hours=6.0,
    )  # fmt: skip
    assert (view.at_risk_minor, view.overdue_minor) == (500_00, 500_00)
    assert (view.invoices, view.late_invoices) == (2, 2)
    assert (view.median_days_late, view.worst_days_late) == (14.0, 18)
    assert view.freed_hours_month == pytest.approx(2.5)
    # waiting cost 1000 x 10/365 x 10 % = 2.74 and 500 x 18/365 x 10 % = 2.47
    assert view.effective_hourly_minor == round((1_500_00 - 521) / 30)
    assert view.expected_pay_on == TODAY


def test_expected_pay_day_is_due_plus_the_usual_lateness():
    paid = an_invoice(date(2026, 6, 1), number="1")
    open_ = an_invoice(date(2026, 10, 25), number="2")  # due on 8 November
    view = viewed([paid, open_], [a_payment(paid, date(2026, 6, 25))])
    assert view.expected_pay_on == date(2026, 11, 18)
    assert view.overdue_minor == 0


def test_a_client_without_documents_has_an_empty_money_line():
    view = viewed([], [])
    assert (view.income_minor, view.invoices, view.expected_pay_on) == (0, 0, None)
    assert (view.effective_hourly_minor, view.break_even_minor) == (None, None)


def test_without_any_rate_the_break_even_is_unknown():
    owner = replace(OWNER, hourly_rate_minor=None)
    view = viewed([], [], owner, paid_hours=10.0, trouble_hours=2.0, income_minor=1000)
    assert view.break_even_minor is None


def test_income_and_open_money_follow_the_owners_rates():
    rates = dated("EUR", [Rate(currency="USD", on=date(2026, 1, 1), per_unit=Decimal("0.5"))])
    owner = replace(OWNER, rates=rates)
    dollars = an_invoice(date(2026, 9, 1), total_minor=900_00, currency="USD", number="1")
    found = Income(Book(documents=(dollars,)), "EUR", rates)
    assert (found.of("quill", today=TODAY), found.left_out_in(today=TODAY)) == (450_00, 0)
    view = viewed([dollars], [], owner)
    assert (view.at_risk_minor, view.overdue_minor) == (450_00, 450_00)
    assert viewed([dollars], []).at_risk_minor == 0
