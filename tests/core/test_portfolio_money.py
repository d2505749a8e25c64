from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from builders_judgement import CLIENT, OWNER, a_message, an_invoice, fresh
from builders_judgement import a_payment as paid_on
from goodterms.core.history import History
from goodterms.core.ledger import DocumentState, Entry
from goodterms.core.policy import Policy
from goodterms.core.portfolio import Judging, Portfolio
from goodterms.core.portfolio_money import portfolio_money
from goodterms.core.rates import Rate, dated
from goodterms.core.worth import Book

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
INVOICE = an_invoice(date(2026, 9, 1), hours=20.0, total_minor=1200_00, number="1")


def book(*documents, payments=(), client=CLIENT, owner=OWNER, messages=(), entries=(), now=NOW):
    mine = tuple(each for each in documents if each.client == client.name)
    history = History(messages=messages, documents=mine, payments=payments, entries=entries)
    judging = Judging(
        account="x", owner=owner, clients=(client,), policy=Policy(), model_digest="m"
    )
    everything = Book(documents=documents, payments=payments)
    portfolio = Portfolio.gathered(
        judging, {client.name: history}, {}, everything, fresh(now), now=now
    )
    return portfolio_money(portfolio, lambda _: history.messages)


def test_hours_are_those_of_the_invoices_and_costs_those_of_the_time_known():
    client = replace(CLIENT, monthly_costs_minor=365_00)
    found = book(
        INVOICE, payments=(paid_on(INVOICE, date(2026, 9, 20)),), client=client
    ).of("quill").reporting  # fmt: skip
    # 63 days of 12 x 365 a year are 756, so that 444 of 1,200 are left for the same hours
    left = found.calm_hourly_rate_cash_minor / found.billed_hourly_rate_minor
    assert left == Fraction(444, 1200)


def test_hours_that_were_not_sold_make_an_hour_worth_less():
    unsold = Entry(
        id="E-1", client="quill", client_name="Quill", project="", worked_on=date(2026, 9, 3),
        started_at=None, seconds=36_000, is_billable=False,
    )  # fmt: skip
    paid = (paid_on(INVOICE, date(2026, 9, 20)),)
    before = book(INVOICE, payments=paid).of("quill").reporting
    after = book(INVOICE, payments=paid, entries=(unsold,)).of("quill").reporting
    hours = 1200_00 / before.calm_hourly_rate_cash_minor
    assert 1200_00 / after.calm_hourly_rate_cash_minor == hours + 10


def test_later_facts_are_not_seen():
    later = an_invoice(date(2026, 11, 3), number="2")
    assert book(INVOICE, later).whole.invoices == 1


def test_what_belongs_to_nobody_is_in_the_book_alone():
    stranger = an_invoice(date(2026, 9, 1), number="9", client=None)
    found = book(INVOICE, stranger)
    assert (found.whole.invoices, found.of("quill").reporting.invoices) == (2, 1)


def test_the_owners_rates_are_used():
    owner = replace(
        OWNER,
        rates=dated("EUR", [Rate(currency="USD", on=date(2026, 1, 1), per_unit=Decimal("0.5"))]),
    )
    dollars = replace(INVOICE, currency="USD")
    assert book(dollars, owner=owner).whole.open_minor == 600_00
    assert book(dollars).left_out == 1


def test_a_dispute_is_in_the_open_money_and_not_in_the_lateness():
    found = book(replace(INVOICE, state=DocumentState.DISPUTED)).of("quill").reporting
    assert (found.open_minor, found.disputed_minor) == (1200_00, 1200_00)
    assert found.lateness.late_count == 0


def test_mail_alone_has_no_money():
    found = book(messages=(a_message(NOW - timedelta(days=9)),)).of("quill").reporting
    assert (found.net_billed_minor, found.effective_hourly_rate_cash_minor) == (0, None)
