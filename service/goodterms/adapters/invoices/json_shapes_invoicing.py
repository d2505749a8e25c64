"""The JSON of Harvest, FreshBooks, Zoho, Fakturoid, sevDesk, and our own.

Data only. Keys are facts from the public descriptions of the tools' programming interfaces.
"""

from __future__ import annotations

from goodterms.adapters.invoices.json_shape import Shape, paths

_SEVDESK_STATES = {
    "50": "deleted",
    "100": "draft",
    "200": "open",
    "750": "partial",
    "1000": "paid",
    "300": "open",
}

_SEVDESK_TYPES = {
    "RE": "invoice",
    "AR": "deposit",
    "TR": "deposit",
    "ER": "invoice",
    "SR": "credit note",
    "WKR": "estimate",
    "MA": "mahnung",
    "GU": "credit note",
}

INVOICING: tuple[Shape, ...] = (
    Shape(
        tool="harvest-invoices",
        marks=frozenset({"number", "client", "amount", "due_amount", "issue_date"}),
        kind="invoices",
        fields=paths(
            """
            number: number
            issue_date: issue_date
            due_date: due_date
            client: client.name
            currency: currency
            total: amount
            balance: due_amount
            state: state
            last_payment: paid_date paid_at
            reference: purchase_order
            """
        ),
        words={"state": {"closed": "written off"}},
    ),
    Shape(
        tool="freshbooks-invoices",
        marks=frozenset({"invoice_number", "create_date", "amount", "outstanding"}),
        kind="invoices",
        fields=paths(
            """
            number: invoice_number
            issue_date: create_date
            due_date: due_date
            client: current_organization organization customer.organization lname
            email: email customer.email
            tax_id: vat_number
            currency: currency_code amount.code
            total: amount.amount
            paid: paid.amount
            balance: outstanding.amount
            state: v3_status payment_status display_status
            last_payment: date_paid
            """
        ),
    ),
    Shape(
        tool="freshbooks-payments",
        marks=frozenset({"invoiceid", "amount", "date", "logid"}),
        kind="payments",
        fields=paths(
            """
            paid_on: date
            amount: amount.amount
            currency: amount.code
            invoice: invoice.invoice_number invoice_number
            payer: client.organization
            text: note
            payment_id: id
            """
        ),
    ),
    Shape(
        tool="zoho-credit-notes",
        marks=frozenset({"creditnote_number", "customer_name", "total"}),
        kind="invoices",
        fields=paths(
            """
            number: creditnote_number
            issue_date: date
            client: customer_name
            email: email
            currency: currency_code
            total: total
            net: sub_total
            state: status
            refers_to: invoices_credited.0.invoice_number invoice_number
            """
        ),
        constants={"kind": "credit note"},
    ),
    Shape(
        tool="zoho-payments",
        marks=frozenset({"payment_id", "customer_name", "amount", "date"}),
        kind="payments",
        fields=paths(
            """
            paid_on: date
            amount: amount
            currency: currency_code
            invoice: invoice_numbers invoices.0.invoice_number
            payer: customer_name
            reference: reference_number
            text: description
            payment_id: payment_id
            """
        ),
    ),
    Shape(
        tool="zoho-invoices",
        marks=frozenset({"invoice_number", "customer_name", "date", "total"}),
        kind="invoices",
        fields=paths(
            """
            number: invoice_number
            issue_date: date
            due_date: due_date
            client: customer_name company_name
            email: email contact_persons_details.0.email
            currency: currency_code
            total: total
            net: sub_total
            balance: balance
            state: status
            last_payment: last_payment_date
            """
        ),
    ),
    Shape(
        tool="fakturoid-invoices",
        marks=frozenset({"issued_on", "client_name", "remaining_amount", "total"}),
        kind="invoices",
        fields=paths(
            """
            number: number
            issue_date: issued_on
            due_date: due_on
            client: client_name
            email: client_email
            tax_id: client_vat_no client_registration_no
            currency: currency
            total: total
            net: subtotal
            balance: remaining_amount
            state: status
            kind: document_type
            last_payment: paid_on paid_at
            reference: variable_symbol
            """
        ),
        words={"kind": {"correction": "credit note", "tax_document": "deposit"}},
    ),
    Shape(
        tool="sevdesk-invoices",
        marks=frozenset({"invoiceNumber", "invoiceDate", "sumGross"}),
        kind="invoices",
        fields=paths(
            """
            number: invoiceNumber
            issue_date: invoiceDate
            terms: timeToPay
            client: contact.name addressName contact.surename address
            tax_id: contact.vatNumber
            currency: currency
            total: ~sumGrossForeignCurrency sumGross
            net: ~sumNetForeignCurrency sumNet
            paid: ~paidAmountForeignCurrency paidAmount
            state: status
            kind: invoiceType
            last_payment: payDate
            refers_to: origin.invoiceNumber
            """
        ),
        words={"state": _SEVDESK_STATES, "kind": _SEVDESK_TYPES},
    ),
    Shape(
        tool="sevdesk-credit-notes",
        marks=frozenset({"creditNoteNumber", "creditNoteDate", "sumGross"}),
        kind="invoices",
        fields=paths(
            """
            number: creditNoteNumber
            issue_date: creditNoteDate
            client: contact.name addressName
            currency: currency
            total: ~sumGrossForeignCurrency sumGross
            net: ~sumNetForeignCurrency sumNet
            state: status
            refers_to: refSrcInvoice.invoiceNumber
            """
        ),
        words={"state": _SEVDESK_STATES},
        constants={"kind": "credit note"},
    ),
    Shape(
        tool="goodterms-documents",
        marks=frozenset({"number", "issue_date", "client", "total_minor", "currency"}),
        kind="invoices",
        fields=paths(
            """
            number: number
            issue_date: issue_date
            due_date: due_date
            client: client
            email: client_email
            tax_id: client_tax_id
            currency: currency
            total: total_minor
            net: net_minor
            paid: paid_minor
            state: state
            kind: kind
            hours: hours
            last_payment: last_payment_date
            reference: payment_reference
            refers_to: refers_to
            """
        ),
        is_minor=True,
    ),
)
