"""`goodterms import`: invoices, payments and hours from files."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodterms import pipeline
from goodterms.adapters.invoices.detection import FORMATS
from goodterms.cli import ledger_buyers, ledger_history, ledger_view
from goodterms.cli.ledger_files import Outcome, listed, outcomes_of
from goodterms.cli.ledger_json import ledger_json
from goodterms.cli.ledger_questions import answered
from goodterms.cli.ledger_said import Said
from goodterms.cli.session import (
    Session,
    console,
    json_option,
    pass_session,
    print_json,
    progress_bars,
)
from goodterms.core.currency import CODES
from goodterms.core.summary import ImportSummary
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.cli.ledger_files import Take
    from goodterms.core.money_questions import UnknownBuyer
    from goodterms.ports import LedgerFile


LONG_FILE = 2000
"""Rows from which a file has a progress bar."""


def sane_currency(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """Return a currency code in capitals."""
    if value is None:
        return ""
    if value.upper() not in CODES:
        message = f'"{value}" is no ISO 4217 code such as EUR'
        raise click.BadParameter(message)
    return value.upper()


def sane_pairs(
    _context: click.Context, _option: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the pairs of --map as they were given; one without ``=`` is refused."""
    for each in value:
        if "=" not in each:
            message = f'"{each}" is not COLUMN=FIELD'
            raise click.BadParameter(message)
    return value


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be imported; keep nothing.")
@click.option("--again", is_flag=True, help="Read files that were imported before once more.")
@click.option("--yes", is_flag=True, help="Ask nothing, also on a terminal.")
@click.option("--currency", callback=sane_currency, help="Currency of files that name none: EUR.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Order of ambiguous dates.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=sane_pairs,
    metavar="COLUMN=FIELD",
    help="What a column means that is not recognised; kept for files of the same shape.",
)
@click.option("--as", "form", type=click.Choice(sorted(FORMATS)), help="By content otherwise.")
@click.option("--undo", type=click.Path(path_type=Path), metavar="FILE", help="Take FILE back.")
@click.option("--history", metavar="NUMBER", help="Show what was ever said of an invoice.")
@json_option
@pass_session
def import_(session: Session, /, paths: tuple[Path, ...], **options: Any) -> None:  # noqa: ANN401 - of click
    """Read invoices, payments and hours from files, in any order; folders are read whole.

    What a file is, its content tells: e-invoices (UBL, CII, FatturaPA, Factur-X in PDF), bank
    statements (CAMT, MT940, OFX), exports of invoice and time tools (CSV, JSON), hledger and
    beancount journals. Good rows are kept together, bad ones named with file and line. Importing
    anything twice changes nothing, and exports that overlap are merged. A --dry-run works before
    `goodterms init`, too.

    \b
    Examples:
      goodterms import invoices.csv statement.xml hours.json
      goodterms import --dry-run export.csv
      goodterms import export.csv --currency EUR --dates dmy
      goodterms import odd.csv --map "Amount due=total" --map "Ref=number"
      goodterms import --history INV-2026-031
      goodterms import --undo invoices.csv
    """
    as_json = bool(options["as_json"])
    if options["history"]:
        show_history(session, str(options["history"]), as_json=as_json)
        return
    if options["undo"]:
        click.echo(ledger_history.undo(session.app(), Path(str(options["undo"]))))
        return
    if not paths:
        message = "name a file or folder to import"
        raise click.UsageError(message)
    reading = Reading.of(session, options)
    found = show(reading, paths, as_json=as_json)
    if any(each.problems for each in found):
        raise click.exceptions.Exit(1)


def long_only(progress: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
    """Return what shows progress for long files only; short ones are done before it is seen."""

    def show(label: str, done: int, total: int) -> None:
        if total >= LONG_FILE:
            progress(label, done, total)

    return show


def somebody_is_there() -> bool:
    """Return whether questions can be answered."""
    return sys.stdin.isatty()


def show_history(session: Session, number: str, *, as_json: bool) -> None:
    """Print everything that was said of an invoice."""
    found = ledger_history.told_of(session.app(), number)
    if as_json:
        print_json([ledger_history.told_json(each) for each in found])
        return
    for each in found:
        for line in ledger_history.told_lines(each):
            click.echo(line)


def show(reading: Reading, paths: Sequence[Path], *, as_json: bool) -> list[Outcome]:
    """Read the files and print what became of them; return the outcomes, without rows."""
    files, done = list(listed(paths)), []
    with reading.taking() as take:
        for each in outcomes_of(take, files):
            if not as_json:
                print_outcome(each, dry_run=reading.dry_run)
            done.append(each if as_json else each.without_rows())
    if as_json:
        print_json(ledger_json(done))
    elif len(done) > 1:
        click.echo(ledger_view.total_line(done))
    return done


def print_outcome(outcome: Outcome, *, dry_run: bool) -> None:
    """Print what became of one file, its rows first when it is a rehearsal."""
    if dry_run and outcome.read is not None:
        for part in ledger_view.preview(outcome.read, outcome.summary.outcomes):
            console().print(part)
    for line in ledger_view.outcome_lines(outcome, dry_run=dry_run):
        click.echo(line)
    for line in ledger_view.problem_lines(outcome.problems):
        click.echo(line, err=True)


@dataclass
class Reading:
    """How the files of one command are read; what is asked for one serves the next, too."""

    session: Session
    said: Said
    dry_run: bool
    again: bool
    may_ask: bool
    quiet: bool
    buyers: dict[str, UnknownBuyer] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, options: dict[str, Any]) -> Reading:
        """Return it from the options of the command."""
        as_json, dry_run = bool(options["as_json"]), bool(options["dry_run"])
        said = Said(
            form=str(options["form"] or ""),
            currency=str(options["currency"] or ""),
            dates=str(options["dates"] or ""),
            columns=tuple(options["columns"]),
        )
        return cls(
            session=session,
            said=said,
            dry_run=dry_run,
            again=bool(options["again"]) or as_json or said.anything,
            may_ask=not (as_json or options["yes"]) and somebody_is_there(),
            quiet=as_json,
        )

    @contextmanager
    def taking(self) -> Iterator[Take]:
        """Yield what reads one file: into the database, or to look at only.

        Looking needs no config, so that files can be tried before `goodterms init`.
        """
        if self.dry_run and not self.session.config_path.exists():
            yield self._asking(self._look)
            return
        app = self.session.app()
        with app.open_store() as store:

            def take(path: Path) -> tuple[LedgerFile, ImportSummary]:
                importer = self.said.importer(app)
                with progress_bars(quiet=self.quiet) as progress:
                    how = pipeline.Importing(
                        clients=app.settings.clients,
                        dry_run=self.dry_run,
                        again=self.again,
                        progress=long_only(progress),
                    )
                    found = pipeline.import_ledger(importer, store, path, how, now=app.clock.now())
                alike = () if self.quiet else ledger_buyers.alike(found[0], app, store)
                self.buyers.update((each.name, each) for each in alike)
                return found

            yield self._asking(take)
            self._settle_buyers(app, store)

    def _settle_buyers(self, app: App, store: SqliteStore) -> None:
        """Ask or tell which buyers read like a client."""
        buyers = list(self.buyers.values())
        if self.may_ask and not self.dry_run and buyers:
            ledger_buyers.ask(buyers, app, store)
            return
        for line in ledger_buyers.told(buyers):
            click.echo(line)

    def _look(self, path: Path) -> tuple[LedgerFile, ImportSummary]:
        """Return what a file holds for an owner who has no clients yet."""
        read = self.said.importer(None).read(path, clients=(), known={})
        return read, ImportSummary(problems=len(read.problems), unmapped=len(read.documents))

    def _asking(self, take: Take) -> Take:
        """Return what asks the owner for what a file leaves open, and then reads it again."""

        def asked(path: Path) -> tuple[LedgerFile, ImportSummary]:
            return self._settled(take, path)

        return asked if self.may_ask else take

    def _settled(
        self, take: Callable[[Path], tuple[LedgerFile, ImportSummary]], path: Path
    ) -> tuple[LedgerFile, ImportSummary]:
        while True:
            try:
                found = take(path)
                texts = [each.text for each in found[0].problems]
            except ImportFileError as error:
                said = answered(self.said, [str(error)], path.name)
                if said == self.said:
                    raise
                self.said, self.again = said, True
                continue
            said = answered(self.said, texts, path.name)
            if said == self.said:
                return found
            self.said, self.again = said, True
