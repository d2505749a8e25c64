"""One client's money: figures, what is still to come and when, and interest bill by bill."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.core import figures_lateness as lateness
from goodterms.core.interest import Debt, claim
from goodterms.core.rates import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.bills import Bill
    from goodterms.core.figures import Figures, Period
    from goodterms.core.interest import Claim, Rule


def due_money(bills: Sequence[Bill], period: Period) -> tuple[DueMoney, ...]:
    """Return the open bills with the days on which they are to be expected, first due first.

    Expected is due plus this client's own median of days late, at the latest the 80th percentile,
    over bills of every currency; None while fewer than three were settled.
    """
    usual = lateness.lateness(bills, as_of=period.as_of, grace_days=period.grace_days)
    found = [
        DueMoney(
            bill=each,
            expected_on=lateness.expected(each, usual.usual_days),
            latest_on=lateness.expected(each, usual.slow_days),
        )
        for each in bills
        if each.open_minor
    ]
    return tuple(sorted(found, key=lambda each: (each.bill.due_on, each.bill.id)))


def claims(bills: Iterable[Bill], rule: Rule | None) -> tuple[Claimed, ...]:
    """Return the statutory interest of every bill that bore any, first due first.

    A disputed bill is among them, and named as such; a written-off one is not.
    """
    if rule is None:
        return ()
    found = []
    for each in sorted(bills, key=lambda bill: (bill.due_on, bill.id)):
        if each.is_written_off:
            continue
        debt = Debt(
            currency=each.currency,
            due_on=each.due_on,
            until=each.as_of,
            open_minor=each.open_minor,
            later=tuple(sorted((*each.paid, *each.credited))),
        )
        claimed = claim(debt, rule)
        if claimed.steps or claimed.missing:
            found.append(Claimed(bill=each, claim=claimed))
    return tuple(found)


def interest_sums(found: Iterable[Claimed]) -> dict[str, int]:
    """Return whole interest by currency, every bill's fractions summed before the one rounding."""
    sums: dict[str, Fraction] = {}
    for each in found:
        claimed = each.claim
        sums[claimed.currency] = sums.get(claimed.currency, Fraction(0)) + claimed.exact_minor
    return {name: half_up(total) for name, total in sorted(sums.items())}


def fixed_sums(found: Iterable[Claimed]) -> dict[str, int]:
    """Return the fixed sums of late bills by currency, in minor units."""
    sums: dict[str, int] = {}
    for each in found:
        if each.claim.fixed:
            amount, currency = each.claim.fixed
            sums[currency] = sums.get(currency, 0) + amount
    return dict(sorted(sums.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoney:
    """One open bill; both days None while nothing is known of what is usual, or in dispute."""

    bill: Bill
    expected_on: date | None
    latest_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One bill and its statutory interest to date."""

    bill: Bill
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMoney:
    """One client's money on one day.

    Attributes:
        reporting: In the owner's currency; `by_currency` as billed, without hourly rates.
        income_share: Of all net billed in the window, 0 to 1; None without any.
        left_out: Documents in a currency without a rate, in `by_currency` alone.
        due: Open bills, first due first.
        claims: Statutory interest of late bills, in their own currency.
    """

    client: str
    reporting: Figures
    by_currency: tuple[Figures, ...]
    income_share: Fraction | None
    left_out: int
    due: tuple[DueMoney, ...]
    claims: tuple[Claimed, ...]

    @property
    def expected_pay_on(self) -> date | None:
        """Return when all open money that can be foretold is to be expected."""
        return max((each.expected_on for each in self.due if each.expected_on), default=None)

    @property
    def expected_pay_latest_on(self) -> date | None:
        """Return the same by the 80th percentile."""
        return max((each.latest_on for each in self.due if each.latest_on), default=None)
