"""The JSON of Stripe, Xero and QuickBooks Online.

Data only. Keys are facts from the public descriptions of the tools' programming interfaces.
"""

from __future__ import annotations

from goodterms.adapters.invoices.json_shape import Shape, paths

_STRIPE_INVOICE = """
number: number
issue_date: status_transitions.finalized_at effective_at created date
due_date: due_date
client: customer_name customer.name customer_email customer.email customer
email: customer_email customer.email
tax_id: customer_tax_ids.0.value
currency: currency
total: total
net: total_excluding_tax subtotal_excluding_tax
paid: amount_paid
balance: amount_remaining
state: status
last_payment: status_transitions.paid_at
"""

_STRIPE_CHARGE = """
paid_on: created
amount: amount_received amount
currency: currency
payer: billing_details.name customer_name customer.name billing_details.email receipt_email customer
invoice: invoice.number metadata.invoice_number
text: description
payment_id: id
payment_state: status
payment_type: type
refunded: amount_refunded
"""

ACCOUNTING: tuple[Shape, ...] = (
    Shape(
        tool="stripe-invoices",
        marks=frozenset({"object", "amount_due", "currency"}),
        where={"object": "invoice"},
        kind="invoices",
        fields=paths(_STRIPE_INVOICE),
        seconds=frozenset({"issue_date", "due_date", "last_payment"}),
        is_minor=True,
    ),
    Shape(
        tool="stripe-credit-notes",
        marks=frozenset({"object", "number", "total", "currency"}),
        where={"object": "credit_note"},
        kind="invoices",
        fields=paths(
            """
            number: number
            issue_date: created
            client: customer.name customer_name customer.email customer
            email: customer.email
            currency: currency
            total: total amount
            state: status
            refers_to: invoice.number
            """
        ),
        words={"state": {"issued": "open"}},
        constants={"kind": "credit note"},
        seconds=frozenset({"issue_date"}),
        is_minor=True,
    ),
    *(
        Shape(
            tool=f"stripe-{kind}",
            marks=frozenset({"object", "amount", "currency", "created"}),
            where={"object": kind},
            kind="payments",
            fields=paths(_STRIPE_CHARGE),
            seconds=frozenset({"paid_on"}),
            is_minor=True,
        )
        for kind in ("charge", "payment_intent", "balance_transaction")
    ),
    Shape(
        tool="xero-invoices",
        marks=frozenset({"InvoiceNumber", "Contact", "AmountDue"}),
        kind="invoices",
        fields=paths(
            """
            number: InvoiceNumber
            issue_date: DateString Date
            due_date: DueDateString DueDate
            client: Contact.Name
            email: Contact.EmailAddress
            tax_id: Contact.TaxNumber
            currency: CurrencyCode
            total: Total
            net: SubTotal
            paid: AmountPaid
            balance: AmountDue
            state: Status
            kind: Type
            last_payment: FullyPaidOnDate Payments.*.Date
            reference: Reference
            """
        ),
    ),
    Shape(
        tool="xero-credit-notes",
        marks=frozenset({"CreditNoteNumber", "Contact", "Total"}),
        kind="invoices",
        fields=paths(
            """
            number: CreditNoteNumber
            issue_date: DateString Date
            client: Contact.Name
            email: Contact.EmailAddress
            currency: CurrencyCode
            total: Total
            net: SubTotal
            state: Status
            kind: Type
            refers_to: Allocations.0.Invoice.InvoiceNumber
            """
        ),
        words={"kind": {"ACCRECCREDIT": "credit note", "ACCPAYCREDIT": "bill"}},
    ),
    Shape(
        tool="xero-payments",
        marks=frozenset({"PaymentID", "Date", "Amount", "Invoice"}),
        kind="payments",
        fields=paths(
            """
            paid_on: Date
            amount: Amount
            currency: Invoice.CurrencyCode CurrencyCode
            invoice: Invoice.InvoiceNumber
            payer: Invoice.Contact.Name
            reference: Reference
            payment_id: PaymentID
            payment_state: Status
            """
        ),
    ),
    Shape(
        tool="quickbooks-credit-memos",
        marks=frozenset({"TxnDate", "CustomerRef", "TotalAmt", "RemainingCredit"}),
        kind="invoices",
        fields=paths(
            """
            number: DocNumber Id
            issue_date: TxnDate
            client: CustomerRef.name
            email: BillEmail.Address
            currency: CurrencyRef.value
            total: TotalAmt
            refers_to: InvoiceRef.value
            """
        ),
        constants={"kind": "credit note"},
    ),
    Shape(
        tool="quickbooks-payments",
        marks=frozenset({"TxnDate", "CustomerRef", "TotalAmt", "UnappliedAmt"}),
        kind="payments",
        fields=paths(
            """
            paid_on: TxnDate
            amount: TotalAmt
            currency: CurrencyRef.value
            payer: CustomerRef.name
            reference: PaymentRefNum
            text: PrivateNote
            payment_id: Id
            """
        ),
    ),
    Shape(
        tool="quickbooks-invoices",
        marks=frozenset({"DocNumber", "TxnDate", "CustomerRef", "TotalAmt", "Balance"}),
        kind="invoices",
        fields=paths(
            """
            number: DocNumber
            issue_date: TxnDate
            due_date: DueDate
            client: CustomerRef.name
            email: BillEmail.Address
            currency: CurrencyRef.value
            total: TotalAmt
            balance: Balance
            """
        ),
    ),
)
