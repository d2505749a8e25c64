"""Conditions beside the numbers: enough evidence, sure enough hours, fresh data, money, time.

Decision model A2.5 (ladder), A2.6 (steps) and A2.7 (income). The ladder asks the questions; `gates`
writes them down for the last evaluation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.client import DecisionKind
from goodterms.core.verdict import LADDER, Gate, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.core.client import Decision, Freshness
    from goodterms.core.course import Course
    from goodterms.core.evaluation import Evaluation
    from goodterms.core.policy import Policy

ACTIVE_WEEKS = 8
"""Weeks with mail before anything is judged (A2.5, learning)."""

INCIDENTS = 6
"""Citable incidents in the long window that any verdict above watch needs (A2.5, A2.8)."""

HARD_SHARE = 0.30
"""Least share of minutes measured or confirmed for let_go (A2.5)."""

BAD_MONTHS = 3
"""Bad months among 13 for prepare and let_go (A2.5)."""

INCOME_SHOWN, INCOME_CAPPED, INCOME_TYPED = 0.20, 0.40, 0.60
"""Share of income that is shown, that needs a plan, and that must be typed with the plan (A2.7)."""

GUT_RATING, GUT_DAYS = 3, 28
"""Two dread ratings of 3 or more a month apart open prepare to the owner, not the tool (A2.5)."""

UNSURE_SOURCES = frozenset({"proxy"})
"""Sources of paid hours that cap the verdict at prepare (A2.3)."""


def is_fresh(freshness: Freshness, policy: Policy, *, now: datetime) -> bool:
    """Return whether mail and invoices were both read within `fresh_days` before `now`."""
    ages = (_days(freshness.mail_at, now), _days(freshness.invoices_at, now))
    return all(age is not None and age <= policy.fresh_days for age in ages)


def income_allows(share: float, decisions: Sequence[Decision], *, on: date) -> bool:
    """Return whether the share of income allows let_go on that day.

    From 40 % an exit plan must be recorded; from 60 % its note must hold the share as the owner
    typed it, any whole number of percent from 60 to 100.
    """
    if share < INCOME_CAPPED:
        return True
    plans = [
        each for each in decisions if each.kind is DecisionKind.EXIT_PLAN and each.decided_on <= on
    ]
    if share < INCOME_TYPED:
        return bool(plans)
    typed = (int(number) for each in plans for number in re.findall(r"\d{1,3}", each.note))
    return any(INCOME_TYPED * 100 <= number <= 100 for number in typed)


def ceiling(evaluation: Evaluation, decisions: Sequence[Decision]) -> Verdict:
    """Return the highest verdict that evidence, hours, money and freshness allow.

    Nor is anybody let go who has not been in touch for the whole short window: the relation may be
    over by itself, and what is left are open bills.
    """
    if evaluation.cited < INCIDENTS and not evaluation.bright:
        return Verdict.WATCH
    if evaluation.source in UNSURE_SOURCES or not evaluation.fresh or evaluation.silent:
        return Verdict.PREPARE
    if not income_allows(evaluation.income_share, decisions, on=evaluation.on):
        return Verdict.PREPARE
    return Verdict.LET_GO


def gates(look: Look) -> tuple[Gate, ...]:
    """Return every gate in a fixed order, passed or not, with its numbers."""
    found = look.evaluation
    listed = [
        _gate("weeks", found.active_weeks >= ACTIVE_WEEKS, active=found.active_weeks),
        _gate("incidents", found.incidents >= INCIDENTS, count=found.incidents, needed=INCIDENTS),
        _gate("cited", found.cited >= INCIDENTS or found.bright, count=found.cited),
        _gate("hard_share", found.hard_share >= HARD_SHARE, share=_share(found.hard_share)),
        _gate("bad_months", len(found.bad_months) >= BAD_MONTHS, count=len(found.bad_months)),
        _gate("exposure", found.source not in UNSURE_SOURCES, source=found.source),
        _freshness(look),
        _gate("contact", not found.silent, last=found.last_contact or "never"),
        _income(look),
        _cool_off(look),
    ]
    return (*listed, *_gut(look), *_paused(look))


def _freshness(look: Look) -> Gate:
    mail = _days(look.freshness.mail_at, look.now)
    invoices = _days(look.freshness.invoices_at, look.now)
    return _gate(
        "freshness",
        look.evaluation.fresh,
        mail_days="never" if mail is None else int(mail),
        invoices_days="never" if invoices is None else int(invoices),
    )


def _income(look: Look) -> Gate:
    share = look.evaluation.income_share
    passed = income_allows(share, look.decisions, on=look.evaluation.on)
    needs = "plan" if share >= INCOME_CAPPED else "note" if share >= INCOME_SHOWN else "nothing"
    if share >= INCOME_TYPED:
        needs = "typed"
    return _gate("income", passed, share=_share(share), needs=needs, left_out=look.left_out)


def _cool_off(look: Look) -> Gate:
    until = look.cool_off_until
    done = LADDER[look.step] is Verdict.LET_GO
    return _gate("cool_off", done, until=until.isoformat() if until else "not begun")


def gut_opens(decisions: Sequence[Decision], *, on: date) -> bool:
    """Return whether the owner may go to prepare: two high ratings, a month apart (A2.5)."""
    days = [each.decided_on for each in _high(decisions, on)]
    return bool(days) and (max(days) - min(days)).days >= GUT_DAYS


def _high(decisions: Sequence[Decision], on: date) -> list[Decision]:
    """The high dread ratings up to a day."""
    return [
        each
        for each in decisions
        if each.kind is DecisionKind.GUT
        and (each.value or 0) >= GUT_RATING
        and each.decided_on <= on
    ]


def _gut(look: Look) -> tuple[Gate, ...]:
    """The owner's own road to prepare; listed only when it is open."""
    if not gut_opens(look.decisions, on=look.evaluation.on):
        return ()
    ratings = ", ".join(str(each.value) for each in _high(look.decisions, look.evaluation.on))
    return (_gate("gut", True, ratings=ratings),)  # noqa: FBT003 - the gate is open by definition


def _paused(look: Look) -> tuple[Gate, ...]:
    """What stops rising for now; listed only while it does."""
    course, found = look.course, []
    if course.talk_since and LADDER[look.step] is Verdict.TALK:
        until = course.waits_until.isoformat() if course.waits_until else "not begun"
        passed = course.waits_until is not None and look.evaluation.on >= course.waits_until
        found.append(_gate("told", passed, until=until))
    if course.kept_until is not None:
        found.append(_gate("kept", False, until=course.kept_until.isoformat()))  # noqa: FBT003
    if course.is_paused:
        found.append(_gate("season", False))  # noqa: FBT003
    if course.unstable:
        found.append(_gate("stable", False))  # noqa: FBT003
    return tuple(found)


def _gate(name: str, passed: bool, **facts: object) -> Gate:  # noqa: FBT001 - reads as a table row
    texts = tuple((key, str(value)) for key, value in sorted(facts.items()))
    return Gate(name=name, passed=passed, facts=texts)


def _share(share: float) -> str:
    return f"{share:.2f}"


def _days(at: datetime | None, now: datetime) -> float | None:
    """Age in days; readings after `now` are as fresh as can be."""
    return None if at is None else max(0.0, (now - at).total_seconds() / 86_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What `gates` writes down: the last evaluation and what stands around it.

    Attributes:
        step: Place on the ladder, an index into `LADDER`.
        cool_off_until: Day the cool-off ends, None when it never began.
        left_out: Documents whose currency has no fixed rate, not counted as income.
        course: How the ladder got here.
    """

    evaluation: Evaluation
    step: int
    cool_off_until: date | None
    decisions: Sequence[Decision]
    freshness: Freshness
    left_out: int
    now: datetime
    course: Course
