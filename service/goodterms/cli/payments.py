"""`goodterms payments`: what pays what, what waits for a word, and saying it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from goodterms.cli import payment_words
from goodterms.cli.payments_view import (
    buyers_table,
    payment_json,
    payments_table,
    questions_json,
    short_table,
)
from goodterms.cli.session import Session, console, json_option, pass_session, print_json
from goodterms.core.money_questions import (
    MatchedPayment,
    matched_payments,
    questions,
    unknown_buyers,
)
from goodterms.core.owner_words import as_said, with_buyers
from goodterms.core.payment_links import matched, parts
from goodterms.core.settlement import cleared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.settlement import Cleared, Settlement

HELP = (
    "Say it:  goodterms payments confirm ID [DOCUMENT...], reject ID, write-off DOCUMENT,"
    " buyer NAME CLIENT"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLook:
    """The whole book as it stands now.

    Attributes:
        found: Every payment with its matches.
        settled: Every client's invoices, and those of nobody known.
        credit: Client, currency and minor units of money that no invoice has taken.
    """

    documents: dict[str, Document]
    found: tuple[MatchedPayment, ...]
    settled: tuple[Settlement, ...]
    credit: tuple[tuple[str, str, int], ...]


def look(app: App, store: SqliteStore) -> LedgerLook:
    """Return what pays what now, under the config's clients and all words of the owner."""
    store.remap(app.settings.clients)
    stored, payments = store.booked()
    documents = as_said(
        stored, store.document_words(), today=app.owner.workweek.day(app.clock.now())
    )
    matches = matched(documents, payments, store.allocation_words(), rates=app.owner.rates)
    stood = _cleared(app, documents, parts(documents, payments, matches))
    return LedgerLook(
        documents={each.id: each for each in documents},
        found=matched_payments(payments, matches),
        settled=tuple(one for each in stood.values() for one in each.settlements),
        credit=tuple(
            (name, currency, amount)
            for name, each in stood.items()
            for currency, amount in sorted(each.credit_minor.items())
        ),
    )


def _cleared(app: App, documents: Sequence[Document], cut: Sequence[Payment]) -> dict[str, Cleared]:
    """Return how each client's money stands, "" for documents of nobody known."""
    owners = {each.id: each.client or "" for each in documents}
    mine: dict[str, list[Document]] = {name: [] for name in sorted({*owners.values()})}
    for each in documents:
        mine[each.client or ""].append(each)
    paid: dict[str, list[Payment]] = defaultdict(list)
    for one in cut:
        if one.document in owners:
            paid[owners[one.document]].append(one)
        elif one.client:
            paid[one.client].append(one)
    return {
        name: cleared(
            own,
            paid[name],
            today=app.owner.workweek.day(app.clock.now()),
            terms_days=app.judging().policy.payment_terms_days,
            rates=app.owner.rates,
        )
        for name, own in mine.items()
    }


@click.group("payments", invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Show every payment and what it pays.")
@json_option
@pass_session
@click.pass_context
def payments(context: click.Context, session: Session, everything: bool, as_json: bool) -> None:
    """Show payments that wait for your word: probable matches, money without an invoice, buyers.

    A number that a payment names is enough; what only the amount or the payer suggests is probable.
    Until you confirm it, it counts in the client's favour and never against anybody. What you say
    is remembered when files are imported again.

    \b
    Examples:
      goodterms payments
      goodterms payments --all --json
      goodterms payments confirm P-3f9a2c11d0aa 17/2026
      goodterms payments write-off 17/2026
    """
    if context.invoked_subcommand is not None:
        return
    app = session.app()
    with app.open_store() as store:
        seen = look(app, store)
        documents, paid = store.booked()
        clients = with_buyers(app.settings.clients, store.buyer_words())
        buyers = unknown_buyers(documents, paid, clients, store.buyer_words())
    asked = questions(seen.found, seen.settled, buyers)
    if as_json:
        value = questions_json(asked, seen.documents)
        value["credit"] = [
            {"client": name, "currency": currency, "credit_minor": amount}
            for name, currency, amount in seen.credit
        ]
        if everything:
            value["payments"] = [payment_json(each, seen.documents) for each in seen.found]
        print_json(value)
        return
    tables = [
        payments_table("Probable: confirm or reject", asked.probable, seen.documents),
        payments_table("Pays no document yet", asked.unmatched, seen.documents),
        short_table(asked.short),
        buyers_table(asked.buyers),
    ]
    if everything:
        tables.insert(0, payments_table("Every payment", seen.found, seen.documents))
    shown = [each for each in tables if each.row_count]
    for table in shown:
        console().print(table)
    click.echo(HELP if shown else "Nothing waits for your word.")


for _command in payment_words.COMMANDS:
    payments.add_command(_command)
