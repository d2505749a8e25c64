"""JSON of a tool that nobody knows: its keys are read like the titles of a table."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError, UnknownColumnsError

ROW = {"Number": "7", "Date": "2026-01-05", "customer": {"name": "Oak"}, "Total": 12.5}


def test_a_list_of_objects_is_a_table() -> None:
    data = json.dumps({"page": 1, "invoices": [{**ROW, "Currency": "EUR", "tags": [1]}]}).encode()
    found = read_bytes(data, "a.json", Asked())
    (document,) = found.documents
    assert (document.number, document.buyer, document.total_minor) == ("7", "Oak", 1250)
    assert found.format == "json-invoices"


def test_the_owner_names_what_the_keys_do_not_say() -> None:
    data = json.dumps([{"x": "7", "when": "2026-01-05", "customer": "Oak", "Total": 5}]).encode()
    with pytest.raises(UnknownColumnsError) as caught:
        read_bytes(data, "a.json", Asked())
    assert caught.value.missing == ("issue_date", "number")
    asked = Asked(columns={"x": "number", "when": "issue_date"}, currency="EUR")
    assert read_bytes(data, "a.json", asked).documents[0].id == "7/2026"


@pytest.mark.parametrize("value", [[], {}, [1], "x", 5, None, {"a": {"b": 1}}, [[]], [{}]])
def test_json_that_holds_no_list_of_ours_is_refused(value: object) -> None:
    data = b" [" + json.dumps(value).encode() + b"]"
    with pytest.raises(ImportFileError):
        read_bytes(data, "a.json", Asked())


CELLS = st.none() | st.integers() | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
TITLES = st.sampled_from(["number", "issue_date", "client", "total", "currency", "amount", "due"])


@settings(max_examples=80)
@given(st.lists(st.dictionaries(TITLES, CELLS, max_size=7), max_size=4))
def test_any_list_of_objects_is_read_or_refused(value: object) -> None:
    with suppress(ImportFileError):
        read_bytes(json.dumps(value).encode(), "a.json", Asked())
