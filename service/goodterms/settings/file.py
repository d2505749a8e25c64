"""One config file: read, check whole, or refuse with every problem named."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING

from goodterms.errors import ConfigError
from goodterms.settings import hours as working
from goodterms.settings import money, sections
from goodterms.settings.model import Settings
from goodterms.settings.table import Problems, Table, line_of

if TYPE_CHECKING:
    from pathlib import Path

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
        hint = "`goodterms init` writes one"
        raise ConfigError(str(path), ["no such file"], hint=hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [f"cannot be read ({error})"]) from error
    return parse(text, path=path, state=state)


def place_of(path: Path, key: str) -> str:
    """Return where a key stands, for an error about what it names: file, line and dotted path."""
    try:
        line = line_of(path.read_text(encoding="utf-8"), key)
    except (OSError, UnicodeDecodeError):
        line = 0
    return f"{path}: line {line}: {key}" if line else f"{path}: {key}"


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
    incoming = top.table("import")
    folder = incoming.text("folder", "")
    incoming.finish()
    owner = sections.owner(top.table("owner"))
    hours = working.hours(top.table("hours"), beside=path)
    settings = Settings(
        path=path,
        owner=owner,
        hours=hours,
        mailbox=sections.mailbox(top.table("mailbox"), beside=path),
        report=sections.report(top.table("report"), beside=path),
        policy=sections.policy(top.table("policy")),
        database=sections.located(database, beside=path) if database else state / "goodterms.db",
        clients=clients(top.table("clients"), currency=owner.currency),
        money=money.read(
            top.table("rates"),
            top.table("interest"),
            owner=owner,
            country=hours.country,
            beside=path,
        ),
        import_folder=sections.located(folder, beside=path) if folder else None,
        review=sections.review(top.table("review"), beside=path),
    )
    check_mapping(settings, problems)
    top.finish()
    if problems.found:
        raise ConfigError(str(path), problems.found)
    return settings


def clients(table: Table, *, currency: str) -> tuple[Client, ...]:
    """Read all client tables, in file order; `currency` is the owner's."""
    found = []
    for name in table.values:
        if not name.strip() or any(ord(letter) < 32 for letter in name):
            table.wrong(name, "a client needs a printable name")
        found.append(sections.client(name, table.table(name), currency=currency))
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
