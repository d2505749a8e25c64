"""Type codes of e-invoices and what they mean for the ledger."""

from __future__ import annotations

import pytest

from goodterms.core.einvoice_kinds import kind_of, kind_word
from goodterms.core.ledger import DocumentKind


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("380", "invoice"),
        ("", "invoice"),
        ("875", "invoice"),
        ("TD24", "invoice"),
        ("381", "credit_note"),
        ("396", "credit_note"),
        ("TD04", "credit_note"),
        ("384", "corrective_invoice"),
        ("386", "advance_invoice"),
        ("td02", "advance_invoice"),
        ("389", "self_billed_invoice"),
        ("326", "partial_invoice"),
        ("383", "debit_note"),
    ],
)
def test_each_code_has_a_word(code: str, word: str) -> None:
    assert kind_word(code) == word


def test_the_root_of_the_file_makes_a_credit_note_whatever_its_code() -> None:
    assert kind_word("380", is_credit_note=True) == "credit_note"
    assert kind_word("261", is_credit_note=True) == "self_billed_credit_note"


@pytest.mark.parametrize(
    ("word", "owed", "kind"),
    [
        ("invoice", 100, DocumentKind.INVOICE),
        ("invoice", -100, DocumentKind.INVOICE),
        ("partial_invoice", 100, DocumentKind.INVOICE),
        ("self_billed_invoice", 100, DocumentKind.INVOICE),
        ("credit_note", -100, DocumentKind.CREDIT_NOTE),
        ("self_billed_credit_note", -100, DocumentKind.CREDIT_NOTE),
        ("advance_invoice", 0, DocumentKind.PREPAYMENT),
        ("corrective_invoice", -100, DocumentKind.CORRECTED),
        ("corrective_invoice", 0, DocumentKind.CORRECTED),
        ("corrective_invoice", 100, DocumentKind.INVOICE),
    ],
)
def test_each_word_has_a_kind_in_the_ledger(word: str, owed: int, kind: DocumentKind) -> None:
    assert kind_of(word, owed) is kind
