"""Bills with sane defaults: due on 1 April 2026, looked at on 30 June; say what differs."""

from __future__ import annotations

from datetime import date, timedelta

from goodterms.core.bills import Bill

DUE = date(2026, 4, 1)
TODAY = date(2026, 6, 30)


def a_bill(late: int | None = None, total: int = 100_00, **changes: object) -> Bill:
    """Build a bill settled `late` days after its due day; None leaves it open."""
    due = changes.pop("due_on", DUE)
    paid_on = None if late is None else due + timedelta(days=late)
    values: dict[str, object] = {
        "id": f"B-{due}-{late}-{total}",
        "number": "7",
        "currency": "EUR",
        "as_of": TODAY,
        "issued_on": due - timedelta(days=30),
        "due_on": due,
        "total_minor": total,
        "net_minor": None,
        "open_minor": total if late is None else 0,
        "paid": () if paid_on is None else ((paid_on, total),),
        "settled_on": paid_on,
        "is_settled": late is not None,
    }
    return Bill(**{**values, **changes})  # type: ignore[arg-type]
