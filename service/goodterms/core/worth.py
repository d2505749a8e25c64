"""Money beside the trouble: share of income, money at risk, and what leaving would be worth (A2.7).

Nothing here enters the burn. Amounts are integers in minor units of the owner's currency; documents
in a currency without a rate are left out and counted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import exp
from typing import TYPE_CHECKING

from goodterms.core import money
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.rates import FIXED, converted, half_up
from goodterms.core.verdict import MoneyView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.client import Client, Owner
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.rates import Rates
    from goodterms.core.settlement import Settlement

YEAR_DAYS = 365
MONTH_DAYS = 365.25 / 12
LEAST_MONTHS = 1.0

HORIZON_MONTHS = 12.0
RAMP_MONTHS = 3.0
FILLED = 0.8
"""Months looked ahead, months it takes to fill freed hours, share finally filled (A2.7)."""

LATE_MONEY_YEARLY = Fraction(1, 10)
"""Yearly cost of money paid late: 8 points above a central bank rate of about 2 % (A2.2)."""

_NO_INCOME = (DocumentState.VOID, DocumentState.DRAFT, DocumentState.WRITTEN_OFF)


def refill_months() -> float:
    """Return how many of the next 12 months the freed hours are sold again (A2.7, refill)."""
    ramped = RAMP_MONTHS * (1.0 - exp(-HORIZON_MONTHS / RAMP_MONTHS))
    return FILLED * (HORIZON_MONTHS - ramped)


def break_even(
    *, revenue: float, paid_hours: float, trouble_hours: float, alternative_hourly: float
) -> float | None:
    """Return v*: the price of an hour of calm at which leaving breaks even within a year (A2.7).

    Args:
        revenue: Per month, in any unit; the result has the same.
        paid_hours: Per month.
        trouble_hours: Per month; None is returned when there are none.
        alternative_hourly: What a freed hour would earn elsewhere.

    Returns:
        0 when leaving pays off even if calm is worth nothing.
    """
    if trouble_hours <= 0.0:
        return None
    keep = revenue * HORIZON_MONTHS
    leave = alternative_hourly * (paid_hours + trouble_hours) * refill_months()
    return max(0.0, (keep - leave) / (trouble_hours * HORIZON_MONTHS))


def money_view(
    settled: Sequence[Settlement], year: Year, client: Client, owner: Owner
) -> MoneyView:
    """Return the money line of a client.

    Args:
        settled: Every invoice of the client as it stands today.
        year: Income, hours and trouble of the last 12 months.
        client: Its rate is the alternative when the owner has none.
        owner: Currency, rates.
    """
    bills = tuple(
        each
        for each in settled
        if not each.is_settled or each.document.issue_date > year.today - timedelta(days=YEAR_DAYS)
    )
    days = money.days_late(bills)
    paid, trouble = year.paid_hours / year.months, year.trouble_hours / year.months
    alternative = (
        owner.alternative_hourly_minor or owner.hourly_rate_minor or client.hourly_rate_minor
    )
    calm = None
    if alternative is not None and year.paid_hours > 0.0:
        calm = break_even(
            revenue=year.income_minor / year.months,
            paid_hours=paid,
            trouble_hours=trouble,
            alternative_hourly=alternative,
        )
    worked = year.paid_hours + year.trouble_hours
    earned = year.income_minor - money_costs(client, year) - _cost_of_waiting(bills, owner)
    return MoneyView(
        currency=owner.currency,
        income_minor=year.income_minor,
        income_share=year.income_share,
        at_risk_minor=_open(settled, owner),
        overdue_minor=_open((each for each in settled if each.as_of > each.due_on), owner),
        invoices=len(bills),
        late_invoices=len(money.late(bills, grace_days=year.grace_days)),
        median_days_late=money.quantile(days, 0.5),
        worst_days_late=days[-1] if days else None,
        effective_hourly_minor=(
            half_up(earned / Fraction(worked)) if year.paid_hours > 0.0 else None
        ),
        freed_hours_month=paid + trouble if worked > 0.0 else None,
        break_even_minor=None if calm is None else round(calm),
        expected_pay_on=max(
            (money.expected_pay_day(each, settled) for each in settled if not each.is_settled),
            default=None,
        ),
    )


def money_costs(client: Client, year: Year) -> int:
    """Return what a client cost the owner in money over the time, in minor units."""
    return half_up(client.monthly_costs_minor * Fraction(year.months))


def _cost_of_waiting(bills: Iterable[Settlement], owner: Owner) -> int:
    """Simple interest on what was paid late, in the owner's currency."""
    total = Fraction(0)
    for each in bills:
        amount = _at_home(each, each.document.total_minor, owner) or 0
        total += amount * max(0, each.days_late or 0) * LATE_MONEY_YEARLY / YEAR_DAYS
    return half_up(total)


def _at_home(bill: Settlement, amount_minor: int, owner: Owner) -> int | None:
    """Return an amount of a bill in the owner's currency, by the rate of its issue day."""
    document = bill.document
    return converted(
        amount_minor, document.currency, owner.currency, rates=owner.rates, on=document.issue_date
    )


def _open(bills: Iterable[Settlement], owner: Owner) -> int:
    """Return what is still to be paid; currencies without a rate are left out."""
    rests = (_at_home(each, each.remaining_minor, owner) for each in bills if not each.is_settled)
    return sum(rest for rest in rests if rest is not None)


def _income(document: Document, currency: str, rates: Rates) -> int | None:
    """What a document adds to income; 0 for what is none, None without a rate."""
    is_note = document.kind is DocumentKind.CREDIT_NOTE
    if document.state in _NO_INCOME or not (is_note or document.kind is DocumentKind.INVOICE):
        return 0
    net = document.total_minor if document.net_minor is None else document.net_minor
    amount = converted(net, document.currency, currency, rates=rates, on=document.issue_date)
    return -abs(amount) if is_note and amount is not None else amount


class Income:
    """Invoiced income by client, asked for the 12 months before any day.

    Income is what was invoiced, net of tax where known, less credit notes: payments are often not
    imported, and what is unpaid is told apart as money at risk. Prepayments are left out because
    the final invoice carries the full total.

    Args:
        book: All documents of the owner.
        currency: The owner's currency.
        rates: What other currencies are worth in it.
    """

    __slots__ = ("_days", "_sums", "_totals", "left_out")

    def __init__(self, book: Book, currency: str, rates: Rates = FIXED) -> None:
        rows: dict[str | None, list[tuple[int, int]]] = {}
        self.left_out: list[date] = []
        for each in book.documents:
            amount = _income(each, currency, rates)
            if amount is None:
                self.left_out.append(each.issue_date)
            elif amount:
                row = (each.issue_date.toordinal(), amount)
                rows.setdefault(each.client, []).append(row)
        self._totals: dict[date, int] = {}
        self._days: dict[str | None, list[int]] = {}
        self._sums: dict[str | None, list[int]] = {}
        for name, found in rows.items():
            found.sort()
            self._days[name] = [day for day, _ in found]
            self._sums[name] = list(accumulate((amount for _, amount in found), initial=0))

    @property
    def digest(self) -> str:
        """Return a text that is another one when any income is."""
        return repr(
            (
                sorted(self._days.items(), key=str),
                sorted(self._sums.items(), key=str),
                self.left_out,
            )
        )

    def of(self, client: str | None, *, today: date) -> int:
        """Return income from one client in the 365 days up to and including `today`."""
        if client not in self._days:
            return 0
        days, sums, last = self._days[client], self._sums[client], today.toordinal()
        return sums[bisect_right(days, last)] - sums[bisect_right(days, last - YEAR_DAYS)]

    def whole(self, *, today: date) -> int:
        """Return income from everybody in those days, nobody known included."""
        return sum(self.of(name, today=today) for name in self._days)

    def share(self, client: str, *, today: date) -> float:
        """Return the client's share of all income in those days, 0 to 1."""
        total = self._totals.get(today)
        if total is None:
            total = sum(max(0, self.of(name, today=today)) for name in self._days)
            self._totals[today] = total
        return max(0, self.of(client, today=today)) / total if total else 0.0

    def left_out_in(self, *, today: date) -> int:
        """Return how many documents of those days have a currency without a rate."""
        first = today - timedelta(days=YEAR_DAYS)
        return sum(first < day <= today for day in self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All documents and payments of the owner, of every client and of nobody known."""

    documents: tuple[Document, ...] = ()
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The last 12 months of a client, or less when the relation is younger.

    Attributes:
        months: Length, at least 1.
        income_minor: Invoiced in that time; `income_share` of all income, 0 to 1.
        paid_hours, trouble_hours: Sums over the whole time.
        grace_days: Days after which an invoice is late.
    """

    today: date
    months: float
    income_minor: int
    income_share: float
    paid_hours: float
    trouble_hours: float
    grace_days: int
