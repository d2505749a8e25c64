"""One row from what several files say: rank, newest word, furthest state, in any order."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.merging import Claim, Fields, Origin, as_of, combined, rank, sorting_name

NOTHING: Fields = {
    "id": "7/2026",
    "number": "7",
    "kind": "invoice",
    "buyer": "Alba d.o.o.",
    "issue_date": "2026-03-02",
    "due_date": None,
    "due_basis": "absent",
    "currency": "EUR",
    "total_minor": 60000,
    "paid_minor": 0,
    "state": "open",
    "net_minor": None,
    "hours": None,
    "buyer_tax_id": "",
    "buyer_email": "",
    "payment_reference": "",
    "prepaid_minor": 0,
    "refers_to": "[]",
    "stated": "{}",
}


def a_claim(
    name: str = "a.csv",
    form: str = "csv-invoices",
    day: str = "2026-03-31",
    edition: int = 1,
    line: int = 2,
    **fields: str | float | None,
) -> Claim:
    origin = Origin(
        id=f"{name}-{form}-{edition}", name=name, format=form, edition=edition, as_of=day
    )
    return Claim(origin=origin, line=line, fields={**NOTHING, **fields})


def both(first: Claim, second: Claim) -> Fields:
    """The row from two claims, which must not depend on their order."""
    found = combined("document", [first, second])
    assert combined("document", [second, first]) == found
    return found


def test_one_claim_is_the_row_with_its_file_and_line() -> None:
    assert combined("document", [a_claim()]) == {**NOTHING, "source": "a.csv", "line": 2}


def test_what_a_file_does_not_tell_unsays_nothing() -> None:
    full = a_claim(hours=4.0, net_minor=48000, buyer_tax_id="123", refers_to='["6"]')
    row = both(full, a_claim("b.csv", day="2026-06-30"))
    assert (row["hours"], row["net_minor"], row["buyer_tax_id"]) == (4.0, 48000, "123")
    assert row["refers_to"] == '["6"]'
    assert row["source"] == "a.csv"


def test_an_e_invoice_counts_more_than_a_tool_and_a_tool_more_than_a_table() -> None:
    xml = a_claim("a.xml", "ubl", day="2026-01-01", total_minor=1)
    tool = a_claim("b.json", "stripe", day="2026-02-01", total_minor=2)
    table = a_claim("c.csv", day="2026-03-01", total_minor=3)
    assert both(xml, tool)["total_minor"] == 1
    assert both(tool, table)["total_minor"] == 2
    assert [rank(each) for each in ("ubl", "pdf", "stripe", "csv-invoices", "")] == [2, 2, 1, 0, 0]


def test_of_equal_rank_the_file_that_reaches_later_days_is_believed() -> None:
    old = a_claim("z.csv", day="2026-03-31", total_minor=1)
    new = a_claim("a.csv", day="2026-04-30", total_minor=2)
    row = both(old, new)
    assert (row["total_minor"], row["source"]) == (2, "a.csv")


def test_of_equal_days_the_name_with_the_higher_number_is_believed() -> None:
    second = a_claim("invoices (2).csv", total_minor=2)
    tenth = a_claim("invoices (10).csv", total_minor=10)
    assert both(second, tenth)["total_minor"] == 10
    assert sorting_name("invoices.csv") < sorting_name("invoices (1).csv")


def test_a_file_of_the_same_name_takes_the_place_of_the_former_one() -> None:
    former = a_claim(day="2026-12-31", total_minor=1, state="paid", paid_minor=1, hours=3.0)
    row = both(former, a_claim(edition=2, total_minor=2))
    assert (row["total_minor"], row["state"], row["hours"]) == (2, "open", None)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("draft", "open"), ("open", "disputed"), ("open", "partial"), ("partial", "written_off"),
        ("written_off", "paid"), ("paid", "void"),
    ],
)  # fmt: skip
def test_how_far_a_document_is_settled_only_moves_on(less: str, more: str) -> None:
    behind = a_claim("new.csv", day="2026-06-30", state=less, paid_minor=5)
    ahead = a_claim("old.csv", day="2026-01-31", state=more, paid_minor=7)
    row = both(behind, ahead)
    assert (row["state"], row["paid_minor"]) == (more, 7)


def test_an_e_invoice_that_knows_of_no_payment_leaves_it_paid() -> None:
    row = both(a_claim("a.xml", "ubl"), a_claim(state="paid", paid_minor=60000))
    assert (row["state"], row["paid_minor"]) == ("paid", 60000)


def test_a_due_date_that_is_stated_beats_one_from_terms() -> None:
    terms = a_claim("a.xml", "ubl", due_date="2026-04-01", due_basis="terms")
    told = a_claim(due_date="2026-04-10", due_basis="explicit")
    row = both(terms, told)
    assert (row["due_date"], row["due_basis"]) == ("2026-04-10", "explicit")


def test_what_sources_state_beyond_is_united() -> None:
    xml = a_claim("a.xml", "ubl", stated='{"profile": "x", "payable": "1.00"}')
    row = both(xml, a_claim(stated='{"lines": 3, "payable": "1"}'))
    assert json.loads(str(row["stated"])) == {"profile": "x", "payable": "1.00", "lines": 3}


def test_money_that_was_booked_is_pending_no_more() -> None:
    fields: Fields = {"id": "p", "amount_minor": 5, "status": "booked", "stated": "{}"}
    origin = a_claim().origin
    booked = Claim(origin=origin, line=1, fields=fields)
    later = Origin(id="b", name="b.csv", format="csv", edition=1, as_of="2026-09-09")
    pending = Claim(origin=later, line=1, fields={**fields, "status": "pending"})
    assert combined("payment", [booked, pending])["status"] == "booked"


def test_hours_that_were_invoiced_stay_so() -> None:
    fields: Fields = {"id": "e", "is_invoiced": 1, "stated": "{}"}
    first = Claim(origin=a_claim().origin, line=1, fields=fields)
    for word in (0, None):
        other = Claim(
            origin=Origin(id="b", name="b", format="csv", edition=1, as_of="2026-09-09"),
            line=1,
            fields={**fields, "is_invoiced": word},
        )
        assert combined("entry", [first, other])["is_invoiced"] == 1


def test_a_file_without_days_is_as_of_no_day() -> None:
    assert as_of([]) == ""


CLAIMS = st.builds(
    a_claim,
    name=st.sampled_from(["a.csv", "b.csv", "a.xml", "9.json"]),
    form=st.sampled_from(["csv-invoices", "ubl", "stripe"]),
    day=st.sampled_from(["", "2026-03-31", "2026-04-30"]),
    edition=st.integers(1, 3),
    total_minor=st.integers(1, 3),
    state=st.sampled_from(["open", "partial", "paid", "void"]),
    paid_minor=st.integers(0, 2),
    due_date=st.sampled_from([None, "2026-05-01", "2026-06-01"]),
    due_basis=st.sampled_from(["absent", "terms", "explicit"]),
    refers_to=st.sampled_from(["[]", '["1"]', '["2"]']),
    stated=st.sampled_from(["{}", '{"a": 1}', '{"a": 2}', '{"b": 1}']),
)


@settings(max_examples=200, deadline=None)
@given(
    claims=st.lists(CLAIMS, min_size=1, max_size=5, unique_by=lambda each: each.origin.id),
    data=st.data(),
)
def test_the_order_of_claims_never_matters(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    assert combined("document", shuffled) == combined("document", claims)
