"""The money of the whole book with the hours that judging knows: one set of figures a client."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING, TypeVar

from goodterms.core.figures import WINDOW_DAYS, Period
from goodterms.core.figures_book import Terms, book_money
from goodterms.core.figures_hours import Hours
from goodterms.core.history import seen
from goodterms.core.rates import half_up
from goodterms.core.timeline import present

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from goodterms.core.figures_book import BookMoney
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.mail import Message
    from goodterms.core.portfolio import Portfolio
    from goodterms.core.timeline import Inquiry

MONTHS = 12

Row = TypeVar("Row", "Document", "Payment")


def portfolio_money(
    portfolio: Portfolio, messages: Callable[[str], tuple[Message, ...]]
) -> BookMoney:
    """Return every client's figures and the book's; nothing is judged or kept.

    Hours are those the burn is measured by: from timesheets where there are any, else from
    invoices, with the minutes of counted incidents beside them.

    Args:
        portfolio: The book, and the instant to speak for.
        messages: Gives those of one client; asked for one client after the other.
    """
    judging, now = portfolio.judging, portfolio.now
    owner, policy = judging.owner, judging.policy
    today = owner.workweek.day(now)
    terms = Terms(
        currency=owner.currency,
        period=Period(as_of=today, grace_days=policy.grace_days),
        terms_days=policy.payment_terms_days,
        rates=owner.rates,
        rule=owner.interest,
    )
    hours = {
        client.name: _hours(portfolio.inquiry(client, messages(client.name)))
        for client in judging.clients
    }
    known = portfolio.histories.values()
    documents = [row for each in known for row in seen(each, now=now, today=today).documents]
    # later payments settle nothing yet, but explain why a file may call an open invoice paid
    payments = [row for each in known for row in each.payments]
    return book_money(
        [*documents, *_of_nobody(portfolio.book.documents, hours)],
        [*payments, *_of_nobody(portfolio.book.payments, hours)],
        terms,
        hours,
    )


def _of_nobody(rows: Iterable[Row], clients: Container[str | None]) -> list[Row]:
    """Return what belongs to nobody whose history is known."""
    return [each for each in rows if each.client not in clients]


def _hours(inquiry: Inquiry) -> Hours:
    """Return the hours and direct costs of the last 12 months."""
    today = inquiry.today
    first = today - timedelta(days=WINDOW_DAYS - 1)
    last = present(inquiry)
    minutes = fsum(each.minutes for each in last.entries if each.day >= first.toordinal())
    known = seen(inquiry.history, now=inquiry.now, today=today)
    unsold = sum(
        each.seconds
        for each in known.entries
        if each.is_billable is False and each.worked_on >= first
    )
    began = [each.issue_date for each in known.documents]
    since = max(first, min([*inquiry.weeks[:1], *began], default=today))
    days = (today - since).days + 1
    return Hours(
        billable=Fraction(last.paid.between(first, today).hours),
        unbillable=Fraction(unsold, 3600),
        trouble=Fraction(minutes) / 60,
        costs_minor=half_up(
            Fraction(inquiry.client.monthly_costs_minor * MONTHS * days, WINDOW_DAYS)
        ),
    )
