"""JSON text: read exactly, and refused in our own words when it is hostile."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices.json_text import MOST_DEPTH, parse
from goodterms.errors import ImportFileError

TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_numbers_with_a_point_are_decimals_and_others_whole() -> None:
    found = parse(b'[1, 2.50, -0.1, 1e3, null, true, "x"]', "a.json")
    assert found == [1, Decimal("2.50"), Decimal("-0.1"), Decimal("1e3"), None, True, "x"]
    assert isinstance(found, list)
    assert not any(isinstance(each, float) for each in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    assert parse('{"a": "Žižak"}'.encode(encoding), "a.json") == {"a": "Žižak"}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[NaN]", "no number"),
        (b"[-Infinity]", "no number"),
        (b"[1e999999999]", "digits"),
        (b"[1e-999999999]", "digits"),
        (b"[" + b"1" * 5000 + b"]", "digits"),
        (b"[0." + b"1" * 5000 + b"]", "digits"),
        (b'{"a": 1, "a": 2}', "one key twice"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested deeper"),
        (b'{"a": ', "no well-formed JSON"),
        (b"[1] trailing", "no well-formed JSON"),
        (b'["\\ud800"]', "half a character"),
        (b'"' + b'\\"' * 500_000, "no well-formed JSON"),
        (b"\xff\xfe\x00", "no JSON text"),
        (b"\x80abc", "no JSON text"),
    ],
)
def test_hostile_text_is_refused_without_its_content(data: bytes, said: str) -> None:
    with pytest.raises(ImportFileError, match=said) as caught:
        parse(data, "a.json")
    assert caught.value.hint
    assert len(str(caught.value)) < 200


def test_brackets_inside_strings_are_no_depth() -> None:
    text = "[" * (MOST_DEPTH + 10)
    assert parse(json.dumps([text]).encode(), "a.json") == [text]


@settings(max_examples=60)
@given(TREES)
def test_what_json_writes_is_read_back(value: object) -> None:
    assert parse(json.dumps(value).encode(), "a.json") == value


@settings(max_examples=60)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_refusal(data: bytes) -> None:
    with suppress(ImportFileError):
        parse(data, "a.json")
