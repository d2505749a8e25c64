"""The gate for XML: what gets in, in which encodings, and what never does."""

from __future__ import annotations

import codecs

import pytest

from goodterms.adapters.invoices import xml_gate
from goodterms.adapters.invoices.xml_gate import child, children, line_of, local, namespace, parse
from goodterms.adapters.invoices.xml_gate import text as text_of
from goodterms.errors import ImportFileError

pytestmark = pytest.mark.timeout(20)


def said(encoding: str, body: str = "<a>č</a>") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{body}'


def refused(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        parse(data, "file.xml")
    assert caught.value.message.startswith("file.xml ")
    assert caught.value.hint
    return caught.value.message


def test_a_document_is_read_with_its_names_and_lines() -> None:
    root = parse(b'<n:a xmlns:n="urn:x">\n  <!-- no -->\n  <n:b k="v"> t </n:b>\n<n:b/></n:a>', "f")
    assert (local(root), namespace(root), root.tag) == ("a", "urn:x", "{urn:x}a")
    first, second = children(root, "b")
    assert (text_of(root, "b"), first.get("k"), line_of(first), line_of(second)) == ("t", "v", 3, 4)
    assert (child(root, "c"), text_of(root, "c"), children(None, "b")) == (None, "", [])
    assert namespace(parse(b"<a/>", "f")) == ""


@pytest.mark.parametrize(
    "data",
    [
        said("UTF-8").encode(),
        said("UTF-8").encode("utf-8-sig"),
        said("UTF-16").encode("utf-16"),
        codecs.BOM_UTF16_BE + said("UTF-16").encode("utf-16-be"),
        said("windows-1250").encode("cp1250"),
        said("ISO-8859-2").encode("iso-8859-2"),
        said("utf-16").encode(),  # as .NET writes texts it took for UTF-16
        said("utf-8").encode("utf-16"),
        said("ISO-8859-1").encode("utf-8-sig"),
        b"\r\n " + said("UTF-8").encode() + b"\n\0\0\0",
        "<a>č</a>".encode(),
    ],
    ids=range(11),
)
def test_what_the_bytes_prove_decides_the_encoding(data: bytes) -> None:
    assert parse(data, "f").text == "č"


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert line_of(parse(b"\n\n<a/>", "f")) == 3
    assert "(line 4)" in refused(b"\n\n<a>\n</b>")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE a><a x="1"/>', "has a DTD"),
        (b'<!DOCTYPE a [<!ENTITY e "secret">]><a>&e;</a>', "has a DTD"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "has a DTD"),
        (said("UTF-16", "<!DOCTYPE a><a/>").encode("utf-16"), "has a DTD"),
        (b"<a>&secret;</a>", "uses an entity"),
        (b"<a>", "is not well-formed XML (it ends too early)"),
        (b"<a", "is not well-formed XML (it ends too early)"),
        (b"", "is not well-formed XML (it ends too early)"),
        (b"<a>\n<b></a>", "is not well-formed XML (line 2)"),
        (b"<a/><b/>", "is not well-formed XML (line 1)"),
        (b"<a>\x00</a>", "is not well-formed XML"),
        (b"<a>&#0;</a>", "is not well-formed XML"),
        (b"plain text", "is not well-formed XML"),
        (codecs.BOM_UTF16_LE + b"<", "is not well-formed XML"),
        (said("UTF-8").encode("cp1250"), "is not in the encoding that it declares"),
        (said("x-unheard-of").encode(), "declares an encoding that is not known here"),
        (said("shift_jis").encode("shift_jis", "replace"), "declares an encoding that is not"),
        (b'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>', "includes"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_by_name(data: bytes, reason: str) -> None:
    message = refused(data)
    assert reason in message
    assert "secret" not in message
    assert "passwd" not in message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<a>" * 65 + b"</a>" * 65, "nests deeper than 64 levels"),
        (b"<a>" * 200_000, "nests deeper than 64 levels"),
        (b"<r>" + b"<a/>" * 600_000 + b"</r>", "has more than 500000 elements"),
        (b"<r>" + b"<a/>" * 5_000_000 + b"</r>", "has more than 500000 elements"),
        (b'<a k="' + b"x" * 9000 + b'"/>', "too long"),
        (b"<" + b"x" * 9000 + b"/>", "too long"),
        (b"<a " + b" ".join(b'k%d="1"' % each for each in range(65)) + b"/>", "too long"),
        (b'<a xmlns="urn:' + b"x" * 600 + b'"/>', "namespaces"),
        (b"<r>" + b'<a xmlns="urn:x"/>' * 1001 + b"</r>", "namespaces"),
        (b"<a>" + b"x" * xml_gate.MOST_BYTES + b"</a>", "is larger than 50 MB"),
    ],
    ids=range(10),
)
def test_what_exceeds_a_cap_is_refused(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_the_caps_leave_room_for_real_files() -> None:
    deep = b"<a>" * 64 + b"</a>" * 64
    assert local(parse(deep, "f")) == "a"
    attachment = b"<a>" + b"QUJD" * 500_000 + b"</a>"
    assert len(parse(attachment, "f").text or "") == 2_000_000


def test_a_tag_with_a_million_attributes_is_refused_before_it_is_parsed() -> None:
    flood = b" ".join(b'a%d="x"' % number for number in range(100_000))
    with pytest.raises(ImportFileError, match="tag longer than 256 KB"):
        parse(b"<Invoice " + flood + b"></Invoice>", "flood.xml")
