"""What `goodterms import` asks when somebody is there to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from goodterms.cli.ledger_view import neutral
from goodterms.core.currency import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.cli.ledger_said import Said


def answered(said: Said, texts: Sequence[str], name: str) -> Said:
    """Return what the owner says, with an answer to each option that the problems name.

    Args:
        said: What was said so far; what was said once is not asked again.
        texts: The problems of one file, each naming the option that helps.
        name: Its name.
    """
    if said.dates == "" and any("--dates" in each for each in texts):
        question = f"Do dates in {neutral(name)} begin with the day or the month"
        choice = click.Choice(["day", "month", "skip"])
        order = {"day": "dmy", "month": "mdy", "skip": ""}
        said = replace(said, dates=order[click.prompt(question, type=choice)])
    if said.currency == "" and any("--currency" in each for each in texts):
        question = f"{neutral(name)} names no currency. Which is it (- for skip)"
        said = replace(said, currency=click.prompt(question, value_proc=currency))
    if not said.columns and any("--map" in each for each in texts):
        click.echo("\n".join(neutral(each) for each in texts))
        said = replace(said, columns=tuple(pairs()))
    return said


def currency(text: str) -> str:
    """Return a currency code in capitals; ``-`` is none."""
    code = text.strip().upper()
    if code == "-":
        return ""
    if code not in CODES:
        message = f'"{text}" is no ISO 4217 code such as EUR'
        raise click.UsageError(message)
    return code


def pairs() -> list[str]:
    """Return the columns that the owner names, until a line is empty."""
    found: list[str] = []
    while text := click.prompt("Column=field (nothing to end)", default="", show_default=False):
        if "=" in text:
            found.append(text)
        else:
            click.echo("Write the column's title, =, and the field, such as: Betrag=total")
    return found
