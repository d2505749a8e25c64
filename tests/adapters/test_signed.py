"""Signed e-invoices: the XML inside is found however it is wrapped, and nothing else is read."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from einvoices import fattura
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.signed import content_of, read
from goodterms.errors import ImportFileError

pytestmark = pytest.mark.timeout(20)

DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED = bytes.fromhex("06092a864886f70d010702")
VERSION_AND_DIGESTS = bytes.fromhex("0201013100")
END = b"\0\0"


def der(tag: int, body: bytes) -> bytes:
    length = len(body).to_bytes(4, "big")
    return bytes([tag, 0x84]) + length + body


def ber(tag: int, body: bytes) -> bytes:
    """Return a value whose end is marked instead of its length stated."""
    return bytes([tag, 0x80]) + body + END


def signed(content: bytes | None, *, held: bytes | None = None) -> bytes:
    held = der(0x04, content or b"") if held is None else held
    inner = DATA + (b"" if content is None else der(0xA0, held))
    body = VERSION_AND_DIGESTS + der(0x30, inner) + der(0x31, b"")
    return der(0x30, SIGNED + der(0xA0, der(0x30, body)))


def streamed(content: bytes, size: int = 512) -> bytes:
    """Return a signature as tools write it that do not know the length beforehand."""
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    held = ber(0x24, b"".join(der(0x04, each) for each in pieces))
    inner = ber(0x30, DATA + ber(0xA0, held))
    return ber(0x30, SIGNED + ber(0xA0, ber(0x30, VERSION_AND_DIGESTS + inner + der(0x31, b""))))


def lines(data: bytes) -> bytes:
    return base64.encodebytes(data)


@pytest.mark.parametrize(
    "wrap",
    [
        signed,
        streamed,
        lambda xml: lines(signed(xml)),
        lambda xml: base64.b64encode(streamed(xml)),
        lambda xml: b"-----BEGIN PKCS7-----\n" + lines(signed(xml)) + b"-----END PKCS7-----\n",
        lambda xml: b"-----BEGIN CMS-----\r\n" + lines(signed(xml)) + b"-----END CMS-----\r\n",
        lambda xml: signed(streamed(signed(xml))),
    ],
    ids=["der", "ber", "base64", "one line", "pkcs7", "cms", "three times"],
)
def test_the_invoice_is_found_however_it_is_wrapped(wrap) -> None:
    data = wrap(fattura())
    assert content_of(data, "f") == fattura()
    found = read_bytes(data, "a.xml.p7m", Asked())
    assert [each.number for each in found.documents] == ["12"]
    assert json.loads(found.documents[0].stated)["signature"] == "not checked"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (signed(None), "is a signature without the invoice that it signs"),
        (signed(b""), "is a signature without the invoice that it signs"),
        (signed(b"<a/>"), 'its root is "a"'),
        (signed(b"<!DOCTYPE a><a/>"), "has a DTD"),
        (signed(b"<a/>")[:40], "is no signed file that can be read"),
        (b"0\x84\xff\xff\xff\xff", "is no signed file that can be read"),
        (der(0x30, DATA + der(0xA0, der(0x04, b"<a/>"))), "is no signed file, though"),
        (der(0x30, b"\x02\x01\x01"), "is no signed file that can be read"),
        (b"MII" + b"!" * 80, "is no signed file that can be read"),
        (b"0" + b"\0" * 8_000_001, "of more than 8 MB"),
        (signed(b"x", held=der(0x24, b"\x04\x01a" * 30_000)), "in more than 20000 pieces"),
        (ber(0x30, SIGNED + b"\x24\x80" * 500_000), "is no signed file that can be read"),
        (signed(b"x", held=der(0x30, der(0x30, b"") * 1000)), "is no signed file that can be read"),
        # a real number in a place where the library expects anything
        (
            signed(b"x", held=der(0x09, b"\0")).replace(DATA, DATA[:-1] + b"\x63"),
            "is no signed file that can be read",
        ),
    ],
    ids=range(14),
)
def test_what_is_no_signed_invoice_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(data, "a.p7m", Asked())
    assert reason in str(caught.value)


def test_signatures_around_each_other_have_an_end() -> None:
    data = fattura()
    for _ in range(5):
        data = signed(data)
    with pytest.raises(ImportFileError, match="more than 4 signatures around each other"):
        content_of(data, "f")


@settings(max_examples=100, deadline=None)
@given(
    place=st.integers(0, 400),
    new=st.binary(min_size=1, max_size=4),
    sample=st.sampled_from([signed(fattura()), streamed(fattura()), lines(signed(fattura()))]),
)
def test_whatever_happens_to_a_byte_it_is_read_or_refused(place, new, sample) -> None:
    data = sample[:place] + new + sample[place + len(new) :]
    try:
        found = read(data, "x", Asked())
    except ImportFileError as error:
        refusal = error
    else:
        refusal = None
        assert found.documents or found.problems
    assert refusal is None or str(refusal).startswith("x ")
