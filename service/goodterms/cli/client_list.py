"""`goodterms clients`: what is known of each client; --money and --book tell of all together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.table import Table

from goodterms.cli.session import (
    Session,
    as_of_option,
    console,
    json_option,
    pass_session,
    print_json,
)
from goodterms.cli.verdicts import WORDS
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("client", required=False)
@click.option("--money", "with_money", is_flag=True, help="Show figures of invoices and payments.")
@click.option("--book", "with_book", is_flag=True, help="Show trouble and revenue of them all.")
@as_of_option
@json_option
@pass_session
def clients(
    session: Session,
    client: str | None,
    with_money: bool,
    with_book: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """List your clients, what is known of each, and the latest verdict.

    \b
    Examples:
      goodterms clients
      goodterms clients --money
      goodterms clients --book
      goodterms clients "Alba Studio" --money --as-of 2026-10-01
    """
    if with_book:
        if with_money or client is not None:
            message = "--book is of all clients: no CLIENT and no --money"
            raise click.UsageError(message)
        from goodterms.cli import book  # noqa: PLC0415

        book.show(session, as_of, as_json=as_json)
        return
    if with_money:
        from goodterms.cli import money  # noqa: PLC0415

        money.show(session, client, as_of, as_json=as_json)
        return
    if as_of is not None:
        message = "--as-of goes with --money or --book"
        raise click.UsageError(message)
    _listed(session, client, as_json=as_json)


def _listed(session: Session, client: str | None, *, as_json: bool) -> None:
    """Print what is known of each client, or of one."""
    chosen = session.settings.clients if client is None else (session.client(client),)
    app = session.app()
    rows = []
    with app.open_store() as store:
        store.remap(session.settings.clients)
        for each in chosen:
            known = store.facts(each.name)
            text = store.verdict_row(each.name, None)
            rows.append(
                {
                    "client": each.name,
                    "messages": len(known.messages),
                    "documents": len(known.documents),
                    "payments": len(known.payments),
                    "verdict": json.loads(text)["verdict"] if text else None,
                    "as_of": json.loads(text)["as_of"] if text else None,
                }
            )
    if as_json:
        print_json(rows)
        return
    table = Table("client", "messages", "invoices", "payments", "latest verdict", "as of")
    for row in rows:
        verdict = WORDS[Verdict(str(row["verdict"]))] if row["verdict"] else "not assessed yet"
        counts = [str(row[key]) for key in ("messages", "documents", "payments")]
        table.add_row(str(row["client"]), *counts, verdict, str(row["as_of"] or "-"))
    console().print(table)
