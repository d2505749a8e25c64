"""Everything known of one client, as plain tuples, and what of it was known on a given day.

No rules here; `incidents`, `exposure` and `assessment` read it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.owner_words import as_said

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.core.client import Correction, Decision
    from goodterms.core.ledger import Document, Entry, Payment
    from goodterms.core.mail import Message
    from goodterms.core.owner_words import DocumentWord
    from goodterms.core.told import Telling


def seen(history: History, *, now: datetime, today: date) -> History:
    """Return what was known at `now`, each tuple in stable order.

    Messages count up to and including the instant `now`, hours that began by then too; documents,
    payments, decisions and hours of which only the day is known up to and including the day `today`
    (the owner's zone). Corrections are always kept: the owner's later word on a message holds for
    the past too (decision model A2.9). Documents are in the state that the owner's words up to
    `today` give them.
    """
    messages = [each for each in history.messages if each.arrived_at <= now]
    issued = [each for each in history.documents if each.issue_date <= today]
    documents = as_said(issued, history.document_words, today=today)
    payments = [each for each in history.payments if each.paid_on <= today]
    entries = [
        each
        for each in history.entries
        if (each.worked_on <= today if each.started_at is None else each.started_at <= now)
    ]
    return replace(
        history,
        messages=tuple(sorted(messages, key=lambda each: (each.arrived_at, each.id))),
        documents=tuple(sorted(documents, key=lambda each: (each.issue_date, each.id))),
        payments=tuple(sorted(payments, key=lambda each: (each.paid_on, each.id))),
        decisions=tuple(each for each in history.decisions if each.decided_on <= today),
        entries=tuple(sorted(entries, key=lambda each: (each.worked_on, each.id))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All facts of one client; the tuples may come in any order.

    `told` is which verdicts were made known to the owner, at least where they crossed talk.
    """

    messages: tuple[Message, ...] = ()
    documents: tuple[Document, ...] = ()
    payments: tuple[Payment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    document_words: tuple[DocumentWord, ...] = ()
    entries: tuple[Entry, ...] = ()
    told: tuple[Telling, ...] = ()
