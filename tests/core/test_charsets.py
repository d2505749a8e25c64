from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import charsets


@pytest.mark.parametrize(
    ("payload", "charset", "text"),
    [
        ("žćšđč".encode("cp1250"), "windows-1250", "žćšđč"),
        ("žćšđč".encode("cp1250"), "iso-8859-2", "žćšđč"),
        ("žćšđč".encode("iso8859-2"), "iso-8859-2", "žćšđč"),
        ("“quoted”".encode("cp1252"), "us-ascii", "“quoted”"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("中文鎔".encode("gbk"), "gb2312", "中文鎔"),
        ("日本語①".encode("cp932"), "shift_jis", "日本語①"),
        ("日本語テスト".encode("iso2022_jp"), "iso-2022-jp", "日本語テスト"),
        ("日本語テスト".encode("iso2022_jp"), "", "日本語テスト"),
        ("Šaljem đak".encode("utf-7"), "utf-7", "Šaljem đak"),
        ("Šaljem".encode(), "iso-8859-1", "Šaljem"),
        ("Šaljem".encode("utf-16"), "utf-16", "Šaljem"),
        (b"plain", "utf-16", "plain"),
        (b"\xef\xbb\xbfplain", "", "plain"),
    ],
)
def test_text_is_read_as_the_sender_meant_it(payload, charset, text):
    assert charsets.decode(payload, charset) == (text, True)


@pytest.mark.parametrize(
    "charset",
    ["zlib", "rot13", "undefined", "idna", "hex", "unicode_escape", "x" * 9999, "\0", "?"],
)
def test_a_charset_that_is_no_charset_is_never_used(charset):
    assert charsets.codec_of(charset) == ""
    assert charsets.decode(b"x\x9cK\xcb", charset)[1] is False


def test_a_nul_in_the_charset_is_ignored():
    assert charsets.decode("č".encode(), "utf-8\x00") == ("č", True)


def test_unlabelled_croatian_of_the_old_windows_page_is_guessed_and_marked():
    assert charsets.decode("Šaljem račun, hitno ćemo".encode("cp1250"), "") == (
        "Šaljem račun, hitno ćemo",
        False,
    )


def test_unlabelled_western_letters_stay_western():
    assert charsets.decode("café déjà là".encode("cp1252"), "")[0] == "café déjà là"


def test_a_letter_cut_by_the_size_limit_is_dropped_without_a_mark():
    assert charsets.decode("čć".encode()[:-1], "utf-8", truncated=True) == ("č", True)
    assert charsets.decode("čć".encode()[:-1], "utf-8") == ("č\ufffd", False)


def test_lone_surrogates_and_nul_never_come_out():
    text, _ = charsets.decode(b"+2AA-a\x00b", "utf-7")
    assert "\0" not in text
    assert text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([*sorted(charsets.TEXT_CODECS), "zlib", "", "?"]))
def test_no_bytes_make_it_raise_or_give_text_that_cannot_be_stored(payload, charset):
    for truncated in (False, True):
        text, _ = charsets.decode(payload, charset, truncated=truncated)
        assert "\0" not in text
        text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_utf8_comes_back_as_it_was(text):
    assert charsets.decode(text.encode(), "utf-8")[0] == text.removeprefix("\ufeff")


@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_a_body_of_64_kib_is_fast():
    payload = ("Šaljem ispravljen račun. " * 3000).encode("cp1250")[:65536]
    charsets.decode(payload, "windows-1250")
