"""The mails about money: invoices, reminders, what clients say about paying."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.demo import people
from goodterms.demo.ledger import amount
from goodterms.demo.prose import MONTHS, date_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goodterms.demo.ledger import Invoice
    from goodterms.demo.scene import Scene, Thread

REMINDERS = (7, 21, 38)
"""Days after the due date on which the owner writes about an open invoice."""

TITLES = {"en": "Invoice {number}", "hr": "Račun {number}"}


def letters_about(scene: Scene, invoice: Invoice) -> None:
    """Make up the thread of one invoice."""
    language = scene.cast.language
    number = invoice.number
    title = TITLES[language].format(number=number)
    thread = scene.thread(title, scene.current(), contact=scene.cast.people[-1])
    facts = {
        "number": number,
        "month": MONTHS[language][invoice.month.month - 1],
        "amount": f"{amount(invoice.total_minor)} EUR",
    }
    sent = thread.writes("invoice", _office_hour(scene, invoice.issued), facts)
    mood = scene.mood(sent.at)
    if invoice.is_disputed:
        _told(thread, "dispute", facts)
        thread.answered("ack")
        return
    if mood.stalls and scene.chance(mood.stalls * 0.4):
        _told(thread, "stalling", facts)
    elif scene.chance(0.3):
        _told(thread, "invoice_ok", facts)
    _reminded(thread, invoice, facts)
    _paid(thread, invoice, facts)


def _reminded(thread: Thread, invoice: Invoice, facts: Mapping[str, str]) -> None:
    """The owner's reminders while the invoice is open, and what comes back."""
    scene = thread.scene
    end = invoice.paid[-1][0] if invoice.paid else None
    for days in REMINDERS:
        day = scene.rhythm.working.add_business_days(invoice.due + timedelta(days=days - 1), 1)
        if end is not None and day >= end:
            return
        due = date_words(invoice.due, scene.cast.language)
        at = _office_hour(scene, day)
        if thread.last is not None and thread.last.at >= at:
            continue
        sent = thread.writes("reminder", at, {**facts, "date": due})
        stalls = scene.mood(sent.at).stalls
        if scene.chance(stalls or 0.5):
            _told(thread, "stalling" if stalls else "invoice_ok", facts)


def _paid(thread: Thread, invoice: Invoice, facts: Mapping[str, str]) -> None:
    """A line that the money is on its way, from those who write one."""
    scene = thread.scene
    for index, (day, _) in enumerate(invoice.paid):
        is_last = index + 1 == len(invoice.paid)
        if is_last and not scene.chance(0.35):
            return
        act = "paid" if is_last else "partial"
        at = scene.rhythm.office_at(_office_hour(scene, day), thread.contact)
        if thread.last is None or at > thread.last.at:
            thread.says(act, at, text=thread.words("client", act, at, facts))


def _told(thread: Thread, act: str, facts: Mapping[str, str]) -> None:
    """Let the client answer with a text that names the invoice."""
    if thread.last is not None:
        text = thread.words("client", act, thread.last.at, facts)
        thread.replied(act, text=text)


def _office_hour(scene: Scene, day: date) -> datetime:
    """Return a time on a day at which the owner does her books."""
    start = datetime.combine(day, time(9, 30), tzinfo=ZoneInfo(people.ZONE))
    return (start + scene.rng.uniform(0, 360) * timedelta(minutes=1)).astimezone(UTC)
