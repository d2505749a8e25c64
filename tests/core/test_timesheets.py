from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.billing import Period
from goodterms.core.ledger import Entry
from goodterms.core.timesheets import covered, joined, outside, periods

TODAY = date(2026, 6, 30)


def worked(day: date, hours: float = 1.0, **changes: object) -> Entry:
    values: dict[str, object] = {
        "id": f"at:{day}",
        "client": "Alba",
        "client_name": "Alba",
        "project": "",
        "worked_on": day,
        "started_at": None,
        "seconds": round(hours * 3600),
    }
    return Entry(**{**values, **changes})  # type: ignore[arg-type]


def days(*ranges: tuple[date, date]) -> list[tuple[int, int]]:
    return [(first.toordinal(), last.toordinal()) for first, last in ranges]


def test_months_in_a_row_are_one_run_with_a_week_at_either_end() -> None:
    entries = [worked(date(2026, 1, 15)), worked(date(2026, 2, 20)), worked(date(2026, 3, 3))]
    assert covered(entries, today=TODAY) == days((date(2026, 1, 9), date(2026, 3, 9)))


def test_the_week_stays_within_the_month_and_today() -> None:
    entries = [worked(date(2026, 2, 3)), worked(date(2026, 2, 26))]
    assert covered(entries, today=TODAY) == days((date(2026, 2, 1), date(2026, 2, 28)))
    now = date(2026, 2, 27)
    assert covered(entries, today=now) == days((date(2026, 2, 1), now))


def test_a_month_without_entries_is_not_covered() -> None:
    entries = [worked(date(2026, 1, 15)), worked(date(2026, 3, 15))]
    assert len(covered(entries, today=TODAY)) == 2


def test_unpaid_empty_and_coming_entries_cover_nothing() -> None:
    entries = [
        worked(date(2026, 1, 15), is_billable=False),
        worked(date(2026, 1, 16), 0),
        worked(TODAY + timedelta(days=1)),
    ]
    assert covered(entries, today=TODAY) == []
    assert periods(entries, today=TODAY) == []


def test_days_without_work_are_part_of_what_is_known() -> None:
    found = periods([worked(date(2026, 1, 10), 4), worked(date(2026, 1, 20), 2)], today=TODAY)
    assert sum(each.hours for each in found) == pytest.approx(6)
    assert sum(each.last - each.first + 1 for each in found) == 23  # 4 to 26 January
    assert {each.source for each in found} == {"timesheet"}


def test_one_entry_told_by_two_exports_counts_once() -> None:
    at = datetime(2026, 1, 10, 9, tzinfo=UTC)
    day = date(2026, 1, 10)
    table = worked(day, 2, id="at:1", started_at=at)
    service = worked(day, 2, id="toggl:1", started_at=at)
    twin = worked(day, 2, id="at:1#2", started_at=at)
    assert sum(each.hours for each in periods([table, service], today=TODAY)) == pytest.approx(2)
    both = periods([table, service, twin], today=TODAY)
    assert sum(each.hours for each in both) == pytest.approx(4)


def test_what_lies_outside_keeps_its_share_of_the_hours() -> None:
    bill = Period(first=100, last=109, hours=20.0, source="invoiced")
    left = outside([bill], [(90, 101), (105, 106)])
    assert [(each.first, each.last, each.hours) for each in left] == [
        (102, 104, pytest.approx(6)),
        (107, 109, pytest.approx(6)),
    ]
    assert outside([bill], [(0, 999)]) == []
    assert outside([bill], []) == [bill]


def test_ranges_that_touch_are_one() -> None:
    assert joined([(5, 6), (1, 2), (3, 3), (9, 9)]) == [(1, 3), (5, 6), (9, 9)]


RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))),
    max_size=5,
)


@settings(max_examples=60)
@given(RANGES, st.integers(0, 50), st.integers(0, 30))
def test_outside_and_inside_make_the_whole(
    ranges: list[tuple[int, int]], first: int, length: int
) -> None:
    taken = joined(ranges)
    whole = Period(first=first, last=first + length, hours=float(length + 1), source="invoiced")
    kept = {day for each in outside([whole], taken) for day in range(each.first, each.last + 1)}
    inside = {day for low, high in taken for day in range(low, high + 1)}
    assert kept == set(range(first, first + length + 1)) - inside
    assert sum(each.hours for each in outside([whole], taken)) == pytest.approx(len(kept))
