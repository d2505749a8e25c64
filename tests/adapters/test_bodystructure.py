"""Which part holds the sender's text."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient.response_parser import parse_fetch_response

from goodterms.adapters.bodystructure import (
    Choice,
    MalformedStructureError,
    choose,
    decoded_name,
)

PLAIN = '("text" "plain" ("charset" "utf-8") NIL NIL "QUOTED-PRINTABLE" 120 5 NIL NIL NIL NIL)'
HTML = '("text" "html" ("charset" "iso-8859-2") NIL NIL "base64" 900 12 NIL NIL NIL NIL)'
EMPTY = '("text" "plain" NIL NIL NIL "7bit" 2 1 NIL NIL NIL NIL)'
NOTE = '("text" "plain" NIL NIL NIL "7bit" 50 2 NIL ("attachment" ("filename" "note.txt")) NIL NIL)'
PDF = (
    '("application" "pdf" ("name" "x.pdf") NIL NIL "base64" 9000 NIL'
    ' ("attachment" ("filename" "račun 1.pdf")) NIL NIL)'
)
LOGO = '("image" "png" ("name" "logo.png") "<logo@x>" NIL "base64" 70 NIL ("inline" NIL) NIL NIL)'
FORWARD = (
    '("message" "rfc822" NIL NIL NIL "7bit" 400 ("Mon, 02 Mar 2026 10:00:00 +0100" "inner" NIL NIL'
    f" NIL NIL NIL NIL NIL NIL) {PLAIN} 12 NIL NIL NIL NIL)"
)
SIGNATURE = '("application" "pgp-signature" NIL NIL NIL "7bit" 90 NIL NIL NIL NIL)'
PGP = '("application" "pgp-encrypted" NIL NIL NIL "7bit" 11 NIL NIL NIL NIL)'
BLOB = '("application" "octet-stream" NIL NIL NIL "7bit" 999 NIL ("inline" NIL) NIL NIL)'


def structure(text: str) -> tuple[object, ...]:
    """Return a structure as the library makes it of the server's words."""
    response = parse_fetch_response([f"1 (UID 1 BODYSTRUCTURE {text})".encode()])
    found = response[1][b"BODYSTRUCTURE"]
    assert isinstance(found, tuple)
    return found


def chosen(text: str) -> Choice:
    return choose(structure(text))


def many(*parts: str, subtype: str = "mixed") -> str:
    return f'({"".join(parts)} "{subtype}" ("boundary" "b") NIL NIL NIL)'


def test_a_single_text_is_part_one() -> None:
    assert chosen(PLAIN) == Choice(
        part="1", subtype="plain", charset="utf-8", encoding="quoted-printable", size=120
    )


def test_plain_text_wins_over_html_wherever_it_stands() -> None:
    found = chosen(many(many(HTML, PLAIN, subtype="alternative"), PDF))
    assert (found.part, found.subtype) == ("1.2", "plain")
    assert found.attachments == ("račun 1.pdf",)


def test_html_is_taken_where_the_plain_text_is_empty_or_missing() -> None:
    found = chosen(many(EMPTY, HTML, subtype="alternative"))
    assert (found.part, found.subtype, found.charset) == ("2", "html", "iso-8859-2")
    assert chosen(many(many(HTML, LOGO, subtype="related"), PDF)).part == "1.1"
    assert chosen(EMPTY).part == "1"


def test_an_attached_text_file_is_not_the_message() -> None:
    found = chosen(many(NOTE, HTML))
    assert (found.part, found.attachments) == ("2", ("note.txt",))
    assert chosen(NOTE) == Choice(part=None, attachments=("note.txt",))


def test_the_words_of_a_forwarded_message_are_never_chosen() -> None:
    assert chosen(many(FORWARD)).part is None
    assert chosen(many(FORWARD, PLAIN)).part == "2"
    assert chosen(many(FORWARD, PLAIN)).attachments == ("",)
    assert chosen(FORWARD).part is None


def test_a_picture_of_the_signature_is_no_attachment_but_a_picture_alone_is() -> None:
    assert chosen(many(HTML, LOGO, subtype="related")).attachments == ()
    assert chosen(many(PLAIN, LOGO.replace('"<logo@x>"', "NIL"))).attachments == ("logo.png",)


def test_signed_mail_is_read_and_encrypted_mail_is_not() -> None:
    signed = chosen(many(PLAIN, SIGNATURE, subtype="signed"))
    assert (signed.part, signed.attachments, signed.encrypted) == ("1", (), False)
    sealed = chosen(many(PGP, BLOB, subtype="encrypted"))
    assert (sealed.part, sealed.encrypted) == (None, True)
    smime = '("application" "pkcs7-mime" ("name" "smime.p7m") NIL NIL "base64" 900 NIL NIL NIL NIL)'
    assert chosen(smime).encrypted


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"filename": "plan.pdf"}, "plan.pdf"),
        ({"filename": "=?utf-8?q?ra=C4=8Dun.pdf?="}, "račun.pdf"),
        ({"filename*": "utf-8''ra%C4%8Dun.pdf"}, "račun.pdf"),
        ({"filename*1": "un.pdf", "filename*0": "rac"}, "racun.pdf"),
        ({"filename*0*": "utf-8'hr'ra%C4", "filename*1*": "%8Dun.pdf"}, "račun.pdf"),
        ({"filename*": "nonsense'x'a%FF.pdf"}, "a%FF.pdf"),
        ({"filename": "a\r\nBcc: x\0"}, "a Bcc: x"),
        ({"filename": "x" * 999}, "x" * 200),
        ({"other": "y"}, ""),
    ],
)
def test_names_are_decoded_and_harmless(parameters: dict[str, str], name: str) -> None:
    assert decoded_name(parameters, "filename") == name


@pytest.mark.parametrize("odd", [(), ("text",), (b"text", b"plain"), None, b"x", ([],), ((),)])
def test_what_is_no_structure_is_named_malformed(odd: object) -> None:
    with pytest.raises(MalformedStructureError):
        choose(odd)  # type: ignore[arg-type] # servers send anything


def test_endless_nesting_is_named_malformed() -> None:
    nested: object = (b"text", b"plain", None, None, None, b"7bit", 5, 1)
    for _ in range(400):
        nested = ([nested], b"mixed")
    with pytest.raises(MalformedStructureError, match="too many"):
        choose(nested)  # type: ignore[arg-type]


ATOMS = st.one_of(
    st.none(),
    st.integers(0, 99),
    st.sampled_from(
        [b"text", b"plain", b"html", b"message", b"rfc822", b"attachment", b"name", b""]
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        ATOMS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=12).map(tuple), st.lists(inner, max_size=4)
        ),
        max_leaves=40,
    )
)
def test_no_server_can_make_it_raise_anything_else(anything: object) -> None:
    with suppress(MalformedStructureError):
        found = choose(anything)  # type: ignore[arg-type]
        assert found.part is None or found.subtype in {"plain", "html"}
