"""What every command shares: the config file, the app built from it, dates, tables and progress."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
import platformdirs
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from goodterms import settings
from goodterms.adapters.clock import FixedClock, SystemClock
from goodterms.app import App
from goodterms.errors import UnknownClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from goodterms.core.client import Client
    from goodterms.pipeline import Progress
    from goodterms.settings import Settings


FIRST_YEAR, LAST_YEAR = 1990, 2200
"""Years that --as-of takes; windows and holidays around them can still be computed."""


@dataclass
class Session:
    """One invocation of the program."""

    config: str | None

    @property
    def config_path(self) -> Path:
        """Return the config file in use."""
        if self.config:
            return Path(self.config)
        return platformdirs.user_config_path("goodterms") / "config.toml"

    @property
    def state_folder(self) -> Path:
        """Return where the database goes by default; systemd's state folder wins."""
        given = os.environ.get("STATE_DIRECTORY")
        return Path(given.split(":")[0]) if given else platformdirs.user_data_path("goodterms")

    @cached_property
    def settings(self) -> Settings:
        """Return the checked config; raises `ConfigError`."""
        return settings.load(self.config_path, state=self.state_folder)

    def app(self, as_of: date | None = None) -> App:
        """Return the app, at the present or at the end of a day in the owner's zone."""
        if as_of is None:
            return App(self.settings, SystemClock())
        app = App(self.settings, FixedClock(datetime.combine(as_of, time(12), tzinfo=UTC)))
        end = app.owner.workweek.midnight(as_of + timedelta(days=1))
        return App(self.settings, FixedClock(end - timedelta(seconds=1)))

    def client(self, name: str) -> Client:
        """Return a client by name, in any case, or by an unmistakable beginning."""
        wanted = name.strip().casefold()
        exact = [each for each in self.settings.clients if each.name.casefold() == wanted]
        begun = [each for each in self.settings.clients if each.name.casefold().startswith(wanted)]
        found = exact or (begun if wanted else [])
        if len(found) == 1:
            return found[0]
        names = ", ".join(each.name for each in found or self.settings.clients) or "none"
        message = f'"{name}" is {"more than" if found else "not"} one client'
        raise UnknownClientError(message, hint=f"Known: {names}")


pass_session = click.make_pass_decorator(Session)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")


def sane_day(
    _context: click.Context, _option: click.Parameter, value: datetime | None
) -> date | None:
    """Return the day of an option; one that mail or invoices can have."""
    if value is None:
        return None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        message = f"{value.date()} does not lie in the years {FIRST_YEAR} to {LAST_YEAR}"
        raise click.BadParameter(message)
    return value.date()


as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=sane_day,
    metavar="DATE",
    help="Speak for the end of this day (YYYY-MM-DD) instead of now.",
)


def print_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def console() -> Console:
    """Return where tables are printed; brackets and colons in names are no markup."""
    return Console(
        highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 110
    )


def silent(label: str, done: int, total: int) -> None:
    """Show no progress."""
    del label, done, total


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Progress]:
    """Show bars on standard error while a long step runs; nothing when it is not a terminal."""
    shown = Console(stderr=True)
    if quiet or not shown.is_terminal:
        yield silent
        return
    # folders are named by others: "[/x]" as markup would end the step
    label_column = TextColumn("{task.description}", markup=False)
    columns = (label_column, BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=shown, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
            bars.update(tasks[label], completed=done, total=total)

        yield show
