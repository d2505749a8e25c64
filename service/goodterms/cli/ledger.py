"""`goodterms import`: invoices and payments from files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms import pipeline
from goodterms.app import money_importer
from goodterms.cli.session import Session, json_option, pass_session, print_json
from goodterms.core import ledger_rows
from goodterms.core.mail import Problem
from goodterms.core.summary import ImportSummary
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.ports import Importer

Take = Callable[[Path], tuple[LedgerFile, ImportSummary]]
"""Reads one money file and says what it did."""

MOST_NAMES = 8
"""Most buyers without a client that are named per file."""

IMPORT_HINTS = {
    "no date in this file proves which": ", or give --dates dmy or mdy",
    "expected a currency column": ", or give --currency",
}
"""What the owner can add on the command line, by the words of the problem."""


def sane_currency(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """Return a currency code in capitals."""
    if value is not None and not (len(value) == 3 and value.isascii() and value.isalpha()):
        message = f'"{value}" is not three letters such as EUR'
        raise click.BadParameter(message)
    return value.upper() if value else None


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be imported; keep nothing.")
@click.option(
    "--currency",
    callback=sane_currency,
    help="Currency of files that name none, for example EUR.",
)
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Order of ambiguous dates.")
@click.option("--as", "form", type=click.Choice(["csv"]), help="Recognised by content otherwise.")
@json_option
@pass_session
def import_(
    session: Session,
    paths: tuple[Path, ...],
    dry_run: bool,
    currency: str | None,
    dates: str | None,
    form: str | None,
    as_json: bool,
) -> None:
    """Read invoices and payments from CSV files.

    Good rows are kept together, bad ones named with file and line. Importing a file twice, or two
    exports that overlap, changes nothing. A --dry-run works before `goodterms init`, too.

    \b
    Examples:
      goodterms import invoices.csv payments.csv
      goodterms import --dry-run export.csv
    """
    del form  # CSV is the one format of this version; what a file is, its content tells
    importer = money_importer(currency=currency or "", date_order=dates or "")
    reads: list[LedgerFile] = []
    unread: list[Problem] = []
    with taking(session, importer, dry_run=dry_run) as take:
        for path in paths:
            try:
                read, summary = take(path)
            except ImportFileError as error:
                unread.append(Problem(kind="invoice", source=path.name, text=str(error)))
                continue
            reads.append(read)
            if not as_json:
                click.echo("\n".join(import_lines(read, summary, dry_run=dry_run)))
    problems = [*(each for read in reads for each in read.problems), *unread]
    if as_json:
        print_json(ledger_json(reads, problems))
    else:
        for each in problems:
            click.echo(problem_line(each), err=True)
    if problems:
        raise click.exceptions.Exit(1)


@contextmanager
def taking(session: Session, importer: Importer, *, dry_run: bool) -> Iterator[Take]:
    """Yield what reads one file: into the database, or to look at only.

    Looking needs no config, so that files can be tried before `goodterms init`.
    """
    if dry_run and not session.config_path.exists():
        yield partial(looked_at, importer)
        return
    app = session.app()
    with app.open_store() as store:
        yield partial(
            pipeline.import_ledger,
            importer,
            store,
            clients=app.settings.clients,
            now=app.clock.now(),
            dry_run=dry_run,
        )


def looked_at(importer: Importer, path: Path) -> tuple[LedgerFile, ImportSummary]:
    """Return what a file holds for an owner who has no clients yet."""
    read = importer.read(path, clients=(), known={})
    return read, ImportSummary(problems=len(read.problems), unmapped=len(read.documents))


def import_lines(read: LedgerFile, summary: ImportSummary, *, dry_run: bool) -> list[str]:
    """Return what the reading of one money file did; buyers that are no client by name."""
    counts = f"{read.source}: {len(read.documents)} documents and {len(read.payments)} payments"
    if dry_run:
        lines = [f"{counts} would be read; nothing was kept."]
    else:
        lines = [
            f"{counts} read; {summary.added} new, {summary.changed} changed, {summary.same} known."
        ]
    nobodys = Counter(each.buyer or "no name" for each in read.documents if each.client is None)
    if nobodys:
        names = ", ".join(f'"{name}" ({count})' for name, count in nobodys.most_common(MOST_NAMES))
        more = f" and {len(nobodys) - MOST_NAMES} more" if len(nobodys) > MOST_NAMES else ""
        lines.append(
            f"  {summary.unmapped} belong to no client: {names}{more}. "
            "If one is a client, add the name to its invoice_names in the config."
        )
    return lines


def problem_line(problem: Problem) -> str:
    """Return a problem of a money file for the terminal, with the option that may solve it."""
    if not problem.line:
        return f"Error: {problem.text}"
    help_ = next((hint for words, hint in IMPORT_HINTS.items() if words in problem.text), "")
    return f"{problem.source}, line {problem.line}: {problem.text}{help_}"


def ledger_json(reads: Sequence[LedgerFile], problems: Sequence[Problem]) -> dict[str, object]:
    """Return what money files hold as JSON values, and everything that could not be read."""
    return {
        "documents": [
            document
            for read in reads
            for document in ledger_rows.documents_json(read.documents, read.payments)
        ],
        "payments": [ledger_rows.as_json(each) for read in reads for each in read.payments],
        "entries": [],
        "problems": [
            {"file": each.source, "line": each.line, "message": each.text} for each in problems
        ],
    }
