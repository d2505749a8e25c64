"""The view of a mail between reports: the same sections and rows, of those with news only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.event import ORDER, mail_period
from goodterms.core.report import report_view
from goodterms.core.sections import section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.edition import Edition
    from goodterms.core.event import Event
    from goodterms.core.report import Report
    from goodterms.core.verdict import Assessment


def event_view(
    assessments: Sequence[Assessment],
    events: Sequence[Event],
    *,
    clients: Sequence[Client],
    owner: Owner,
    edition: Edition,
    now: datetime,
) -> Report:
    """Return what an event mail says: a whole section for each client with news, whatever its step.

    Args:
        assessments: One per client; those without news are left out.
        events: At least one.
        clients: In config order, which gives each its case number.
        owner: Name and workweek.
        edition: How private; its period is replaced.
        now: Aware UTC.
    """
    ordered = sorted(events, key=lambda each: (ORDER.index(each.kind), each.on, each.client))
    names = list(dict.fromkeys(each.client for each in ordered))
    by_name = {each.client: each for each in assessments}
    places = {client.name: place for place, client in enumerate(clients, start=1)}
    known = [name for name in names if name in by_name and name in places]
    today = owner.workweek.day(now)
    edition = replace(edition, period=mail_period(today))
    view = report_view(
        [by_name[name] for name in known], clients=clients, owner=owner, edition=edition, now=now
    )
    news = {name: tuple(each for each in ordered if each.client == name) for name in known}
    sections = tuple(section(by_name[name], places[name], edition, news[name]) for name in known)
    return replace(
        view,
        sections=sections,
        briefs=(),
        events=tuple(each for part in sections for each in part.events),
        dates=tuple(
            each for name in known for each in edition.dates.get(name, ()) if each.on > today
        ),
        figures=None,
    )
