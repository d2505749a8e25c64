"""The settings as the program uses them; no reading here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.hours import FIRST_DAY

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from goodterms.core.client import Client
    from goodterms.core.hours import Windows
    from goodterms.core.interest import Law
    from goodterms.core.policy import Policy
    from goodterms.core.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSettings:
    """Who the owner is; amounts in minor units of `currency`."""

    name: str
    addresses: tuple[str, ...]
    language: str
    currency: str
    hourly_rate_minor: int | None
    alternative_hourly_minor: int | None
    fixed_costs_minor: int | None
    price_of_calm_minor: int | None
    tax_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPeriod:
    """The owner's week from the day `since` on; holidays are those of `country` and `region`."""

    since: date
    zone: str
    windows: Windows
    country: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSettings:
    """The owner's week; holidays and the leave file are looked up when the app is built.

    Attributes:
        zone, windows, country, region: What holds before the first of `periods`.
        leave: Days off named in the config itself; `leave_file` a calendar of further ones.
        periods: Changes on some days, in order.
    """

    zone: str
    windows: Windows
    country: str
    region: str
    leave: frozenset[date]
    leave_file: Path | None = None
    periods: tuple[HoursPeriod, ...] = ()

    @property
    def all_periods(self) -> tuple[HoursPeriod, ...]:
        """Return every period, what holds before the first change as one from `FIRST_DAY` on."""
        first = HoursPeriod(
            since=FIRST_DAY,
            zone=self.zone,
            windows=self.windows,
            country=self.country,
            region=self.region,
        )
        return (first, *self.periods)

    @property
    def last_zone(self) -> str:
        """Return the zone of the last period."""
        return self.all_periods[-1].zone


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSettings:
    """How the owner signs in to the mailbox.

    Attributes:
        auth: ``password``, ``google``, ``microsoft`` or ``other``.
        client_id: The owner's own app registration; empty with a password.
        client_secret: Where its secret is kept, ``keyring`` or ``file:PATH``; empty for none.
        tenant: Whose Microsoft accounts: ``common``, ``consumers``, or one organisation.
        device_url: With ``other``: where a code for another device is given, else empty.
        authorize_url: With ``other``: the page that asks the owner, else empty.
        token_url: With ``other``: where tokens are given and renewed.
        scope: With ``other``: what the owner is asked for, words with spaces.
    """

    auth: str = "password"
    client_id: str = ""
    client_secret: str = ""
    tenant: str = "common"
    device_url: str = ""
    authorize_url: str = ""
    token_url: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSettings:
    """Where the mail lies; `secret` is ``keyring`` or ``file:PATH``, never the secret itself."""

    host: str
    port: int
    security: str
    user: str
    secret: str
    sign_in: SignInSettings
    ca_file: str | None
    horizon_days: int
    poll_minutes: int
    daily_megabytes: int
    folders: tuple[str, ...]
    read_other_headers: bool
    read_own_invoices: bool = True

    @property
    def account(self) -> str:
        """Return the name under which cursors of this login are kept."""
        return f"{self.user}@{self.host}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The submission server."""

    host: str
    port: int
    security: str
    user: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """How reports leave: `deliver` is ``file``, ``smtp`` or ``sendmail``.

    Attributes:
        events: Mail also between reports, when a client reaches a step or a day comes.
    """

    deliver: str
    folder: Path | None
    to: str
    every: str
    privacy: str
    smtp: SmtpSettings
    events: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySettings:
    """How money of other currencies and late money are counted.

    Attributes:
        rates: Of ``[rates]`` itself; `rates_file` holds further ones, None without such a file.
        law: Whose statutory interest is shown; None for no one's.
        interest_file: The owner's further or better rates of interest.
    """

    rates: tuple[Rate, ...] = ()
    rates_file: Path | None = None
    law: Law | None = None
    interest_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """The local page.

    Attributes:
        enabled: `goodterms run` serves it too.
        port: On this machine's loopback; with `socket` the port a tunnel ends on.
        socket: A Unix socket instead of a port; None for none.
    """

    enabled: bool = False
    port: int = 8766
    socket: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One whole config file."""

    path: Path
    owner: OwnerSettings
    hours: HoursSettings
    mailbox: MailboxSettings
    report: ReportSettings
    policy: Policy
    database: Path
    clients: tuple[Client, ...]
    money: MoneySettings = field(default_factory=MoneySettings)
    import_folder: Path | None = None
    review: ReviewSettings = field(default_factory=ReviewSettings)
