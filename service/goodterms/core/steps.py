"""The steps of a good ending, each with its state, prefilled from facts (decision model A2.6).

The order is the article's: calm first, then the contract, obligations, money, and only then words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.mail import Direction
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.client import Client
    from goodterms.core.history import History
    from goodterms.core.ledger import Document
    from goodterms.core.mail import Message
    from goodterms.core.verdict import Assessment

NOTICE_DAYS = 30
"""Notice where no contract says otherwise (design, "The exit")."""

FIRST_MESSAGES = 5
"""First messages of the relation that are listed as the agreed scope (decision model A2.6)."""

OFFERS = 5
"""Most offers and early messages with attachments that are listed."""

EARLY_DAYS = 60
"""Attachments within this time of the first message may be the contract or the order."""

SLOW_DAYS = 7
"""Median lateness above which money is collected before anything is said (decision model A2.6)."""

BAD_MONTHS = 3
"""Bad months that make it "repeatedly" (decision model A2.5)."""

Fact = str | int | float | date
"""A number or name for the texts; amounts are minor units."""


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    WAITING = "waiting"
    TODO = "todo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A message or document to look up.

    Attributes:
        id: `Message.id` or `Document.id`; `reference` the Message-ID or the invoice number.
        kind: ``first``, ``offer``, ``attachment``, or a `DocumentKind` or ``disputed``.
        on: The owner's calendar day.
        amount_minor: Of a document, in `currency`.
    """

    id: str
    kind: str
    on: date
    reference: str
    title: str = ""
    amount_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        name: ``calm``, ``repeated``, ``ways_out``, ``obligations``, ``money``, ``meeting``,
            ``reason``, ``notice`` or ``alternative``.
        blocks: What waits for it: ``let_go``, ``parting`` or "".
        day: A day for the calendar, None without one.
        facts: Named values for the sentence.
    """

    name: str
    state: StepState
    blocks: str = ""
    day: date | None = None
    facts: tuple[tuple[str, Fact], ...] = ()
    cites: tuple[Cite, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return one fact, None when it is not known."""
        return dict(self.facts).get(name)


def exit_steps(
    assessment: Assessment, *, client: Client, history: History, days: dict[str, date], today: date
) -> tuple[Step, ...]:
    """Return all steps in order.

    Args:
        assessment: The latest one.
        client: Its notice and referral, as configured now.
        history: Facts known at `today`, messages and documents oldest first.
        days: Message id to the owner's calendar day.
        today: In the owner's zone.
    """
    return (
        _calm(assessment, today),
        _repeated(assessment),
        _ways_out(history.messages, days),
        _obligations(history.documents),
        _money(assessment),
        Step(name="meeting", state=StepState.TODO),
        _reason(assessment),
        _notice(client, today),
        _alternative(client),
    )


def _calm(assessment: Assessment, today: date) -> Step:
    until = assessment.cool_off_until
    state = StepState.TODO
    if until is not None:
        state = StepState.WAITING if until > today else StepState.DONE
    if assessment.verdict in {Verdict.LET_GO, Verdict.PARTING, Verdict.PARTED}:
        state = StepState.DONE
    facts = (("month", assessment.hot_weeks_month), ("year", assessment.hot_weeks_year))
    return Step(name="calm", state=state, blocks="let_go", day=until, facts=facts)


def _repeated(assessment: Assessment) -> Step:
    count = len(assessment.bad_months)
    dates = tuple((f"block_{place}", day) for place, day in enumerate(assessment.bad_months, 1))
    return Step(
        name="repeated",
        state=StepState.DONE if count >= BAD_MONTHS else StepState.WAITING,
        blocks="let_go",
        facts=(("count", count), *dates),
    )


def _ways_out(messages: Sequence[Message], days: dict[str, date]) -> Step:
    """List offers, early attachments and the first messages: where the scope was agreed."""
    written = [each for each in messages if each.noise is None]
    early = days[written[0].id] + timedelta(days=EARLY_DAYS) if written else date.min
    offers = [each for each in written if each.offers and each.direction is Direction.OUT]
    attached = [each for each in written if each.attachments and days[each.id] <= early]
    found: dict[str, Cite] = {}
    for kind, chosen in (
        ("offer", offers[:OFFERS]),
        ("attachment", attached[:OFFERS]),
        ("first", written[:FIRST_MESSAGES]),
    ):
        for each in chosen:
            found.setdefault(each.id, _message(each, kind, days[each.id]))
    ordered = sorted(found.values(), key=lambda each: (each.on, each.id))
    facts = (("offers", len(offers)), ("attachments", len(attached)))
    return Step(
        name="ways_out",
        state=StepState.TODO,
        blocks="parting",
        facts=facts,
        cites=tuple(ordered),
    )


def _message(message: Message, kind: str, on: date) -> Cite:
    return Cite(
        id=message.id, kind=kind, on=on, reference=message.message_id, title=message.subject
    )


def _obligations(documents: Iterable[Document]) -> Step:
    """List prepaid and disputed documents; promises in mails are the owner's to remember."""
    prepaid = [each for each in documents if each.kind is DocumentKind.PREPAYMENT]
    disputed = [each for each in documents if each.state is DocumentState.DISPUTED]
    cites = [_document(each, "prepayment") for each in prepaid]
    cites += [_document(each, "disputed") for each in disputed]
    facts = (("prepaid", len(prepaid)), ("disputed", len(disputed)))
    return Step(
        name="obligations",
        state=StepState.TODO,
        blocks="parting",
        facts=facts,
        cites=tuple(cites),
    )


def _document(document: Document, kind: str) -> Cite:
    return Cite(
        id=document.id,
        kind=kind,
        on=document.issue_date,
        reference=document.number,
        amount_minor=document.total_minor,
        currency=document.currency,
    )


def _money(assessment: Assessment) -> Step:
    money = assessment.money
    is_open = money.at_risk_minor > 0
    is_slow = (money.median_days_late or 0) > SLOW_DAYS
    facts: list[tuple[str, Fact]] = [
        ("at_risk", money.at_risk_minor),
        ("overdue", money.overdue_minor),
        ("is_slow", int(is_slow)),
    ]
    if money.median_days_late is not None:
        facts.append(("median_days", money.median_days_late))
    return Step(
        name="money",
        state=StepState.WAITING if is_open else StepState.DONE,
        day=money.expected_pay_on if is_open else None,
        facts=(("currency", money.currency), *facts),
    )


def _reason(assessment: Assessment) -> Step:
    codes = tuple(each.code for each in assessment.reasons)
    facts = (("code", str(codes[0])),) if codes else ()
    return Step(name="reason", state=StepState.TODO, facts=facts)


def _notice(client: Client, today: date) -> Step:
    notice = NOTICE_DAYS if client.notice_days is None else client.notice_days
    basis = "default" if client.notice_days is None else "contract"
    return Step(
        name="notice",
        state=StepState.TODO,
        day=today + timedelta(days=notice),
        facts=(("days", notice), ("basis", basis)),
    )


def _alternative(client: Client) -> Step:
    state = StepState.DONE if client.referral else StepState.TODO
    return Step(name="alternative", state=state, facts=(("referral", client.referral),))
