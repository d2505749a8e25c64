"""Which XML is what: invoices alone and in envelopes, bank statements, and everything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from einvoices import cii, fattura, fattura_body, ubl
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.xml_kinds import read, read_xml
from goodterms.errors import ImportFileError

SAMPLES = (ubl(), ubl("CreditNote", code="381"), cii(), fattura(fattura_body(), fattura_body()))


def bare(data: bytes) -> bytes:
    return data.partition(b"\n")[2]


@pytest.mark.parametrize(
    ("data", "form"), [(ubl(), "ubl"), (cii(), "cii"), (fattura(), "fatturapa")]
)
def test_an_invoice_is_told_by_its_root(data: bytes, form: str) -> None:
    for found in (read(data, "a", Asked()), read_xml(data, "a", Asked())):
        assert (found.format, found.source, len(found.documents)) == (form, "a", 1)
    assert read_bytes(data, "no-name.bin", Asked()).format == form


@pytest.mark.parametrize(
    "envelope",
    [
        b'<s:StandardBusinessDocument xmlns:s="urn:s"><s:H/>%s</s:StandardBusinessDocument>',
        b'<e:Envelope xmlns:e="urn:soap"><e:Body><sent><doc>%s</doc></sent></e:Body></e:Envelope>',
    ],
)
def test_an_invoice_is_found_in_an_envelope(envelope: bytes) -> None:
    found = read(envelope % bare(ubl()), "a", Asked())
    assert [each.number for each in found.documents] == ["7/P1/1"]
    several = read(envelope % (bare(ubl()) + bare(ubl(number="8"))), "a", Asked())
    assert [each.number for each in several.documents] == ["7/P1/1", "8"]


def test_an_invoice_too_deep_in_something_else_is_not_looked_for() -> None:
    with pytest.raises(ImportFileError, match='its root is "a"'):
        read(b"<a>" * 6 + bare(ubl()) + b"</a>" * 6, "x", Asked())


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"<Order/>", '"Order"'),
        (b"<html><body/></html>", '"html"'),
        (b'<Invoice xmlns="urn:other"/>', '"Invoice"'),
        ("<Račun/>".encode(), "unknown"),
        (b"<" + b"x" * 50 + b"/>", "unknown"),
        (b"<Document/>", '"Document"'),
    ],
)
def test_anything_else_is_refused_by_the_name_of_its_root(data: bytes, shown: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(data, "x.xml", Asked())
    assert str(caught.value).startswith(
        f"x.xml is no invoice or bank statement that is known: its root is {shown}"
    )


def test_a_file_is_taken_whole_or_not_at_all() -> None:
    both = b"<s>" + bare(ubl()) + bare(ubl(number="")) + b"</s>"
    with pytest.raises(ImportFileError, match="the invoice number is missing"):
        read(both, "x", Asked())


@pytest.mark.timeout(60)
@settings(max_examples=120, deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    changes=st.lists(
        st.tuples(st.integers(0, 5000), st.binary(max_size=3), st.integers(0, 3)),
        min_size=1,
        max_size=4,
    ),
)
def test_whatever_happens_to_a_byte_it_is_read_or_refused(sample, changes) -> None:
    data = bytearray(sample)
    for place, new, cut in changes:
        at = place % len(data)
        data[at : at + cut] = new
    try:
        found = read_xml(bytes(data), "x", Asked())
    except ImportFileError as error:
        refusal = error
    else:
        refusal = None
        assert found.documents or found.problems
        assert all(isinstance(each.total_minor, int) for each in found.documents)
    assert refusal is None or str(refusal).startswith("x ")


@settings(max_examples=60, deadline=None)
@given(value=st.one_of(st.text(max_size=20), st.floats().map(str), st.decimals().map(str)))
def test_whatever_stands_as_an_amount_it_is_read_exactly_or_refused(value: str) -> None:
    marked = ubl().replace(b">125.00</cbc:PayableAmount>", b">%s</cbc:PayableAmount>")
    escaped = value.translate({ord("<"): "&lt;", ord("&"): "&amp;", ord(">"): "&gt;"})
    try:
        data = marked.replace(b"%s", escaped.encode())
        (document,) = read_xml(data, "x", Asked()).documents
    except (ImportFileError, UnicodeEncodeError):
        return
    whole, _, fraction = value.strip().lstrip("+-").partition(".")
    exact = int(whole or "0") * 100 + int(fraction[:2].ljust(2, "0"))
    assert document.total_minor == (-exact if value.strip().startswith("-") else exact)
