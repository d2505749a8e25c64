"""What waits for a word is named once, and nothing else is."""

from __future__ import annotations

from datetime import date

from builders import a_client, a_document, a_payment
from goodterms.core.money_questions import (
    likely,
    matched_payments,
    questions,
    unknown_buyers,
)
from goodterms.core.owner_words import AllocationWord, BuyerWord, MatchWord
from goodterms.core.payment_links import linked, matched
from goodterms.core.settlement import settlements

CLIENTS = (a_client("Alba Studio"), a_client("Brodet Media", addresses=()))


def loose(number: int, **facts: object):
    return a_payment(**{"id": f"P-{number}", "document": None, "client": None, **facts})


def test_probable_unmatched_and_short_are_told_apart():
    documents = [a_document("7"), a_document("8", total_minor=10000)]
    payments = [
        loose(1, amount_minor=60000),
        loose(2, amount_minor=9900, reference="8"),
        loose(3, amount_minor=4500, payer="Marko"),
        loose(4, amount_minor=77, payer="Shop"),
    ]
    said = [AllocationWord(payment="P-4", document="", word=MatchWord.REJECTED)]
    found = matched_payments(payments, matched(documents, payments, said))
    paid = [each for each in linked(documents, payments, said) if each.client == "Alba"]
    settled = settlements(documents, paid, today=date(2026, 6, 1), terms_days=30)
    asked = questions(found, settled, ())
    assert [each.payment.id for each in asked.probable] == ["P-1"]
    assert [(each.payment.id, each.rest_minor) for each in asked.unmatched] == [("P-3", 4500)]
    assert [(each.document.number, each.remaining_minor) for each in asked.short] == [("8", 100)]


def test_names_like_a_client_are_asked_until_the_owner_said_who_they_are():
    documents = [a_document(str(n), buyer="ALBA STUDIO D.O.O.", client=None) for n in (1, 2)]
    payments = [
        loose(1, payer="Brodet Media j.d.o.o."),
        loose(2, payer="Corner Shop"),
        loose(3, payer="BRODET MEDIA", amount_minor=-5),
    ]
    found = unknown_buyers(documents, payments, CLIENTS, ())
    assert [(each.name, each.rows, each.likely[0][0]) for each in found] == [
        ("ALBA STUDIO D.O.O.", 2, "Alba Studio"),
        ("Brodet Media j.d.o.o.", 1, "Brodet Media"),
    ]
    said = [BuyerWord(buyer="alba studio d.o.o.", client="")]
    assert [each.name for each in unknown_buyers(documents, payments, CLIENTS, said)] == [
        "Brodet Media j.d.o.o."
    ]


def test_the_most_alike_client_comes_first():
    twins = (*CLIENTS, a_client("Alba Studios", addresses=()))
    assert [name for name, _ in likely("Alba Studio d.o.o.", twins)] == [
        "Alba Studio",
        "Alba Studios",
    ]
