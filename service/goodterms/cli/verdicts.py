"""Verdicts as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from goodterms.adapters import words_reasons
from goodterms.cli.explanation import ENGLISH
from goodterms.core.verdict import LADDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Assessment

WORDS = {
    Verdict.LEARNING: "still learning",
    Verdict.HEALTHY: "in good order",
    Verdict.WATCH: "keep an eye",
    Verdict.TALK: "talk first",
    Verdict.PREPARE: "prepare to part",
    Verdict.LET_GO: "let go",
    Verdict.SNOOZED: "snoozed",
    Verdict.PARTING: "parting",
    Verdict.PARTED: "parted",
}


def verdict_table(found: Sequence[Assessment], policy: Policy) -> Table:
    """Return one row per client, by verdict and name; minutes of trouble per paid hour."""
    table = Table(
        "client",
        "verdict",
        "minutes per paid hour",
        "paid hours",
        "main reasons",
        title=f"You tolerate {policy.tolerance_minutes:g} minutes of trouble per paid hour",
    )
    order = {step: -number for number, step in enumerate(LADDER)}
    for each in sorted(found, key=lambda one: (order.get(one.verdict, 0), one.client)):
        unit = policy.tolerance_minutes
        mean, low, high = (x * unit for x in (each.long.mean, each.long.low, each.long.high))
        burn = f"{mean:.0f} ({low:.0f} to {high:.0f})"
        reasons = ", ".join(
            f"{words_reasons.signal(ENGLISH, one.code)} {one.minutes:.0f} min"
            for one in each.reasons
        )
        table.add_row(
            each.client,
            WORDS[each.verdict],
            burn,
            f"{each.exposure.hours:.0f}",
            reasons or "-",
        )
    return table
