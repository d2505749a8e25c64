"""One row of the ledger from what several files say of it, whatever order they were read in.

Each file makes a claim on each of its rows. The row is computed from all claims anew, so that the
order of imports never matters and a file can be taken back. The rules:

1. A file of the same name and format is a new edition of the same export: only the last one read
   speaks.
2. What a file does not tell unsays nothing.
3. Where two tell different things, the higher rank wins (e-invoice, tool export, other table), then
   the file whose latest day is later, then the name that sorts later (``x (2).csv`` after
   ``x (1).csv``), then the digest.
4. How far a document is settled only moves on (`PROGRESS`): a file is as of its export, and an old
   one that says "open" does not unsay that it was paid.
5. A due date that is stated beats one that follows from terms, whoever states it.

Source: invoices study, "Canonical shape" (natural keys) and "Edge cases" (overlapping exports).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Value = str | int | float | None
Fields = dict[str, Value]

KEPT_STATUSES = frozenset({"booked", "pending"})
"""Payments of other statuses are the owner's own money: listed by `import`, never kept."""

ORIGIN = ("source", "line")
"""Where a row came from: no reason to call it changed when another file says the same."""

OURS = ("client",)
"""What no file says: whose a row is follows from the owner's mapping."""

PROGRESS = tuple(
    each.value
    for each in (
        DocumentState.DRAFT,
        DocumentState.UNSAID,
        DocumentState.OPEN,
        DocumentState.DISPUTED,
        DocumentState.PARTIAL,
        DocumentState.WRITTEN_OFF,
        DocumentState.PAID,
        DocumentState.VOID,
    )
)
"""States from the first to the last that a document can come to."""

_BASES = {"terms": 1, "explicit": 2}
_STATUSES = ("pending", "booked")

_E_INVOICES = frozenset(
    {"ubl", "cii", "fatturapa", "facturx", "factur-x", "zugferd", "xrechnung", "xml", "pdf", "p7m"}
)


_ANY_TABLE = frozenset({"", "json", "json-invoices", "json-payments"})


def rank(form: str) -> int:
    """Return how much a format is worth where files disagree: 2 for e-invoices, 0 for any table."""
    if form in _E_INVOICES:
        return 2
    return 0 if form in _ANY_TABLE or form.startswith("csv") else 1


def sorting_name(name: str) -> tuple[tuple[int, str], ...]:
    """Return a file name without its ending as sorted: numbers by their size."""
    stem = name.rpartition(".")[0] or name
    parts = re.findall(r"\d+|\D+", stem.casefold())
    return tuple(
        (len(each.lstrip("0")) + 1, each.lstrip("0")) if each[0].isdigit() else (0, each)
        for each in parts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file as far as it matters whose word counts.

    Attributes:
        id: Names the file's content.
        name: File name.
        format: As of `ports.LedgerFile`.
        edition: Number of this content among those read under the same name and format, from 1.
        as_of: The latest day that its rows tell of, ISO; "" when they tell of none.
    """

    id: str
    name: str
    format: str
    edition: int
    as_of: str

    @property
    def weight(self) -> tuple[int, str, tuple[tuple[int, str], ...], str]:
        """Return the key of rule 3."""
        return rank(self.format), self.as_of, sorting_name(self.name), self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one file says of one row; `fields` are the columns but those of `ORIGIN` and `OURS`."""

    origin: Origin
    line: int
    fields: Mapping[str, Value]


def as_of(days: Sequence[date]) -> str:
    """Return the day of a file from the days its rows tell of."""
    return max(days).isoformat() if days else ""


def combined(kind: str, claims: Sequence[Claim]) -> Fields:
    """Return the row that follows from all claims, its source and line included.

    Args:
        kind: ``document``, ``payment`` or ``entry``.
        claims: At least one, in any order.
    """
    told = sorted(_editions(claims), key=lambda each: (each.origin.weight, each.line))
    if len(told) == 1:
        fields = dict(told[0].fields)
    else:
        fields = _united(told)
        _RULES[kind](fields, told)
    agreeing = [each for each in told if each.fields == fields]
    first = min(agreeing, key=_earliest, default=told[-1])
    return {**fields, "source": first.origin.name, "line": first.line}


def _earliest(claim: Claim) -> tuple[tuple[tuple[int, str], ...], str, int]:
    return sorting_name(claim.origin.name), claim.origin.id, claim.line


def _editions(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of the last edition of each file (rule 1)."""
    last: dict[tuple[str, str], int] = {}
    for each in claims:
        key = (each.origin.name, each.origin.format)
        last[key] = max(last.get(key, 0), each.origin.edition)
    return [
        each for each in claims if each.origin.edition == last[each.origin.name, each.origin.format]
    ]


def _united(told: Sequence[Claim]) -> Fields:
    """Return each field as the weightiest claim that tells it has it (rules 2 and 3)."""
    fields = dict(told[0].fields)
    for each in told[1:]:
        fields.update((name, value) for name, value in each.fields.items() if _tells(name, value))
    stated: dict[str, object] = {}
    for each in told:
        stated.update(json.loads(str(each.fields["stated"])))
    return {**fields, "stated": json.dumps(stated, sort_keys=True, ensure_ascii=False)}


def _tells(name: str, value: Value) -> bool:
    return value not in {None, "", "[]"} and (name != "prepaid_minor" or value != 0)


def _document(fields: Fields, told: Sequence[Claim]) -> None:
    furthest = max(told, key=lambda each: PROGRESS.index(str(each.fields["state"])))
    state = furthest.fields["state"]
    paid = [each.fields["paid_minor"] for each in told if each.fields["state"] == state]
    fields["state"] = state
    fields["paid_minor"] = max(paid, key=lambda each: abs(int(each or 0)))
    # of equally sure ones the weightiest, which stands last
    surest = max(reversed(told), key=lambda each: _BASES.get(str(each.fields["due_basis"]), 0))
    fields["due_date"] = surest.fields["due_date"]
    fields["due_basis"] = surest.fields["due_basis"]
    numbers = dict.fromkeys(
        number for each in told for number in json.loads(str(each.fields["refers_to"]))
    )
    fields["refers_to"] = json.dumps(list(numbers), ensure_ascii=False)


def _payment(fields: Fields, told: Sequence[Claim]) -> None:
    fields["status"] = max((str(each.fields["status"]) for each in told), key=_STATUSES.index)


def _entry(fields: Fields, told: Sequence[Claim]) -> None:
    """An hour that was invoiced stays so."""
    said = [each.fields["is_invoiced"] for each in told if each.fields["is_invoiced"] is not None]
    fields["is_invoiced"] = max(map(int, map(str, said)), default=None)


_RULES = {"document": _document, "payment": _payment, "entry": _entry}
