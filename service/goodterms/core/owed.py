"""What a document asks for: how much, by when, in which parts, and what may be left short."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodterms.core.currency import exponent
from goodterms.core.ledger import DocumentState

if TYPE_CHECKING:
    from goodterms.core.ledger import Document, Payment

NOT_OWED = (
    DocumentState.VOID,
    DocumentState.DRAFT,
    DocumentState.DISPUTED,
    DocumentState.WRITTEN_OFF,
)
"""States never counted as late: nothing owed, or argued about (invoices study)."""

SHORT_SHARE = 100
"""A shortfall up to one hundredth of the total counts as paid (invoices study, "short paid")."""


def stated(row: Document | Payment) -> dict[str, object]:
    """Return what the source states beyond our fields; empty where it is no JSON object."""
    if row.stated in ("", "{}"):
        return {}
    try:
        found = json.loads(row.stated)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def owed_minor(document: Document) -> int:
    """Return what the buyer has to pay: what the source says is payable, else total less prepaid.

    The payable amount differs from the total by prepayments and rounding (EN 16931, BT-115) and by
    tax that the buyer withholds (FatturaPA, ImportoPagamento).
    """
    payable = stated(document).get("payable_minor")
    if isinstance(payable, int) and not isinstance(payable, bool):
        return payable
    return document.total_minor - document.prepaid_minor


def tolerance_minor(document: Document) -> int:
    """Return the shortfall that still counts as paid: 1 % or one unit, whichever is more."""
    unit: int = 10 ** exponent(document.currency)
    total = document.total_minor
    return min(max(total // SHORT_SHARE, unit), max(total - 1, 0))


def due_day(document: Document, *, terms_days: int) -> date:
    """Return the day it is due; without a usable due date, issue date plus the usual terms.

    Of instalments it is the last one's day.
    """
    parts = instalments(document)
    due = parts[-1][0] if parts else document.due_date
    if due is None or due < document.issue_date:
        return document.issue_date + timedelta(days=terms_days)
    return due


def instalments(document: Document) -> tuple[tuple[date, int], ...]:
    """Return due day and amount of each instalment by day; empty unless two or more are dated."""
    listed = stated(document).get("instalments")
    found = []
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict):
            return ()
        due, amount = each.get("due_date"), each.get("amount_minor")
        if not isinstance(due, str) or not isinstance(amount, int) or amount <= 0:
            return ()
        try:
            found.append((date.fromisoformat(due), amount))
        except ValueError:
            return ()
    return tuple(sorted(found)) if len(found) > 1 else ()
