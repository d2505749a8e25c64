"""The owner's words change what a document or buyer is, from their day on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from builders import a_client, a_document
from goodterms.core.buyers import client_for
from goodterms.core.history import History, seen
from goodterms.core.ledger import DocumentState
from goodterms.core.owner_words import (
    BuyerWord,
    DocumentWord,
    DocumentWordKind,
    as_said,
    with_buyers,
)


def word(kind: str, day: int, number: int = 0) -> DocumentWord:
    return DocumentWord(
        id=number, document="7/2026", word=DocumentWordKind(kind), on_day=date(2026, 5, day)
    )


def state(words: list[DocumentWord], day: int, **facts: object) -> DocumentState:
    documents = [a_document("7", **facts), a_document("8")]
    said, other = as_said(documents, words, today=date(2026, 5, day))
    assert other == documents[1]
    return said.state


def test_a_dispute_holds_from_its_day_until_it_is_resolved():
    words = [word("resolved", 20), word("disputed", 10)]
    assert [state(words, day) for day in (9, 10, 19, 20)] == [
        DocumentState.OPEN,
        DocumentState.DISPUTED,
        DocumentState.DISPUTED,
        DocumentState.OPEN,
    ]


def test_of_two_words_of_one_day_the_later_one_holds():
    words = [word("owed", 10, 2), word("written_off", 10, 1)]
    assert state(words, 10) is DocumentState.OPEN


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("resolved", DocumentState.DISPUTED, DocumentState.OPEN),
        ("resolved", DocumentState.PAID, DocumentState.PAID),
        ("resolved", DocumentState.WRITTEN_OFF, DocumentState.WRITTEN_OFF),
        ("owed", DocumentState.WRITTEN_OFF, DocumentState.OPEN),
        ("owed", DocumentState.DISPUTED, DocumentState.DISPUTED),
        ("written_off", DocumentState.PARTIAL, DocumentState.WRITTEN_OFF),
    ],
)
def test_a_word_takes_back_only_its_own_kind(
    kind: str, before: DocumentState, after: DocumentState
):
    assert state([word(kind, 1)], 1, state=before) is after


def test_what_was_seen_earlier_does_not_know_later_words():
    history = History(documents=(a_document("7"),), document_words=(word("disputed", 10),))
    for day, expected in ((9, DocumentState.OPEN), (10, DocumentState.DISPUTED)):
        now = datetime(2026, 5, day, 12, tzinfo=UTC)
        (known,) = seen(history, now=now, today=now.date()).documents
        assert known.state is expected


def test_a_buyer_whom_the_owner_named_is_the_client():
    clients = (a_client("Alba"), a_client("Brodet", addresses=()))
    said = [BuyerWord(buyer="Renamed d.o.o.", client="Brodet"), BuyerWord(buyer="Shop", client="")]
    document = a_document(buyer="RENAMED D.O.O.", client=None)
    assert client_for(document, clients) is None
    assert client_for(document, with_buyers(clients, said)) == "Brodet"
    shop = a_document(buyer="Shop", client=None)
    assert client_for(shop, with_buyers(clients, said)) is None


def test_a_tax_number_goes_before_the_owners_word():
    clients = (a_client("Alba", tax_id="HR11111111119"), a_client("Brodet", addresses=()))
    known = with_buyers(clients, [BuyerWord(buyer="Alba d.o.o.", client="Brodet")])
    assert client_for(a_document(buyer_tax_id="11111111119"), known) == "Alba"
