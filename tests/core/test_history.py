from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from builders import MORNING, a_document, a_message, a_payment
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.history import History, seen


def test_later_facts_are_not_seen_and_corrections_always_are():
    history = History(
        messages=(a_message(2, at=MORNING + timedelta(seconds=1)), a_message(1, at=MORNING)),
        documents=(a_document("8", issued=date(2026, 3, 3)), a_document("7")),
        payments=(a_payment(on=date(2026, 3, 3)), a_payment(on=date(2026, 3, 2))),
        corrections=(
            Correction(
                id=1,
                message="M-1",
                code="*",
                kind=CorrectionKind.WRONG,
                corrected_at=datetime(2027, 1, 1, tzinfo=UTC),
            ),
        ),
        decisions=tuple(
            Decision(id=day, client="Alba", kind=DecisionKind.TALKED, decided_on=date(2026, 3, day))
            for day in (2, 3)
        ),
    )
    known = seen(history, now=MORNING, today=date(2026, 3, 2))
    assert [each.id for each in known.messages] == ["M-000000000001"]
    assert [each.number for each in known.documents] == ["7"]
    assert [each.paid_on for each in known.payments] == [date(2026, 3, 2)]
    assert [each.id for each in known.decisions] == [2]
    assert known.corrections == history.corrections
