"""`goodterms import --json`: what money files hold, with the words of their sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from goodterms.core import ledger_rows
from goodterms.core.entries import entry_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.cli.ledger_files import Outcome
    from goodterms.core.mail import Problem


def ledger_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return what money files hold as JSON values, and everything that could not be read.

    Our fields come first; where the source states one in its own way, its word stands. Rows that
    wait for a word of the owner stand in the list of their kind, with null for what is unknown.
    """
    reads = [each.read for each in outcomes if each.read is not None]
    undecided = [row for read in reads for row in read.undecided]
    documents = [
        {**found, **json.loads(document.stated)}
        for read in reads
        for document, found in zip(
            read.documents,
            ledger_rows.documents_json(read.documents, read.payments),
            strict=True,
        )
    ]
    payments = [
        {**ledger_rows.as_json(each), **json.loads(each.stated)}
        for read in reads
        for each in read.payments
    ]
    entries = [entry_json(each) for read in reads for each in read.entries]
    return {
        "documents": documents + [row for row in undecided if kind_of(row) == "documents"],
        "payments": payments + [row for row in undecided if kind_of(row) == "payments"],
        "entries": entries + [row for row in undecided if kind_of(row) == "entries"],
        "problems": [problem_json(each) for outcome in outcomes for each in outcome.problems],
        "summary": [summary_json(each) for each in outcomes],
    }


def kind_of(row: Mapping[str, object]) -> str:
    """Return which list an undecided row belongs to, by the fields that only its kind has."""
    if "seconds" in row:
        return "entries"
    return "documents" if "number" in row else "payments"


def problem_json(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON values."""
    return {"file": problem.source, "line": problem.line, "message": problem.text}


def summary_json(outcome: Outcome) -> dict[str, object]:
    """Return what became of one file."""
    read, summary = outcome.read, outcome.summary
    return {
        "file": outcome.name,
        "format": read.format if read else None,
        "documents": asdict(summary.counts.documents),
        "payments": asdict(summary.counts.payments),
        "entries": asdict(summary.counts.entries),
        "rejected": len(outcome.problems),
        "undecided": len(read.undecided) if read else 0,
        "unmapped": summary.unmapped,
        "already": summary.already.isoformat() if summary.already else None,
    }
