"""The JSON of Invoice Ninja, versions 4 and 5, and of its whole backups.

Data only. Keys are facts from the public descriptions of the tool's programming interface.
"""

from __future__ import annotations

from goodterms.adapters.invoices.json_shape import Shape, paths

_NINJA_STATES = {
    "1": "draft",
    "2": "sent",
    "3": "partial",
    "4": "paid",
    "5": "cancelled",
    "6": "reversed",
    "-1": "overdue",
    "-2": "unpaid",
    "-3": "viewed",
}

_NINJA_CURRENCIES = {
    "1": "USD",
    "2": "GBP",
    "3": "EUR",
    "4": "ZAR",
    "5": "DKK",
    "6": "ILS",
    "7": "SEK",
    "8": "KES",
    "9": "CAD",
    "10": "PHP",
    "11": "INR",
    "12": "AUD",
    "13": "SGD",
    "14": "NOK",
    "15": "NZD",
    "16": "VND",
    "17": "CHF",
}
"""Numbers of currencies in Invoice Ninja; a higher one is asked for."""

NINJA: tuple[Shape, ...] = (
    Shape(
        tool="invoice-ninja-invoices",
        marks=frozenset({"number", "amount", "balance", "status_id", "date"}),
        kind="invoices",
        fields=paths(
            """
            number: number
            issue_date: date
            due_date: due_date
            client: client.display_name client.name
            email: client.contacts.0.email
            tax_id: client.vat_number
            currency: currency client.currency client.settings.currency_id
            total: amount
            paid: paid_to_date
            balance: balance
            state: status_id
            reference: po_number
            """
        ),
        words={"state": _NINJA_STATES, "currency": _NINJA_CURRENCIES},
        parties="client_id",
    ),
    Shape(
        tool="invoice-ninja-v4-invoices",
        marks=frozenset({"invoice_number", "invoice_date", "amount", "balance"}),
        kind="invoices",
        fields=paths(
            """
            number: invoice_number
            issue_date: invoice_date
            due_date: due_date
            client: client.display_name client.name client_name
            email: client.contacts.0.email
            currency: currency client.currency client.currency_id
            total: amount
            balance: balance
            state: invoice_status_id
            """
        ),
        words={
            "state": {**_NINJA_STATES, "5": "partial", "6": "paid", "3": "viewed"},
            "currency": _NINJA_CURRENCIES,
        },
        parties="client_id",
    ),
    Shape(
        tool="invoice-ninja-payments",
        marks=frozenset({"amount", "refunded", "transaction_reference", "date"}),
        kind="payments",
        fields=paths(
            """
            paid_on: date
            amount: amount
            currency: currency client.settings.currency_id
            invoice: invoices.0.number
            payer: client.display_name client.name
            reference: transaction_reference
            text: private_notes
            refunded: refunded
            payment_id: id
            payment_state: status_id
            """
        ),
        words={
            "payment_state": {"1": "pending", "2": "cancelled", "3": "failed"},
            "currency": _NINJA_CURRENCIES,
        },
        parties="client_id",
    ),
)
