"""What a mail to the owner is made of before it has words: which edition, and what is news.

Facts and claims from the store, rules from `core.event` and `core.edition`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from goodterms.core import decided, dossier, due, event, report_offers, rescoring, row
from goodterms.core.edition import Edition, period_key
from goodterms.core.exit_kit import Kit
from goodterms.core.findings import Privacy
from goodterms.core.history import History
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.dossier import Dossier
    from goodterms.core.event import Event
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.figures_client import ClientMoney
    from goodterms.core.outgoing import Outgoing
    from goodterms.core.portfolio import Judging
    from goodterms.core.report import Report
    from goodterms.core.verdict import Assessment
    from goodterms.ports import Store

WITH_DATES = frozenset(
    {Verdict.TALK, Verdict.PREPARE, Verdict.LET_GO, Verdict.PARTING, Verdict.PARTED}
)
"""Verdicts under which an ending, a trial or a look back can have its days."""

HEARTBEAT_DAYS = 7
"""A weekly report of a week that begins this early in its month leaves whatever it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """How reports are made.

    Attributes:
        every: ``month`` or ``week``.
        again: Send although this period was sent before.
    """

    judging: Judging
    every: str
    privacy: Privacy
    again: bool = False


def edition(store: Store, setup: Reporting, figures: BookMoney | None, *, now: datetime) -> Edition:
    """Return which report this is, and what it is held against."""
    judging = setup.judging
    local = judging.owner.workweek.local(now)
    first = due.period_start(setup.every, local.date())
    return Edition(
        period=period_key(local, setup.every),
        privacy=setup.privacy,
        freshness=store.freshness(judging.account),
        problems=len(store.problems()),
        previous=store.verdicts_before(datetime.combine(first, time(), tzinfo=local.tzinfo)),
        scores=store.old_scores(rescoring.shipped(judging.model_digest)),
        excerpts=store.excerpts() if setup.privacy is Privacy.FULL else {},
        figures=figures,
    )


def is_silent(view: Report, setup: Reporting, *, now: datetime) -> bool:
    """Return whether a periodic report is left out: a quiet week, but never a whole quiet month.

    Silence of a service could also mean that it died, so each month has a sign of life (decision
    model B1.1, B1.2).
    """
    if setup.every != "week" or setup.again:
        return False
    monday = due.period_start("week", setup.judging.owner.workweek.day(now))
    return view.is_quiet and monday.day > HEARTBEAT_DAYS


def news(
    store: Store,
    assessed: Sequence[Assessment],
    setup: Reporting,
    dates: Mapping[str, Sequence[ExitDate]],
    *,
    now: datetime,
) -> tuple[Event, ...]:
    """Return everything that is news now, told or not."""
    today = setup.judging.owner.workweek.day(now)
    found: list[Event] = []
    for each in assessed:
        decisions = decided.in_force(store.decisions(each.client), today=today)
        days = event.of_dates(each.client, dates.get(each.client, ()))
        found += event.found(each, decisions, days, today=today)
    return tuple(found)


def addressed(letter: Outgoing, setup: Reporting, events: Sequence[Event]) -> Outgoing:
    """Return a finished mail with what it tells, and whom its answers are about."""
    names = [each.name for each in setup.judging.clients]
    return replace(
        letter,
        offers=report_offers.named(letter.offers, names),
        claims=tuple(each.key for each in events),
    )


def untold(store: Store, events: Sequence[Event], *, now: datetime) -> tuple[Event, ...]:
    """Return what an event mail of now tells; nothing within a week of the one before."""
    keys = store.claimed(event.PREFIX)
    last = max((at for key, at in keys.items() if event.is_mail(key)), default=None)
    return event.to_tell(events, keys, last, now=now)


def history(store: Store, client: str) -> History:
    """Return all stored facts of one client."""
    known = store.facts(client)
    return History(
        messages=known.messages,
        documents=known.documents,
        payments=known.payments,
        corrections=known.corrections,
        decisions=known.decisions,
        document_words=known.document_words,
        entries=known.entries,
        told=known.told,
    )


def dossier_of(
    store: Store,
    judged: Assessment,
    judging: Judging,
    figures: ClientMoney | None,
    *,
    now: datetime,
) -> Dossier:
    """Return all that is known of one client, with its ending and the digest of its row."""
    client = next(each for each in judging.clients if each.name == judged.client)
    kit = Kit(words=tuple(store.exit_words(client.name)), policy=judging.policy, figures=figures)
    view = dossier.dossier_view(
        judged,
        client=client,
        owner=judging.owner,
        history=history(store, client.name),
        now=now,
        kit=kit,
    )
    text = store.verdict_row(client.name, judged.as_of)
    return replace(view, row_digest=row.digest(text) if text else "")
