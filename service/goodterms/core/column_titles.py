"""What the titles of money columns mean: the words, and the tools that mean something else.

The words themselves are data in `core.column_words`. Source of the tools' titles: public
descriptions of their exports; invoices study, "Sources and their traps".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core import column_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


TITLES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "invoices": column_words.table(column_words.INVOICES),
    "payments": column_words.table(column_words.PAYMENTS),
}


def _all_titles(kind: str, *names: str) -> frozenset[str]:
    table = TITLES[kind]
    return frozenset(title for name in names or table for title in table[name])


INVOICE_PROOF = _all_titles(
    "invoices", "due_date", "issue_date", "total", "balance", "net", "hours", "terms", "line_total"
) - _all_titles("payments")
"""Titles that only an invoice table has."""

PAYMENT_PROOF = _all_titles("payments", "paid_on", "amount", "payer", "payment_id") - _all_titles(
    "invoices"
)
"""Titles that only a payment table has."""

PAYMENT_WORDS = (
    "payment", "uplat", "placanj", "placil", "zahlung", "receipt", "pagament", "paiement",
    "pago", "platb", "platnosc", "betaling",
)  # fmt: skip
INVOICE_WORDS = ("invoice", "racun", "rechnung", "faktur", "fattur", "factur", "fatura")


def tool_of(titles: Sequence[str]) -> Tool | None:
    """Return the tool whose export has these tell-tale titles."""
    present = set(titles)
    return next((each for each in TOOLS if each.marks <= present), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An export whose titles mean something else than they say.

    Attributes:
        marks: Titles that together give the tool away.
        kind: ``invoices`` or ``payments``.
        titles: Field to titles, instead of those in `TITLES`; () where the tool has no such field.
        constants: Field to the text that every row has without a column of its own.
        only: Title to the one text (as normalised titles are) that rows of ours have there.
    """

    name: str
    marks: frozenset[str]
    kind: str
    titles: Mapping[str, Sequence[str]]
    constants: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)


TOOLS = (
    Tool(
        name="wave",
        marks=frozenset({"transactionid", "transactiondate", "accounttype", "invoicenumber"}),
        kind="invoices",
        # a journal: of each invoice only the row on the receivable account is its total, and a
        # negative one is a payment
        titles={
            "number": ("invoicenumber",),
            "issue_date": ("transactiondate",),
            "client": ("customer",),
            "total": ("amountonecolumn",),
            "kind": ("transactiondescription",),
            "net": (),
            "reference": (),
            "item": (),
        },
        only={"accounttype": "systemreceivableinvoice"},
    ),
    Tool(
        name="freshbooks",
        marks=frozenset({"clientname", "dateissued", "linetotal"}),
        kind="invoices",
        # no total: it is the sum of the lines, one row each
        titles={"number": ("invoice", "invoicenumber"), "total": (), "net": (), "paid": ()},
    ),
    Tool(
        name="stripe",
        marks=frozenset({"id", "amountdue", "amountpaid", "dateutc"}),
        kind="invoices",
        titles={
            "number": ("number", "invoicenumber"),
            "issue_date": ("finalizedatutc", "dateutc", "createdutc"),
            "due_date": ("duedateutc", "duedate"),
            "client": ("customername", "customerdescription", "customeremail", "customer"),
            "total": ("total", "amountdue"),
            "paid": ("amountpaid",),  # `Paid` is only true or false
            "balance": ("amountremaining",),
            "last_payment": ("paidatutc",),
        },
    ),
    Tool(
        name="stripe-balance",
        marks=frozenset({"balancetransactionid", "reportingcategory"}),
        kind="payments",
        titles={
            "paid_on": ("createdutc", "created"),
            "amount": ("gross",),
            "payer": ("customername", "customeremail", "customerid"),
            "payment_id": ("balancetransactionid",),
        },
    ),
    Tool(
        name="stripe-charges",
        marks=frozenset({"id", "amountrefunded", "captured"}),
        kind="payments",
        titles={
            "paid_on": ("createddateutc", "createdutc"),
            "amount": ("amount",),
            "invoice": ("invoicenumber",),  # `Invoice ID` is no number of an invoice
            "payer": (
                "customername",
                "customerdescription",
                "cardname",
                "customeremail",
                "customerid",
            ),
        },
    ),
    Tool(
        name="zoho-credit-notes",
        marks=frozenset({"creditnotenumber", "creditnotedate"}),
        kind="invoices",
        titles={
            "number": ("creditnotenumber",),
            "issue_date": ("creditnotedate",),
            "refers_to": ("associatedinvoicenumber", "invoicenumber"),
        },
        constants={"kind": "creditnote"},
    ),
    Tool(
        name="invoicely",
        marks=frozenset({"date", "due", "details", "client", "status", "total"}),
        kind="invoices",
        titles={"number": ("details",)},
    ),
    Tool(
        name="invoice2go",
        marks=frozenset({"documentnumber", "documentstatus", "totalamount", "balancedueamount"}),
        kind="invoices",
        # `State` says whether the app was synchronised, `Name` is the customer
        titles={"number": ("documentnumber",), "state": ("documentstatus",)},
    ),
    Tool(
        name="quickbooks",
        marks=frozenset({"transactiontype", "num", "amount"}),
        kind="invoices",
        # `Memo` is no line of an invoice
        titles={"number": ("num",), "item": ()},
    ),
    *(
        Tool(
            name="quickbooks-sales",
            marks=frozenset({"date", "type", "no", customer, "amount", "status"}),
            kind="invoices",
            titles={"number": ("no",), "item": ()},
        )
        for customer in ("customer", "customerproject")
    ),
    Tool(
        name="paypal",
        marks=frozenset({"transactionid", "gross", "fee", "net", "invoicenumber"}),
        kind="payments",
        # the client paid the gross; the fee is the owner's cost, not a short payment
        titles={
            "paid_on": ("date",),
            "amount": ("gross",),
            "payer": ("name", "fromemailaddress"),
            "text": ("itemtitle", "subject"),
            "payment_id": ("transactionid",),
            "payment_type": ("type",),
            "fee": ("fee",),
            "money_in": (),
            "money_out": (),
            "direction": (),
        },
    ),
    Tool(
        name="paypal-de",
        marks=frozenset({"transaktionscode", "brutto", "netto", "rechnungsnummer"}),
        kind="payments",
        titles={
            "paid_on": ("datum",),
            "amount": ("brutto",),
            "payer": ("name", "absenderemailadresse"),
            "text": ("artikelbezeichnung", "betreff"),
            "payment_id": ("transaktionscode",),
            "payment_type": ("typ", "beschreibung"),
            "fee": ("gebuhr",),
            "money_in": (),
            "money_out": (),
            "direction": (),
        },
    ),
    Tool(
        name="revolut-business",
        marks=frozenset({"datecompletedutc", "amount"}),
        kind="payments",
        titles={
            "paid_on": ("datecompletedutc", "datestartedutc"),
            "payer": ("payer",),
            "currency": ("paymentcurrency", "currency", "origcurrency"),
            "payment_id": ("id",),
            "payment_state": ("state",),
            "payment_type": ("type",),
            "fee": ("fee",),
        },
    ),
    Tool(
        name="revolut",
        marks=frozenset({"starteddate", "completeddate", "amount"}),
        kind="payments",
        titles={
            "paid_on": ("completeddate", "starteddate"),
            "payer": (),  # the description names it
            "payment_id": (),
            "payment_state": ("state",),
            "payment_type": ("type",),
            "fee": ("fee",),
        },
    ),
    Tool(
        name="wise-transfers",
        marks=frozenset({"targetamountafterfees", "sourcename", "direction"}),
        kind="payments",
        titles={
            "paid_on": ("finishedon", "createdon"),
            "amount": ("targetamountafterfees",),
            "currency": ("targetcurrency",),
            "payer": ("sourcename",),
            "payment_id": ("id",),
            "payment_state": ("status",),
            "payment_type": (),
            "direction": ("direction",),
            "fee": ("targetfeeamount",),
        },
        only={"direction": "in"},  # `out` is spending, `neutral` a conversion
    ),
    Tool(
        name="wise",
        marks=frozenset({"transferwiseid", "paymentreference", "payername"}),
        kind="payments",
        titles={"payment_type": ("transactiondetailstype",)},
    ),
)

KNOWN = (
    _all_titles("invoices")
    | _all_titles("payments")
    | frozenset(title for tool in TOOLS for titles in tool.titles.values() for title in titles)
)
"""Every title that means something anywhere."""
