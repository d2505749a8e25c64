"""The golden client of the shared samples, by name of each figure (measured, not copied)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from builders import a_document, a_payment
from goodterms.core.figures import Period
from goodterms.core.figures_book import Terms, book_money
from goodterms.core.figures_client import fixed_sums
from goodterms.core.figures_hours import Hours
from goodterms.core.interest import Law, Rule, StatutoryRate
from goodterms.core.ledger import DocumentKind, DocumentState

FOLDER = Path(__file__).parents[2].parent / "shared/eval/invoices/metrics"
NAME = "client_late_disputed.json"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)


def day(text):
    return date.fromisoformat(text)


def documents_of(case):
    for row in case["invoices"]:
        yield a_document(
            row["number"],
            issued=day(row["issued"]),
            due_date=day(row["due"]),
            total_minor=row["total"],
            net_minor=row["net"],
            state=DocumentState.DISPUTED if row.get("disputed") else DocumentState(row["state"]),
        )
    for row in case["credit_notes"]:
        yield a_document(
            row["number"],
            issued=day(row["issued"]),
            kind=DocumentKind.CREDIT_NOTE,
            due_date=None,
            total_minor=row["total"],
            net_minor=row["net"],
            refers_to=(row["refers_to"],),
        )


def payments_of(case):
    for row in case["invoices"]:
        for part in row["allocations"]:
            if part["kind"] == "cash":
                name = f"{row['number']}/{row['issued'][:4]}"
                yield a_payment(name, on=day(part["date"]), amount_minor=part["minor"])


def found_for(case):
    rates = [
        StatutoryRate(law=Law.EU, first=day(first), percent=Decimal(percent))
        for first, percent in case["statutory_rates_percent"]
    ]
    terms = Terms(
        currency=case["currency"],
        period=Period(as_of=day(case["as_of"]), window_days=case["window_days"]),
        terms_days=30,
        rule=Rule(law=Law.EU, rates=tuple(rates)),
    )
    hours = Hours(
        billable=Fraction(case["hours"]["billable"]),
        unbillable=Fraction(case["hours"]["unbillable"]),
    )
    documents, payments = tuple(documents_of(case)), tuple(payments_of(case))
    return book_money(documents, payments, terms, {"Alba": hours})


def told(book):
    (client,) = book.clients
    figures, late = client.reporting, client.reporting.lateness
    (fixed,) = fixed_sums(client.claims).values()
    return {
        "ageing_minor": figures.ageing_minor,
        "average_days_delinquent": book.outstanding.average_days_delinquent,
        "avg_days_beyond_terms": late.avg_days_beyond_terms,
        "avg_days_to_pay": late.avg_days_to_pay,
        "best_possible_dso": book.outstanding.best_possible_dso,
        "dispute_rate_count": figures.dispute_rate_count,
        "dispute_rate_value": figures.dispute_rate_value,
        "dso": book.outstanding.dso,
        "effective_hourly_rate_billed_minor": figures.effective_hourly_rate_billed_minor,
        "effective_hourly_rate_cash_minor": figures.effective_hourly_rate_cash_minor,
        "late_fixed_sum_eur": fixed // 100,
        "late_interest_minor": sum(each.claim.exact_minor for each in client.claims),
        "net_billed_minor": figures.net_billed_minor,
        "net_cash_minor": figures.net_cash_minor,
        "open_minor": figures.open_minor,
        "overdue_minor": figures.overdue_minor,
        "settled_count": figures.settled_count,
        "weighted_days_beyond_terms_incl_open": late.weighted_days_beyond_terms_incl_open,
        "weighted_days_beyond_terms_paid": late.weighted_days_beyond_terms_paid,
        "write_off_rate_value": figures.write_off_rate_value,
    }


CASE = json.loads((FOLDER / NAME).read_text("utf-8")) if FOLDER.is_dir() else {}
GOLDEN = json.loads((FOLDER / "expected.json").read_text("utf-8"))[NAME] if CASE else {}


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_each_figure_of_the_golden_client(name):
    found, wanted = told(found_for(CASE))[name], GOLDEN[name]
    if isinstance(wanted, dict):
        assert found == wanted
    else:
        decimals = len(str(wanted).partition(".")[2])
        assert float(round(Fraction(found), decimals)) == wanted


def test_no_figure_of_the_golden_client_is_left_out():
    assert set(told(found_for(CASE))) == set(GOLDEN)


def test_sales_of_the_window_are_those_of_the_golden_client():
    assert found_for(CASE).whole.sales_in_window_minor == CASE["sales_in_window_minor"]
