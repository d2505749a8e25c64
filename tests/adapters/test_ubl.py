"""UBL invoices and credit notes: terms, totals and parties, from small made-up files."""

from __future__ import annotations

import pytest

from einvoices import amounts, ubl, ubl_party
from goodterms.adapters.invoices.ubl import is_document, read_document
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


def means(**terms: str) -> str:
    found = "".join(f"<cbc:{name}>{value}</cbc:{name}>" for name, value in terms.items())
    return f"<cac:PaymentMeans>{found}</cac:PaymentMeans>"


def terms(words: str) -> str:
    return f"<cac:PaymentTerms><cbc:Note>{words}</cbc:Note></cac:PaymentTerms>"


def test_the_terms_of_an_invoice_are_read() -> None:
    found = read(ubl(more=means(PaymentID="HR00 7-1") + means(PaymentID="HR00 7-1")))
    assert (found.number, found.currency, found.type_code) == ("7/P1/1", "EUR", "380")
    assert (str(found.issue_date), str(found.due_date)) == ("2026-03-02", "2026-04-01")
    assert (found.due_basis, found.word, found.line) == ("explicit", "invoice", 2)
    assert (found.total_minor, found.payable_minor, found.net_minor) == (12500, 12500, 10000)
    assert (found.total, found.payable, found.prepaid_minor) == ("125.00", "125.00", 0)
    assert found.references == ("HR00 7-1",)
    assert (found.seller.name, found.seller.tax_id) == ("Studio Brod", "HR12345678903")
    assert found.buyer.email == "ured@kupac.example"


def test_a_credit_note_names_what_it_credits_and_keeps_its_date_with_the_means() -> None:
    refers = (
        "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>7/P1/1</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference>"
    )
    issued = "<cbc:IssueDate>2026-03-02+01:00</cbc:IssueDate>"
    more = refers + means(PaymentDueDate="2026-04-05")
    found = read(ubl("CreditNote", code="381", head=issued, more=more))
    assert (found.word, found.sign, found.refers_to) == ("credit_note", -1, ("7/P1/1",))
    assert (str(found.issue_date), str(found.due_date)) == ("2026-03-02", "2026-04-05")


def test_a_due_date_that_stands_only_in_words_is_not_guessed() -> None:
    issued = "<cbc:IssueDate>2026-03-02</cbc:IssueDate>"
    found = read(ubl(head=issued, more=terms("Within 30\n   days") + terms("2 % in 10 days")))
    assert (found.due_date, found.due_basis) == (None, "absent")
    assert found.terms == "Within 30\n   days 2 % in 10 days"


def test_of_several_due_dates_the_last_is_when_all_is_due() -> None:
    issued = "<cbc:IssueDate>2026-03-02</cbc:IssueDate>"
    days = means(PaymentDueDate="2026-05-01") + means(PaymentDueDate="2026-04-01")
    assert str(read(ubl(head=issued, more=days)).due_date) == "2026-05-01"


def test_without_a_tax_number_the_electronic_address_is_stated_but_not_compared() -> None:
    found = read(ubl(buyer=ubl_party("Kupac", "", "ured@kupac.example"))).buyer
    assert (found.tax_id, found.tax_number, found.numbers) == ("ured@kupac.example", "", ())
    assert read(ubl(buyer=ubl_party("Kupac", ""))).buyer.tax_id is None


def test_an_address_that_is_a_tax_number_is_compared() -> None:
    oib = '<cbc:EndpointID schemeID="9934">98765432106</cbc:EndpointID>'
    found = read(ubl(buyer=ubl_party("Kupac", "", more=oib))).buyer
    assert (found.tax_id, found.tax_number) == ("98765432106", "98765432106")


def test_the_vat_number_comes_before_another_tax_number() -> None:
    local_number = (
        "<cac:PartyTaxScheme><cbc:CompanyID>12/345</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
    )
    found = read(ubl(seller=ubl_party(more=local_number))).seller
    assert (found.tax_id, found.numbers) == ("HR12345678903", ("HR12345678903", "12/345"))


def test_prepaid_and_negative_totals_are_kept_as_stated() -> None:
    sums = amounts(TaxInclusiveAmount="-500.00", PrepaidAmount="-500.00", PayableAmount="0.00")
    found = read(ubl(code="384", sums=sums))
    assert (found.total_minor, found.prepaid_minor, found.payable_minor) == (-50000, -50000, 0)
    assert (found.word, found.net_minor) == ("corrective_invoice", None)


def test_minor_units_follow_the_currency() -> None:
    yen = read(ubl(currency="JPY", sums=amounts("JPY", PayableAmount="1250.00")))
    dinar = read(ubl(currency="KWD", sums=amounts("KWD", PayableAmount="1.250")))
    assert (yen.payable_minor, yen.total, yen.total_minor) == (1250, None, 1250)
    assert dinar.payable_minor == 1250


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("99999999999999999999.00", "the amount is out of range"),
        ("NaN", "the amount is no number"),
        ("1e5", "the amount is no number"),
        ("1,250.00", "the amount is no number"),
        ("-", "the amount is no number"),
        ("0x10", "the amount is no number"),
        ("١٢", "the amount is no number"),
        ("1" * 100_000, "the amount is no number"),
        ("10.005", "more decimals than EUR has"),
    ],
)
def test_an_amount_that_is_none_is_refused_without_quoting_it(amount: str, reason: str) -> None:
    message = refused(ubl(sums=amounts(PayableAmount=amount)))
    assert reason in message
    assert "line 3: the amount to be paid" in message
    assert amount[:6] not in message or amount == "-"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ubl(number=""), "the invoice number is missing"),
        (ubl(head=""), "the issue date is missing"),
        (ubl(head="<cbc:IssueDate>2026-02-30</cbc:IssueDate>"), "the issue date: the date is no"),
        (ubl(head="<cbc:IssueDate>02.03.2026</cbc:IssueDate>"), "the issue date: the date is no"),
        (ubl(currency="EURO"), "the currency is not known"),
        (ubl(sums="<a/>"), "the amount to be paid is missing"),
        (ubl(sums=amounts("USD", PayableAmount="1.00")), "in another currency than the document"),
        (ubl(buyer=ubl_party("")), "the buyer has no name"),
    ],
)
def test_what_every_invoice_has_is_asked_for_by_name(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_plain_ubl_may_leave_the_currency_to_the_amount_to_be_paid() -> None:
    assert read(ubl(currency="")).currency == "EUR"
    assert "the currency is missing" in refused(ubl(currency="", sums="<a/>"))


def test_other_roots_and_versions_are_no_such_document() -> None:
    for data in (
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-1.0"/>',
        b"<Invoice/>",
        ubl().replace(b"Invoice-2", b"Order-2"),
    ):
        assert not is_document(parse(data, "f"))
