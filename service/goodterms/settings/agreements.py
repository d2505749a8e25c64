"""What a client's table says by date: paid availability, rounds, working hours to answer.

A plain value holds always, as before there were dates; a table of days holds from each day on.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from goodterms.core.agreement import Agreement, Numbers, Spell
from goodterms.settings.table import day_of

if TYPE_CHECKING:
    from datetime import date

    from goodterms.settings.table import Table

LIMITS = {"included_rounds": (0, 50), "expect_reply_hours": (1, 200)}


def agreement(table: Table) -> Agreement:
    """Read the dated rules of one client; empty where everything holds always."""
    return Agreement(
        rush=_spells(table),
        included_rounds=_numbers(table, "included_rounds"),
        expect_reply_hours=_numbers(table, "expect_reply_hours"),
    )


def always_rush(table: Table) -> bool:
    """Read ``rush`` where it is true or false; a list of spells is read by `agreement`."""
    return not table.is_list("rush") and table.flag("rush", default=False)


def lasting(table: Table, key: str, default: int | None, *, low: int, high: int) -> int | None:
    """Read a number that holds always; a table of days is read by `agreement`."""
    if table.is_table(key):
        return default
    return table.integer(key, default, low=low, high=high)


def _numbers(table: Table, key: str) -> Numbers:
    """Read a table such as ``{ "2026-01-01" = 2, "2026-07-01" = 3 }``."""
    if not table.is_table(key):
        return ()
    low, high = LIMITS[key]
    dated = table.table(key)
    dated.near = dated.path
    found: dict[date, int] = {}
    for name in dated.values:
        day = day_of(name)
        number = dated.integer(name, None, low=low, high=high)
        if day is None:
            dated.wrong(name, 'expected a day such as "2026-03-01"')
        elif number is not None:
            found[day] = number
    if not dated.values:
        table.wrong(key, 'expected a number, or days such as { "2026-03-01" = 3 }')
    return tuple(sorted(found.items()))


def _spells(table: Table) -> tuple[Spell, ...]:
    """Read a list such as ``[{ from = "2026-03-01", until = "2026-04-30" }]``."""
    if not table.is_list("rush"):
        return ()
    found: list[Spell] = []
    for row in table.tables("rush"):
        first, last = row.day("from"), row.day("until", required=False)
        row.finish()
        if first is None or ("until" in row.values and last is None):
            continue
        if last is not None and last < first:
            row.wrong("until", f"{last} is before {first}, when it begins")
            continue
        found.append(Spell(first=first, last=last))
    found.sort(key=lambda each: each.first)
    for earlier, later in itertools.pairwise(found):
        if earlier.last is None or later.first <= earlier.last:
            table.wrong("rush", f"the spells from {earlier.first} and {later.first} overlap")
    return tuple(found)
