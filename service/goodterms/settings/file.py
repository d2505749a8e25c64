"""One config file: read, check whole, or refuse with every problem named."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms.errors import ConfigError
from goodterms.settings import sections
from goodterms.settings.model import Settings
from goodterms.settings.table import Problems, Table

if TYPE_CHECKING:
    from goodterms.core.client import Client


def load(path: Path, *, state: Path) -> Settings:
    """Read the config file.

    Args:
        path: The TOML file.
        state: Folder for the database when ``[store] path`` is empty.

    Raises:
        ConfigError: The file is missing, not TOML, or has any problem; all are listed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(str(path), ["no such file; `goodterms init` writes one"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [f"cannot be read ({error})"]) from error
    return parse(text, path=path, state=state)


def parse(text: str, *, path: Path, state: Path) -> Settings:
    """Check the text of a config file; see `load`."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), [f"not valid TOML: {error}"]) from error
    problems = Problems(source=text)
    top = Table(values=values, path="", problems=problems)
    store = top.table("store")
    database = store.text("path", "")
    store.finish()
    settings = Settings(
        path=path,
        owner=sections.owner(top.table("owner")),
        hours=sections.hours(top.table("hours")),
        mailbox=sections.mailbox(top.table("mailbox")),
        report=sections.report(top.table("report")),
        policy=sections.policy(top.table("policy")),
        database=located(database, beside=path) if database else state / "goodterms.db",
        clients=clients(top.table("clients")),
    )
    check_mapping(settings, problems)
    top.finish()
    if problems.found:
        raise ConfigError(str(path), problems.found)
    return settings


def located(text: str, *, beside: Path) -> Path:
    """Return a path from the config; a relative one is meant beside the config file."""
    path = Path(text).expanduser()
    return path if path.is_absolute() else beside.parent / path


def clients(table: Table) -> tuple[Client, ...]:
    """Read all client tables, in file order."""
    found = []
    for name in table.values:
        if not name.strip() or any(ord(letter) < 32 for letter in name):
            table.wrong(name, "a client needs a printable name")
        found.append(sections.client(name, table.table(name)))
    return tuple(found)


def check_mapping(settings: Settings, problems: Problems) -> None:
    """Note addresses that two clients share and the owner's own addresses given to a client."""
    places: Counter[str] = Counter()
    for each in settings.clients:
        for place in {*each.addresses, *each.domains}:
            places[place] += 1
            if place in settings.owner.addresses:
                problems.add(f"clients.{each.name}.addresses", f'"{place}" is your own address')
    for place, count in places.items():
        if count > 1:
            problems.add("clients", f'"{place}" belongs to {count} clients')
