"""Figures as JSON: amounts in whole minor units, days and shares rounded, dates as ISO texts.

Rates of an hour have two decimals of a minor unit, because they are compared with others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.figures_client import fixed_sums, interest_sums

if TYPE_CHECKING:
    from fractions import Fraction

    from goodterms.core.figures import Figures
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.figures_client import Claimed, ClientMoney, DueMoney
    from goodterms.core.figures_lateness import Lateness
    from goodterms.core.interest import Step

Json = dict[str, object]

DECIMALS = 4


def book_json(book: BookMoney) -> Json:
    """Return the whole book; see `client_json` for each client."""
    days, period = book.outstanding, book.terms.period
    return {
        "as_of": period.as_of.isoformat(),
        "currency": book.terms.currency,
        "window_days": period.window_days,
        "grace_days": period.grace_days,
        "book": {
            **figures_json(book.whole),
            "dso": None if days is None else rounded(days.dso),
            "best_possible_dso": None if days is None else rounded(days.best_possible_dso),
            "average_days_delinquent": (
                None if days is None else rounded(days.average_days_delinquent)
            ),
            "late_interest_minor": interest_sums(book.claims).get(book.terms.currency, 0),
            "left_out": book.left_out,
        },
        "clients": [client_json(each) for each in book.clients],
    }


def client_json(money: ClientMoney) -> Json:
    """Return one client: its figures at home, by currency, open invoices, and interest."""
    return {
        "client": money.client,
        **figures_json(money.reporting),
        "income_share": rounded(money.income_share),
        "left_out": money.left_out,
        "expected_pay_on": _day(money.expected_pay_on),
        "expected_pay_latest_on": _day(money.expected_pay_latest_on),
        "open": [_due(each) for each in money.due],
        "late_interest_minor": interest_sums(money.claims),
        "late_fixed_sum_minor": fixed_sums(money.claims),
        "interest": [_claim(each) for each in money.claims],
        "by_currency": [figures_json(each) for each in money.by_currency],
    }


def figures_json(figures: Figures) -> Json:
    """Return the figures of one currency."""
    rates = (
        "effective_hourly_rate_billed_minor",
        "effective_hourly_rate_cash_minor",
        "calm_hourly_rate_cash_minor",
        "billed_hourly_rate_minor",
    )
    return {
        "currency": figures.currency,
        "invoices": figures.invoices,
        "settled_count": figures.settled_count,
        "sales_in_window_minor": figures.sales_in_window_minor,
        "net_billed_minor": figures.net_billed_minor,
        "received_minor": figures.received_minor,
        "net_cash_minor": rounded(figures.net_cash_minor, 2),
        "open_minor": figures.open_minor,
        "overdue_minor": figures.overdue_minor,
        "disputed_minor": figures.disputed_minor,
        "short_paid_minor": figures.short_paid_minor,
        "written_off_minor": figures.written_off_minor,
        "prepaid_minor": figures.prepaid_minor,
        "credit_minor": figures.credit_minor,
        "ageing_minor": figures.ageing_minor,
        "dispute_rate_count": rounded(figures.dispute_rate_count),
        "dispute_rate_value": rounded(figures.dispute_rate_value),
        "write_off_rate_value": rounded(figures.write_off_rate_value),
        **_lateness(figures.lateness),
        **{name: rounded(getattr(figures, name), 2) for name in rates},
    }


def rounded(value: Fraction | None, decimals: int = DECIMALS) -> float | int | None:
    """Return a number for JSON: whole where it is whole, else rounded; None stays None."""
    if value is None:
        return None
    near = round(value, decimals)
    return near.numerator if near.denominator == 1 else near.numerator / near.denominator


def _lateness(late: Lateness) -> Json:
    return {
        "late_count": late.late_count,
        "late_of": late.counted,
        "late_share": rounded(late.late_share),
        "avg_days_beyond_terms": rounded(late.avg_days_beyond_terms),
        "weighted_days_beyond_terms_paid": rounded(late.weighted_days_beyond_terms_paid),
        "weighted_days_beyond_terms_incl_open": rounded(late.weighted_days_beyond_terms_incl_open),
        "median_days_late": rounded(late.median_days_late),
        "worst_days_late": late.worst_days_late,
        "avg_days_to_pay": rounded(late.avg_days_to_pay),
        "trend_days": rounded(late.trend_days),
        "usual_days_late": rounded(late.usual_days),
        "slow_days_late": rounded(late.slow_days),
    }


def _due(item: DueMoney) -> Json:
    bill = item.bill
    return {
        "id": bill.id,
        "number": bill.number,
        "due_on": bill.due_on.isoformat(),
        "currency": bill.currency,
        "open_minor": bill.open_minor,
        "days_past_due": bill.days_open,
        "is_disputed": bill.is_disputed,
        "expected_pay_on": _day(item.expected_on),
        "expected_pay_latest_on": _day(item.latest_on),
    }


def _claim(item: Claimed) -> Json:
    bill, claim = item.bill, item.claim
    amount, currency = claim.fixed or (None, None)
    return {
        "id": bill.id,
        "number": bill.number,
        "law": claim.law.value,
        "currency": claim.currency,
        "interest_minor": claim.interest_minor,
        "fixed_minor": amount,
        "fixed_currency": currency,
        "is_disputed": bill.is_disputed,
        "steps": [_step(each) for each in claim.steps],
        "no_rate_from": [day.isoformat() for day in claim.missing],
    }


def _step(step: Step) -> Json:
    return {
        "first": step.first.isoformat(),
        "last": step.last.isoformat(),
        "days": step.days,
        "percent": str(step.rate.percent),
        "is_checked": step.rate.is_checked,
        "source": step.rate.source,
        "principal_minor": step.principal_minor,
        "amount_minor": rounded(step.exact_minor),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
