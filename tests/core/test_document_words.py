"""Words of tools and people for states and kinds."""

from __future__ import annotations

import pytest

from goodterms.core.columns import normalise_title
from goodterms.core.document_words import (
    KINDS,
    OTHERS,
    PAYMENTS,
    STATES,
    STORNO_OF,
    is_total,
    kind_named,
    referred,
    state_named,
)
from goodterms.core.ledger import DocumentKind, DocumentState


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Overdue 14 days", DocumentState.OPEN),
        ("Due in 3 days", DocumentState.OPEN),
        ("Partially paid, due on 02/04/2026", DocumentState.PARTIAL),
        ("Uhrazena", DocumentState.PAID),
        ("částečně uhrazena", DocumentState.PARTIAL),
        ("częściowo opłacona", DocumentState.PARTIAL),
        ("Nieopłacona", DocumentState.OPEN),
        ("Impayée", DocumentState.OPEN),
        ("Annulée", DocumentState.VOID),
        ("Borrador", DocumentState.DRAFT),
        ("Betaald", DocumentState.PAID),
        ("uncollectible", DocumentState.WRITTEN_OFF),
        ("En litige", DocumentState.DISPUTED),
        ("whatever", None),
    ],
)
def test_a_state_is_known_in_the_words_of_its_country(text: str, state: object) -> None:
    assert state_named(text) is state


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Storno računa 3/P1/1", "3/P1/1"),
        ("Storno rn. br. 12-1-1", "12-1-1"),
        ("Gutschrift zu RE-1001", "RE-1001"),
        ("Stornorechnung zu RE-1001", "zu RE-1001"),
        ("Credit for invoice INV 7", "INV 7"),
        ("Korekta do faktury FV/1", "FV/1"),
        ("Storno", ""),
        ("Plaćen", ""),
        ("", ""),
    ],
)
def test_the_number_that_a_credit_names_is_read(text: str, number: str) -> None:
    assert referred(text) == number


def test_a_credit_that_names_its_invoice_is_a_credit_note() -> None:
    assert kind_named("Gutschrift zu RE-1") is DocumentKind.CREDIT_NOTE
    assert kind_named("Nota di credito") is DocumentKind.CREDIT_NOTE


@pytest.mark.parametrize(
    "text", ["TOTAL", "Ukupno:", "Totale fatture", "Celkem", "Razem", "Totaal"]
)
def test_a_row_of_sums_is_known_by_its_first_word(text: str) -> None:
    assert is_total(text)


def test_no_word_means_two_things() -> None:
    assert not OTHERS & set(KINDS)
    assert not PAYMENTS & (set(KINDS) | OTHERS)
    assert not set(STATES) & OTHERS


def test_all_words_are_written_as_they_are_compared() -> None:
    for word in (*STATES, *KINDS, *OTHERS, *PAYMENTS, *STORNO_OF):
        assert normalise_title(word) == word
