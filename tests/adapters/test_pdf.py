"""E-invoices inside PDFs: wherever they hang, whatever their name; hostile files are refused."""

from __future__ import annotations

import io
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from goodterms.adapters.invoices import Asked, pdf, read_bytes
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile
from invoice_files import a_bomb, a_pdf, an_invoice, pdf_with, plain_pdf, stream

pytestmark = pytest.mark.timeout(20)

CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
SPEC = b"<< /Type /Filespec /F (%s) /EF << /F %d 0 R >> >>"


def stated(data: bytes) -> dict[str, object]:
    (document,) = read_bytes(data, "x.pdf", Asked()).documents
    assert (document.number, document.total_minor) == ("7-1-1", 12500)
    return json.loads(document.stated)


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        read_bytes(data, "x.pdf", Asked())
    return caught.value.message


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "rechnung", "R 1.PDF.txt"]
)
def test_the_attachment_is_told_by_its_content_whatever_its_name(name: str) -> None:
    assert stated(pdf_with(an_invoice(), name=name))["embedded_xml"] == name


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + an_invoice(),
        an_invoice().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        b"\r\n  " + an_invoice().replace(b'<?xml version="1.0" encoding="UTF-8"?>\n', b""),
        an_invoice() + b"\0\0\0",
    ],
)
def test_byte_order_marks_and_other_encodings_do_not_hide_it(content: bytes) -> None:
    assert stated(pdf_with(content))["embedded_xml"] == "factur-x.xml"


@pytest.mark.parametrize(
    ("catalog", "more"),
    [
        (b"/AF [3 0 R]", {}),
        (b"/Names << /EmbeddedFiles << /Kids [5 0 R] >> >>", {5: b"<< /Names [(a) 3 0 R] >>"}),
        (
            b"/Names << /EmbeddedFiles << /Kids [5 0 R] >> >>",
            {5: b"<< /Kids [6 0 R 5 0 R] >>", 6: b"<< /Names [(a) 3 0 R] >>"},
        ),
        (
            b"",
            {
                2: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
                5: b"<< /Type /Page /Parent 2 0 R /Annots [6 0 R] >>",
                6: b"<< /Type /Annot /Subtype /FileAttachment /FS 3 0 R >>",
            },
        ),
        (
            b"",
            {
                2: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
                5: b"<< /Type /Page /Parent 2 0 R /AF [3 0 R] >>",
            },
        ),
    ],
    ids=["associated", "kids", "loop", "annotation", "of-a-page"],
)
def test_it_is_found_wherever_it_hangs(catalog: bytes, more: dict[int, bytes]) -> None:
    assert stated(pdf_with(an_invoice(), catalog=catalog, more=more))


def test_the_invoice_is_picked_from_several_attachments() -> None:
    names = b"/Names << /EmbeddedFiles << /Names [(a) 5 0 R (b) 7 0 R (c) 3 0 R] >> >>"
    more = {
        5: SPEC % (b"list.xml", 6),
        6: stream(b"<list/>"),
        7: SPEC % (b"plan.pdf", 8),
        8: stream(zlib.compress(b"\x01" * 1000), b"/Filter /FlateDecode"),
    }
    data = pdf_with(an_invoice(), name="data.bin", catalog=names, more=more)
    assert stated(data)["embedded_xml"] == "data.bin"


def test_a_pdf_without_an_invoice_says_what_to_do() -> None:
    with pytest.raises(ImportFileError) as caught:
        read_bytes(plain_pdf(), "x.pdf", Asked())
    assert caught.value.message == "x.pdf is a PDF that holds no e-invoice"
    assert "CSV" in (caught.value.hint or "")
    assert refusal(pdf_with(b"<list/>", name="list.xml")).endswith("holds no e-invoice")


def test_an_unsafe_attachment_is_refused_by_the_reason() -> None:
    evil = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + an_invoice()
    assert "DTD" in refusal(pdf_with(evil.replace(b'<?xml version="1.0" encoding="UTF-8"?>', b"")))


def test_an_encrypted_pdf_is_read_only_without_a_password() -> None:
    for password in ("", "secret"):
        writer = PdfWriter(clone_from=io.BytesIO(pdf_with(an_invoice())))
        writer.encrypt(password, owner_password="other", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        if password:
            assert refusal(out.getvalue()) == "x.pdf is encrypted"
        else:
            assert stated(out.getvalue())


def test_a_file_that_is_cut_off_says_so() -> None:
    data = pdf_with(an_invoice())
    for end in (20, len(data) // 2, len(data) - 30):
        assert "is cut off" in refusal(data[:end])


@pytest.mark.parametrize(
    "filters",
    [b"/Filter /FlateDecode ", b"/Filter [/FlateDecode /FlateDecode]"],
    ids=["once", "twice"],
)
def test_an_attachment_that_unpacks_without_end_is_refused(filters: bytes) -> None:
    bomb = a_bomb() if filters.endswith(b" ") else zlib.compress(a_bomb())
    assert "more memory" in refusal(pdf_with(bomb, filters=filters))


def test_other_filters_and_chains_without_end_are_refused() -> None:
    many = pdf_with(b"<a/>", filters=b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]")
    assert "more memory" in refusal(many)
    repeated = pdf_with(b"\x81 " * 100_000, filters=b"/Filter /RunLengthDecode")
    assert "more memory" in refusal(repeated)


def test_hostile_structures_end_in_a_refusal() -> None:
    deep = a_pdf({1: CATALOG % (b"/Names " + b"[" * 20_000 + b"]" * 20_000), 2: PAGES})
    doubling = {
        each: b"<< /Kids [%d 0 R %d 0 R] >>" % (each + 1, each + 1) for each in range(3, 40)
    }
    tree = a_pdf({1: CATALOG % b"/Names << /EmbeddedFiles 3 0 R >>", 2: PAGES, **doubling})
    own_length = pdf_with(b"<a/>").replace(b"/Length ", b"/Length 4 0 R %", 1)
    huge = b"%PDF-1.4\nxref\n0 99999999\n0000000000 65535 f \ntrailer << /Size 99999999"
    for data in (deep, tree, own_length, huge, b"%PDF-1.4\n" + bytes(range(256)) * 400):
        assert refusal(data)
    many = b"%PDF-1.4\n" + b"1 0 obj\n" * (pdf.MOST_OBJECTS + 1)
    assert "objects" in refusal(many)


def test_many_attachments_are_looked_at_up_to_a_bound() -> None:
    specs = {each: SPEC % (b"f%d.txt" % each, 4) for each in range(5, 400)}
    names = b" ".join(b"(n) %d 0 R" % each for each in specs)
    catalog = b"/Names << /EmbeddedFiles << /Names [" + names + b" (z) 3 0 R] >> >>"
    data = pdf_with(an_invoice(), catalog=catalog, more=specs)
    assert stated(data), "the standard name is looked at first"


def test_names_of_attachments_are_shown_as_one_plain_line() -> None:
    label = stated(pdf_with(an_invoice(), name="a\x07\x1b[2J\nb" + "c" * 500))["embedded_xml"]
    assert isinstance(label, str)
    assert label.isprintable()
    assert len(label) <= pdf.NAME_LIMIT


GOOD = pdf_with(an_invoice())


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, len(GOOD) - 1),
    with_=st.binary(min_size=0, max_size=12),
    length=st.integers(0, 40),
)
def test_any_damage_ends_in_an_invoice_or_a_refusal(place: int, with_: bytes, length: int) -> None:
    damaged = GOOD[:place] + with_ + GOOD[place + length :]
    try:
        found = pdf.read(damaged, "x.pdf", Asked())
    except ImportFileError:
        return
    assert isinstance(found, LedgerFile)
