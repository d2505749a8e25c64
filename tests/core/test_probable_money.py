"""Payments that name nothing are probable at most: edge cases of the invoices study, by name."""

from __future__ import annotations

from datetime import date

from builders import a_document
from goodterms.core.payment_links import matched, possible
from matching_cases import found, money


def test_two_payments_of_one_amount():
    pair = [money(1, client="Alba"), money(2, client="Alba", on=date(2026, 4, 2))]
    assert found([a_document("7")], pair) == [("P-1", "7/2026", 60000, "probable")]


def test_payment_before_the_invoice():
    payment = money(client="Alba", on=date(2026, 2, 20))
    assert found([a_document("7")], [payment]) == [("P-1", "7/2026", 60000, "probable")]
    too_early = money(client="Alba", on=date(2026, 1, 1))
    assert found([a_document("7")], [too_early]) == []


def test_same_amounts_of_two_clients_are_told_by_the_payer():
    documents = [a_document("7"), a_document("8", client="Brodet", buyer="Brodet Media d.o.o.")]
    assert found(documents, [money(client="Brodet")]) == [("P-1", "8/2026", 60000, "probable")]
    like = money(payer="BRODET MEDIA DOO")
    assert found(documents, [like]) == [("P-1", "8/2026", 60000, "probable")]


def test_same_amounts_of_two_clients_and_an_unknown_payer_are_asked():
    documents = [a_document("7"), a_document("8", client="Brodet", buyer="Brodet")]
    matches = matched(documents, [money()])
    assert matches.allocations == ()
    assert [each.candidates for each in matches.doubts] == [("7/2026", "8/2026")]


def test_what_may_be_one_of_two_clients_money_counts_in_favour_of_both():
    documents = [a_document("7"), a_document("8", client="Brodet", buyer="Brodet")]
    payments = [money(), money(2, reference="x", amount=1), money(3, client="Alba", amount=2)]
    found = possible(documents, payments, matched(documents, payments))
    assert [(each.id, each.client, each.document) for each in found] == [
        ("P-1", "Alba", None),
        ("P-1", "Brodet", None),
    ]


def test_amount_alone_is_probable():
    assert found([a_document("7")], [money()]) == [("P-1", "7/2026", 60000, "probable")]


def test_a_payer_known_as_another_client_pays_nothing_of_this_one():
    assert found([a_document("7")], [money(client="Brodet")]) == []
    assert found([a_document("7")], [money(client="Brodet", reference="7")]) == []


def test_bank_fee_shortfall_of_a_known_payer_is_probable():
    assert found([a_document("7")], [money(amount=59500, client="Alba")]) == [
        ("P-1", "7/2026", 59500, "probable")
    ]
    assert found([a_document("7")], [money(amount=59000, client="Alba")]) == []


def test_a_sum_of_what_one_client_owes_is_probable():
    documents = [a_document("7"), a_document("8", total_minor=10000)]
    assert [each[1:] for each in found(documents, [money(amount=70000, client="Alba")])] == [
        ("7/2026", 60000, "probable"),
        ("8/2026", 10000, "probable"),
    ]
