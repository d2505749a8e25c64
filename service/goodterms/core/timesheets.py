"""From hours recorded to paid hours: the surest source, for the days that it covers.

Source: decision model A2.3 (timesheet, log-error 0.10). That recorded hours win over invoiced ones
where they cover a time, and only there, is from the money ledger's issue.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.billing import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.ledger import Entry

Days = tuple[int, int]
"""First and last day, both inclusive, as proleptic ordinals."""

SLACK_DAYS = 6
"""An entry speaks for the week before and after it: nobody works for one client every day."""

SOURCE = "timesheet"


def covered(entries: Iterable[Entry], *, today: date) -> list[Days]:
    """Return the days that recorded hours speak for, oldest first, disjoint.

    Months that hold paid hours are joined to their neighbours; each such run reaches from its first
    entry to its last, with a week on either side but within its months, so that a client tracked in
    some months only has the invoices of the others, and a short gap means no work.

    Args:
        entries: Of one client. Entries that are not billable cover nothing: they cannot tell
            whether paid hours were recorded too.
        today: Later entries are not seen.
    """
    days = sorted({each.worked_on for each in entries if _is_paid(each, today)})
    runs: list[list[date]] = []
    for day in days:
        if runs and _month(day) - _month(runs[-1][-1]) <= 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_reach(run[0], run[-1], today) for run in runs]


def periods(entries: Iterable[Entry], *, today: date) -> list[Period]:
    """Return the paid hours of each covered day, days without any included, oldest first.

    The same time told by two exports counts once: where entries have client, start and length in
    common, as many count as one kind of id tells of.
    """
    known = [each for each in entries if _is_paid(each, today)]
    seconds: Counter[int] = Counter()
    for each in _once(known):
        seconds[each.worked_on.toordinal()] += each.seconds
    found: list[Period] = []
    for first, last in covered(known, today=today):
        start = first
        for day in [each for each in range(first, last + 1) if seconds[each]]:
            if day > start:
                found.append(_period(start, day - 1, 0))
            found.append(_period(day, day, seconds[day]))
            start = day + 1
        if start <= last:
            found.append(_period(start, last, 0))
    return found


def outside(found: Iterable[Period], days: Sequence[Days]) -> list[Period]:
    """Return what is left of other periods outside the days given, hours in proportion."""
    left: list[Period] = []
    for each in found:
        share = each.hours / (each.last - each.first + 1)
        start = each.first
        for first, last in [*days, (each.last + 1, each.last + 1)]:
            if start < first and start <= each.last:
                end = min(first - 1, each.last)
                hours = share * (end - start + 1)
                left.append(replace(each, first=start, last=end, hours=hours))
            start = max(start, last + 1)
    return left


def joined(days: Iterable[Days]) -> list[Days]:
    """Return ranges of days in order, overlapping and touching ones made one."""
    found: list[Days] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _is_paid(entry: Entry, today: date) -> bool:
    """Return whether an entry is known on `today` and not said to be unpaid."""
    return entry.worked_on <= today and entry.is_billable is not False and entry.seconds > 0


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _reach(first: date, last: date, today: date) -> Days:
    """Return the days from first to last with their slack, within their months and `today`."""
    start = max(first.replace(day=1).toordinal(), first.toordinal() - SLACK_DAYS)
    following = last.replace(
        year=last.year + last.month // 12, month=last.month % 12 + 1, day=1
    ).toordinal()
    return start, min(following - 1, last.toordinal() + SLACK_DAYS, today.toordinal())


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without those that another kind of id tells of already."""
    groups: dict[tuple[object, ...], dict[str, list[Entry]]] = {}
    found: list[Entry] = []
    for each in entries:
        if each.started_at is None:
            found.append(each)
            continue
        group = groups.setdefault((each.started_at, each.seconds), {})
        group.setdefault(each.id.partition(":")[0], []).append(each)
    for group in groups.values():
        most = max(len(each) for each in group.values())
        found += next(each for each in group.values() if len(each) == most)
    return found


def _period(first: int, last: int, seconds: int) -> Period:
    return Period(first=first, last=last, hours=seconds / 3600, source=SOURCE)
