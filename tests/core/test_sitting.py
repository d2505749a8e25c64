from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from builders_judgement import MONDAY
from goodterms.core.sitting import crowded, told_after
from goodterms.core.told import Telling
from goodterms.core.verdict import Verdict

AT = datetime(2026, 6, 1, 9, 30, 15, 250, tzinfo=UTC)
TOLD = (Telling(at=AT - timedelta(days=30), high=True),)


@pytest.mark.parametrize(
    ("over", "active", "is_crowded"),
    [(2, 4, True), (1, 4, False), (3, 3, False), (3, 7, False), (4, 7, True), (4, 8, True)],
)
def test_a_monday_is_crowded_when_half_of_at_least_four_are_over(over, active, is_crowded):
    votes = [{MONDAY: place < over} for place in range(active)]
    assert crowded(votes) == (frozenset({MONDAY}) if is_crowded else frozenset())


def test_clients_count_only_on_mondays_on_which_they_are_active():
    later = MONDAY + timedelta(days=7)
    votes: list[dict[date, bool]] = [{later: True}] * 4 + [{MONDAY: True, later: False}] * 4
    assert crowded(votes) == {MONDAY, later}
    assert crowded([*votes, {later: False}]) == {MONDAY}


@pytest.mark.parametrize(
    ("told", "verdict", "added"),
    [
        ((), Verdict.TALK, True),
        ((), Verdict.WATCH, None),
        (TOLD, Verdict.PREPARE, None),
        (TOLD, Verdict.WATCH, False),
        (TOLD, Verdict.SNOOZED, None),
    ],
)
def test_what_is_known_afterwards_is_what_the_row_will_tell(told, verdict, added):
    whole = AT.replace(microsecond=0)
    expected = told if added is None else (*told, Telling(at=whole, high=added))
    assert told_after(told, verdict, AT) == expected
