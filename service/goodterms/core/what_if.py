"""What would be missing and what would be won without a client (decision model A2.7).

Arithmetic over the last 12 months, no forecast: the owner's savings and plans are not known.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.core.insight import WhatIf
from goodterms.core.rates import half_up
from goodterms.core.worth import money_costs

if TYPE_CHECKING:
    from goodterms.core.client import Client, Owner
    from goodterms.core.verdict import MoneyView
    from goodterms.core.worth import Year

YEAR_MONTHS = 12


def what_if(
    year: Year, money: MoneyView, *, others_minor: int, client: Client, owner: Owner
) -> WhatIf:
    """Return what leaving would change.

    Args:
        year: The last 12 months of the client.
        money: Its money line, for the break-even.
        others_minor: Income of the same 12 months from everybody else.
        client: Its monthly costs.
        owner: Fixed costs and price of calm.
    """
    costs = owner.fixed_costs_minor
    return WhatIf(
        currency=owner.currency,
        months=year.months,
        income_minor=year.income_minor,
        others_minor=others_minor,
        lost_month_minor=half_up(Fraction(year.income_minor) / Fraction(year.months)),
        covered_months=max(0, others_minor) / costs if costs else None,
        gap_month_minor=_gap(others_minor, costs),
        costs_minor=money_costs(client, year),
        paid_hours=year.paid_hours,
        trouble_hours=year.trouble_hours,
        freed_hours_month=money.freed_hours_month,
        break_even_minor=money.break_even_minor,
        side=side(money.break_even_minor, owner.price_of_calm_minor),
    )


def side(break_even_minor: int | None, price_of_calm_minor: int | None) -> str:
    """Return on which side the owner's price of calm falls; see `WhatIf.side`."""
    if break_even_minor is None:
        return "unknown"
    if break_even_minor <= 0:
        return "always"
    if price_of_calm_minor is None:
        return "unsaid"
    return "money" if price_of_calm_minor >= break_even_minor else "trouble"


def _gap(others_minor: int, costs_minor: int | None) -> int | None:
    if not costs_minor:
        return None
    return max(0, half_up(costs_minor - Fraction(max(0, others_minor), YEAR_MONTHS)))
