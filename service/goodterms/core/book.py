"""The whole book: every client's trouble against paid hours, revenue against trouble, top share.

Comparison without a league table: no rank numbers, and what chance alone does is drawn beside each
client (decision model A1, funnel and whale curve; A2.8). Nothing here enters a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median, quantiles
from typing import TYPE_CHECKING

from goodterms.core import gamma
from goodterms.core.estimate import STANDARD_MINUTES
from goodterms.core.rates import half_up
from goodterms.core.verdict import LADDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Owner
    from goodterms.core.insight import WhatIf
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Assessment

LEAST_CLIENTS = 5
"""Paying clients below which "the top 20 %" is one of them or less: nothing is said then."""

TOP = Fraction(1, 5)
"""The share of clients in "the top 20 % make x %"."""

LIMITS = ((0.80, 0.10, 0.90), (0.95, 0.025, 0.975))
"""Limits of the funnel: how many clients exactly at the tolerance lie inside, and the quantiles
between which they do (A2.8)."""

CURVE_STEPS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One client in the funnel.

    Attributes:
        hours: Paid hours of the long window.
        ratio: Trouble minutes spent over tolerated, as measured; `burn` the careful estimate of it.
        place: ``far_above`` or ``above`` the 95 % or 80 % limit, ``inside``, ``below``,
            ``far_below``: what chance would seldom do to a client exactly at the tolerance.
    """

    client: str
    verdict: Verdict
    hours: float
    ratio: float
    burn: float
    low: float
    high: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The limits at one number of paid hours: ratios between which 80 and 95 % of clients lie."""

    hours: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Clients with paid hours, and the limits drawn through them.

    Attributes:
        unit: Minutes in one effective incident the limits are drawn for: the clients' median.
        left_out: Clients without any paid hour in their window.
    """

    unit: float
    points: tuple[Point, ...]
    limits: tuple[Limit, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One client on the whale curve, the most profitable first; sums include those before.

    Attributes:
        income_minor: Of the last 12 months; `trouble_minutes` likewise.
        net_minor: Income less money costs and less the price of the trouble hours.
        income_share, trouble_share: Cumulative, 0 to 1.
        net_share: Cumulative share of all net income, above 1 where later clients eat of it; None
            when there is no net income to share.
    """

    client: str
    income_minor: int
    trouble_minutes: float
    net_minor: int
    income_share: float
    trouble_share: float
    net_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The owner's real "top 20 % make x %".

    Attributes:
        clients: How many of `of` paying clients are the nearest to a fifth, at least one.
        income_share: What they make of the income from known clients, 0 to 1.
        trouble_share: What of the trouble minutes is theirs; None without trouble.
    """

    clients: int
    of: int
    income_share: float
    trouble_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """The whole book on one day; amounts in minor units of `currency`.

    Attributes:
        income_minor: Of the last 12 months from these clients; `unassigned_minor` from others.
        hour_minor: What an hour of trouble is priced at in the curve; None: no rate is known, and
            the trouble is left out of it.
        paying: Clients with income in the last 12 months.
        top: None with fewer than `LEAST_CLIENTS` of them.
        typical: Middle half of the clients' burns; None with fewer than `LEAST_CLIENTS` judged.
    """

    currency: str
    income_minor: int
    unassigned_minor: int
    hour_minor: int | None
    paying: int
    funnel: Funnel
    curve: tuple[Step, ...]
    top: Top | None
    typical: tuple[float, float] | None


def book_view(assessments: Sequence[Assessment], *, owner: Owner, policy: Policy) -> BookView:
    """Return the book over the latest assessments, one per client, in any order."""
    ordered = sorted(assessments, key=lambda each: each.client)
    years = {each.client: each.insight.what_if for each in ordered if each.insight is not None}
    hour = owner.alternative_hourly_minor or owner.hourly_rate_minor
    income = sum(each.income_minor for each in years.values())
    # income of everybody is the same number for each client
    whole = max((each.income_minor + each.others_minor for each in years.values()), default=0)
    judged = [each.long.mean for each in ordered if each.verdict is not Verdict.LEARNING]
    return BookView(
        currency=owner.currency,
        income_minor=income,
        unassigned_minor=whole - income,
        hour_minor=hour,
        paying=sum(each.income_minor > 0 for each in years.values()),
        funnel=funnel(ordered, policy),
        curve=curve(years, hour),
        top=top(years),
        typical=_middle(judged),
    )


def funnel(assessments: Sequence[Assessment], policy: Policy) -> Funnel:
    """Return every client's measured ratio, and what chance does to one at the tolerance.

    The limits are those of a Poisson number of effective incidents, by the gamma distribution of
    the same mean and variance; the error of the paid hours is not in them.
    """
    known = [each for each in assessments if each.long.granted > 0.0]
    usual = policy.dispersion * STANDARD_MINUTES
    unit = median([each.long.unit for each in known]) if known else usual
    most = max((each.long.hours for each in known), default=0.0)
    steps = [most * place / CURVE_STEPS for place in range(1, CURVE_STEPS + 1)] if most else []
    return Funnel(
        unit=unit,
        points=tuple(_point(each) for each in known),
        limits=tuple(limit(hours, policy.tolerance_minutes, unit) for hours in steps),
        left_out=tuple(each.client for each in assessments if each.long.granted <= 0.0),
    )


def limit(hours: float, tolerance: float, unit: float) -> Limit:
    """Return the limits at some paid hours, for a client exactly at the tolerance."""
    expected = hours * tolerance / unit
    edges = [gamma.quantile(q, expected) / expected for _, *pair in LIMITS for q in pair]
    return Limit(hours=hours, low_80=edges[0], high_80=edges[1], low_95=edges[2], high_95=edges[3])


def _point(assessment: Assessment) -> Point:
    long = assessment.long
    ratio = long.spent / long.granted
    edges = limit(long.hours, long.granted / long.hours, long.unit)
    return Point(
        client=assessment.client,
        verdict=assessment.verdict,
        hours=long.hours,
        ratio=ratio,
        burn=long.mean,
        low=long.low,
        high=long.high,
        place=_place(ratio, edges),
    )


def _place(ratio: float, edges: Limit) -> str:
    if ratio > edges.high_80:
        return "far_above" if ratio > edges.high_95 else "above"
    if ratio < edges.low_80:
        return "far_below" if ratio < edges.low_95 else "below"
    return "inside"


def curve(years: dict[str, WhatIf], hour_minor: int | None) -> tuple[Step, ...]:
    """Return the whale curve: clients by net income, what they add to income, trouble and net.

    Args:
        years: The last 12 months by client; those without income, costs and trouble are left out.
        hour_minor: Price of an hour of trouble; None leaves it out of the net.
    """
    nets = {
        name: net(year, hour_minor)
        for name, year in years.items()
        if year.income_minor or year.costs_minor or year.trouble_hours
    }
    income = sum(max(0, years[name].income_minor) for name in nets)
    trouble = sum(years[name].trouble_hours for name in nets)
    whole = sum(nets.values())
    found: list[Step] = []
    sums = [0, 0.0, 0]
    for name in sorted(nets, key=lambda each: (-nets[each], each)):
        year = years[name]
        sums[0] += max(0, year.income_minor)
        sums[1] += year.trouble_hours
        sums[2] += nets[name]
        found.append(
            Step(
                client=name,
                income_minor=year.income_minor,
                trouble_minutes=year.trouble_hours * 60.0,
                net_minor=nets[name],
                income_share=sums[0] / income if income else 0.0,
                trouble_share=sums[1] / trouble if trouble else 0.0,
                net_share=sums[2] / whole if whole > 0 else None,
            )
        )
    return tuple(found)


def net(year: WhatIf, hour_minor: int | None) -> int:
    """Return income less money costs and less the price of the trouble hours, in minor units."""
    trouble = half_up((hour_minor or 0) * Fraction(year.trouble_hours))
    return year.income_minor - year.costs_minor - trouble


def top(years: dict[str, WhatIf]) -> Top | None:
    """Return what the fifth of the paying clients with most income makes; None for too few."""
    paying = sorted(
        (each for each in years.values() if each.income_minor > 0),
        key=lambda each: -each.income_minor,
    )
    if len(paying) < LEAST_CLIENTS:
        return None
    count = max(1, half_up(len(paying) * TOP))
    trouble = sum(each.trouble_hours for each in years.values())
    first = paying[:count]
    return Top(
        clients=count,
        of=len(paying),
        income_share=sum(each.income_minor for each in first)
        / sum(each.income_minor for each in paying),
        trouble_share=sum(each.trouble_hours for each in first) / trouble if trouble else None,
    )


def _middle(burns: Sequence[float]) -> tuple[float, float] | None:
    """The middle half of the burns."""
    if len(burns) < LEAST_CLIENTS:
        return None
    low, _, high = quantiles(burns, n=4, method="inclusive")
    return low, high


def by_verdict(points: Sequence[Point]) -> list[Point]:
    """Return the clients in the order of the tables: by verdict, most urgent first, then name."""
    order = {verdict: -place for place, verdict in enumerate(LADDER)}
    return sorted(points, key=lambda each: (order.get(each.verdict, 1), each.client))
