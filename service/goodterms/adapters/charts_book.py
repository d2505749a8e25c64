"""The geometry of the book's two charts: the funnel and the curve of revenue against trouble.

Numbers and titles only; a template draws them as inline SVG without scripts or styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from goodterms.adapters import words_book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.texts import Texts
    from goodterms.core.book import BookView, Funnel, Limit
    from goodterms.core.verdict import Verdict

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 34
MOST_RATIO = 6.0
"""Ratios above this are drawn at the upper edge: the title holds the number."""

ACROSS = 5
"""Marks on the axis of hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One client, with its place and what to say of it; `clipped` when it lies above the edge."""

    x: float
    y: float
    verdict: Verdict
    client: str
    clipped: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart:
    """The funnel in SVG user units.

    Attributes:
        outer, inner: Points of the polygons between the 95 % and the 80 % limits.
        tolerance: Height of the line at 1.
        levels: Height and value of each horizontal rule.
        hours: Place and value of each mark on the axis of paid hours.
    """

    title: str
    outer: str
    inner: str
    tolerance: float
    levels: tuple[tuple[float, int], ...]
    hours: tuple[tuple[float, int], ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """One client on the curve."""

    x: float
    y: float
    client: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveChart:
    """The curve in SVG user units.

    Attributes:
        net, income, trouble: Points of the polylines; `net` is "" without net income to share.
        full: Height of the line at 100 %.
        levels: Height and percent of each horizontal rule.
        knots: Clients, on the net line where there is one, else on the income line.
    """

    title: str
    net: str
    income: str
    trouble: str
    full: float
    levels: tuple[tuple[float, int], ...]
    knots: tuple[Knot, ...]


def funnel_chart(texts: Texts, found: Funnel) -> FunnelChart | None:
    """Return the funnel; None without a client with paid hours."""
    if not found.points:
        return None
    most = max(each.hours for each in found.points)
    highest = max(
        *(each.ratio for each in found.points), *(each.high_80 for each in found.limits[1:])
    )
    edge = min(MOST_RATIO, max(2.0, float(ceil(highest))))

    def spot(hours: float, ratio: float) -> tuple[float, float]:
        return _across(hours / most), _up(min(ratio, edge) / edge)

    step = max(1, ceil(most / ACROSS))
    return FunnelChart(
        title=words_book.funnel_title(texts),
        outer=_band(found.limits, edge, most, "low_95", "high_95"),
        inner=_band(found.limits, edge, most, "low_80", "high_80"),
        tolerance=_up(1.0 / edge),
        levels=tuple((_up(level / edge), level) for level in range(int(edge) + 1)),
        hours=tuple((_across(mark / most), mark) for mark in range(0, int(most) + 1, step)),
        dots=tuple(
            Dot(
                x=spot(each.hours, each.ratio)[0],
                y=spot(each.hours, each.ratio)[1],
                verdict=each.verdict,
                client=each.client,
                clipped=each.ratio > edge,
                title=words_book.point(texts, each),
            )
            for each in found.points
        ),
    )


def curve_chart(texts: Texts, book: BookView) -> CurveChart | None:
    """Return the curve of revenue against trouble; None for fewer than two clients."""
    steps = book.curve
    if len(steps) < 2:
        return None
    nets = [each.net_share for each in steps if each.net_share is not None]
    highest, lowest = max([1.0, *nets]), min([0.0, *nets])
    # the axis goes by quarters of the whole, from below 0 where the last clients cost money
    top, bottom = ceil(highest * 4) / 4, -ceil(-lowest * 4) / 4

    def line(shares: Sequence[float]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in _knots(shares, bottom, top))

    shown = nets or [each.income_share for each in steps]
    return CurveChart(
        title=words_book.curve_title(texts, book),
        net=line(nets) if nets else "",
        income=line([each.income_share for each in steps]),
        trouble=line([each.trouble_share for each in steps]),
        full=_up((1.0 - bottom) / (top - bottom)),
        levels=tuple(
            (_up((quarter / 4 - bottom) / (top - bottom)), quarter * 25)
            for quarter in range(round(bottom * 4), round(top * 4) + 1)
        ),
        knots=tuple(
            Knot(x=x, y=y, client=each.client, title=words_book.step(texts, each, book.currency))
            for (x, y), each in zip(_knots(shown, bottom, top)[1:], steps, strict=True)
        ),
    )


def _knots(shares: Sequence[float], bottom: float, top: float) -> list[tuple[float, float]]:
    """Return the points of a line that begins at nothing."""
    return [
        (_across(place / len(shares)), _up((share - bottom) / (top - bottom)))
        for place, share in enumerate([0.0, *shares])
    ]


def _band(limits: Sequence[Limit], edge: float, most: float, low: str, high: str) -> str:
    """Return the polygon between two limits, the upper edge first."""

    def spots(name: str) -> list[str]:
        return [
            f"{_across(each.hours / most):.1f},{_up(min(getattr(each, name), edge) / edge):.1f}"
            for each in limits
        ]

    return " ".join([*spots(high), *reversed(spots(low))])


def _across(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _up(share: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
