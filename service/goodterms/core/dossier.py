"""Everything known of one client, ordered for the owner who thinks about parting.

Data only: evidence with numbers, the arithmetic, and the steps. Words are the renderer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import findings, heat
from goodterms.core.exit import Relation, exit_view
from goodterms.core.exit_kit import NO_KIT
from goodterms.core.history import seen
from goodterms.core.mail import Direction
from goodterms.core.verdict import Code, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.exit import Exit
    from goodterms.core.exit_kit import Kit
    from goodterms.core.figures_client import ClientMoney
    from goodterms.core.findings import Burn, CitedReason
    from goodterms.core.heat import HeatMap
    from goodterms.core.history import History
    from goodterms.core.ledger import Document
    from goodterms.core.mail import Message
    from goodterms.core.step import Step
    from goodterms.core.verdict import Assessment, Incident, Week

DUE = (Verdict.PREPARE, Verdict.LET_GO, Verdict.PARTING)
"""Verdicts for which a dossier is written without being asked for."""

CHART_WEEKS = 52
"""Weeks in the strip and the chart (decision model B2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One numbered incident.

    Attributes:
        number: ``E-001`` and on, oldest first; the same in report and dossier.
        id: Incident id.
        at: When it counts, aware UTC; the owner's zone is the dossier's.
        sent_at: The sender's Date header, None for money and without a date.
        sent_offset_minutes: The sender's own offset.
        clock: Which clock gave `at`; "" for money.
        is_counted: Lies inside the long window, so that its minutes are part of the sum.
        source: Id of the message or document that earned it; corrections name it.
        message: `Message.id`, "" for money alone; `message_id` the header without brackets.
        document: Invoice number, "" without one.
        others: Ids of further messages and documents it rests on.
        subject, excerpt: Foreign text on one line, nothing invisible in it.
    """

    number: str
    id: str
    code: Code
    why: str
    note: tuple[tuple[str, str], ...]
    at: datetime
    sent_at: datetime | None
    sent_offset_minutes: int | None
    clock: str
    price: float
    weight: float
    minutes: float
    is_hard: bool
    is_counted: bool
    source: str
    message: str
    message_id: str
    document: str
    others: tuple[str, ...]
    subject: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The sum of one signal in the long window, with the numbers of its incidents."""

    code: Code
    count: int
    minutes: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One client's dossier.

    Attributes:
        assessment: The judgement with its estimates, gates, money, praise and mirror.
        as_of: When it was written, aware UTC; `zone` is the owner's.
        first_on, last_on: First and last message; None without any.
        signals: All counted minutes by signal, dearest first; they add up to
            `assessment.long.spent`.
        unasked: Ids of after-hours arrivals that asked for nothing and cost nothing.
        weeks: At most 52 weekly evaluations, oldest first.
        expect_reply_hours, included_rounds: The agreement the rules were held against.
        price_of_calm_minor: What an hour without trouble is worth to the owner; None: not said.
        exit: The steps of an ending, its days, a trial, and what comes after.
        figures: Of invoices and payments, None where they were not asked for.
        row_digest: SHA-256 of the stored verdict row, "" while none is stored.
    """

    client: str
    owner: str
    as_of: datetime
    today: date
    zone: str
    assessment: Assessment
    burn: Burn
    first_on: date | None
    last_on: date | None
    messages_in: int
    messages_out: int
    expect_reply_hours: int
    included_rounds: int | None
    price_of_calm_minor: int | None
    reasons: tuple[CitedReason, ...]
    signals: tuple[Signal, ...]
    evidence: tuple[Evidence, ...]
    unasked: tuple[str, ...]
    exit: Exit
    heat: HeatMap
    weeks: tuple[Week, ...]
    figures: ClientMoney | None = None
    row_digest: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a good ending, in order."""
        return self.exit.steps


def dossier_view(
    assessment: Assessment,
    *,
    client: Client,
    owner: Owner,
    history: History,
    now: datetime,
    kit: Kit = NO_KIT,
) -> Dossier:
    """Return the dossier of one client, whatever its verdict; see `DUE` for when one is written.

    Args:
        assessment: The latest one.
        client: As configured now.
        owner: Name, zone and workweek.
        history: Facts of this client; those after `now` are not seen.
        now: Aware UTC.
        kit: What is needed beside them to speak of an ending.
    """
    workweek = owner.workweek
    today = workweek.day(now)
    known = seen(history, now=now, today=today)
    relation = Relation(client=client, owner=owner, history=known, now=now)
    people = [each for each in known.messages if each.noise is None]
    days = {each.id: workweek.day(each.arrived_at) for each in known.messages}
    evidence = _evidence(assessment, owner, known)
    unasked = [each for each in assessment.incidents if each not in findings.listed([each])]
    return Dossier(
        client=client.name,
        owner=owner.name,
        as_of=now,
        today=today,
        zone=workweek.zone,
        assessment=assessment,
        burn=findings.burn(assessment.long),
        first_on=days[people[0].id] if people else None,
        last_on=days[people[-1].id] if people else None,
        messages_in=sum(1 for each in people if each.direction is Direction.IN),
        messages_out=sum(1 for each in people if each.direction is Direction.OUT),
        expect_reply_hours=client.reply_hours_on(today),
        included_rounds=client.rounds_on(today),
        price_of_calm_minor=owner.price_of_calm_minor,
        reasons=findings.cited(assessment.reasons, findings.numbered(assessment.incidents)),
        signals=_signals(evidence),
        evidence=evidence,
        unasked=tuple(each.sources[0] for each in unasked if each.sources),
        exit=exit_view(assessment, relation, kit),
        heat=heat.heat_map(people, workweek),
        weeks=assessment.weeks[-CHART_WEEKS:],
        figures=kit.figures,
    )


def _evidence(assessment: Assessment, owner: Owner, known: History) -> tuple[Evidence, ...]:
    messages = {each.id: each for each in known.messages}
    documents = {each.id: each for each in known.documents}
    numbers = findings.numbered(assessment.incidents)
    window = (assessment.long.start, assessment.long.end)
    return tuple(
        exhibit(
            each,
            number=numbers[each.id],
            is_counted=window[0] <= owner.workweek.day(each.at) <= window[1],
            messages=messages,
            documents=documents,
        )
        for each in findings.listed(assessment.incidents)
    )


def exhibit(
    incident: Incident,
    *,
    number: str,
    is_counted: bool,
    messages: Mapping[str, Message],
    documents: Mapping[str, Document],
) -> Evidence:
    """Return one incident with what its first message and document tell."""
    message = next((messages[one] for one in incident.sources if one in messages), None)
    document = next((documents[one] for one in incident.sources if one in documents), None)
    earned = incident.sources[0] if incident.sources else ""
    shown = {earned, message.id if message else "", document.id if document else ""}
    return Evidence(
        number=number,
        id=incident.id,
        code=incident.code,
        why=incident.why,
        note=incident.note,
        at=incident.at,
        sent_at=message.sent_at if message else None,
        sent_offset_minutes=message.sent_offset_minutes if message else None,
        clock=message.clock if message else "",
        price=incident.price,
        weight=incident.weight,
        minutes=incident.minutes,
        is_hard=incident.hard,
        is_counted=is_counted,
        source=earned,
        message=message.id if message else "",
        message_id=message.message_id if message else "",
        document=document.number if document else "",
        others=tuple(one for one in incident.sources if one not in shown),
        subject=findings.visible(message.subject) if message else "",
        excerpt=findings.visible(message.excerpt) if message else "",
    )


def _signals(evidence: Sequence[Evidence]) -> tuple[Signal, ...]:
    """Return the counted minutes by signal, dearest first."""
    counted = [each for each in evidence if each.is_counted and each.minutes > 0]
    found = []
    for code in Code:
        mine = [each for each in counted if each.code is code]
        if mine:
            minutes = sum(each.minutes for each in mine)
            numbers = tuple(each.number for each in mine)
            found.append(Signal(code=code, count=len(mine), minutes=minutes, evidence=numbers))
    return tuple(sorted(found, key=lambda each: (-each.minutes, each.code)))
