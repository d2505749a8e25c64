from __future__ import annotations

import pytest

from goodterms.adapters.mime import decode_part


@pytest.mark.parametrize(
    ("payload", "options", "text", "flaws"),
    [
        ("Šaljem".encode("cp1250"), {"charset": "windows-1250"}, "Šaljem", ()),
        ("日本語".encode("iso2022_jp"), {"charset": "iso-2022-jp"}, "日本語", ()),
        (b"x\x9c", {"charset": "zlib"}, "xœ", ("charset",)),
        (b"a=C4=8D=\n", {"encoding": "Quoted-Printable"}, "ač", ()),
        (b"YWJjZA==", {"encoding": "BASE64 "}, "abcd", ()),
        (b"YWJjZA", {"encoding": "base64"}, "abcd", ()),
        (b"YWJjZ", {"encoding": "base64", "truncated": True}, "abc", ("truncated",)),
        (b"YWJjZ", {"encoding": "base64"}, "abc", ("encoding",)),
        (b"YQ==\r\nYmM=\r\n", {"encoding": "base64"}, "abc", ()),
        (b"Y!W\x80Jj", {"encoding": "base64"}, "abc", ()),
        (b"begin 644 x\n#86)C\n`\nend\n", {"encoding": "x-uuencode"}, "abc", ()),
        (b"garbage", {"encoding": "x-uuencode"}, "", ("encoding",)),
        (b"<p>a<br>b</p>", {"subtype": "HTML"}, "a\nb", ()),
        (b'<meta charset="windows-1250"><p>\x9e</p>', {"subtype": "html"}, "ž", ()),
        (b"a\r\nb\rc\x00\x07", {}, "a\nb\nc", ()),
        ("č\xa0ž\t\n".encode(), {"charset": "utf-8"}, "č\xa0ž\t\n", ()),
        ("p\u200bay \u202enow".encode(), {"charset": "utf-8"}, "pay now", ()),
        ("č".encode()[:1], {"charset": "utf-8", "truncated": True}, "", ("truncated",)),
    ],
)
def test_parts_are_decoded(payload, options, text, flaws):
    values = {"subtype": "plain", "charset": "", "encoding": "", "truncated": False}
    assert decode_part(payload, **{**values, **options}) == (text, flaws)


def test_only_the_first_64_kib_of_a_part_are_read():
    values = {"subtype": "plain", "charset": "", "encoding": "", "truncated": False}
    text, flaws = decode_part(b"a" * 100_000, **values)
    assert (len(text), flaws) == (65_536, ("truncated",))
