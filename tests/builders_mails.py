"""Every kind of mail to the owner, from the same assessments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from builders_verdict import NOW, a_client, a_quiet_assessment, an_owner
from builders_views import NAMES, a_report, all_assessments
from goodterms.core.client import Freshness
from goodterms.core.event import Event, EventKind
from goodterms.core.event_view import event_view
from goodterms.core.exit_dates import DateKind, ExitDate
from goodterms.core.findings import Privacy
from goodterms.core.report import Edition

DAY = date(2026, 11, 16)
TALK = Event(client="Ćuk i Žabac", kind=EventKind.TALK, on=DAY)
COOL_OFF = Event(client="Borea Kiosk", kind=EventKind.COOL_OFF, on=DAY - timedelta(days=2))
SNOOZE = Event(client="Quiet Press", kind=EventKind.SNOOZE, on=DAY)
NOTE = ExitDate(kind=DateKind.NOTICE_END, on=DAY + timedelta(days=30), number=17, uid="ab" * 16)


def an_event_mail(*events, privacy=Privacy.NAMES, assessments=None, names=NAMES, dates=()):
    edition = Edition(
        period="",
        privacy=privacy,
        freshness=Freshness(mail_at=NOW, invoices_at=NOW - timedelta(days=2)),
        previous={},
        excerpts={f"M-{40 + n:012x}": f"Make it pop, part {n}" for n in range(4)},
        dates={events[0].client: tuple(dates)},
    )
    return event_view(
        all_assessments() if assessments is None else assessments,
        events,
        clients=[a_client(name) for name in names],
        owner=an_owner(price_of_calm_minor=3_000),
        edition=edition,
        now=NOW,
    )


def a_stale_report(privacy):
    return a_report(
        privacy=privacy, freshness=Freshness(mail_at=NOW - timedelta(days=9), invoices_at=None)
    )


def a_quiet_report(privacy):
    return a_report([a_quiet_assessment("Quiet Press")], privacy=privacy)


KINDS = {
    "digest": lambda privacy: a_report(privacy=privacy),
    "stale": a_stale_report,
    "quiet": a_quiet_report,
    "empty": lambda privacy: replace(
        a_report([], names=(), freshness=Freshness(), privacy=privacy), figures=None
    ),
    "talk": lambda privacy: an_event_mail(TALK, privacy=privacy),
    "dates": lambda privacy: an_event_mail(COOL_OFF, SNOOZE, privacy=privacy, dates=[NOTE]),
}
"""Builders by name: each takes a privacy level and gives a view."""
