"""From facts to incidents: every counted piece of trouble of one client, as known at one instant.

Source: decision model A2.2 and design, Fairness. The rules stand in `incidents_nights`,
`incidents_waits`, `incidents_work` and `incidents_money`, the prices in `policy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import (
    incidents_money,
    incidents_nights,
    incidents_waits,
    incidents_work,
)
from goodterms.core.case import case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from goodterms.core.case import Case
    from goodterms.core.client import Client, Owner
    from goodterms.core.correcting import Corrections
    from goodterms.core.history import History
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Incident


def incidents(
    history: History, client: Client, owner: Owner, policy: Policy, *, now: datetime
) -> tuple[Incident, ...]:
    """Return all incidents of a client known at `now` (aware), sorted by `at`, then id.

    Only facts up to `now` are seen; corrections always apply. Noise never counts. Three codes look
    different later: an open ``LP`` ages and stands at `now`, ``SC`` appears (at its arrival) once
    the days for a quote are over, and when a night brings a demand, its ``AH`` or ``CH`` gives way
    to ``AHP``. All others stay as they are from their `at` on.
    """
    known = case(history, client, owner, policy, now=now)
    found = kept([*within_threads(known), *about_money(known)], known.corrections)
    return tuple(sorted(found, key=in_order))


def in_order(incident: Incident) -> tuple[datetime, str]:
    """Return what incidents are sorted by."""
    return incident.at, incident.id


def within_threads(known: Case) -> list[Incident]:
    """Return the incidents that arise within one thread, before the owner's word on them."""
    nights, counted = incidents_nights.after_hours(known)
    return [
        *nights,
        *incidents_waits.chasers(known, counted=counted),
        *incidents_waits.hostile(known),
        *incidents_work.vague(known),
        *incidents_work.extra_rounds(known),
        *incidents_work.scope(known),
    ]


def about_money(known: Case) -> list[Incident]:
    """Return the incidents that how the invoices stand decides, before the owner's word on them."""
    return [*incidents_money.late_payments(known), *incidents_money.stalling(known)]


def kept(found: Iterable[Incident], corrections: Corrections) -> list[Incident]:
    """Return the incidents as the owner sees them."""
    applied = (corrections.apply(each) for each in found)
    return [each for each in applied if each is not None]
