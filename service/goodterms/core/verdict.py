"""The nouns of judgement: incidents, estimates, reasons, gates and the assessment that holds them.

Only shapes; the rules are in `incidents`, `exposure`, `estimate`, `ladder`, `gates`, `reasons`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.core.course import Course
    from goodterms.core.insight import Insight


class Verdict(StrEnum):
    """Steps of the ladder, then the owner's own states."""

    LEARNING = "learning"
    HEALTHY = "healthy"
    WATCH = "watch"
    TALK = "talk"
    PREPARE = "prepare"
    LET_GO = "let_go"
    SNOOZED = "snoozed"
    PARTING = "parting"
    PARTED = "parted"


LADDER = tuple(Verdict)[:6]


class Code(StrEnum):
    """Kinds of incident (decision model A2.2)."""

    AFTER_HOURS = "AH"
    AFTER_HOURS_DEMAND = "AHP"
    CHASER = "CH"
    VAGUE = "VG"
    EXTRA_ROUND = "RX"
    SCOPE = "SC"
    LATE_PAYMENT = "LP"
    STALLING = "ST"
    HOSTILE = "HO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One counted piece of trouble; every minute in an assessment belongs to exactly one.

    Attributes:
        id: ``<code>-<message or document id>``, stable over recomputation.
        at: When it counts, aware UTC.
        price: Minutes from the policy, before weighting.
        weight: Probability that it is true (1 for measured or confirmed facts, 0 when invited).
        minutes: ``price * weight``.
        hard: Measured by clock or ledger, or confirmed by the owner; never text alone.
        sources: Message or document ids it rests on, first the one that earned it.
        why: The rule in one word for the texts: ``chaser``, ``deadline``, ``wording`` ...
        note: Numbers for the texts, for example ``{"days": "19"}``.
    """

    id: str
    code: Code
    at: datetime
    price: float
    weight: float
    hard: bool
    sources: tuple[str, ...]
    why: str
    note: tuple[tuple[str, str], ...] = ()

    @property
    def minutes(self) -> float:
        """Return trouble minutes after weighting."""
        return self.price * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Paid hours in a window and how surely they are known.

    Attributes:
        source: ``timesheet``, ``invoiced``, ``fixed_fee`` or ``proxy`` (the weakest one used).
        log_error: Standard deviation of the log of the hours (decision model A2.3).
    """

    hours: float
    source: str
    log_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The burn over one window (decision model A2.4).

    Attributes:
        start, end: First and last day of the window, end inclusive.
        spent: Trouble minutes W.
        granted: Tolerated minutes E.
        unit: Minutes in one effective incident u.
        shape, rate: Gamma posterior A, B.
        mean, low, high: Burn and its 80 % interval.
        p_over: P(burn > 1), p_over_125: P(burn > 1.25), p_over_150: P(burn > 1.5).
        data_weight: Share of the estimate that is this client's data, 0 to 1.
    """

    start: date
    end: date
    hours: float
    spent: float
    granted: float
    unit: float
    shape: float
    rate: float
    mean: float
    low: float
    high: float
    p_over: float
    p_over_125: float
    p_over_150: float
    data_weight: float
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One of at most four reasons.

    Attributes:
        minutes: Sum over `incidents` inside the long window.
        count: Incidents; of: the denominator (messages, rounds, invoices) it is shown against.
        share: Minutes as a share of all trouble minutes, 0 to 1.
        facts: Named numbers for the sentence, for example ``{"median_days": "19"}``.
    """

    code: Code
    minutes: float
    count: int
    of: int
    share: float
    incidents: tuple[str, ...]
    sources: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What would have made another verdict.

    Attributes:
        kind: ``without_signal`` (code set), ``without_incidents`` (count set: the fewest, largest
            first, that lower the verdict) or ``quiet_weeks`` (count set: weeks without trouble).
        verdict: What the verdict would be; for ``quiet_weeks`` the verdict after them.
    """

    kind: str
    verdict: Verdict
    code: Code | None = None
    count: int | None = None
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One condition beside the numbers.

    Attributes:
        name: ``weeks``, ``incidents``, ``hard_share``, ``exposure``, ``freshness``, ``income``,
            ``cool_off``, ``bad_months``, ``cited``, ``contact``; and where they apply ``gut``,
            ``told``, ``kept``, ``season``, ``stable``.
        passed: Whether it allows the next step.
        facts: Named numbers, for example ``{"share": "0.23"}``.
    """

    name: str
    passed: bool
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One weekly evaluation, for the strip of 52 weeks and for replay."""

    on: date
    verdict: Verdict
    mean: float
    low: float
    high: float
    p_over: float
    p_short: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Praise:
    """What speaks for the client: `name` is a text key, `facts` its numbers."""

    name: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """The owner's own share, always shown (fairness).

    Attributes:
        own_night_replies: Outbound messages written outside the owner's own hours.
        own_messages: All outbound messages in the window.
        median_reply_hours: Owner's median reply delay in working hours, None without replies.
        waits_over_expected: Requests the owner left longer than the client was asked to wait.
        requests: Requests in the window.
    """

    own_night_replies: int
    own_messages: int
    median_reply_hours: float | None
    waits_over_expected: int
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """The money line of a client (decision model A2.7); amounts in minor units of `currency`.

    Attributes:
        income_share: Share of the owner's income in the last 12 months, 0 to 1.
        at_risk_minor: Open invoices.
        break_even_minor: Price of an hour of calm at which leaving breaks even; None: unknown.
        expected_pay_on: When the open money is to be expected by this client's own median.
    """

    currency: str
    income_minor: int
    income_share: float
    at_risk_minor: int
    overdue_minor: int
    invoices: int
    late_invoices: int
    median_days_late: float | None
    worst_days_late: int | None
    effective_hourly_minor: int | None
    freed_hours_month: float | None
    break_even_minor: int | None
    expected_pay_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything said about one client on one day; stored as an append-only row.

    Attributes:
        as_of: The instant it speaks for; facts after it are not seen.
        weeks: Weekly evaluations, oldest first, at most 60.
        previous: The verdict of the evaluation before.
        since: First day of the present verdict.
        bad_months: First days of the bad 4-week blocks among the last 13.
        after_hours: Messages arrived after hours, `inbound` all counted messages (descriptive).
        trend: ``worse``, ``better`` or ``steady``.
        cool_off_until: First day on which let_go may stand (A2.6), None without a cool-off.
        certainty: ``none``, ``leaning``, ``likely``, ``very_likely`` or ``almost_certain``.
    """

    client: str
    as_of: datetime
    verdict: Verdict
    previous: Verdict
    since: date
    long: Estimate
    short: Estimate
    exposure: Exposure
    certainty: str
    trend: str
    bad_months: tuple[date, ...]
    active_weeks: int
    inbound: int
    outbound: int
    after_hours: int
    reasons: tuple[Reason, ...]
    gates: tuple[Gate, ...]
    counterfactuals: tuple[Counterfactual, ...]
    praise: tuple[Praise, ...]
    mirror: Mirror
    money: MoneyView
    incidents: tuple[Incident, ...]
    weeks: tuple[Week, ...]
    cool_off_until: date | None
    hot_weeks_month: int
    hot_weeks_year: int
    noise: tuple[tuple[str, int], ...]
    policy_digest: str
    model_digest: str
    rules_version: int
    course: Course | None = None
    insight: Insight | None = None
