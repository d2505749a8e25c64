"""Ledger rows as JSON: our fields, then what the source states, which wins."""

from __future__ import annotations

from dataclasses import replace

from builders import a_document, a_payment
from goodterms.core.ledger_json import as_json, canonical, undecided_json


def test_what_the_source_states_wins() -> None:
    document = replace(
        a_document(), stated=canonical({"lines": 2, "total_minor": 5, "seller": "Me"})
    )
    told = as_json(document)
    assert (told["lines"], told["total_minor"], told["seller"]) == (2, 5, "Me")
    assert told["number"] == document.number


def test_amounts_stand_in_minor_units_and_as_plain_decimals() -> None:
    told = as_json(a_document(paid_minor=100))
    assert (told["total_minor"], told["total"], told["open"]) == (60000, "600.00", "599.00")
    assert as_json(a_payment())["amount"] == "600.00"


def test_one_document_referred_to_is_a_text_and_several_are_a_list() -> None:
    assert as_json(a_document())["refers_to"] is None
    assert as_json(replace(a_document(), refers_to=("1",)))["refers_to"] == "1"
    assert as_json(replace(a_document(), refers_to=("1", "2")))["refers_to"] == ["1", "2"]


def test_what_only_the_owner_can_say_is_null() -> None:
    told = undecided_json(a_document(), {"currency", "issue_date"})
    assert (told["row"], told["id"], told["currency"], told["issue_date"]) == (
        "document",
        None,
        None,
        None,
    )
    assert (told["total_minor"], told["total"]) == (None, "600.00")
    assert undecided_json(a_payment(), {"date"})["amount_minor"] == 60000


def test_the_same_facts_are_the_same_bytes() -> None:
    assert canonical({"b": 1, "a": "š"}) == canonical({"a": "š", "b": 1}) == '{"a": "š", "b": 1}'
