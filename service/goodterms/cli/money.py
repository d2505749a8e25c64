"""`goodterms clients --money`: the figures of the book as a table, or of one client in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table

from goodterms import pipeline
from goodterms.adapters import words_interest, words_money
from goodterms.cli.explanation import ENGLISH
from goodterms.cli.session import console, print_json
from goodterms.core.figures_json import book_json, client_json
from goodterms.core.rates import half_up

if TYPE_CHECKING:
    from datetime import date

    from goodterms.cli.session import Session
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.figures_client import ClientMoney


def show(session: Session, name: str | None, as_of: date | None, *, as_json: bool) -> None:
    """Print the figures of all clients, or of the one that `name` begins.

    Args:
        session: This invocation.
        name: A client, None for the whole book.
        as_of: The day to speak for; today when None.
        as_json: Print JSON, nothing else.
    """
    chosen = session.client(name) if name else None
    app = session.app(as_of)
    with app.open_store() as store:
        book = pipeline.money(store, app.judging(), now=app.clock.now())
    if chosen is None:
        if as_json:
            print_json(book_json(book))
        else:
            _book(book)
        return
    money = book.of(chosen.name)
    assert money is not None  # noqa: S101 - every client of the config is in the book
    if as_json:
        print_json(client_json(money))
    else:
        _client(money)


def _book(book: BookMoney) -> None:
    table = Table(title=f"Money on {book.terms.period.as_of}, in {book.terms.currency}")
    for title in ("client", "billed", "open", "overdue", "of it > 60 days", "days late",
                  "late", "expected", "an hour"):  # fmt: skip
        table.add_column(title, justify="left" if title == "client" else "right")
    for each in book.clients:
        table.add_row(*_row(each))
    console().print(table)
    for line in words_money.book(ENGLISH, book):
        click.echo(line)
    days = book.outstanding
    if days is not None:
        late = words_money.number_of_days(ENGLISH, days.average_days_delinquent)
        click.echo(f"Average days delinquent: {late}.")
    grace = book.terms.period.grace_days
    click.echo(
        "Billed: 12 months, without tax. Days late: the median, open invoices to date. "
        f"Late: beyond {grace} days. An hour: received less costs, for all hours with trouble."
    )


def _row(money: ClientMoney) -> list[str]:
    figures = money.reporting
    late, old = figures.lateness, figures.ageing_minor["61-90"] + figures.ageing_minor["over 90"]
    rate, share = figures.effective_hourly_rate_cash_minor, late.late_share
    amounts = (figures.net_billed_minor, figures.open_minor, figures.overdue_minor, old)
    return [
        money.client + (" *" if money.left_out else ""),
        *(ENGLISH.money(each, figures.currency) if each else "-" for each in amounts),
        "-" if late.median_days_late is None else str(half_up(late.median_days_late)),
        "-" if share is None else f"{half_up(100 * share)} %",
        "-" if money.expected_pay_on is None else str(money.expected_pay_on),
        "-" if rate is None else ENGLISH.money(half_up(rate), figures.currency),
    ]


def _client(money: ClientMoney) -> None:
    table = Table(title=money.client, show_header=False)
    for row in words_money.rows(ENGLISH, money):
        table.add_row(*row)
    console().print(table)
    if money.due:
        due = Table("invoice", "due on", "open", "to be expected", title="Open invoices")
        for item in money.due:
            due.add_row(*words_money.due(ENGLISH, item))
        console().print(due)
    for each in money.claims:
        click.echo(f"Interest on {words_interest.title(ENGLISH, each)}")
        for line in words_interest.steps(ENGLISH, each):
            click.echo(f"  {line}")
    for line in words_interest.basis(ENGLISH, money.claims):
        click.echo(line)
