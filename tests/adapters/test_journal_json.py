from __future__ import annotations

import json

import pytest

from goodterms.adapters.invoices import Asked, read_bytes


def an_amount(mantissa: object, places: object = 2) -> dict[str, object]:
    return {
        "acommodity": "EUR",
        "aprice": None,
        "aquantity": {"decimalMantissa": mantissa, "decimalPlaces": places, "floatingPoint": 1},
    }


def a_posting(account: str, mantissa: object, **changes: object) -> dict[str, object]:
    row = {
        "paccount": account,
        "pamount": [an_amount(mantissa)],
        "ptags": [],
        "ptype": "RegularPosting",
    }
    return {**row, **changes}


def a_transaction(*postings: object, **changes: object) -> dict[str, object]:
    row = {
        "tdate": "2026-01-12",
        "tcode": "7",
        "tdescription": "Alba | x",
        "ttags": [["invoice", "7"], ["due", "2026-01-27"]],
        "tpostings": list(postings),
        "tsourcepos": [{"sourceColumn": 1, "sourceLine": 6, "sourceName": "x"}],
    }
    return {**row, **changes}


INVOICE = a_transaction(a_posting("assets:receivable:alba", 1000), a_posting("income", -1000))


def read(*records: object):
    return read_bytes(json.dumps(records).encode(), "books.json", Asked())


def test_what_hledger_understood_is_taken_as_it_is() -> None:
    paid = a_transaction(
        a_posting("assets:receivable:alba", -1000), a_posting("assets:bank", 1000), tcode=""
    )
    found = read(INVOICE, paid)
    (document,) = found.documents
    assert (document.total_minor, document.paid_minor, document.line) == (1000, 1000, 6)
    assert found.format == "hledger"
    assert found.problems == []


def test_virtual_postings_are_left_out_and_prices_weigh() -> None:
    price = {"tag": "UnitPrice", "contents": {**an_amount(200), "acommodity": "USD"}}
    priced = a_posting("assets:receivable:alba", 1000)
    priced["pamount"] = [{**an_amount(1000), "aprice": price}]
    income = a_posting("income", -2000)
    income["pamount"] = [{**an_amount(-2000), "acommodity": "USD"}]
    found = read(a_transaction(priced, income, a_posting("x", 5, ptype="VirtualPosting")))
    assert found.problems == []
    assert found.documents[0].total_minor == 1000


@pytest.mark.parametrize(
    "record",
    [
        7,
        {**INVOICE, "tdate": "12.01.2026"},
        a_transaction(a_posting("assets:receivable:alba", "many"), a_posting("income", -1)),
        a_transaction(a_posting("assets:receivable:alba", 10**35), a_posting("income", -1)),
        a_transaction(a_posting("assets:receivable:alba", 1000), a_posting("income", -999)),
    ],
)
def test_a_bad_record_is_named_and_the_others_stay(record: object) -> None:
    found = read(INVOICE, record)
    assert len(found.documents) == 1
    assert len(found.problems) == 1
