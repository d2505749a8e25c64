"""One invoice as the JSON of each tool has it: made up, with the keys of the real ones."""

from __future__ import annotations

from typing import Any

STRIPE: dict[str, Any] = {
    "id": "in_1",
    "object": "invoice",
    "number": "AB-1",
    "created": 1767571200,
    "status_transitions": {"finalized_at": 1767657600, "paid_at": 1769904000},
    "due_date": 1770249600,
    "customer_name": "Oak",
    "customer_email": "Ap@Oak.example",
    "currency": "eur",
    "total": 12100,
    "total_excluding_tax": 10000,
    "amount_due": 12100,
    "amount_paid": 12100,
    "amount_remaining": 0,
    "status": "paid",
}
XERO: dict[str, Any] = {
    "Type": "ACCREC",
    "InvoiceNumber": "INV-1",
    "Contact": {"Name": "Oak"},
    "Date": "/Date(1767571200000+0000)/",
    "DueDateString": "2026-02-04T00:00:00",
    "Status": "AUTHORISED",
    "SubTotal": 100.0,
    "Total": 121.0,
    "AmountDue": 81.0,
    "AmountPaid": 40.0,
    "CurrencyCode": "GBP",
}
QUICKBOOKS: dict[str, Any] = {
    "Id": "9",
    "DocNumber": "1001",
    "TxnDate": "2026-01-05",
    "DueDate": "2026-02-04",
    "CustomerRef": {"value": "3", "name": "Oak"},
    "CurrencyRef": {"value": "USD"},
    "TotalAmt": 362.07,
    "Balance": 362.07,
}
HARVEST: dict[str, Any] = {
    "id": 13,
    "number": "1001",
    "client": {"id": 5, "name": "Oak"},
    "amount": 9000.0,
    "due_amount": 0.0,
    "issue_date": "2026-02-12",
    "due_date": "2026-03-12",
    "state": "paid",
    "paid_date": "2026-03-17",
    "currency": "EUR",
}
FRESHBOOKS: dict[str, Any] = {
    "invoice_number": "0000012",
    "create_date": "2026-01-05",
    "due_date": "2026-02-04",
    "current_organization": "Oak",
    "amount": {"amount": "362.07", "code": "CAD"},
    "paid": {"amount": "100.00", "code": "CAD"},
    "v3_status": "partial",
    "outstanding": {"amount": "262.07", "code": "CAD"},
    "date_paid": None,
}
ZOHO: dict[str, Any] = {
    "invoice_id": "98",
    "invoice_number": "INV-9",
    "customer_name": "Oak",
    "date": "2026-01-05",
    "due_date": "2026-02-04",
    "currency_code": "INR",
    "total": 4070,
    "balance": 4070,
    "status": "overdue",
    "last_payment_date": "",
}
FAKTUROID: dict[str, Any] = {
    "number": "2026-0001",
    "document_type": "invoice",
    "issued_on": "2026-01-05",
    "due_on": "2026-01-19",
    "client_name": "Krásná s.r.o.",
    "client_vat_no": "CZ12345678",
    "currency": "CZK",
    "subtotal": "10000.0",
    "total": "12100.0",
    "remaining_amount": "0.0",
    "status": "paid",
    "paid_on": "2026-01-18",
    "variable_symbol": "20260001",
}
SEVDESK: dict[str, Any] = {
    "objectName": "Invoice",
    "invoiceNumber": "RE-1",
    "invoiceType": "RE",
    "status": "750",
    "invoiceDate": "2026-01-05T00:00:00+01:00",
    "timeToPay": "14",
    "currency": "EUR",
    "contact": {"id": "4", "objectName": "Contact"},
    "addressName": "Groß GmbH",
    "sumNet": "100.00",
    "sumGross": "119.00",
    "sumGrossForeignCurrency": "0",
    "paidAmount": "19.00",
    "payDate": None,
}
NINJA: dict[str, Any] = {
    "id": "VolejRejNm",
    "number": "0003",
    "client_id": "opn",
    "amount": 121,
    "balance": 21,
    "paid_to_date": 100,
    "status_id": "3",
    "date": "2026-01-05",
    "due_date": "2026-02-04",
}
