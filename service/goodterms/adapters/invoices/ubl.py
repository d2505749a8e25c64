"""UBL 2 invoices and credit notes: EN 16931, Peppol BIS 3, XRechnung, HR-CIUS 2025.

What extensions add (HR, XRechnung) stands in elements of their own; the totals of the core hold.
Source: OASIS UBL 2.1; CEN/TS 16931-3-2 (binding of EN 16931 to UBL); CIUS-HR 2025.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.invoices.einvoice_fields import Amount, Fields
from goodterms.adapters.invoices.xml_gate import children, line_of, local, namespace, text
from goodterms.core.einvoice import EInvoice, Party
from goodterms.core.einvoice_kinds import kind_word

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.invoices.xml_gate import Element

ROOTS = {"Invoice", "CreditNote", "SelfBilledInvoice", "SelfBilledCreditNote"}
NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
"""Followed by the name of the root and ``-2`` in every version from 2.0 on."""

NUMBERED_BY_TAX = {"0184", "0192", "0208", "9934"}
"""Electronic addresses that are tax or company numbers: DK, NO, BE, HR (EAS code list)."""


def is_document(root: Element) -> bool:
    """Return whether an element is a UBL 2 invoice or credit note."""
    return local(root) in ROOTS and namespace(root) == f"{NAMESPACE}{local(root)}-2"


def read_document(root: Element, name: str) -> EInvoice:
    """Return what a UBL document states.

    Raises:
        ImportFileError: A term that every invoice has is missing or cannot be read.
    """
    fields = Fields(root=root, name=name)
    number = fields.needed("the invoice number", "ID")
    issued = fields.needed_day("the issue date", "IssueDate")
    currency = _currency(fields)
    sums = fields.below("LegalMonetaryTotal")
    total, payable, prepaid = _totals(sums, currency)
    net = sums.amount("the net total", currency, "TaxExclusiveAmount")
    buyer = _party(fields.below("AccountingCustomerParty", "Party"))
    if not buyer.name:
        fields.refuse("the buyer has no name")
    due = _due(fields)
    code = fields.words(f"{local(root).removeprefix('SelfBilled')}TypeCode")
    return EInvoice(
        syntax="ubl",
        profile=fields.words("CustomizationID"),
        type_code=code,
        word=kind_word(code, is_credit_note=local(root).endswith("CreditNote")),
        number=number,
        issue_date=issued,
        due_date=due,
        due_basis="explicit" if due else "absent",
        currency=currency,
        total=total.text if total else None,
        total_minor=total.minor if total else payable.minor + prepaid,
        payable=payable.text,
        payable_minor=payable.minor,
        prepaid_minor=prepaid,
        net_minor=net.minor if net else None,
        seller=_party(fields.below("AccountingSupplierParty", "Party")),
        buyer=buyer,
        terms=" ".join(fields.all_words("PaymentTerms", "Note")),
        references=fields.all_words("PaymentMeans", "PaymentID"),
        refers_to=fields.all_words("BillingReference", "InvoiceDocumentReference", "ID")
        + fields.all_words("BillingReference", "CreditNoteDocumentReference", "ID"),
        line=line_of(root),
    )


def _currency(fields: Fields) -> str:
    """Return the document's currency (BT-5); plain UBL may leave it to the amount to be paid."""
    if fields.words("DocumentCurrencyCode"):
        return fields.currency("DocumentCurrencyCode")
    payable = fields.below("LegalMonetaryTotal", "PayableAmount").root
    held = Fields(root=payable, name=fields.name)
    said = payable.get("currencyID", "").strip().upper()
    return said if len(said) == 3 and said.isalpha() else held.currency()


def _totals(sums: Fields, currency: str) -> tuple[Amount | None, Amount, int]:
    """Return the total with tax, what is to be paid, and what was paid before."""
    total = sums.amount("the total", currency, "TaxInclusiveAmount")
    payable = sums.amount("the amount to be paid", currency, "PayableAmount")
    prepaid = sums.amount("the prepaid amount", currency, "PrepaidAmount")
    before = prepaid.minor if prepaid else 0
    if payable is None:
        sums.refuse("the amount to be paid is missing")
    return total, payable, before


def _due(fields: Fields) -> date | None:
    """Return the day on which all is due (BT-9); in credit notes it stands with the means."""
    paths = (
        ("DueDate",),
        ("PaymentMeans", "PaymentDueDate"),
        ("PaymentTerms", "PaymentDueDate"),
        ("PaymentTerms", "InstallmentDueDate"),
    )
    found = (fields.days("the due date", *path) for path in paths)
    return max(next((days for days in found if days), []), default=None)


def _party(party: Fields) -> Party:
    """Return seller or buyer: the registered name before the trading one (BT-27, BT-44)."""
    schemes = children(party.root, "PartyTaxScheme")
    schemes.sort(key=lambda each: text(each, "TaxScheme", "ID").upper() != "VAT")
    taxed = [found for each in schemes if (found := text(each, "CompanyID"))]
    address = party.words("EndpointID")
    scheme = party.below("EndpointID").root.get("schemeID", "")
    company = party.words("PartyLegalEntity", "CompanyID")
    numbered = address if scheme in NUMBERED_BY_TAX or scheme.startswith("99") else ""
    candidates = [*taxed, company, numbered]
    name = party.words("PartyLegalEntity", "RegistrationName") or party.words("PartyName", "Name")
    return Party(
        name=name or " ".join(_person(party)),
        tax_id=next(iter(taxed), address) or None,
        tax_number=next((each for each in candidates if each), ""),
        numbers=tuple(each for each in candidates if each),
        email=party.words("Contact", "ElectronicMail") or (address if "@" in address else ""),
    )


def _person(party: Fields) -> list[str]:
    """Return first and family name of a party that is a natural person."""
    found = [party.words("Person", each) for each in ("FirstName", "FamilyName")]
    return [each for each in found if each]
