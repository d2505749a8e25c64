"""The money of all clients together: each one's figures, the book's, and what only the book has.

DSO is unstable for a few clients with lumpy invoices, so it is given for the whole book alone
(field study B3). Per currency first; in the owner's currency by the rates the owner supplied.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from goodterms.core.bills import Billing, billing
from goodterms.core.bills_exchanged import in_currency
from goodterms.core.figures import figures
from goodterms.core.figures_client import Claimed, ClientMoney, claims, due_money
from goodterms.core.figures_hours import NO_HOURS, Hours
from goodterms.core.rates import FIXED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodterms.core.figures import Figures, Period
    from goodterms.core.interest import Rule
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.rates import Rates


def book_money(
    documents: Iterable[Document],
    payments: Iterable[Payment],
    terms: Terms,
    hours: Mapping[str, Hours],
) -> BookMoney:
    """Return the figures of every client and of the whole book.

    Args:
        documents: Of every client and of nobody known; later ones than the period are not seen.
        payments: Likewise, tied to documents.
        terms: Day, currency, rates.
        hours: By client, in the order wanted; one that is not named is in the book alone.
    """
    billings = _by_client(documents, payments, terms)
    home = {
        name: in_currency(each, terms.currency, terms.rates, today=terms.period.as_of)
        for name, each in billings.items()
    }
    billed = {
        name: max(0, figures(each, terms.currency, terms.period).net_billed_minor)
        for name, each in home.items()
    }
    total = sum(billed.values())
    clients = tuple(
        _client(
            name,
            billings.get(name, Billing()),
            figures(home.get(name, Billing()), terms.currency, terms.period, each),
            terms,
            Fraction(billed.get(name, 0), total) if total else None,
        )
        for name, each in hours.items()
    )
    everything = reduce(_joined, home.values(), Billing())
    spent = reduce(Hours.plus, hours.values(), NO_HOURS)
    whole = figures(everything, terms.currency, terms.period, spent)
    return BookMoney(
        terms=terms,
        clients=clients,
        whole=whole,
        claims=claims(everything.bills, terms.rule),
        outstanding=outstanding(whole, terms.period),
        left_out=everything.left_out,
    )


def outstanding(whole: Figures, period: Period) -> Outstanding | None:
    """Return the days of sales that are still to be paid; None without sales in the window."""
    sales, days = whole.sales_in_window_minor, period.window_days
    if sales <= 0:
        return None
    return Outstanding(
        dso=Fraction(whole.open_minor * days, sales),
        best_possible_dso=Fraction((whole.open_minor - whole.overdue_minor) * days, sales),
    )


def _by_client(
    documents: Iterable[Document], payments: Iterable[Payment], terms: Terms
) -> dict[str | None, Billing]:
    theirs: dict[str | None, list[Document]] = defaultdict(list)
    paid: dict[str | None, list[Payment]] = defaultdict(list)
    owner: dict[str, str | None] = {}
    for document in documents:
        theirs[document.client].append(document)
        owner[document.id] = document.client
    for payment in payments:
        name = owner.get(payment.document, payment.client) if payment.document else payment.client
        paid[name].append(payment)
    return {
        name: billing(
            found,
            paid[name],
            today=terms.period.as_of,
            terms_days=terms.terms_days,
            rates=terms.rates,
        )
        for name, found in theirs.items()
    }


def _client(
    name: str, found: Billing, reporting: Figures, terms: Terms, income_share: Fraction | None
) -> ClientMoney:
    home = in_currency(found, terms.currency, terms.rates, today=terms.period.as_of)
    return ClientMoney(
        client=name,
        reporting=reporting,
        by_currency=tuple(figures(found, each, terms.period) for each in found.currencies()),
        income_share=income_share,
        left_out=home.left_out,
        due=due_money(found.bills, terms.period),
        claims=claims(found.bills, terms.rule),
    )


def _joined(one: Billing, other: Billing) -> Billing:
    return Billing(
        bills=one.bills + other.bills,
        notes=one.notes + other.notes,
        advances=one.advances + other.advances,
        prepaid_minor=one.prepaid_minor + other.prepaid_minor,
        credit_minor=one.credit_minor + other.credit_minor,
        left_out=one.left_out + other.left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By what the book is read.

    Attributes:
        currency: The owner's, in which everything is summed.
        terms_days: Usual days to pay where a document names no due date.
        rates: Of other currencies, as the owner supplied them.
        rule: Whose statutory interest is counted; None for no one's.
    """

    currency: str
    period: Period
    terms_days: int
    rates: Rates = FIXED
    rule: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """Days of sales that are still to be paid (field study B3).

    Attributes:
        dso: Receivables by sales times days; `best_possible_dso` of what is not past due alone.
    """

    dso: Fraction
    best_possible_dso: Fraction

    @property
    def average_days_delinquent(self) -> Fraction:
        """Return the difference: the days that lateness adds."""
        return self.dso - self.best_possible_dso


@dataclass(frozen=True, slots=True, kw_only=True)
class BookMoney:
    """The book on one day.

    Attributes:
        clients: In the order asked for.
        whole: Of all documents, those of nobody known too, in the owner's currency.
        claims: Of all bills in the owner's currency.
        outstanding: None without sales in the window.
        left_out: Documents in a currency without a rate.
    """

    terms: Terms
    clients: tuple[ClientMoney, ...]
    whole: Figures
    claims: tuple[Claimed, ...]
    outstanding: Outstanding | None
    left_out: int

    def of(self, client: str) -> ClientMoney | None:
        """Return one client's figures."""
        return next((each for each in self.clients if each.client == client), None)
