"""`goodterms clients --book`: every client against chance, and revenue against trouble."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from goodterms import pipeline
from goodterms.adapters import words_book
from goodterms.cli.explanation import ENGLISH
from goodterms.cli.session import console, print_json, progress_bars
from goodterms.cli.verdicts import WORDS
from goodterms.core import book

if TYPE_CHECKING:
    from datetime import date

    from goodterms.cli.session import Session
    from goodterms.core.book import BookView


def show(session: Session, as_of: date | None, *, as_json: bool) -> None:
    """Assess every client and print the book."""
    app = session.app(as_of)
    with app.open_store() as store, progress_bars() as progress:
        found = pipeline.assess(store, app.judging(), now=app.clock.now(), progress=progress)
    view = book.book_view(found, owner=app.owner, policy=session.settings.policy)
    if as_json:
        print_json(asdict(view))
        return
    out = console()
    out.print(_funnel(view))
    out.print(_curve(view))
    for line in words_book.summary(ENGLISH, view):
        out.print(line, markup=False)


def _funnel(view: BookView) -> Table:
    table = Table(
        "client", "verdict", "paid hours", "times tolerated", "against chance",
        title="Trouble against paid hours",
    )  # fmt: skip
    for each in book.by_verdict(view.funnel.points):
        table.add_row(
            each.client,
            WORDS[each.verdict],
            f"{each.hours:.0f}",
            f"{each.ratio:.1f}",
            words_book.place(ENGLISH, each),
        )
    return table


def _curve(view: BookView) -> Table:
    table = Table(
        "client", "income", "trouble", "net", "income so far", "trouble so far", "net so far",
        title=words_book.curve_title(ENGLISH, view),
    )  # fmt: skip
    for each in view.curve:
        table.add_row(
            each.client,
            ENGLISH.money(each.income_minor, view.currency),
            f"{each.trouble_minutes / 60:.0f} h",
            ENGLISH.money(each.net_minor, view.currency),
            f"{each.income_share:.0%}",
            f"{each.trouble_share:.0%}",
            "-" if each.net_share is None else f"{each.net_share:.0%}",
        )
    return table
