"""The nouns of the relation: the owner, a client, the owner's decisions and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.core.hours import Workweek


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client as the owner mapped it.

    Attributes:
        name: The owner's own short name; used everywhere, never text from a mail.
        addresses: Exact addresses, lower case.
        domains: Whole domains, lower case, never a freemail domain.
        hourly_rate_minor: What an hour is sold for; None falls back to the owner's rate.
        fixed_fee: Invoices are fixed prices: hours follow less surely from amounts.
        included_rounds: Revision rounds the contract includes; None when no contract says so.
        expect_reply_hours: Working hours this client may wait before a reminder is fair.
        rush: The client pays for availability out of hours: nothing after hours is counted.
        notice_days: Notice the contract asks for; None means the default of 30.
        invoice_names: Names under which invoices know this client.
    """

    name: str
    addresses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    invoice_names: tuple[str, ...] = ()
    tax_id: str = ""
    hourly_rate_minor: int | None = None
    fixed_fee: bool = False
    included_rounds: int | None = None
    expect_reply_hours: int = 8
    rush: bool = False
    notice_days: int | None = None
    referral: str = ""


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


class DecisionKind(StrEnum):
    """What the owner decided about a client."""

    TALKED = "talked"
    SNOOZED = "snoozed"
    EXIT_PLAN = "exit_plan"
    GUT = "gut"
    PARTING = "parting"
    PARTED = "parted"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One recorded decision of the owner; a fact like any other, with its day.

    Attributes:
        until: End of a snooze (at most 90 days ahead), else None.
        value: Dread rating 0 to 4 for ``gut``, else None.
    """

    id: int
    client: str
    kind: DecisionKind
    decided_on: date
    until: date | None = None
    value: int | None = None
    note: str = ""


class CorrectionKind(StrEnum):
    """What the owner says of one incident or label."""

    RIGHT = "right"
    WRONG = "wrong"
    INVITED = "invited"
    MINE = "mine"


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
