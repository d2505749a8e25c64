"""One function per section of config.toml: table in, settings out, problems noted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms.core.buyers import SHORTEST_TAX_ID, tax_key
from goodterms.core.client import Client
from goodterms.core.currency import CODES
from goodterms.core.matching import FREEMAIL_DOMAINS
from goodterms.core.policy import DEFAULT_PRICES, Policy
from goodterms.settings import agreements, sign_in
from goodterms.settings.model import (
    MailboxSettings,
    OwnerSettings,
    ReportSettings,
    ReviewSettings,
    SmtpSettings,
)
from goodterms.settings.sign_in import LOOPBACK, secret

if TYPE_CHECKING:
    from goodterms.settings.table import Table

ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]{2,}")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
CERTAINTY = {"short": 0.80, "normal": 0.85, "long": 0.90}
SECURITIES = ("tls", "starttls", "plain")


def owner(table: Table) -> OwnerSettings:
    """Read ``[owner]``."""
    code = currency(table)
    found = OwnerSettings(
        name=table.text("name"),
        addresses=addresses(table, "addresses"),
        language=table.choice("language", ("en", "hr"), "en"),
        currency=code,
        hourly_rate_minor=table.money("hourly_rate", currency=code),
        alternative_hourly_minor=table.money("alternative_hourly", currency=code),
        fixed_costs_minor=table.money("fixed_costs", currency=code),
        price_of_calm_minor=table.money("price_of_calm", currency=code),
        tax_ids=tax_ids(table),
    )
    if "addresses" not in table.values or not table.values["addresses"]:
        table.wrong("addresses", "expected at least one address of yours")
    table.finish()
    return found


def currency(table: Table) -> str:
    """Read an ISO 4217 code."""
    code = table.text("currency", "EUR")
    if code not in CODES:
        table.wrong("currency", f'expected an ISO 4217 code such as "EUR", found "{code}"')
        return "EUR"
    return code


def addresses(table: Table, key: str) -> tuple[str, ...]:
    """Read mail addresses, lower case and plain ASCII."""
    found = []
    for text in table.texts(key):
        address = text.lower()
        if not address.isascii() or not ADDRESS.fullmatch(address):
            table.wrong(key, f'"{text}" is not a mail address')
        else:
            found.append(address)
    return tuple(found)


def tax_ids(table: Table) -> tuple[str, ...]:
    """Read the owner's tax numbers, as written on invoices."""
    found = []
    for text in table.texts("tax_ids"):
        if len(tax_key(text)) < SHORTEST_TAX_ID:
            table.wrong("tax_ids", f'"{text}" is not a tax number')
        else:
            found.append(text)
    return tuple(found)


def domains(table: Table, key: str) -> tuple[str, ...]:
    """Read whole domains; a free-mail domain would make strangers a client."""
    found = []
    for text in table.texts(key):
        domain = text.lower().removeprefix("@")
        if not DOMAIN.fullmatch(domain):
            table.wrong(key, f'"{text}" is not a domain')
        elif domain in FREEMAIL_DOMAINS:
            table.wrong(key, f'"{text}" belongs to everybody; list single addresses instead')
        else:
            found.append(domain)
    return tuple(found)


def security(table: Table, prefix: str, default: str = "tls") -> tuple[str, str, int]:
    """Read host, security and port; plain text is for this machine only."""
    host = table.text(f"{prefix}host", "" if prefix else None)
    kind = table.choice(f"{prefix}security", SECURITIES, default)
    ports = {"tls": 465, "starttls": 587, "plain": 25} if prefix else {"tls": 993}
    port = table.integer(f"{prefix}port", ports.get(kind, 143), low=1, high=65535)
    if kind == "plain" and host not in {*LOOPBACK, ""}:
        table.wrong(f"{prefix}security", '"plain" is only for a server on this machine')
    return host, kind, port or 0


def located(text: str, *, beside: Path) -> Path:
    """Return a path from the config; a relative one is meant beside the config file."""
    path = Path(text).expanduser()
    return path if path.is_absolute() else beside.parent / path


def mailbox(table: Table, *, beside: Path) -> MailboxSettings:
    """Read ``[mailbox]``; `beside` is the config file."""
    ca_file = table.text("ca_file", "")
    host, kind, port = security(table, "")
    found = MailboxSettings(
        host=host,
        port=port,
        security=kind,
        user=table.text("user"),
        secret=secret(table, "secret"),
        sign_in=sign_in.read(table),
        ca_file=str(located(ca_file, beside=beside)) if ca_file else None,
        horizon_days=table.integer("horizon_days", 365, low=30, high=3660) or 365,
        poll_minutes=table.integer("poll_minutes", 10, low=2, high=1440) or 10,
        daily_megabytes=table.integer("daily_megabytes", 500, low=10, high=100_000) or 500,
        folders=table.texts("folders"),
        read_other_headers=table.flag("read_other_headers", default=False),
        read_own_invoices=table.flag("read_own_invoices", default=True),
    )
    table.finish()
    return found


def report(table: Table, *, beside: Path) -> ReportSettings:
    """Read ``[report]``; `beside` is the config file."""
    deliver = table.choice("deliver", ("file", "smtp", "sendmail"), "file")
    host, kind, port = security(table, "smtp_")
    if deliver == "smtp" and not host:
        table.wrong("smtp_host", 'deliver = "smtp" needs the name of your submission server')
    folder = table.text("folder", "")
    to = table.text("to", "").lower()
    if to and not ADDRESS.fullmatch(to):
        table.wrong("to", f'"{to}" is not a mail address')
    found = ReportSettings(
        deliver=deliver,
        folder=located(folder, beside=beside) if folder else None,
        to=to,
        every=table.choice("every", ("month", "week"), "month"),
        events=table.flag("events", default=True),
        privacy=table.choice("privacy", ("private", "names", "full"), "names"),
        smtp=SmtpSettings(
            host=host,
            port=port,
            security=kind,
            user=table.text("smtp_user", ""),
            secret=secret(table, "smtp_secret"),
        ),
    )
    table.finish()
    return found


def review(table: Table, *, beside: Path) -> ReviewSettings:
    """Read ``[review]``; `beside` is the config file."""
    place = table.text("socket", "")
    found = ReviewSettings(
        enabled=table.flag("enabled", default=False),
        port=table.integer("port", 8766, low=1024, high=65535) or 8766,
        socket=located(place, beside=beside) if place else None,
    )
    table.finish()
    return found


def policy(table: Table) -> Policy:
    """Read ``[policy]`` and ``[policy.prices]``."""
    patience = table.choice("patience", tuple(CERTAINTY), "normal")
    prices_table = table.table("prices")
    prices = {
        code: prices_table.number(code.value, default, low=0, high=600)
        for code, default in DEFAULT_PRICES.items()
    }
    prices_table.finish()
    tolerance = table.number("tolerance_minutes", 6, low=1, high=60)
    table.finish()
    return Policy(certainty=CERTAINTY[patience], prices=prices, tolerance_minutes=tolerance)


def client(name: str, table: Table, *, currency: str) -> Client:
    """Read one ``[clients.NAME]`` table; `currency` is the owner's."""
    found = Client(
        name=name,
        addresses=addresses(table, "addresses"),
        domains=domains(table, "domains"),
        invoice_names=table.texts("invoice_names"),
        tax_id=table.text("tax_id", ""),
        hourly_rate_minor=table.money("hourly_rate", currency=currency),
        monthly_costs_minor=table.money("monthly_costs", currency=currency) or 0,
        fixed_fee=table.flag("fixed_fee", default=False),
        included_rounds=agreements.lasting(table, "included_rounds", None, low=0, high=50),
        expect_reply_hours=agreements.lasting(table, "expect_reply_hours", 8, low=1, high=200) or 8,
        rush=agreements.always_rush(table),
        notice_days=table.integer("notice_days", None, low=0, high=730),
        referral=table.text("referral", ""),
        agreed=agreements.agreement(table),
    )
    if not found.addresses and not found.domains:
        table.wrong("addresses", "a client needs at least one address or domain")
    table.finish()
    return found
