"""A tool and a bank that know of one payment tell of it once; two payments stay two."""

from __future__ import annotations

from datetime import date

import pytest

from builders import a_document, a_payment
from goodterms.core.owner_words import AllocationWord, MatchWord
from goodterms.core.payment_links import linked, matched


def money(number: int, **facts: object):
    values = {"id": f"P-{number}", "document": None, "client": None, "reference": "7"}
    return a_payment(**{**values, "source": f"{number}.csv", **facts})


BANK = money(1, bank_ref="2026-000001", source="bank.xml")
TOOL = money(2, on=date(2026, 4, 3), source="tool.csv")


def test_the_row_of_the_bank_stays_and_the_other_is_asked():
    for order in ((BANK, TOOL), (TOOL, BANK)):
        assert [each.id for each in linked([a_document("7")], order)] == ["P-1"]
        (doubt,) = matched([a_document("7")], order).doubts
        assert (doubt.payment, doubt.candidates) == ("P-2", ("7/2026",))


@pytest.mark.parametrize(
    "facts",
    [
        {"source": "bank.xml"},
        {"bank_ref": "2026-000002"},
        {"on": date(2026, 4, 20)},
        {"amount_minor": 50000},
        {"currency": "HRK", "amount_minor": 452070},
    ],
)
def test_what_differs_is_money_of_its_own(facts: dict[str, object]):
    assert len(linked([a_document("7")], [BANK, money(2, **facts)])) == 2


def test_two_instalments_of_one_amount_are_two_payments():
    assert len(linked([a_document("7", total_minor=120000)], [BANK, TOOL])) == 2


def test_a_payment_that_went_back_does_not_hide_the_other():
    back = money(3, amount_minor=-60000, on=date(2026, 4, 9), source="bank.xml")
    assert len(linked([a_document("7")], [BANK, TOOL, back])) == 3


def test_the_owners_word_makes_it_money_of_its_own():
    said = [AllocationWord(payment="P-2", document="7/2026", word=MatchWord.CONFIRMED)]
    assert len(linked([a_document("7")], [BANK, TOOL], said)) == 2
