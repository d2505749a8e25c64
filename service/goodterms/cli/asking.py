"""Questions of `goodterms init`: an answer is checked by the config's own rules before it is taken.

What passes here is never refused later.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms.adapters import calendar, secrets
from goodterms.adapters.bundled import bundled
from goodterms.core.client import Client
from goodterms.errors import ConfigError
from goodterms.settings.file import parse
from goodterms.settings.hours import WEEKDAYS
from goodterms.settings.template import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SECRET_FILE = "file:imap.secret"  # noqa: S105 - where a secret lies, not one
"""Where the password goes when there is no keyring: beside the config, mode 0600."""

CLIENT_SECRET_FILE = "file:client.secret"  # noqa: S105 - likewise
"""The same for the client secret that Google's registrations have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Options first, then questions, then defaults if nobody can be asked."""

    given: Mapping[str, object]
    interactive: bool

    def answer(
        self,
        key: str,
        question: str,
        default: str | None,
        read: Callable[[str], Mapping[str, object]],
    ) -> str:
        """Return one answer that the config takes.

        Args:
            key: Name of the option.
            question: What is asked; a wrong answer is asked for again.
            default: Taken for an empty answer; None when there is nothing to propose.
            read: Turns the answer into config values; raises `click.UsageError`.

        Raises:
            click.UsageError: A wrong option, or nobody can be asked for what is needed.
        """

        def checked(text: str) -> str:
            wrong = problem(read(text.strip()))
            if wrong:
                raise click.UsageError(wrong)
            return text.strip()

        value = self.given.get(key)
        option = f"--{key.replace('_', '-')}"
        if value is None and self.interactive:
            return str(click.prompt(question, default=default, value_proc=checked))
        if value is None and default is None:
            message = f"{option} is needed when nobody can be asked"
            raise click.UsageError(message)
        try:
            return checked(str(default if value is None else value))
        except click.UsageError as error:
            raise click.BadParameter(error.message, param_hint=option) from None


def problem(values: Mapping[str, object], clients: Sequence[Client] = ()) -> str:
    """Return the first thing the config would find wrong with some of its values, "" if nothing."""
    example = bundled("config.example.toml").read_text(encoding="utf-8")
    try:
        settings = parse(filled(example, values, clients), path=Path("config.toml"), state=Path())
        # any years do: it is only asked whether the country is known
        calendar.public_holidays(settings.hours.country, "", years=range(2020, 2021))
    except ConfigError as error:
        return re.sub(r"^(line \d+: )?[^ ]*\.[^ ]*: ", "", error.problems[0])
    return ""


def parts(text: str) -> list[str]:
    """Return what is separated by commas, without empty parts."""
    return [each.strip() for each in text.split(",") if each.strip()]


def parse_days(text: str) -> frozenset[int]:
    """Return the working days (Monday is 0) of a text such as ``mon-fri`` or ``tue,thu-sat``."""
    numbers = {day[:length]: n for n, day in enumerate(WEEKDAYS) for length in (3, len(day))}
    found: set[int] = set()
    for part in parts(text.lower()):
        first, _, last = (each.strip() for each in part.partition("-"))
        begin, end = numbers.get(first), numbers.get(last or first)
        if begin is None or end is None:
            break
        found.update((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    else:
        if found:
            return frozenset(found)
    message = f'"{text}" is not a span of days such as mon-fri or tue,thu-sat'
    raise click.UsageError(message)


def parse_client(text: str) -> Client:
    """Return the client of ``--client "Name=ana@alba.example,@alba.example"``."""
    name, separator, places = text.partition("=")
    found = parts(places.lower())
    if not separator or not name.strip() or not found:
        message = f'"{text}" is not NAME=ADDRESS,@DOMAIN'
        raise click.BadParameter(message, param_hint="--client")
    client = Client(
        name=name.strip(),
        addresses=tuple(each for each in found if not each.startswith("@")),
        domains=tuple(each.removeprefix("@") for each in found if each.startswith("@")),
    )
    if wrong := problem({}, [client]):
        message = f"{client.name}: {wrong}"
        raise click.BadParameter(message, param_hint="--client")
    return client


def parse_rate(text: str) -> float | None:
    """Return the price of an hour; None for 0, an infinite or negative one is refused."""
    try:
        rate = float(text.replace(",", "."))
    except ValueError:
        rate = math.nan
    if not 0 <= rate < math.inf:
        message = f'"{text}" is not an amount such as 60 or 72.50'
        raise click.UsageError(message)
    return rate or None


def parse_secret(text: str) -> dict[str, object]:
    """Return where the password is to be kept; a keyring is tried before it is trusted."""
    if text == "keyring" and not secrets.keyring_works():
        message = f"there is no keyring here that keeps a password; {SECRET_FILE} does"
        raise click.UsageError(message)
    return {"mailbox.secret": text}


def read_country(text: str) -> dict[str, object]:
    """Return the country of the holidays; ``-`` is none."""
    return {"hours.country": text.strip("-").upper()}


def read_days(text: str) -> dict[str, object]:
    """Return nothing for the config but check the days; windows and days make the week together."""
    parse_days(text)
    return {}
