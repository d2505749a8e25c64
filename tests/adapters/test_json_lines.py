from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices.json_lines import record_lines


def test_records_of_a_bare_list_know_their_lines() -> None:
    text = b'[\n{"a": {"b": [{}]}},\n\n{"a": "{\\"\\n["}\n]'
    assert record_lines(text) == [2, 4]


def test_records_under_a_key_know_their_lines() -> None:
    text = b'{"meta": [{}],\n "data": [\n  {"x": [\n {}]},\n  {}],\n "more": [{}]}'
    assert record_lines(text, "data") == [3, 5]
    assert record_lines(text, "none") == []


@settings(max_examples=50)
@given(st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=3), max_size=6))
def test_there_are_as_many_lines_as_records(records: list[dict[str, str]]) -> None:
    text = json.dumps(records, indent=1, ensure_ascii=False)
    lines = record_lines(text.encode())
    assert len(lines) == len(records)
    assert all(text.split("\n")[line - 1].strip().startswith("{") for line in lines)
