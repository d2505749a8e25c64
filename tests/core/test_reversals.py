"""Money that went back takes back what it answers, named or not."""

from __future__ import annotations

import json
from datetime import date

from builders import a_document, a_payment
from goodterms.core.payment_links import matched

PAID, BACK = date(2026, 4, 1), date(2026, 4, 8)


def money(number: int, amount: int, *, on: date, **facts: object):
    values = {"id": f"P-{number}", "document": None, "client": None, "payer": "Alba d.o.o."}
    return a_payment(**{**values, "amount_minor": amount, "on": on, **facts})


def found(documents, *payments):
    return [
        (each.payment, each.document, each.applied_minor, each.confidence.value)
        for each in matched(documents, payments).allocations
    ]


def test_refund_that_names_its_invoice():
    paid = money(1, 60000, on=PAID, reference="7")
    back = money(2, -10000, on=BACK, reference="refund, invoice 7")
    assert found([a_document("7")], paid, back)[1] == ("P-2", "7/2026", -10000, "high")


def test_reversal_by_the_banks_own_reference():
    paid = money(1, 60000, on=PAID, reference="7", bank_ref="2026-000001")
    back = money(2, -60000, on=BACK, bank_ref="2026-000001", payer="")
    assert found([a_document("7")], paid, back)[1] == ("P-2", "7/2026", -60000, "high")


def test_refund_of_a_transaction_takes_its_part_back():
    paid = money(1, 60000, on=PAID, reference="7", bank_ref="9AA00000000000001")
    stated = json.dumps({"refund_of": "9AA00000000000001"})
    back = money(2, -500, on=BACK, payer="", stated=stated)
    assert found([a_document("7")], paid, back)[1] == ("P-2", "7/2026", -500, "high")


def test_reversal_of_one_payment_for_two_invoices_opens_both_again():
    documents = [a_document("INV-01", total_minor=100), a_document("INV-02", total_minor=200)]
    paid = money(1, 300, on=PAID, reference="INV-01, INV-02")
    stated = json.dumps({"reversal": True})
    back = money(2, -300, on=BACK, stated=stated)
    assert sorted(each[1:] for each in found(documents, paid, back)[2:]) == [
        ("INV-01/2026", -100, "high"),
        ("INV-02/2026", -200, "high"),
    ]


def test_money_back_that_says_nothing_is_probable():
    paid = money(1, 60000, on=PAID, reference="7")
    assert found([a_document("7")], paid, money(2, -60000, on=BACK))[1][3] == "probable"


def test_a_reversal_of_a_probable_payment_is_probable():
    paid = money(1, 60000, on=PAID)
    back = money(2, -60000, on=BACK, stated='{"reversal": true}')
    assert [each[3] for each in found([a_document("7")], paid, back)] == ["probable"] * 2


def test_one_payment_is_taken_back_once():
    paid = money(1, 60000, on=PAID, reference="7")
    backs = [money(number, -60000, on=BACK) for number in (2, 3)]
    assert len(found([a_document("7")], paid, *backs)) == 2


def test_money_back_to_somebody_else_or_long_after_takes_nothing():
    paid = money(1, 60000, on=PAID, reference="7")
    other = money(2, -60000, on=BACK, payer="Brodet Media")
    late = money(3, -60000, on=date(2026, 12, 1))
    early = money(4, -60000, on=date(2026, 3, 1))
    assert len(found([a_document("7")], paid, other, late, early)) == 1
