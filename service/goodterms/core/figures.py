"""The figures of one client or of the book, all in one currency, from its bills.

Exact: whole numbers and fractions. None where there is nothing, or too little, to say it from.
Source: invoices study, Metrics; field study B3. How sure each is is not said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.core import figures_lateness as lateness
from goodterms.core.figures_hours import NO_HOURS, Hours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.core.bills import Bill, Billing
    from goodterms.core.figures_lateness import Lateness

WINDOW_DAYS = 365
"""Days of billed, received and hours: a year evens out seasons."""

AGES = ((0, "current"), (30, "1-30"), (60, "31-60"), (90, "61-90"))
"""Ageing steps: days past due up to and including, and their name; above is ``over 90``."""

OLDEST = "over 90"
SHORT_AFTER_DAYS = 10
"""Days after the last payment from which a rest is called short paid (invoices study)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What the figures speak of.

    Attributes:
        as_of: The last day.
        window_days: Length of the window that ends with it.
        grace_days: Days past due that are not called late.
    """

    as_of: date
    grace_days: int = 3
    window_days: int = WINDOW_DAYS

    def holds(self, day: date) -> bool:
        """Return whether a day lies in the window."""
        return self.as_of - timedelta(days=self.window_days) < day <= self.as_of


def figures(found: Billing, currency: str, period: Period, hours: Hours = NO_HOURS) -> Figures:
    """Return the figures of what is in one currency.

    Args:
        found: Bills and notes; those of other currencies are not looked at.
        currency: ISO 4217.
        period: Day, window and grace.
        hours: Of the window, with direct costs in the same currency.
    """
    mine = found.of(currency)
    billed = [each for each in mine.bills if period.holds(each.issued_on)]
    notes = [each for each in mine.notes if period.holds(each.issued_on)]
    net = sum(_net(each) for each in billed) - sum(each.net_minor for each in notes)
    sales = sum(each.total_minor for each in billed) - sum(each.total_minor for each in notes)
    ahead = [each for each in mine.advances if period.holds(each.paid_on)]
    cash = net_cash(mine.bills, period) + sum(each.net_minor for each in ahead)
    # while nothing came in, an hour is not worth 0: it is not known yet
    earned = cash - hours.costs_minor if cash else None
    return Figures(
        currency=currency,
        invoices=len(mine.bills),
        settled_count=sum(each.settled_on is not None for each in mine.bills),
        sales_in_window_minor=sales,
        net_billed_minor=net,
        received_minor=_received(mine.bills, period) + sum(each.amount_minor for each in ahead),
        net_cash_minor=cash,
        open_minor=sum(each.open_minor for each in mine.bills),
        overdue_minor=sum(each.open_minor for each in mine.bills if each.days_open > 0),
        disputed_minor=sum(each.open_minor for each in mine.bills if each.is_disputed),
        ageing_minor=ageing(mine.bills),
        lateness=lateness.lateness(mine.bills, as_of=period.as_of, grace_days=period.grace_days),
        short_paid_minor=sum(each.open_minor for each in short_paid(mine.bills)),
        dispute_rate_count=_share(sum(each.is_disputed for each in mine.bills), len(mine.bills)),
        dispute_rate_value=_value_share(mine.bills, [e for e in mine.bills if e.is_disputed]),
        write_off_rate_value=_value_share(mine.bills, [e for e in mine.bills if e.is_written_off]),
        written_off_minor=sum(_lost(each) for each in mine.bills if each.is_written_off),
        prepaid_minor=sum(amount for _, amount in mine.prepaid_minor),
        credit_minor=sum(amount for _, amount in mine.credit_minor),
        effective_hourly_rate_billed_minor=_per_hour(Fraction(net), hours.all),
        effective_hourly_rate_cash_minor=_per_hour(earned, hours.all),
        calm_hourly_rate_cash_minor=_per_hour(earned, hours.worked),
        billed_hourly_rate_minor=_per_hour(Fraction(net), hours.billable),
    )


def ageing(bills: Iterable[Bill]) -> dict[str, int]:
    """Return open amounts by age in days past due, every step named, zeros too."""
    table = dict.fromkeys([name for _, name in AGES] + [OLDEST], 0)
    for each in bills:
        age = next((name for most, name in AGES if each.days_open <= most), OLDEST)
        table[age] += each.open_minor
    return table


def short_paid(bills: Iterable[Bill]) -> list[Bill]:
    """Return bills paid in part whose rest did not follow within ten days; no disputed ones.

    What counts as a rest (above 1 % and one unit) was decided when the bill was settled.
    """
    wait = timedelta(days=SHORT_AFTER_DAYS)
    return [
        each
        for each in bills
        if each.open_minor and each.paid and not each.is_disputed
        and each.paid[-1][0] + wait <= each.as_of
    ]  # fmt: skip


def net_cash(bills: Iterable[Bill], period: Period) -> Fraction:
    """Return the money of the window without tax: each payment has its invoice's share of tax."""
    total = Fraction(0)
    for each in bills:
        paid = sum(amount for day, amount in each.paid if period.holds(day))
        if paid and each.total_minor:
            total += Fraction(paid * _net(each), each.total_minor)
    return total


def _received(bills: Iterable[Bill], period: Period) -> int:
    return sum(amount for each in bills for day, amount in each.paid if period.holds(day))


def _net(bill: Bill) -> int:
    return bill.total_minor if bill.net_minor is None else bill.net_minor


def _lost(bill: Bill) -> int:
    """Return what was never paid or credited of a bill."""
    put = sum(amount for _, amount in (*bill.paid, *bill.credited))
    return max(0, bill.total_minor - put)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole > 0 else None


def _value_share(bills: Iterable[Bill], chosen: Iterable[Bill]) -> Fraction | None:
    return _share(sum(each.total_minor for each in chosen), sum(e.total_minor for e in bills))


def _per_hour(amount_minor: Fraction | None, hours: Fraction) -> Fraction | None:
    return amount_minor / hours if amount_minor is not None and hours > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Amounts in minor units of `currency`; shares from 0 to 1; fractions are exact.

    Attributes:
        invoices: Bills of all time; `settled_count` those settled on a known day.
        sales_in_window_minor: Billed with tax less credit notes; `net_billed_minor` without tax.
        received_minor: Money put to invoices and prepayments in the window; `net_cash_minor`
            without tax.
        overdue_minor: Past due, disputed ones too; `disputed_minor` what of the open is disputed.
        effective_hourly_rate_billed_minor: Net billed for each of all hours.
        effective_hourly_rate_cash_minor: Received less direct costs for each of all hours, the
            hours of trouble included; `calm_hourly_rate_cash_minor` without those. None while
            nothing was received in the window.
        billed_hourly_rate_minor: Net billed for each billable hour.
        prepaid_minor: Paid ahead and not yet in any invoice.
        credit_minor: Put to no invoice: paid too much, or credited after payment.
    """

    currency: str
    invoices: int
    settled_count: int
    sales_in_window_minor: int
    net_billed_minor: int
    received_minor: int
    net_cash_minor: Fraction
    open_minor: int
    overdue_minor: int
    disputed_minor: int
    ageing_minor: dict[str, int]
    lateness: Lateness
    short_paid_minor: int
    dispute_rate_count: Fraction | None
    dispute_rate_value: Fraction | None
    write_off_rate_value: Fraction | None
    written_off_minor: int
    prepaid_minor: int
    credit_minor: int
    effective_hourly_rate_billed_minor: Fraction | None
    effective_hourly_rate_cash_minor: Fraction | None
    calm_hourly_rate_cash_minor: Fraction | None
    billed_hourly_rate_minor: Fraction | None
