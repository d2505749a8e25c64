"""When a job of the service is due next, and how long to wait after a failure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.core.hours import Workweek

REPORT_AFTER_OPENING = timedelta(minutes=30)
"""Reports come half an hour after the owner's day began (decision model B1.2)."""

ASSESS_EVERY = timedelta(days=1)

SIGN_IN_TRIES = 3
"""Explicit refusals before probing gets rare, so that no account is locked (IMAP study b.7)."""


def next_run(job: str, every: str, workweek: Workweek, *, now: datetime) -> datetime:
    """Return when ``assess`` or ``report`` is due after `now`."""
    if job == "assess":
        return now + ASSESS_EVERY
    return next_report(every, workweek, now=now)


def next_report(every: str, workweek: Workweek, *, now: datetime) -> datetime:
    """Return the next report: first business day of the coming period, 30 minutes after opening."""
    today = workweek.local(now).date()
    for first in (period_start(every, today), next_period(every, today)):
        midnight = datetime.combine(first, time(), tzinfo=workweek.place)
        at = workweek.next_opening(midnight) + REPORT_AFTER_OPENING
        if at > now:
            return at
    after = next_period(every, next_period(every, today))
    midnight = datetime.combine(after, time(), tzinfo=workweek.place)
    return workweek.next_opening(midnight) + REPORT_AFTER_OPENING


def period_start(every: str, day: date) -> date:
    """Return the first day of the month or week that holds `day`."""
    return day - timedelta(days=day.weekday()) if every == "week" else day.replace(day=1)


def next_period(every: str, day: date) -> date:
    """Return the first day of the month or week after the one that holds `day`."""
    if every == "week":
        return period_start(every, day) + timedelta(days=7)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def retry_delay(kind: str, failures: int, *, chance: float) -> timedelta:
    """Return how long to wait after the given number of failures in a row.

    Args:
        kind: ``transient`` (full jitter, at most 15 minutes), ``sign_in`` (10 minutes, then 6 hours
            after `SIGN_IN_TRIES`) or ``certificate`` (6 hours). Source: IMAP study b.7, b.8.
        failures: 1 for the first failure.
        chance: Uniform number from 0 to 1, drawn by the caller.
    """
    if kind == "certificate" or (kind == "sign_in" and failures >= SIGN_IN_TRIES):
        return timedelta(hours=6)
    if kind == "sign_in":
        return timedelta(minutes=10)
    ceiling = min(900.0, 5.0 * 2.0 ** min(failures, 16))
    return timedelta(seconds=max(5.0, ceiling * chance))


def report_moment(workweek: Workweek, *, now: datetime) -> datetime:
    """Return when a report that is due may leave: now, or half an hour into the next opening."""
    if workweek.is_open(now):
        return now
    return workweek.next_opening(now) + REPORT_AFTER_OPENING
