"""One weekly look at a client: what was known at that instant and the numbers the ladder asks for.

`Evidence` is gathered once per week; `evaluate` may be run over it again and again with some
incidents left out, which is how counterfactuals are made (decision model A2.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from goodterms.core import estimate
from goodterms.core.client import CorrectionKind
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from goodterms.core.hours import Workweek
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Exposure, Incident

BRIGHT_DAYS = 90
BRIGHT_COUNT = 2
"""Two confirmed hostile messages within 90 days, or one confirmed threat, are a bright line (A2.5).
"""

HORIZON_DAYS = (estimate.BLOCKS + 1) * estimate.BLOCK_DAYS
"""Days before the last one that reach behind every window and block."""


def entries(incidents: Iterable[Incident], workweek: Workweek, *, end: date) -> tuple[Entry, ...]:
    """Return the incidents with minutes, each on its day in the owner's zone, oldest first.

    What is known is dated `end` at the latest: an invoice still open counts on the day it is looked
    at. What lies behind every window is left out.
    """
    last = end.toordinal()
    found = (
        Entry(day=min(workweek.day(each.at).toordinal(), last), incident=each, minutes=each.minutes)
        for each in incidents
        if each.minutes > 0.0
    )
    kept = (each for each in found if each.day > last - HORIZON_DAYS)
    return tuple(sorted(kept, key=lambda each: (each.day, each.incident.id)))


def evaluate(evidence: Evidence, policy: Policy, kept: Kept | None = None) -> Evaluation:
    """Return the numbers of one evaluation.

    Args:
        evidence: What was known.
        policy: Tolerance and over-dispersion.
        kept: Which entries to count; None counts all.
    """
    chosen = evidence.entries if kept is None else tuple(filter(kept, evidence.entries))
    low, short_low = evidence.long_start.toordinal(), evidence.short_start.toordinal()
    long = [each for each in chosen if each.day >= low]
    over = _posterior(long, evidence.long, policy)
    recent = _posterior([each for each in long if each.day >= short_low], evidence.short, policy)
    hard = fsum(each.minutes for each in long if each.incident.hard)
    return Evaluation(
        on=evidence.on,
        weekly=evidence.weekly,
        active_weeks=evidence.active_weeks,
        burn=over,
        p_over=over.over(1.0),
        p_over_125=over.over(1.25),
        p_over_150=over.over(1.5),
        p_short=recent.over(1.0),
        bad_months=_bad_months(chosen, evidence, policy),
        incidents=len(long),
        cited=sum(1 for each in long if each.incident.sources),
        hard_share=hard / over.spent if over.spent > 0.0 else 0.0,
        source=evidence.long.source,
        bright=_is_bright(chosen, evidence.end),
        income_share=evidence.income_share,
        fresh=evidence.fresh,
        last_contact=evidence.last_contact,
        silent=evidence.last_contact is not None and evidence.last_contact < evidence.short_start,
    )


def _posterior(chosen: list[Entry], exposure: Exposure, policy: Policy) -> estimate.Posterior:
    spent = fsum(each.minutes for each in chosen)
    return estimate.posterior(spent, exposure, policy)


def _bad_months(chosen: tuple[Entry, ...], evidence: Evidence, policy: Policy) -> tuple[date, ...]:
    first = evidence.blocks[0].start.toordinal()
    days: list[list[float]] = [[] for _ in evidence.blocks]
    for each in chosen:
        place = (each.day - first) // estimate.BLOCK_DAYS
        if 0 <= place < len(days):
            days[place].append(each.minutes)
    return tuple(
        block.start
        for block, found in zip(evidence.blocks, days, strict=True)
        if estimate.is_bad(fsum(found), len(found), block.hours, policy)
    )


def _is_bright(chosen: tuple[Entry, ...], end: date) -> bool:
    """Whether a threat or two hostile messages of the last 90 days are confirmed by the owner."""
    earliest = end.toordinal() - BRIGHT_DAYS
    confirmed = [
        each
        for each in chosen
        if each.day > earliest
        and each.incident.code is Code.HOSTILE
        and each.incident.hard
        and each.incident.weight >= 1.0
    ]
    is_threat = any(each.incident.why == CorrectionKind.THREAT for each in confirmed)
    return is_threat or len(confirmed) >= BRIGHT_COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident with minutes on its day (proleptic ordinal, the owner's zone)."""

    day: int
    minutes: float
    incident: Incident


if TYPE_CHECKING:
    Kept = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A 4-week block: its first day and the paid hours in it."""

    start: date
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was known at one evaluation.

    Attributes:
        at: The last instant known.
        on: The day it is dated: the Monday, or the day of the assessment.
        end: Last day of both windows.
        weekly: A Monday's evaluation; False for the assessment's own instant.
        incidents: All incidents as known then; `entries` those with minutes within reach.
        paid: Hours of any window as known then.
        blocks: The 13 blocks of `estimate.blocks`.
        active_weeks: Weeks with any message of either side up to then.
        income_share: Share of the owner's income in the 12 months before.
        last_contact: Day on which a person of either side last wrote; None: nobody ever did.
        fresh: False when mail or invoices were read too long ago; weekly ones are always fresh.
    """

    at: datetime
    on: date
    end: date
    weekly: bool
    incidents: tuple[Incident, ...]
    entries: tuple[Entry, ...]
    paid: estimate.Hours
    long_start: date
    short_start: date
    long: Exposure
    short: Exposure
    blocks: tuple[Block, ...]
    active_weeks: int
    income_share: float
    last_contact: date | None = None
    fresh: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The numbers of one evaluation, all that the ladder reads.

    Attributes:
        burn: Posterior over the long window.
        p_over: P(long burn > 1), with p_over_125 and p_over_150 for 1.25 and 1.5.
        p_short: P(short burn > 1), the S of A2.4.
        incidents: Incidents with minutes in the long window; `cited` those with a source.
        hard_share: Share of the long window's minutes that is hard, 0 to 1.
        source: Source of the paid hours in the long window.
        bright: The bright line is crossed.
        last_contact: As in `Evidence`; `silent` when the short window holds no mail of a person.
    """

    on: date
    weekly: bool
    active_weeks: int
    burn: estimate.Posterior
    p_over: float
    p_over_125: float
    p_over_150: float
    p_short: float
    bad_months: tuple[date, ...]
    incidents: int
    cited: int
    hard_share: float
    source: str
    bright: bool
    income_share: float
    fresh: bool
    last_contact: date | None = None
    silent: bool = False
