"""One ending as a whole: steps with the owner's words, notice, trial, what comes after, all days.

Put together here for dossier, drafts, calendar files and event mails; the rules stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import decided, exit_after, exit_trial, notice, steps
from goodterms.core.exit_compare import Record
from goodterms.core.exit_dates import Course, exit_dates
from goodterms.core.exit_words import standing
from goodterms.core.incidents import incidents
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.exit_after import Access, After
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.exit_kit import Kit
    from goodterms.core.exit_trial import Trial
    from goodterms.core.history import History
    from goodterms.core.notice import Notice
    from goodterms.core.step import Step
    from goodterms.core.verdict import Assessment

BEGUN = (Verdict.PREPARE, Verdict.LET_GO, Verdict.PARTING)
"""Verdicts from which on notice and open money belong into the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """One client's ending, or what an ending would be.

    Attributes:
        places: Countries whose notes on notice may matter (`notice.notes_for`).
        trial: The reset trial, None without one.
        after: None before the client was told.
        access: What is to be given back or taken back.
        paid_on: Last day money came in, None when none ever did.
        dates: For the calendar, past ones too.
    """

    steps: tuple[Step, ...]
    notice: Notice
    places: tuple[str, ...]
    trial: Trial | None
    after: After | None
    access: tuple[Access, ...]
    paid_on: date | None
    dates: tuple[ExitDate, ...]

    def step(self, name: str) -> Step:
        """Return the step of a name."""
        return next(each for each in self.steps if each.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Whose ending: the client, the owner, and the facts known at `now`."""

    client: Client
    owner: Owner
    history: History
    now: datetime

    @property
    def today(self) -> date:
        """Return the owner's day."""
        return self.owner.workweek.day(self.now)


def exit_view(assessment: Assessment, known: Relation, kit: Kit) -> Exit:
    """Return the ending of one client as it stands.

    Args:
        assessment: The latest one.
        known: Facts after `known.now` have been left out (`core.history.seen`).
        kit: The owner's words, the policy and figures.
    """
    today = known.today
    held = standing(kit.words, today=today)
    parting = exit_after.parting(decided.in_force(known.history.decisions, today=today))
    collect_by = _collect_by(assessment, kit)
    noticed = notice.notice(
        known.client,
        today=today,
        told_on=parting.told_on if parting else None,
        collect_by=collect_by,
        milestone=held["notice"].day if "notice" in held else None,
    )
    record = _record(known, kit, is_asked=parting is not None or "trial" in held)
    trial = exit_trial.trial(held.get("trial"), record, today=today)
    after = exit_after.after(parting, held, record, today=today)
    found = steps.exit_steps(assessment, _situation(known, noticed, kit))
    course = Course(
        steps=found,
        notice=noticed,
        trial=trial,
        after=after,
        collect_by=collect_by,
        is_begun=assessment.verdict in BEGUN,
    )
    return Exit(
        steps=found,
        notice=noticed,
        places=notice.places(known.owner.country, known.client),
        trial=trial,
        after=after,
        access=exit_after.access(held),
        paid_on=max((each.paid_on for each in known.history.payments), default=None),
        dates=exit_dates(known.client.name, course),
    )


def _collect_by(assessment: Assessment, kit: Kit) -> date | None:
    """Return when the open money should be there: by the 80th percentile, else by the median."""
    if assessment.money.at_risk_minor <= 0:
        return None
    return kit.collect_latest_on or assessment.money.expected_pay_on


def _situation(known: Relation, noticed: Notice, kit: Kit) -> steps.Situation:
    day = known.owner.workweek.day
    return steps.Situation(
        client=known.client,
        history=known.history,
        days={each.id: day(each.arrived_at) for each in known.history.messages},
        notice=noticed,
        today=known.today,
        kit=kit,
    )


def _record(known: Relation, kit: Kit, *, is_asked: bool) -> Record:
    """Return the facts that are compared; those of the assessment reach back too short."""
    found = (
        incidents(known.history, known.client, known.owner, kit.policy, now=known.now)
        if is_asked
        else ()
    )
    return Record(messages=known.history.messages, incidents=found, workweek=known.owner.workweek)
