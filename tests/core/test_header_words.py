from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.header_words import decoded, shown


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain words", "plain words"),
        ("=?utf-8?q?Jo=C5=A1_jedna?= verzija", "Još jedna verzija"),
        ("=?utf-8?b?xI0=?= =?utf-8?b?xIc=?=", "čć"),
        ("=?utf-8?q?=C5?=\r\n =?utf-8?q?=A1?=", "š"),
        ("=?windows-1250?q?=9Ea?=", "ža"),
        ("=?utf-8*hr?q?=C5=A1?=", "š"),
        ("=?x-nothing?q?abc?=", "abc"),
        ("=?utf-8?b?YWJj!ZGVm?=", "abcdef"),
        ("=?utf-8?q?hi=0d=0aBcc:=20x@y.z?=", "hi Bcc: x@y.z"),
        ("=?broken", "=?broken"),
        ("a\x00b \u202eevil\u200b\r\n\tc", "ab evil c"),
    ],
)
def test_headers_read_as_one_safe_line(raw, text):
    assert decoded(raw, limit=200) == text


def test_the_limit_counts_decoded_characters():
    assert decoded("=?utf-8?q?" + "=C4=8D" * 100 + "?=", limit=10) == "č" * 10


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | st.from_regex(r"(=\?[a-z0-9-]{1,9}\?[bq]\?[^?\s]{0,20}\?= ?){1,4}"))
def test_no_header_gives_more_than_one_line_or_what_cannot_be_stored(raw):
    text = decoded(raw, limit=50)
    assert len(text) <= 50
    assert text.isprintable()
    text.encode("utf-8")


def test_showing_keeps_ordinary_letters():
    assert shown("Željka Šarić", limit=20) == "Željka Šarić"


@pytest.mark.parametrize("piece", ["=?", "=?a?q?", "?= =?", "=?a?b?x?= ", "\u202e"])
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_hostile_repetition_is_fast(piece):
    decoded(piece * 20_000, limit=200)
