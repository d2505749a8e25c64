"""The steps of a good ending, each with its state, day and source, prefilled from facts.

The order is the article's: calm first, then the contract, obligations, money, and only then words.
The owner's word on a step wins over what the facts suggest, but for the two that are measured.
Source: decision model A2.6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import exit_scope
from goodterms.core.exit_kit import NO_KIT
from goodterms.core.exit_words import MEASURED, Said, items, standing
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.step import Cite, Step, StepState
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.client import Client
    from goodterms.core.exit_kit import Kit
    from goodterms.core.exit_words import ExitWord
    from goodterms.core.history import History
    from goodterms.core.ledger import Document
    from goodterms.core.notice import Notice
    from goodterms.core.step import Fact
    from goodterms.core.verdict import Assessment

__all__ = ["Cite", "Situation", "Step", "StepState", "exit_steps"]

SLOW_DAYS = 7
"""Median lateness above which money is collected before anything is said (decision model A2.6)."""

BAD_MONTHS = 3
"""Bad months that make it "repeatedly" (decision model A2.5)."""

STATES = {
    Said.DONE: StepState.DONE,
    Said.OPEN: StepState.TODO,
    Said.NOT_NEEDED: StepState.NOT_NEEDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the steps are seen from.

    Attributes:
        history: Facts known at `today`, messages and documents oldest first.
        days: Message id to the owner's calendar day.
        notice: When the work ends, see `core.notice`.
        today: In the owner's zone.
    """

    client: Client
    history: History
    days: dict[str, date]
    notice: Notice
    today: date
    kit: Kit = NO_KIT


def exit_steps(assessment: Assessment, seen: Situation) -> tuple[Step, ...]:
    """Return all steps in order."""
    held = standing(seen.kit.words, today=seen.today)
    found = (
        _calm(assessment, seen.today),
        _repeated(assessment),
        _ways_out(seen, held),
        _obligations(seen, held),
        _money(assessment, seen.kit),
        Step(name="meeting", state=StepState.TODO),
        _reason(assessment),
        _notice(seen.notice, seen.today),
        _alternative(seen.client),
    )
    dated = (replace(each, on=seen.today) for each in found)
    return tuple(
        each if each.name in MEASURED else _spoken(each, held.get(each.name)) for each in dated
    )


def _spoken(step: Step, word: ExitWord | None) -> Step:
    """Return a step as the owner put it; a day of theirs goes into the calendar."""
    if word is None:
        return step
    return replace(
        step,
        state=STATES[word.state],
        source="owner",
        on=word.said_on,
        day=(word.day or step.day) if word.step == "meeting" else step.day,
        note=word.note,
    )


def _calm(assessment: Assessment, today: date) -> Step:
    until = assessment.cool_off_until
    state = StepState.TODO
    if until is not None:
        state = StepState.WAITING if until > today else StepState.DONE
    if assessment.verdict in {Verdict.LET_GO, Verdict.PARTING, Verdict.PARTED}:
        state = StepState.DONE
    facts = (("month", assessment.hot_weeks_month), ("year", assessment.hot_weeks_year))
    return Step(
        name="calm", state=state, source="verdicts", blocks="let_go", day=until, facts=facts
    )


def _repeated(assessment: Assessment) -> Step:
    count = len(assessment.bad_months)
    dates = tuple((f"block_{place}", day) for place, day in enumerate(assessment.bad_months, 1))
    return Step(
        name="repeated",
        state=StepState.DONE if count >= BAD_MONTHS else StepState.WAITING,
        source="verdicts",
        blocks="let_go",
        facts=(("count", count), *dates),
    )


def _ways_out(seen: Situation, held: dict[str, ExitWord]) -> Step:
    """Propose the contract and the mails in which the scope was agreed."""
    proposed = exit_scope.scope_mails(seen.history.messages, seen.days, held)
    papers = sum(any(why.startswith("paper") for why in each.reasons) for each in proposed)
    facts = (
        ("offers", sum("offer" in each.reasons for each in proposed)),
        ("attachments", sum("attachment" in each.reasons for each in proposed)),
        ("papers", papers),
        ("confirmed", sum(each.confirmed is True for each in proposed)),
    )
    cites = tuple(
        Cite(
            id=each.message.id,
            kind=each.kind,
            on=each.on,
            reference=each.message.message_id,
            title=each.message.subject,
            reasons=each.reasons,
            confirmed=each.confirmed,
        )
        for each in proposed
    )
    return Step(
        name="ways_out",
        state=StepState.TODO,
        source="mail",
        blocks="parting",
        facts=facts,
        cites=cites,
    )


def _obligations(seen: Situation, held: dict[str, ExitWord]) -> Step:
    """List prepaid and disputed documents, and the promises that the owner wrote down."""
    documents = seen.history.documents
    prepaid = [each for each in documents if each.kind is DocumentKind.PREPAYMENT]
    disputed = [each for each in documents if each.state is DocumentState.DISPUTED]
    cites = [_document(each, "prepayment") for each in prepaid]
    cites += [_document(each, "disputed") for each in disputed]
    promises = tuple((name, word.state) for name, word in items(held, "promise"))
    left = seen.kit.figures.by_currency if seen.kit.figures else ()
    facts: list[tuple[str, Fact]] = [("prepaid", len(prepaid)), ("disputed", len(disputed))]
    facts += [(f"ahead_{each.currency}", each.prepaid_minor) for each in left if each.prepaid_minor]
    facts.append(("promises", sum(said is Said.OPEN for _, said in promises)))
    return Step(
        name="obligations",
        state=StepState.TODO,
        source="invoices",
        blocks="parting",
        facts=tuple(facts),
        cites=tuple(cites),
        promises=promises,
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


def _money(assessment: Assessment, kit: Kit) -> Step:
    money = assessment.money
    is_open = money.at_risk_minor > 0
    is_slow = (money.median_days_late or 0) > SLOW_DAYS
    facts: list[tuple[str, Fact]] = [
        ("currency", money.currency),
        ("at_risk", money.at_risk_minor),
        ("overdue", money.overdue_minor),
        ("is_slow", int(is_slow)),
    ]
    if money.median_days_late is not None:
        facts.append(("median_days", money.median_days_late))
    if is_open and kit.collect_latest_on is not None:
        facts.append(("latest", kit.collect_latest_on))
    return Step(
        name="money",
        state=StepState.WAITING if is_open else StepState.DONE,
        source="invoices",
        day=money.expected_pay_on if is_open else None,
        facts=tuple(facts),
    )


def _reason(assessment: Assessment) -> Step:
    codes = tuple(each.code for each in assessment.reasons)
    facts = (("code", str(codes[0])),) if codes else ()
    return Step(name="reason", state=StepState.TODO, source="verdicts", facts=facts)


def _notice(found: Notice, today: date) -> Step:
    facts: list[tuple[str, Fact]] = [
        ("days", found.days),
        ("basis", found.basis),
        ("is_told", int(found.is_told)),
        ("tell", found.tell_on),
        ("ends", found.ends_on),
    ]
    if found.milestone is not None:
        facts.append(("milestone", found.milestone))
    state = StepState.TODO
    if found.is_told:
        state = StepState.DONE if found.ends_on < today else StepState.WAITING
    return Step(
        name="notice",
        state=state,
        source="owner" if found.is_told else "config",
        day=found.ends_on if found.is_told else found.today_ends_on,
        facts=tuple(facts),
    )


def _alternative(client: Client) -> Step:
    state = StepState.DONE if client.referral else StepState.TODO
    return Step(
        name="alternative",
        state=state,
        source="config" if client.referral else "",
        facts=(("referral", client.referral),),
    )
