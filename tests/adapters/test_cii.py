"""CII invoices, new and old names, from small made-up files."""

from __future__ import annotations

import pytest

from einvoices import HEAD, cii, cii_party, cii_terms, registration
from goodterms.adapters.invoices.cii import is_document, read_document
from goodterms.adapters.invoices.xml_gate import parse
from goodterms.core.einvoice import EInvoice
from goodterms.errors import ImportFileError


def read(data: bytes) -> EInvoice:
    root = parse(data, "a.xml")
    assert is_document(root)
    return read_document(root, "a.xml")


def refused(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        read(data)
    return caught.value.message


def sums(**values: str) -> str:
    return "".join(f"<ram:{name}>{value}</ram:{name}>" for name, value in values.items())


def old() -> bytes:
    """Return an invoice under the names of ZUGFeRD 1."""
    return (
        f'{HEAD}<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"'
        ' xmlns:ram="urn:ram:12" xmlns:udt="urn:udt:15"><rsm:HeaderExchangedDocument>'
        "<ram:ID>R1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>"
        '<udt:DateTimeString format="102">20130806</udt:DateTimeString></ram:IssueDateTime>'
        "</rsm:HeaderExchangedDocument><rsm:SpecifiedSupplyChainTradeTransaction>"
        "<ram:ApplicableSupplyChainTradeAgreement>"
        + cii_party("Seller", "Studio")
        + cii_party("Buyer", "Kunde")
        + "</ram:ApplicableSupplyChainTradeAgreement><ram:ApplicableSupplyChainTradeSettlement>"
        "<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>"
        "<ram:SpecifiedTradeSettlementMonetarySummation>"
        '<ram:GrandTotalAmount currencyID="EUR">119.0000</ram:GrandTotalAmount>'
        '<ram:TotalPrepaidAmount currencyID="EUR">19.00</ram:TotalPrepaidAmount>'
        "</ram:SpecifiedTradeSettlementMonetarySummation>"
        "</ram:ApplicableSupplyChainTradeSettlement></rsm:SpecifiedSupplyChainTradeTransaction>"
        "</rsm:CrossIndustryDocument>"
    ).encode()


def test_the_terms_of_an_invoice_are_read() -> None:
    more = "<ram:PaymentReference>RF18 5390</ram:PaymentReference>"
    found = read(cii(more=more + cii_terms("20260401", "30 Tage netto")))
    assert (found.syntax, found.number, found.currency) == ("cii", "R-77", "EUR")
    assert (str(found.issue_date), str(found.due_date)) == ("2026-03-02", "2026-04-01")
    assert (found.total_minor, found.payable_minor, found.net_minor) == (11900, 11900, 10000)
    assert (found.terms, found.references) == ("30 Tage netto", ("RF18 5390",))
    assert (found.seller.tax_id, found.buyer.tax_id) == ("DE123456789", "DE987654321")


def test_zugferd_1_is_read_under_its_own_names() -> None:
    found = read(old())
    assert (found.syntax, found.profile, found.number) == ("zf1", "zf1", "R1")
    assert (found.total_minor, found.prepaid_minor, found.payable_minor) == (11900, 1900, 10000)
    assert (found.due_basis, found.seller.tax_id) == ("absent", None)


def test_of_several_terms_the_last_due_date_counts_and_all_words_are_kept() -> None:
    more = cii_terms("20260401", "1. Rate") + cii_terms("", "Skonto") + cii_terms("20260315", "x")
    found = read(cii(more=more))
    assert (str(found.due_date), found.terms) == ("2026-04-01", "1. Rate Skonto x")
    assert read(cii(more=cii_terms("", "30 Tage"))).due_basis == "absent"


def test_the_vat_number_comes_before_the_local_one_wherever_it_stands() -> None:
    both = registration("201/113/40209", "FC") + registration("DE123456789")
    found = read(cii(seller=cii_party("Seller", "Studio", both))).seller
    assert (found.tax_id, found.numbers) == ("DE123456789", ("DE123456789", "201/113/40209"))


def test_the_buyers_address_is_found_with_the_contact_or_as_electronic_address() -> None:
    address = '<ram:URIID schemeID="EM">kunde@kunde.example</ram:URIID>'
    electronic = f"<ram:URIUniversalCommunication>{address}</ram:URIUniversalCommunication>"
    found = read(cii(buyer=cii_party("Buyer", "Kunde", electronic))).buyer
    assert (found.email, found.tax_id) == ("kunde@kunde.example", None)
    contact = (
        "<ram:DefinedTradeContact><ram:EmailURIUniversalCommunication><ram:URIID>ana@kunde.example"
        "</ram:URIID></ram:EmailURIUniversalCommunication></ram:DefinedTradeContact>"
    )
    found = read(cii(buyer=cii_party("Buyer", "Kunde", contact + electronic))).buyer
    assert found.email == "ana@kunde.example"


def test_a_credit_note_names_the_invoice_before_it() -> None:
    refers = (
        "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>R-70</ram:IssuerAssignedID>"
        "</ram:InvoiceReferencedDocument>"
    )
    found = read(cii(code="381", more=refers))
    assert (found.word, found.sign, found.refers_to) == ("credit_note", -1, ("R-70",))


def test_of_a_total_in_two_currencies_the_documents_own_is_taken() -> None:
    both = (
        '<ram:GrandTotalAmount currencyID="USD">130.00</ram:GrandTotalAmount>'
        '<ram:GrandTotalAmount currencyID="EUR">119.00</ram:GrandTotalAmount>'
        "<ram:DuePayableAmount>119.00</ram:DuePayableAmount>"
    )
    assert read(cii(sums=both)).total_minor == 11900
    foreign = both.replace('"EUR">119', '"GBP">119')
    assert "the total is in another currency" in refused(cii(sums=foreign))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (cii(number=" "), "the invoice number is missing"),
        (cii(issued="20261301"), "the issue date: the date is no calendar date"),
        (cii(issued=""), "the issue date is missing"),
        (cii(issued="00010101"), "the issue date: the date is no calendar date"),
        (cii(sums=sums(TaxBasisTotalAmount="1.00")), "the amount to be paid is missing"),
        (cii(sums=sums(DuePayableAmount="INF")), "the amount to be paid: the amount is no number"),
        (cii(buyer="<ram:x/>"), "the buyer has no name"),
        (cii().replace(b">EUR<", b">XYZ<"), "the currency is not known"),
    ],
)
def test_what_every_invoice_has_is_asked_for_by_name(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_a_root_without_a_transaction_is_no_such_document() -> None:
    assert not is_document(parse(b"<CrossIndustryInvoice/>", "f"))
    assert not is_document(parse(b"<CrossIndustryOrder/>", "f"))
