"""What `goodterms import` says of money files on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

from goodterms.core.amounts import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.cli.ledger_files import Outcome
    from goodterms.core.ledger import Document, Entry, Payment
    from goodterms.core.mail import Problem
    from goodterms.core.summary import Counts, LedgerCounts
    from goodterms.ports import LedgerFile

MOST_NAMES = 8
"""Most buyers without a client that are named per file."""

MOST_ROWS = 20
"""Most rows of a kind that a preview shows."""

MOST_PROBLEMS = 50
"""Most problems of a file that are printed; --json has them all."""

STATES = {"added": "new", "changed": "changed", "same": "known", "": "left out"}
"""Outcome of a row in the preview; the owner's own money is left out of the ledger."""


def neutral(text: object) -> str:
    """Return text without control and bidirectional characters: names come from strangers."""
    return "".join(each if each.isprintable() else " " for each in str(text))


def outcome_lines(outcome: Outcome, *, dry_run: bool) -> list[str]:
    """Return what became of one money file; buyers that are no client by name."""
    read, summary = outcome.read, outcome.summary
    name = neutral(outcome.name)
    if read is None:
        return []
    if summary.already:
        day = f"{summary.already:%Y-%m-%d}"
        return [f"{name}: already imported on {day}, nothing to do; --again reads it once more."]
    parts = counted(summary.counts) or ["nothing to keep"]
    if outcome.problems:
        parts.append(f"{len(outcome.problems)} rejected or doubtful")
    end = "; nothing was kept." if dry_run else "."
    return [f"{name} ({read.format}): {', '.join(parts)}{end}", *nobodys(read)]


def counted(counts: LedgerCounts) -> list[str]:
    """Return the counts of each kind that there is."""
    kinds = (
        ("documents", counts.documents),
        ("payments", counts.payments),
        ("hours entries", counts.entries),
    )
    return [f"{each.rows} {kind} ({fates(each)})" for kind, each in kinds if each.rows]


def fates(counts: Counts) -> str:
    """Return what became of some rows, in words."""
    return f"{counts.added} new, {counts.changed} changed, {counts.same} known"


def nobodys(read: LedgerFile) -> list[str]:
    """Return the line that names buyers without a client."""
    found = Counter(each.buyer or "no name" for each in read.documents if each.client is None)
    if not found:
        return []
    named = [f'"{neutral(name)}" ({count})' for name, count in found.most_common(MOST_NAMES)]
    more = f" and {len(found) - MOST_NAMES} more" if len(found) > MOST_NAMES else ""
    line = f"  {found.total()} belong to no client: {', '.join(named)}{more}."
    return [f"{line} If one is a client, add the name to its invoice_names in the config."]


def total_line(outcomes: Sequence[Outcome]) -> str:
    """Return the line under several files."""
    counts = [each.summary.counts.total for each in outcomes]
    rejected = sum(len(each.problems) for each in outcomes)
    refused = sum(each.read is None for each in outcomes)
    return (
        f"{len(outcomes)} files: {sum(each.added for each in counts)} new, "
        f"{sum(each.changed for each in counts)} changed, "
        f"{sum(each.same for each in counts)} known, {rejected} rejected"
        + (f"; {refused} files were refused whole." if refused else ".")
    )


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the problems of one file, `MOST_PROBLEMS` of them."""
    for each in problems[:MOST_PROBLEMS]:
        place = f"{each.source}, line {each.line}: " if each.line else "Error: "
        yield neutral(f"{place}{each.text}")
    if len(problems) > MOST_PROBLEMS:
        rest = len(problems) - MOST_PROBLEMS
        yield f"{neutral(problems[0].source)}: {rest} more like these; --json names them all"


def preview(read: LedgerFile, outcomes: Mapping[tuple[str, str], str]) -> Iterator[Table | str]:
    """Yield the first rows of each kind, and how many more there are."""

    def fate(kind: str, key: str) -> str:
        return STATES[outcomes.get((kind, key), "")]

    kinds = (
        ("documents", [document_cells(each, fate("document", each.id))
                       for each in read.documents[:MOST_ROWS]], len(read.documents)),
        ("payments", [payment_cells(each, fate("payment", each.id))
                      for each in read.payments[:MOST_ROWS]], len(read.payments)),
        ("hours", [entry_cells(each, fate("entry", each.id))
                   for each in read.entries[:MOST_ROWS]], len(read.entries)),
    )  # fmt: skip
    for kind, rows, count in kinds:
        if rows:
            yield table_of(kind, rows)
        if count > MOST_ROWS:
            yield f"and {count - MOST_ROWS} more {kind}"
    if read.undecided:
        yield f"{len(read.undecided)} rows wait for a word of yours, see below"


def table_of(kind: str, rows: Sequence[Sequence[str]]) -> Table:
    """Return one table of the preview."""
    table = Table(title=kind, title_justify="left")
    for name in ("", "Client", "Date", "Number", "Amount", "State", "Line"):
        table.add_column(name, justify="right" if name in {"Amount", "Line"} else "left")
    for row in rows:
        table.add_row(*map(neutral, row))
    return table


def document_cells(document: Document, fate: str) -> tuple[str, ...]:
    """Return an invoice as cells."""
    return (
        fate,
        named(document.buyer, document.client),
        document.issue_date.isoformat(),
        document.number,
        f"{amount_text(document.total_minor, document.currency)} {document.currency}",
        document.state.value,
        str(document.line),
    )


def payment_cells(payment: Payment, fate: str) -> tuple[str, ...]:
    """Return a payment as cells."""
    return (
        fate,
        named(payment.payer, payment.client),
        payment.paid_on.isoformat(),
        payment.reference[:40],
        f"{amount_text(payment.amount_minor, payment.currency)} {payment.currency}",
        payment.status,
        str(payment.line),
    )


def entry_cells(entry: Entry, fate: str) -> tuple[str, ...]:
    """Return time worked as cells."""
    minutes = entry.seconds // 60
    billable = {True: "billable", False: "not billable", None: ""}[entry.is_billable]
    return (
        fate,
        named(entry.client_name or entry.project, entry.client),
        entry.worked_on.isoformat(),
        entry.project[:40],
        f"{minutes // 60}:{minutes % 60:02} h",
        billable,
        str(entry.line),
    )


def named(name: str, client: str | None) -> str:
    """Return a name of the file, with the client it belongs to when that reads otherwise."""
    if client is None:
        return f"{name} (no client)" if name else "(no client)"
    return client if name.casefold() == client.casefold() or not name else f"{name} = {client}"
