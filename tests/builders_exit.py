"""Words of the owner on an ending, decisions, and dossiers that hold every part of one."""

from __future__ import annotations

from datetime import timedelta

from builders_people import NOW, TODAY, a_client, a_message, an_owner
from builders_verdict import an_assessment
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.dossier import dossier_view
from goodterms.core.exit_kit import Kit
from goodterms.core.exit_words import ExitWord, Said
from goodterms.core.history import History
from goodterms.core.mail import Direction
from goodterms.core.verdict import Verdict


def a_word(number: int = 1, **changes) -> ExitWord:
    values = {
        "id": number,
        "client": "Alba Studio",
        "step": "ways_out",
        "state": Said.DONE,
        "said_on": TODAY,
    }
    return ExitWord(**{**values, **changes})


def a_decision(kind: DecisionKind, on, number: int = 1) -> Decision:
    return Decision(id=number, client="Alba Studio", kind=kind, decided_on=on)


def some_words() -> tuple[ExitWord, ...]:
    """A word for every part of the exit kit."""
    start = TODAY - timedelta(days=40)
    terms = "Answers within a working day; two rounds of changes; payment within 14 days"
    return (
        a_word(1, note="30 days, clause 7"),
        a_word(2, step="reason", note="Our working hours do not fit together."),
        a_word(3, step="promise:logo files", state=Said.OPEN),
        a_word(4, step="promise:brand book"),
        a_word(5, step="access:hosting"),
        a_word(6, step="access:DNS zone", state=Said.OPEN, note="at the registrar"),
        a_word(7, step="meeting", state=Said.OPEN, day=TODAY + timedelta(days=9)),
        a_word(8, step="trial", state=Said.OPEN, day=start, said_on=start, note=terms),
        a_word(9, step="mail:M-000000000002"),
        a_word(10, step="obligations", state=Said.NOT_NEEDED),
    )


def some_messages(count: int = 129):
    return tuple(
        a_message(
            number,
            direction=Direction.OUT if number % 2 == 0 else Direction.IN,
            arrived_at=NOW - timedelta(days=150 - number, hours=number % 13),
            offers=number == 4,
            attachments=int(number == 3),
            papers=("contract",) if number == 6 else (),
        )
        for number in range(1, count + 1)
    )


def an_exit_dossier(*, words=None, decisions=(), verdict=Verdict.PREPARE, **changes):
    """A dossier with the owner's words, and with decisions when given."""
    return dossier_view(
        changes.pop("assessment", None) or an_assessment("Alba Studio", verdict, **changes),
        client=a_client(referral="Iva Design", tax_id="DE123456789"),
        owner=an_owner(country="HR"),
        history=History(messages=some_messages(), decisions=tuple(decisions)),
        now=NOW,
        kit=Kit(words=some_words() if words is None else tuple(words)),
    )


def an_ended_dossier(*, days: int = 100, **changes):
    """A dossier `days` after the end, thirty days of notice before it."""
    end = TODAY - timedelta(days=days)
    decisions = (
        a_decision(DecisionKind.PARTING, end - timedelta(days=30), 1),
        a_decision(DecisionKind.PARTED, end, 2),
    )
    return an_exit_dossier(decisions=decisions, verdict=Verdict.PARTED, **changes)
