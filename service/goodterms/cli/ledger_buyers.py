"""Buyers of imported invoices that read like a client: told, or asked when somebody is there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from goodterms.cli.ledger_view import neutral
from goodterms.core.money_questions import unknown_buyers
from goodterms.core.owner_words import BuyerWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.money_questions import UnknownBuyer
    from goodterms.ports import LedgerFile

MOST_ASKED = 100
"""Most names of a file that are compared with the clients, the most frequent ones first."""


def alike(read: LedgerFile, app: App, store: SqliteStore) -> tuple[UnknownBuyer, ...]:
    """Return the buyers and payers of a file that are no client but read like one."""
    names = Counter(each.buyer for each in read.documents if each.client is None)
    names.update(each.payer for each in read.payments if each.client is None)
    chosen = {name for name, _ in names.most_common(MOST_ASKED) if name}
    return unknown_buyers(
        [each for each in read.documents if each.buyer in chosen],
        [each for each in read.payments if each.payer in chosen],
        app.settings.clients,
        store.buyer_words(),
    )


def told(buyers: Sequence[UnknownBuyer]) -> list[str]:
    """Return a line for each of these buyers, and one that says what to do."""
    lines = [
        f'  "{neutral(each.name)}" reads like {neutral(each.likely[0][0])} ({each.rows} rows)'
        for each in buyers
    ]
    return [*lines, "  Say whose they are: goodterms payments buyer NAME CLIENT"] if lines else []


def ask(buyers: Sequence[UnknownBuyer], app: App, store: SqliteStore) -> None:
    """Ask whether each of these buyers is the client it reads like; keep what the owner says."""
    now = app.clock.now()
    for each in buyers:
        client = each.likely[0][0]
        question = f'Is "{neutral(each.name)}" ({each.rows} rows) your client {neutral(client)}'
        answer = click.prompt(question, type=click.Choice(["yes", "no", "skip"]), default="skip")
        if answer != "skip":
            word = BuyerWord(buyer=each.name, client=client if answer == "yes" else "")
            store.say_buyer(word, now)
    store.remap(app.settings.clients)
