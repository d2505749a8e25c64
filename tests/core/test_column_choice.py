"""The owner's word on columns: what is proposed, what is missing, what is taken."""

from __future__ import annotations

import pytest

from goodterms.core.column_choice import ColumnError, named_field, proposal, with_columns
from goodterms.core.columns import ColumnMapping, Field, TableKind, header_digest, propose

HEADER = ["Ref", "Wann", "Kunde", "Geld"]


def test_a_header_that_says_too_little_is_proposed_with_what_is_missing() -> None:
    found = proposal(["Foo", "Datum računa", "Kupac", ""])
    assert (found.kind, found.header) == (TableKind.INVOICES, ("Foo", "Datum računa", "Kupac"))
    assert found.fields == {"Datum računa": Field.ISSUE_DATE, "Kupac": Field.CLIENT}
    assert found.missing == (Field.NUMBER, Field.TOTAL)
    assert not found.is_torn


def test_a_header_of_two_readings_is_torn() -> None:
    assert proposal(["Client", "Invoice Number", "Amount", "Date"]).is_torn


def test_the_owner_completes_a_mapping() -> None:
    pairs = {"Ref": "number", "Wann": "issue-date", "Geld": "TOTAL"}
    mapping = with_columns(HEADER, pairs)
    assert (mapping.kind, mapping.digest) == (TableKind.INVOICES, header_digest(HEADER))
    assert mapping.positions(HEADER) == {
        Field.NUMBER: 0,
        Field.ISSUE_DATE: 1,
        Field.CLIENT: 2,
        Field.TOTAL: 3,
    }
    assert ColumnMapping.from_json(mapping.digest, mapping.to_json()) == mapping


def test_a_field_of_payments_makes_it_a_table_of_payments() -> None:
    mapping = with_columns(HEADER, {"Wann": "paid_on", "Geld": "amount", "Kunde": "payer"})
    assert mapping.kind is TableKind.PAYMENTS
    assert set(mapping.fields.values()) == {Field.PAID_ON, Field.AMOUNT, Field.PAYER}


def test_the_owners_word_comes_before_what_was_proposed() -> None:
    header = ["number", "issue_date", "client", "total", "total incl. rounding"]
    base = propose(header)
    assert base is not None
    mapping = with_columns(header, {"total incl. rounding": "total"}, base)
    assert mapping.positions(header)[Field.TOTAL] == 4
    without = with_columns(header, {"client": ""}, base)
    assert Field.CLIENT not in without.fields.values()


@pytest.mark.parametrize(
    ("pairs", "said"),
    [({"Nope": "total"}, "no column is called"), ({"Geld": "money"}, "no field is called")],
)
def test_a_word_that_fits_nothing_is_refused(pairs: dict[str, str], said: str) -> None:
    with pytest.raises(ColumnError, match=said):
        with_columns(HEADER, pairs)


def test_every_field_can_be_named() -> None:
    assert [named_field(each.value) for each in Field] == list(Field)
    assert named_field("none") is None
