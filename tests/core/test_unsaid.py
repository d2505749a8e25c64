"""An invoice from the owner's mail says nothing of its payment: it is not late on its own word."""

from __future__ import annotations

from datetime import date

from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.settlement import Settlement, settlements

TODAY = date(2026, 11, 16)


def settled(*payments: Payment, state: DocumentState = DocumentState.UNSAID) -> Settlement:
    document = Document(
        id="7/2026",
        number="7",
        kind=DocumentKind.INVOICE,
        client="Alba",
        buyer="Alba",
        issue_date=date(2026, 9, 1),
        due_date=date(2026, 9, 15),
        due_basis="explicit",
        currency="EUR",
        total_minor=10_000,
        paid_minor=0,
        state=state,
    )
    (found,) = settlements([document], payments, today=TODAY, terms_days=14)
    return found


def paid(on: date, amount: int, document: str | None = None) -> Payment:
    return Payment(
        id=f"p{on}",
        document=document,
        client="Alba",
        amount_minor=amount,
        currency="EUR",
        paid_on=on,
        confidence="certain" if document else "",
    )


def test_it_is_not_late_while_no_payments_are_known() -> None:
    assert settled(state=DocumentState.OPEN).is_late(grace_days=3)
    assert not settled().is_late(grace_days=3)
    assert settled().remaining_minor == 0


def test_an_earlier_payment_does_not_show_that_payments_are_read() -> None:
    assert not settled(paid(date(2026, 9, 10), 300, "other/2026")).is_late(grace_days=3)


def test_it_is_late_when_a_later_payment_of_the_client_is_known_and_its_own_is_not() -> None:
    found = settled(paid(date(2026, 10, 20), 500, "other/2026"))
    assert found.is_late(grace_days=3)
    assert found.remaining_minor == 10_000


def test_its_own_payment_counts_with_its_day() -> None:
    found = settled(paid(date(2026, 9, 30), 10_000, "7/2026"))
    assert (found.settled_on, found.days_late) == (date(2026, 9, 30), 15)
