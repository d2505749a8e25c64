"""Made-up e-invoices, PDFs with and without them, and mails that carry files."""

from __future__ import annotations

import zlib
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

UBL = "urn:oasis:names:specification:ubl:schema:xsd"

PARTY = """<cac:{role}><cac:Party>
<cac:PartyTaxScheme><cbc:CompanyID>{tax_id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>\
</cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:{role}>"""


def an_invoice(
    number: str = "7-1-1",
    *,
    seller: tuple[str, str] = ("Mara Horvat, obrt", "HR98765432109"),
    buyer: tuple[str, str] = ("Alba d.o.o.", "HR11223344556"),
    total: str = "125.00",
) -> bytes:
    """Return a small UBL invoice in euros; `seller` and `buyer` are name and tax number."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{UBL}:Invoice-2" xmlns:cac="{UBL}:CommonAggregateComponents-2"
 xmlns:cbc="{UBL}:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-10-01</cbc:IssueDate>
<cbc:DueDate>2026-10-15</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
{PARTY.format(role="AccountingSupplierParty", name=seller[0], tax_id=seller[1])}
{PARTY.format(role="AccountingCustomerParty", name=buyer[0], tax_id=buyer[1])}
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">{total}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{total}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>
</Invoice>""".encode()


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def a_pdf(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of these objects; number 1 is the catalog."""
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    count = max(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places.get(each, 0) for each in range(1, count))
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    )


def pdf_with(
    content: bytes,
    *,
    name: str = "factur-x.xml",
    catalog: bytes = b"/Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >>",
    filters: bytes = b"/Filter /FlateDecode",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a PDF with one attached file; `content` is packed unless `filters` says otherwise."""
    packed = zlib.compress(content) if filters == b"/Filter /FlateDecode" else content
    label = name.encode("latin-1")
    return a_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [] /Count 0 >>",
            3: b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 4 0 R >> >>" % (label, label),
            4: stream(packed, filters),
            **(more or {}),
        }
    )


def plain_pdf() -> bytes:
    """Return a PDF without any attachment."""
    return a_pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    )


def a_bomb(mebibytes: int = 200) -> bytes:
    """Return packed bytes that unpack to this many MiB of spaces."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(mebibytes)) + packer.flush()


def a_mail(
    files: Mapping[str, bytes],
    *,
    number: int = 1,
    sender: str = "mara@studio.example",
    to: str = "ana@alba.example",
    kind: str = "application/octet-stream",
) -> bytes:
    """Return a mail that carries files, as a mail program writes it."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, f"Invoice {number}"
    letter["Date"] = "Thu, 01 Oct 2026 10:00:00 +0000"
    letter["Message-ID"] = f"<m{number}@studio.example>"
    letter.set_content("Attached.\n")
    main, _, sub = kind.partition("/")
    for name, data in files.items():
        letter.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return letter.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
