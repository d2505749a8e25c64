"""CII invoices: EN 16931, XRechnung, Factur-X and ZUGFeRD 2, and ZUGFeRD 1 under its old names.

Source: UN/CEFACT SCRDM CII D16B and later; CEN/TS 16931-3-3 (binding of EN 16931 to CII); FeRD,
ZUGFeRD 1.0 and 2 technical documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.einvoice_fields import Amount, Fields
from goodterms.adapters.invoices.xml_gate import children, line_of, local
from goodterms.core.einvoice import EInvoice, Party
from goodterms.core.einvoice_kinds import kind_word

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.invoices.xml_gate import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one generation of the syntax calls its parts."""

    syntax: str
    document: str
    trade: str
    agreement: str
    settlement: str
    sums: str


ROOTS = {
    "CrossIndustryInvoice": Names(
        syntax="cii",
        document="ExchangedDocument",
        trade="SupplyChainTradeTransaction",
        agreement="ApplicableHeaderTradeAgreement",
        settlement="ApplicableHeaderTradeSettlement",
        sums="SpecifiedTradeSettlementHeaderMonetarySummation",
    ),
    "CrossIndustryDocument": Names(
        syntax="zf1",
        document="HeaderExchangedDocument",
        trade="SpecifiedSupplyChainTradeTransaction",
        agreement="ApplicableSupplyChainTradeAgreement",
        settlement="ApplicableSupplyChainTradeSettlement",
        sums="SpecifiedTradeSettlementMonetarySummation",
    ),
}
"""By the name of the root; the second is ZUGFeRD 1."""


def is_document(root: Element) -> bool:
    """Return whether an element is a CII invoice; namespaces differ by version and are no test."""
    names = ROOTS.get(local(root))
    return names is not None and bool(children(root, names.trade))


def read_document(root: Element, name: str) -> EInvoice:
    """Return what a CII document states.

    Raises:
        ImportFileError: A term that every invoice has is missing or cannot be read.
    """
    names = ROOTS[local(root)]
    fields = Fields(root=root, name=name)
    number = fields.needed("the invoice number", names.document, "ID")
    issued = fields.needed_day("the issue date", names.document, "IssueDateTime", "DateTimeString")
    settlement = fields.below(names.trade, names.settlement)
    currency = settlement.currency("InvoiceCurrencyCode")
    sums = settlement.below(names.sums)
    total, payable, prepaid = _totals(sums, currency)
    net = sums.amount("the net total", currency, "TaxBasisTotalAmount")
    agreement = fields.below(names.trade, names.agreement)
    buyer = _party(agreement.below("BuyerTradeParty"))
    if not buyer.name:
        fields.refuse("the buyer has no name")
    due = _due(settlement)
    code = fields.words(names.document, "TypeCode")
    return EInvoice(
        syntax=names.syntax,
        profile="zf1" if names.syntax == "zf1" else _profile(fields),
        type_code=code,
        word=kind_word(code),
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
        seller=_party(agreement.below("SellerTradeParty")),
        buyer=buyer,
        terms=" ".join(settlement.all_words("SpecifiedTradePaymentTerms", "Description")),
        references=settlement.all_words("PaymentReference"),
        refers_to=_refers_to(settlement),
        line=line_of(root),
    )


def _profile(fields: Fields) -> str:
    """Return the specification that the document follows (BT-24)."""
    return fields.words(
        "ExchangedDocumentContext", "GuidelineSpecifiedDocumentContextParameter", "ID"
    )


def _totals(sums: Fields, currency: str) -> tuple[Amount | None, Amount, int]:
    """Return the total with tax, what is to be paid, and what was paid before.

    ZUGFeRD 1 may leave the second out: then it is the total less what was paid before.
    """
    total = sums.amount("the total", currency, "GrandTotalAmount")
    prepaid = sums.amount("the prepaid amount", currency, "TotalPrepaidAmount")
    payable = sums.amount("the amount to be paid", currency, "DuePayableAmount")
    before = prepaid.minor if prepaid else 0
    if payable is None and total is not None:
        payable = Amount(text=total.text, minor=total.minor - before)
    if payable is None:
        sums.refuse("the amount to be paid is missing")
    return total, payable, before


def _due(settlement: Fields) -> date | None:
    """Return the day on which all is due (BT-9): the last, where instalments have several."""
    path = ("SpecifiedTradePaymentTerms", "DueDateDateTime")
    days = settlement.days("the due date", *path, "DateTimeString")
    return max(days + settlement.days("the due date", *path, "DateTime"), default=None)


def _refers_to(settlement: Fields) -> tuple[str, ...]:
    """Return the numbers of preceding invoices (BT-25)."""
    new = settlement.all_words("InvoiceReferencedDocument", "IssuerAssignedID")
    return new or settlement.all_words("InvoiceReferencedDocument", "ID")


def _party(party: Fields) -> Party:
    """Return seller or buyer: VAT number (``VA``) before the local tax number (``FC``)."""
    registered = children(party.root, "SpecifiedTaxRegistration", "ID")
    registered.sort(key=lambda each: each.get("schemeID", "VA").upper() != "VA")
    taxed = [text for each in registered if (text := (each.text or "").strip())]
    company = party.words("SpecifiedLegalOrganization", "ID")
    numbers = tuple(each for each in (*taxed, company) if each)
    address = party.words("URIUniversalCommunication", "URIID")
    contact = party.words("DefinedTradeContact", "EmailURIUniversalCommunication", "URIID")
    return Party(
        name=party.words("Name") or party.words("DefinedTradeContact", "PersonName"),
        tax_id=next(iter(taxed), None),
        tax_number=next(iter(numbers), ""),
        numbers=numbers,
        email=contact or (address if "@" in address else ""),
    )
