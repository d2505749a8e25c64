"""What `goodterms init` asks, each question answerable by an option."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import tzlocal

from goodterms.adapters import calendar, imap, secrets
from goodterms.cli.asking import (
    CLIENT_SECRET_FILE,
    SECRET_FILE,
    Asking,
    parse_days,
    parse_rate,
    parse_secret,
    parts,
    read_country,
    read_days,
)
from goodterms.core.servers import propose_server, propose_way
from goodterms.errors import CertificateError
from goodterms.settings.hours import WEEKDAYS
from goodterms.settings.sections import SECURITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.errors import MailboxError


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How the mailbox is reached, without its password."""

    host: str
    port: int
    security: str
    user: str
    ca_file: str | None
    auth: str = "password"
    client_id: str | None = None
    client_secret: str | None = None

    @property
    def by_token(self) -> bool:
        """Return whether the owner signs in by `goodterms login` instead of a password."""
        return self.auth != "password"

    def account(self) -> imap.Account:
        """Return it as the reader of mailboxes wants it."""
        return imap.Account(
            name=self.user,
            host=self.host,
            port=self.port,
            user=self.user,
            security=self.security,
            ca_file=self.ca_file,
        )

    def values(self) -> dict[str, object]:
        """Return it under the dotted keys of the config."""
        return {
            "mailbox.host": self.host,
            "mailbox.port": self.port,
            "mailbox.security": self.security,
            "mailbox.user": self.user,
            "mailbox.ca_file": self.ca_file,
            "mailbox.auth": self.auth,
            "mailbox.client_id": self.client_id,
            "mailbox.client_secret": self.client_secret,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """When and how the owner works."""

    zone: str
    hours: str
    days: str
    country: str
    language: str
    currency: str
    rate: float | None

    def values(self) -> dict[str, object]:
        """Return it under the dotted keys of the config."""
        working = parse_days(self.days)
        week = {
            f"hours.{day}": parts(self.hours) if number in working else []
            for number, day in enumerate(WEEKDAYS)
        }
        return {
            "owner.language": self.language,
            "owner.currency": self.currency,
            "owner.hourly_rate": self.rate,
            "hours.zone": self.zone,
            "hours.country": self.country,
            **week,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the config needs, as the owner gave it."""

    addresses: tuple[str, ...]
    name: str
    login: Login
    secret_place: str
    work: Work

    def values(self) -> dict[str, object]:
        """Return the answers under the dotted keys of the config."""
        return {
            "owner.name": self.name,
            "owner.addresses": list(self.addresses),
            "mailbox.secret": self.secret_place,
            **self.login.values(),
            **self.work.values(),
        }


def ask(given: Mapping[str, object], *, interactive: bool) -> Answers:
    """Return the answers: options first, then questions, then defaults if nobody can be asked.

    Raises:
        click.UsageError: A wrong option, or nobody can be asked for what is needed.
    """
    asking = Asking(given=given, interactive=interactive)
    get = asking.answer
    address = get("address", "Your mail address", None, lambda x: {"owner.addresses": [x]}).lower()
    question = "Other addresses you write from, with commas (- for none)"
    also = get("alias", question, "-", lambda x: {"owner.addresses": [address, *others(x)]})
    proposed = re.split(r"[.@_+-]", address)[0].title()
    name = get("name", "Your name", proposed, lambda x: {"owner.name": x})
    login = ask_way(asking, ask_login(asking, address))
    return Answers(
        addresses=tuple(dict.fromkeys((address, *others(also)))),
        name=name,
        login=login,
        secret_place="keyring" if login.by_token else ask_secret_place(asking),
        work=ask_work(asking),
    )


def others(text: str) -> list[str]:
    """Return further addresses; ``-`` is none."""
    return [each.lower() for each in parts(text) if each != "-"]


def ask_login(asking: Asking, address: str) -> Login:
    """Return the server and the user; encrypted at the usual port unless the options say other."""
    security = str(asking.given.get("security") or "tls")
    file = asking.given.get("ca_file")
    host = asking.answer(
        "host",
        "IMAP server",
        propose_server(address),
        lambda x: {"mailbox.host": x, "mailbox.security": security},
    )
    user = asking.answer("user", "User name at the server", address, lambda x: {"mailbox.user": x})
    return Login(
        host=host,
        port=int(str(asking.given.get("port") or usual_port(security))),
        security=security,
        user=user,
        ca_file=str(Path(str(file)).expanduser().absolute()) if file else None,
    )


def ask_way(asking: Asking, login: Login) -> Login:
    """Return the login with the way to sign in; only who has another than a password is asked."""
    other = propose_way(login.host)
    if not other and asking.given.get("auth") is None:
        return login
    auth = asking.answer(
        "auth",
        f"Sign in with password (an app password) or {other}",
        "microsoft" if other == "microsoft" and asking.interactive else "password",
        lambda x: {"mailbox.auth": x, "mailbox.client_id": "asked next"},
    )
    if auth == "password":
        return login
    client_id = asking.answer(
        "client_id",
        f"Client id of your own registration at {auth.title()} (the README says how to get one)",
        None,
        lambda x: {"mailbox.auth": auth, "mailbox.client_id": x},
    )
    place = CLIENT_SECRET_FILE
    if auth == "google" and secrets.keyring_works():
        place = "keyring"
    return replace(
        login,
        auth=auth,
        client_id=client_id,
        client_secret=place if auth == "google" else None,
    )


def ask_login_again(before: Login, error: MailboxError) -> Login:
    """Return the login with other answers, after the first ones led nowhere."""
    get = Asking(given={}, interactive=True).answer
    kind = get(
        "security",
        f"Encryption ({', '.join(SECURITIES)})",
        before.security,
        lambda x: {"mailbox.security": x, "mailbox.host": "localhost"},
    )
    host = get(
        "host",
        "IMAP server",
        before.host,
        lambda x: {"mailbox.host": x, "mailbox.security": kind},
    )
    same = kind == before.security
    port = click.prompt(
        "Port",
        default=before.port if same else usual_port(kind),
        type=click.IntRange(1, 65535),
    )
    user = get("user", "User name at the server", before.user, lambda x: {"mailbox.user": x})
    found = replace(before, security=kind, host=host, port=port, user=user)
    if not isinstance(error, CertificateError):
        return found
    file = click.prompt(
        "File with the certificate of this server, if it is your own (- for none)",
        default=before.ca_file or "-",
        value_proc=_certificate_file,
    )
    return replace(found, ca_file=file)


def usual_port(security: str) -> int:
    """Return the port that IMAP servers use."""
    return 993 if security == "tls" else 143


def ask_secret_place(asking: Asking) -> str:
    """Return where the password goes: the keyring where one works, else a file."""
    works = asking.given.get("secret") is None and secrets.keyring_works()
    default = "keyring" if works else SECRET_FILE
    question = 'Keep the password in "keyring" or "file:PATH"'
    return asking.answer("secret", question, default, parse_secret)


def ask_work(asking: Asking) -> Work:
    """Return when and how the owner works; the country is proposed from the zone."""
    get = asking.answer
    zone = get(
        "zone", "Time zone", tzlocal.get_localzone_name() or "UTC", lambda x: {"hours.zone": x}
    )
    hours = get("hours", "Working hours", "09:00-17:00", lambda x: {"hours.monday": parts(x)})
    days = get("days", "Working days", "mon-fri", read_days)
    question = "Country of your public holidays, two letters (- for none)"
    country = get("country", question, calendar.country_of(zone) or "-", read_country)
    tongue = "hr" if os.environ.get("LANG", "").startswith("hr") else "en"
    question = "Language of reports, en or hr"
    language = get("language", question, tongue, lambda x: {"owner.language": x})
    currency = get("currency", "Currency", "EUR", lambda x: {"owner.currency": x.upper()})
    question = "Usual price of one hour (0 to leave out)"
    rate = get("rate", question, "0", lambda x: {"owner.hourly_rate": parse_rate(x)})
    return Work(
        zone=zone,
        hours=hours,
        days=days,
        country=str(read_country(country)["hours.country"]),
        language=language,
        currency=currency.upper(),
        rate=parse_rate(rate),
    )


def _certificate_file(text: str) -> str | None:
    """Return the absolute path of a file that is there; ``-`` is none."""
    if text.strip() in {"", "-"}:
        return None
    path = Path(text.strip()).expanduser().absolute()
    if not path.is_file():
        message = f"{path} is no file"
        raise click.UsageError(message)
    return str(path)
