"""What kind of row a payment table holds."""

from __future__ import annotations

import pytest

from goodterms.core.columns import Field
from goodterms.core.payment_types import counts, goes_out, is_clients, payer_of
from goodterms.core.table_row import TableRow


def a_row(**cells: str) -> TableRow:
    return TableRow(line=2, cells={Field(name): text for name, text in cells.items()})


@pytest.mark.parametrize(
    "state",
    ["Pending", "FAILED", "Reverted", "On hold", "Vorgemerkt", "Umsatz vorgemerkt", "u obradi"],
)
def test_money_that_is_not_there_is_no_payment(state: str) -> None:
    assert not is_clients(a_row(payment_state=state))
    assert is_clients(a_row(payment_state="Completed"))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("General Withdrawal", "", False),
        ("General Currency Conversion", "", False),
        ("Bank Deposit to PP Account", "", False),
        ("Account Hold for Open Authorization", "", False),
        ("CARD", "", False),
        ("CARD_PAYMENT", "", False),
        ("EXCHANGE", "", False),
        ("TOPUP", "Top-Up by *1234", False),
        ("TOPUP", "Apple Pay Top-Up by *1234", False),
        ("TOPUP", "Payment from Alba LLC", True),
        ("TOPUP", "Money added from Alba LLC", True),
        ("DEPOSIT", "Received money from Alba", True),
        ("Invoice Payment", "", True),
        ("", "", True),
    ],
)
def test_the_owners_own_movements_are_told_by_type(kind: str, text: str, expected: bool) -> None:
    assert is_clients(a_row(payment_type=kind, text=text)) is expected


@pytest.mark.parametrize(
    ("cells", "amount", "expected"),
    [
        ({}, 500, True),
        ({}, 0, False),
        ({}, -500, False),
        ({"invoice": "INV-7"}, -500, True),
        ({"payment_type": "Payment Refund"}, -500, True),
        ({"text": "Povrat po računu"}, -500, True),
        ({"payment_type": "Payment Refund"}, 500, False),
        ({"payment_type": "Payment Refund", "invoice": "INV-7"}, 500, True),
    ],
)
def test_money_out_counts_only_as_a_refund(cells: dict, amount: int, expected: bool) -> None:
    assert counts(a_row(**cells), amount) is expected


@pytest.mark.parametrize("word", ["Af", "D", "Debit", "DBIT", "S", "OUT", "-", "dr."])
def test_words_for_money_out(word: str) -> None:
    assert goes_out(a_row(direction=word))


@pytest.mark.parametrize("word", ["Bij", "C", "Credit", "H", "IN", "+", ""])
def test_words_for_money_in(word: str) -> None:
    assert not goes_out(a_row(direction=word))


@pytest.mark.parametrize(
    ("cells", "payer"),
    [
        ({"payer": "Alba", "text": "Payment from Bora"}, "Alba"),
        ({"text": "Payment from Alba LLC"}, "Alba LLC"),
        ({"text": "Received money from Cedar & Co with reference INV 7"}, "Cedar & Co"),
        ({"text": "Rent"}, ""),
    ],
)
def test_the_payer_stands_in_a_column_or_in_the_description(cells: dict, payer: str) -> None:
    assert payer_of(a_row(**cells)) == payer
