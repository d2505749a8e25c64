"""A correction takes the place of what it corrects, a final invoice that of its prepayments."""

from __future__ import annotations

from datetime import date

import pytest

from builders import a_document
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.supersession import successors

FORMER = a_document("7")
LATER = date(2026, 3, 20)


def corrected(number: str = "7-K", former: str = "7", **facts: object):
    values = {"issued": LATER, "kind": DocumentKind.CORRECTED, "refers_to": (former,)}
    return a_document(number, **{**values, **facts})


def test_corrected_invoice_replaces_the_one_it_refers_to():
    assert successors([FORMER, corrected()]) == {"7/2026": "7-K/2026"}


def test_a_chain_of_corrections_leads_to_the_last():
    last = corrected("7-L", "7-K", issued=date(2026, 3, 25))
    assert successors([last, FORMER, corrected()]) == {
        "7/2026": "7-L/2026",
        "7-K/2026": "7-L/2026",
    }


def test_two_that_refer_to_each_other_end():
    assert successors([corrected("A", "B"), corrected("B", "A")]) == {"A/2026": "B/2026"}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": DocumentKind.INVOICE},
        {"kind": DocumentKind.CREDIT_NOTE, "total_minor": -60000},
        {"total_minor": -60000},
        {"client": "Brodet"},
        {"currency": "USD"},
        {"issued": date(2026, 3, 1)},
        {"state": DocumentState.VOID},
        {"refers_to": ("8",)},
        {"refers_to": ()},
    ],
)
def test_everything_else_replaces_nothing(facts: dict[str, object]):
    assert successors([FORMER, corrected(**facts)]) == {}


def test_reissued_after_a_cancellation():
    again = a_document("7-R", issued=LATER, refers_to=("7",))
    gone = a_document("7", kind=DocumentKind.CANCELLED)
    assert successors([gone, again]) == {"7/2026": "7-R/2026"}


def test_a_final_invoice_takes_prepayments_in_unless_they_stand_in_it():
    advance = a_document("A-1", kind=DocumentKind.PREPAYMENT, total_minor=10000)
    final = a_document("9", issued=LATER, refers_to=("A-1",))
    assert successors([advance, final]) == {"A-1/2026": "9/2026"}
    told = a_document("9", issued=LATER, refers_to=("A-1",), prepaid_minor=10000)
    assert successors([advance, told]) == {}
