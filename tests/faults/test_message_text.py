"""Faults 60 to 64 of the IMAP study: charsets, raw headers and parts that are cut."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.mime import decode_part, parse_body
from hostile import fetched, mail

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

CHARSETS = (
    "x-unknown", "zlib", "rot13", "undefined", "idna", "unicode_escape", "us-ascii", "gb2312",
    "shift_jis", "utf-16", "../../etc/passwd", '"utf-8\x00"', "A" * 5000,
)  # fmt: skip


def both(payload: bytes, charset: str, encoding: str = "8bit") -> tuple[str, tuple[str, ...]]:
    """Return the text and flaws of a part, read alone and as a whole message, which must agree."""
    alone, flaws = decode_part(
        payload, subtype="plain", charset=charset, encoding=encoding, truncated=False
    )
    headers = f"Content-Transfer-Encoding: {encoding}\r\n"
    source = mail(kind=f"text/plain; charset={charset}", headers=headers, body=payload)
    whole = parse_body(source, truncated=False)
    assert whole.text == alone
    return alone, flaws


def test_fault_60_no_charset_raises_unpacks_or_leaves_what_cannot_be_stored(
    peer: Peer, tmp_path: Path
) -> None:
    octets = bytes(range(256)) + b"\r\nPlease answer today.\r\n"
    mails = [
        mail(f"c{number}", kind=f"text/plain; charset={label}", body=octets)
        for number, label in enumerate(CHARSETS)
    ]
    surrogates = "=?utf-16?B?2D3YPQ==?= =?utf-8?Q?=ED=A0=BD?="
    mails.append(mail("subject", subject=surrogates.encode() + b" \xe9\xff\xed\xa0\xbd"))
    found = fetched(peer, tmp_path, mails)
    assert len(found) == len(mails)
    assert all("charset" in found[f"c{number}"]["flaws"] for number in range(len(CHARSETS)))
    for row in found.values():
        assert "\x00" not in row["subject"] + row["excerpt"]
        assert (row["subject"] + row["excerpt"]).encode("utf-8")


@pytest.mark.parametrize("charset", ["zlib", "bz2", "hex", "base64", "rot13", "unicode_escape"])
def test_fault_60_a_charset_that_packs_is_never_unpacked(charset: str) -> None:
    packed = zlib.compress(b"You fool! " * 100_000)
    text, flaws = both(packed, charset)
    assert "fool" not in text
    assert len(text) <= len(packed)
    assert "charset" in flaws
    assert both(b"Lbh sbby! \\x41", charset)[0] == "Lbh sbby! \\x41"


@pytest.mark.parametrize(
    ("text", "written", "declared"),
    [
        ("“Šaljem” – 5 €…", "cp1252", "us-ascii"),
        ("“Šaljem” – 5 €…", "cp1252", "iso-8859-1"),
        ("žćšđč „odmah”", "cp1250", "iso-8859-2"),
        ("“şğı” – €", "cp1254", "iso-8859-9"),
        ("朱镕基㐂", "gb18030", "gb2312"),
        ("朱镕基", "gbk", "gb2312"),
        ("①髙㈱～", "cp932", "shift_jis"),
        ("똠방각하", "cp949", "euc-kr"),
        ("똠방각하", "cp949", "ks_c_5601-1987"),
        ("“ภาษาไทย”…", "cp874", "tis-620"),
        ("“ภาษาไทย”…", "cp874", "windows-874"),
        ("香港嘅", "big5hkscs", "big5"),
    ],
)
def test_fault_61_the_wider_set_that_the_program_really_wrote_is_read(
    text: str, written: str, declared: str
) -> None:
    assert both(text.encode(written), declared) == (text, ())


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "base64"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("急ぎで確認をお願いします。", "iso-2022-jp"),
        ("急ぎでｱﾙﾊﾞ", "iso-2022-jp"),
        ("Šaljem račun + hitno", "utf-7"),
        ("확인 부탁드립니다", "iso-2022-kr"),
    ],
)
def test_fault_62_seven_bit_charsets_are_decoded(text: str, charset: str, encoding: str) -> None:
    octets = text.encode("iso2022_jp_ext" if charset == "iso-2022-jp" else charset)
    assert octets.isascii()
    payload = base64.encodebytes(octets) if encoding == "base64" else octets
    assert both(payload, charset, encoding) == (text, ())


RAW_NAMES = {
    "utf8": "Željka Šarić".encode(),
    "latin1": "René Müller".encode("latin-1"),
    "cp1250": "Željka Šarić".encode("cp1250"),
    "surrogate": b"Ana \xed\xa0\xbd Kova\xff",
}


def test_fault_63_raw_8_bit_headers_are_stored_as_text(peer: Peer, tmp_path: Path) -> None:
    found = fetched(
        peer,
        tmp_path,
        [
            mail(name, subject=octets).replace(b"From: Ana", b"From: " + octets)
            for name, octets in RAW_NAMES.items()
        ],
    )
    assert found["utf8"]["subject"] == "Željka Šarić"
    assert found["latin1"]["subject"] == "René Müller"
    assert set(found) == set(RAW_NAMES)
    for row in found.values():
        assert row["subject"].encode("utf-8")
        assert row["sender"] == "ana@alba.example"
        assert "raw-8bit" in row["flaws"]


@pytest.mark.parametrize("missing", range(9))
def test_fault_64_base64_that_is_cut_gives_all_that_came(missing: int) -> None:
    words = "Molim te odgovori danas. " * 200
    payload = base64.encodebytes(words.encode())
    text, flaws = decode_part(
        payload[: len(payload) - missing],
        subtype="plain",
        charset="utf-8",
        encoding="base64",
        truncated=True,
    )
    assert words.startswith(text)
    assert len(text) >= len(words) - missing
    assert flaws == ("truncated",)


def test_fault_64_a_long_base64_letter_is_read_up_to_the_cap(peer: Peer, tmp_path: Path) -> None:
    # č is two bytes, so that the cap falls into a letter as well as into a group of four
    payload = base64.encodebytes(("Molim odgovori danas, ćao. " * 20_000).encode())
    source = mail(headers="Content-Transfer-Encoding: base64\r\n", body=payload)
    row = fetched(peer, tmp_path, [source])["one"]
    assert json.loads(row["flaws"]) == ["truncated"]
    assert 5_000 < row["words"] < 8_000
