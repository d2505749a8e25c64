"""When a job of the service is due: its schedule, what a changed clock does to it, late reports.

How long to wait after a failure is another matter: `waiting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from goodterms.core.edition import period_key

if TYPE_CHECKING:
    from goodterms.core.hours import Workweek

REPORT_AFTER_OPENING = timedelta(minutes=30)
"""Reports come half an hour after the owner's day began (decision model B1.2)."""

ASSESS_EVERY = timedelta(days=1)

BACKUP_AT = time(3, 30)
"""The nightly copy is made at this time of the owner's clock (IMAP study b.9)."""

LATE = {"month": timedelta(days=14), "week": timedelta(days=3)}
"""How late a report may leave; an older one would speak of another time (IMAP study, fault 80)."""

MOST_SKIPPED = 12
"""Skipped periods that are named; a clock that was years off must not name hundreds."""

JUMP = timedelta(seconds=60)
"""Wall and monotonic clock further apart than this: somebody set the clock (IMAP study e)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """What is to be done about reports now.

    Attributes:
        period: Key of the period whose report is to be sent; empty when none is.
        skipped: Keys of periods whose report is too late to be of use, oldest first.
    """

    period: str = ""
    skipped: tuple[str, ...] = ()


def next_run(job: str, every: str, workweek: Workweek, *, now: datetime) -> datetime:
    """Return when ``assess``, ``backup``, ``news`` or ``report`` is due after `now`."""
    if job == "assess":
        return now + ASSESS_EVERY
    if job == "backup":
        return next_backup(workweek, now=now)
    if job == "news":
        return next_news(workweek, now=now)
    return next_report(every, workweek, now=now)


def next_report(every: str, workweek: Workweek, *, now: datetime) -> datetime:
    """Return the next report: first business day of the coming period, 30 minutes after opening."""
    first = period_start(every, workweek.day(now))
    while (at := send_moment(workweek, first)) <= now:
        first = next_period(every, first)
    return at


def next_news(workweek: Workweek, *, now: datetime) -> datetime:
    """Return when to look for news next: each working day, 30 minutes after opening."""
    day = workweek.day(now)
    while (at := send_moment(workweek, day)) <= now:
        day += timedelta(days=1)
    return at


def next_backup(workweek: Workweek, *, now: datetime) -> datetime:
    """Return the next `BACKUP_AT` on the owner's clock."""
    day = workweek.day(now)
    while True:
        at = datetime.combine(day, BACKUP_AT, tzinfo=workweek.place).astimezone(UTC)
        if at > now:
            return at
        day += timedelta(days=1)


def send_moment(workweek: Workweek, first: date) -> datetime:
    """Return when the report is due in the period that begins on `first`."""
    midnight = datetime.combine(first, time(), tzinfo=workweek.place)
    return workweek.next_opening(midnight) + REPORT_AFTER_OPENING


def period_start(every: str, day: date) -> date:
    """Return the first day of the month or week that holds `day`."""
    return day - timedelta(days=day.weekday()) if every == "week" else day.replace(day=1)


def next_period(every: str, day: date) -> date:
    """Return the first day of the month or week after the one that holds `day`."""
    if every == "week":
        return period_start(every, day) + timedelta(days=7)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def report_plan(every: str, workweek: Workweek, *, since: datetime, now: datetime) -> ReportPlan:
    """Return which report leaves now, and which are too late.

    Args:
        every: ``month`` or ``week``.
        workweek: The owner's calendar.
        since: When the oldest report that did not leave was due.
        now: The present; reports due until now are looked at.
    """
    wanted = period_key(workweek.local(now), every)
    period, skipped = "", []
    first = period_start(every, workweek.day(since))
    while (at := send_moment(workweek, first)) <= now:
        key = period_key(datetime.combine(first, time(), tzinfo=workweek.place), every)
        if key == wanted and now - at <= LATE[every]:
            period = key
        else:
            skipped.append(key)
        first = next_period(every, first)
    return ReportPlan(period=period, skipped=tuple(skipped[-MOST_SKIPPED:]))


def report_moment(workweek: Workweek, *, now: datetime) -> datetime:
    """Return when a report that is due may leave: now, or half an hour into the next opening."""
    if workweek.is_open(now):
        return now
    return workweek.next_opening(now) + REPORT_AFTER_OPENING


def jump(wall: timedelta, monotonic: timedelta) -> timedelta:
    """Return by how much the clock was set between two looks at it, zero within `JUMP`.

    Args:
        wall: What passed by the wall clock; negative when it was set back.
        monotonic: What passed by the clock that nobody sets; it stands still during a suspend.

    Returns:
        Positive for a clock set forward or a machine that slept, negative for one set back.
    """
    off = wall - monotonic
    return off if abs(off) > JUMP else timedelta()


def pulled_in(at: datetime, latest: datetime) -> datetime:
    """Return a due time that no clock set back has moved out of reach (IMAP study, fault 80)."""
    return min(at, latest)
