"""What `goodterms init` asks, each question answerable by an option."""

from __future__ import annotations

import re
from dataclasses import dataclass

import click
import tzlocal

from goodterms.core.client import Client
from goodterms.core.servers import propose_server

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the config needs, as the owner gave it."""

    address: str
    name: str
    host: str
    port: int
    security: str
    user: str
    ca_file: str | None
    secret_place: str
    zone: str
    hours: str
    days: str
    country: str
    language: str
    currency: str
    rate: float | None

    def values(self) -> dict[str, object]:
        """Return the answers under the dotted keys of the config."""
        first, last = parse_days(self.days)
        week = {
            f"hours.{day}": [self.hours] if first <= number <= last else []
            for number, day in enumerate(DAYS)
        }
        return {
            "owner.name": self.name,
            "owner.addresses": [self.address],
            "owner.language": self.language,
            "owner.currency": self.currency,
            "owner.hourly_rate": self.rate,
            "hours.zone": self.zone,
            "hours.country": self.country,
            "mailbox.host": self.host,
            "mailbox.port": self.port,
            "mailbox.security": self.security,
            "mailbox.user": self.user,
            "mailbox.secret": self.secret_place,
            "mailbox.ca_file": self.ca_file,
            **week,
        }


def parse_days(text: str) -> tuple[int, int]:
    """Return first and last working day (Monday is 0) of a text such as ``mon-fri``."""
    first, _, last = text.lower().partition("-")
    short = [day[:3] for day in DAYS]
    if first[:3] not in short or (last or first)[:3] not in short:
        message = f'"{text}" is not a span of days such as mon-fri'
        raise click.UsageError(message)
    return short.index(first[:3]), short.index((last or first)[:3])


def parse_client(text: str) -> Client:
    """Return the client of ``--client "Name=ana@alba.example,@alba.example"``."""
    name, separator, places = text.partition("=")
    parts = [each.strip().lower() for each in places.split(",") if each.strip()]
    if not separator or not name.strip() or not parts:
        message = f'"{text}" is not NAME=ADDRESS,@DOMAIN'
        raise click.UsageError(message)
    return Client(
        name=name.strip(),
        addresses=tuple(each for each in parts if not each.startswith("@")),
        domains=tuple(each.removeprefix("@") for each in parts if each.startswith("@")),
    )


def ask(given: dict[str, object], *, interactive: bool) -> Answers:
    """Return the answers: options first, then questions, then defaults if nobody can be asked."""

    def get(key: str, question: str, default: object) -> str:
        value = given.get(key)
        if value is not None:
            return str(value)
        if interactive:
            return str(click.prompt(question, default=default, type=str))
        if default is None:
            message = f"--{key.replace('_', '-')} is needed when nobody can be asked"
            raise click.UsageError(message)
        return str(default)

    address = get("address", "Your mail address", None).strip().lower()
    security = str(given.get("security") or "tls")
    port = given.get("port") or (993 if security == "tls" else 143)
    rate = given.get("rate")
    if rate is None and interactive:
        rate = click.prompt("Usual price of one hour (0 to leave out)", default=0.0, type=float)
    return Answers(
        address=address,
        name=get("name", "Your name", re.split(r"[.@_]", address)[0].title()),
        host=get("host", "IMAP server", propose_server(address)),
        port=int(str(port)),
        security=security,
        user=get("user", "User name at the server", address),
        ca_file=str(given["ca_file"]) if given.get("ca_file") else None,
        secret_place=get("secret", 'Keep the password in "keyring" or "file:PATH"', "keyring"),
        zone=get("zone", "Time zone", tzlocal.get_localzone_name() or "UTC"),
        hours=get("hours", "Working hours", "09:00-17:00"),
        days=get("days", "Working days", "mon-fri"),
        country=get("country", "Country of your public holidays (- for none)", "HR").strip("-"),
        language=get("language", "Language of reports, en or hr", "en"),
        currency=get("currency", "Currency", "EUR"),
        rate=float(str(rate)) if rate else None,
    )
