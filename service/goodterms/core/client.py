"""The nouns of the relation: the owner, a client, the owner's decisions and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.agreement import UNDATED, Agreement, number_on
from goodterms.core.rates import FIXED, Rates

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.core.hours import Workweek
    from goodterms.core.interest import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client as the owner mapped it.

    Attributes:
        name: The owner's own short name; used everywhere, never text from a mail.
        addresses: Exact addresses, lower case.
        domains: Whole domains, lower case, never a freemail domain.
        hourly_rate_minor: What an hour is sold for; None falls back to the owner's rate.
        monthly_costs_minor: What this client costs the owner each month in money.
        fixed_fee: Invoices are fixed prices: hours follow less surely from amounts.
        included_rounds: Revision rounds the contract includes; None when no contract says so.
        expect_reply_hours: Working hours this client may wait before a reminder is fair.
        rush: The client pays for availability out of hours: nothing after hours is counted.
        notice_days: Notice the contract asks for; None means the default of 30.
        invoice_names: Names under which invoices know this client.
        agreed: What of this holds from some day on or for some time only.
    """

    name: str
    addresses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    invoice_names: tuple[str, ...] = ()
    tax_id: str = ""
    hourly_rate_minor: int | None = None
    monthly_costs_minor: int = 0
    fixed_fee: bool = False
    included_rounds: int | None = None
    expect_reply_hours: int = 8
    rush: bool = False
    notice_days: int | None = None
    referral: str = ""
    agreed: Agreement = UNDATED

    def rush_on(self, day: date) -> bool:
        """Return whether the client paid for availability out of hours on a day."""
        return self.rush or any(each.holds(day) for each in self.agreed.rush)

    def rounds_on(self, day: date) -> int | None:
        """Return the rounds a contract included on a day; None when no contract said so."""
        found = number_on(self.agreed.included_rounds, day)
        return self.included_rounds if found is None else found

    def reply_hours_on(self, day: date) -> int:
        """Return the working hours the client was asked to wait on a day."""
        found = number_on(self.agreed.expect_reply_hours, day)
        return self.expect_reply_hours if found is None else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The person whose mailbox this is.

    Attributes:
        addresses: The owner's own addresses, lower case; mail from them is outbound.
        workweek: Zone, windows, holidays and leave.
        hourly_rate_minor: Usual rate, in `currency`; None when not given.
        alternative_hourly_minor: What an hour would earn elsewhere; None means the usual rate.
        fixed_costs_minor: Monthly fixed costs, for months of runway; None when not given.
        price_of_calm_minor: What an hour without trouble is worth to the owner; None: not said.
        rates: Dated rates of other currencies in `currency`.
        interest: Whose statutory interest is shown; None for no one's.
        country: ISO 3166 code, "" when not given; for what to look up about notice.
    """

    name: str
    addresses: tuple[str, ...]
    language: str
    workweek: Workweek
    currency: str
    hourly_rate_minor: int | None = None
    alternative_hourly_minor: int | None = None
    fixed_costs_minor: int | None = None
    price_of_calm_minor: int | None = None
    rates: Rates = FIXED
    interest: Rule | None = None
    country: str = ""


class DecisionKind(StrEnum):
    """What the owner decided about a client.

    ``kept``: looked at the evidence and goes on with the client; ``prepare``: goes to prepare on
    the owner's own ratings; ``undone``: takes another decision back, which stays on record.
    """

    TALKED = "talked"
    SNOOZED = "snoozed"
    EXIT_PLAN = "exit_plan"
    GUT = "gut"
    PARTING = "parting"
    PARTED = "parted"
    RESUMED = "resumed"
    KEPT = "kept"
    PREPARE = "prepare"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One recorded decision of the owner; a fact like any other, with its day.

    Attributes:
        until: Last day of a snooze (at most 90 days ahead) or of keeping, else None.
        value: Dread rating 0 to 4 for ``gut``; id of the decision taken back for ``undone``.
    """

    id: int
    client: str
    kind: DecisionKind
    decided_on: date
    until: date | None = None
    value: int | None = None
    note: str = ""


class CorrectionKind(StrEnum):
    """What the owner says of one incident or label; a threat is hostile and a bright line.

    ``agreed``: we had agreed that it may be so; ``other``: it is another client's affair.
    """

    RIGHT = "right"
    THREAT = "threat"
    WRONG = "wrong"
    INVITED = "invited"
    MINE = "mine"
    AGREED = "agreed"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The owner's word on one message.

    Attributes:
        message: `Message.id`.
        code: A tone label or an incident code (``AHP``, ``CH`` ...); ``*`` for the whole message.
    """

    id: int
    message: str
    code: str
    kind: CorrectionKind
    corrected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the sources were last read completely; None means never."""

    mail_at: datetime | None = None
    invoices_at: datetime | None = None
    folders: tuple[str, ...] = field(default=())
