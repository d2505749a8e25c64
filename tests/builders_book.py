"""Assessments with a year of income and trouble, for the views of the whole book."""

from __future__ import annotations

from datetime import date

from builders_verdict import an_assessment, an_estimate, an_owner
from goodterms.core.book import BookView, book_view
from goodterms.core.insight import Insight, OwnWork, Quarter, WhatIf
from goodterms.core.policy import Policy
from goodterms.core.verdict import Assessment, Verdict

NO_OWN_WORK = OwnWork(
    invoices=0,
    late=0,
    median_days=None,
    worst_days=None,
    open_requests=0,
    oldest_request_on=None,
)


def a_quarter(**changes) -> Quarter:
    values = {
        "start": date(2026, 8, 18),
        "end": date(2026, 11, 16),
        "hours": 50.0,
        "spent": 540.0,
        "mean": 1.795,
        "low": 1.31,
        "high": 2.41,
    }
    return Quarter(**{**values, **changes})


def a_what_if(**changes) -> WhatIf:
    values = {
        "currency": "EUR",
        "months": 12.0,
        "income_minor": 120_000,
        "others_minor": 0,
        "lost_month_minor": 10_000,
        "covered_months": None,
        "gap_month_minor": None,
        "costs_minor": 0,
        "paid_hours": 20.0,
        "trouble_hours": 2.0,
        "freed_hours_month": 2.0,
        "break_even_minor": None,
        "side": "unknown",
    }
    return WhatIf(**{**values, **changes})


def a_paying_client(
    name: str,
    income: int,
    *,
    hours: float = 90.0,
    spent: float = 540.0,
    verdict: Verdict = Verdict.HEALTHY,
    **year,
) -> Assessment:
    """One client; `income` in whole euros, `spent` the trouble minutes of the long window."""
    granted = 6.0 * hours
    found = an_estimate(hours=hours, granted=granted, spent=spent, unit=39.0, incidents=18)
    what_if = a_what_if(income_minor=income * 100, **year)
    return an_assessment(
        name,
        verdict,
        incidents=(),
        long=found,
        insight=Insight(own_work=NO_OWN_WORK, what_if=what_if, split=None, year_ago=None),
    )


def a_book(incomes: list[int], **owner) -> BookView:
    """The book of clients with these incomes, each with two hours of trouble."""
    total = sum(incomes)
    clients = [
        a_paying_client(f"client {place}", income, others_minor=(total - income) * 100)
        for place, income in enumerate(incomes, 1)
    ]
    return book_view(clients, owner=an_owner(**owner), policy=Policy())
