from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document, a_payment
from goodterms.core.figures import Period
from goodterms.core.figures_book import Outstanding, Terms, book_money
from goodterms.core.figures_hours import NO_HOURS, Hours
from goodterms.core.rates import Rate, dated

TODAY = date(2026, 6, 30)
RATES = dated("EUR", [Rate(currency="USD", on=date(2026, 1, 1), per_unit=Decimal("0.5"))])
TERMS = Terms(currency="EUR", period=Period(as_of=TODAY), terms_days=30, rates=RATES)


def book(documents, payments=(), terms=TERMS, **hours):
    return book_money(documents, payments, terms, {"Alba": NO_HOURS, **hours})


def test_days_of_sales_outstanding_are_those_of_the_study():
    """Field study B3: 15,000 and 4,000 on 10,000 in 30 days give 45, 12 and 33."""
    found = Outstanding(
        dso=Fraction(15_000 * 30, 10_000), best_possible_dso=Fraction(4_000 * 30, 10_000)
    )
    assert (found.dso, found.best_possible_dso, found.average_days_delinquent) == (45, 12, 33)


def test_the_book_counts_receivables_against_sales_of_its_window():
    period = Period(as_of=TODAY, window_days=60)
    terms = Terms(currency="EUR", period=period, terms_days=30)
    documents = [
        a_document("1", issued=date(2026, 3, 2), total_minor=11000_00),  # overdue
        a_document("2", issued=date(2026, 6, 15), total_minor=4000_00),
        a_document("3", issued=date(2026, 5, 10), total_minor=6000_00),
    ]
    paid = a_payment("3/2026", on=date(2026, 6, 1), amount_minor=6000_00)
    found = book(documents, [paid], terms).outstanding
    assert (found.dso, found.best_possible_dso, found.average_days_delinquent) == (90, 24, 66)


def test_without_sales_there_are_no_days_of_sales():
    assert book([]).outstanding is None
    assert book([a_document(issued=date(2024, 3, 2))]).outstanding is None


def test_a_client_without_documents_has_figures_of_nothing():
    (client,) = book([]).clients
    assert (client.reporting.open_minor, client.income_share, client.due) == (0, None, ())
    assert (client.expected_pay_on, client.expected_pay_latest_on) == (None, None)


def test_shares_of_income_count_strangers_too():
    found = book(
        [a_document("1", total_minor=300_00), a_document("2", total_minor=700_00, client=None)]
    )
    assert found.of("Alba").income_share == Fraction(3, 10)
    assert found.whole.net_billed_minor == 1000_00
    assert found.of("Nobody") is None


def test_per_currency_and_at_home_by_the_owners_rates():
    found = book([a_document("1", total_minor=100_00),
                  a_document("2", total_minor=80_00, currency="USD")])  # fmt: skip
    client = found.of("Alba")
    assert [(each.currency, each.open_minor) for each in client.by_currency] == [
        ("EUR", 100_00), ("USD", 80_00),
    ]  # fmt: skip
    assert (client.reporting.open_minor, client.left_out) == (140_00, 0)


def test_a_document_without_a_rate_is_left_out_and_counted():
    found = book([a_document("1"), a_document("2", currency="CHF")])
    assert (found.left_out, found.of("Alba").left_out) == (1, 1)
    assert found.whole.open_minor == 60000


def test_a_payment_goes_with_its_document_whoever_paid():
    paid = a_payment(client=None)
    assert book([a_document()], [paid]).of("Alba").reporting.open_minor == 0


def test_two_clients_never_settle_each_others_invoices():
    documents = [a_document("1"), a_document("2", client="Brod")]
    loose = replace(a_payment(client="Brod"), document=None)
    found = book(documents, [loose], Brod=Hours())
    assert [each.reporting.open_minor for each in found.clients] == [60000, 0]


@settings(max_examples=30)
@given(
    totals=st.lists(
        st.tuples(st.integers(1, 10**9), st.sampled_from(["Alba", "Brod", None])), max_size=6
    )
)
def test_the_open_money_of_all_is_that_of_the_book(totals):
    documents = [
        a_document(f"{number}", total_minor=total, client=client)
        for number, (total, client) in enumerate(totals)
    ]
    found = book(documents, Brod=NO_HOURS)
    strangers = sum(total for total, client in totals if client is None)
    theirs = sum(each.reporting.open_minor for each in found.clients)
    assert theirs + strangers == found.whole.open_minor == sum(total for total, _ in totals)
