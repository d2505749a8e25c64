from __future__ import annotations

from datetime import timedelta
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_judgement import MONDAY, an_incident
from goodterms.core.counts import Counts
from goodterms.core.reasons import FAIR_PARTS, MOST_REASONS, reasons
from goodterms.core.verdict import Code

COUNTS = Counts(
    inbound=80,
    outbound=70,
    after_hours=12,
    own_after_hours=3,
    waits=(),
    threads=9,
    rounds=14,
    bills=(),
    client_replies=(),
)


def some(code, minutes, count=1, **facts):
    return [
        an_incident(MONDAY + timedelta(days=i), minutes, code=code, name=f"{code}-{i}", **facts)
        for i in range(count)
    ]


def test_fair_parts_split_the_whole_budget_over_every_code():
    assert set(FAIR_PARTS) == set(Code)
    assert fsum(FAIR_PARTS.values()) == pytest.approx(1.0)


def test_signals_are_sorted_by_minutes_above_their_fair_part():
    # of 600 granted: late 150 fair, chasers 90 fair
    late = some(Code.LATE_PAYMENT, 30.0, 6)  # 180: 30 above
    chasers = some(Code.CHASER, 15.0, 10)  # 150: 60 above
    found = reasons([*late, *chasers], COUNTS, granted=600.0)
    assert [each.code for each in found] == [Code.CHASER, Code.LATE_PAYMENT]
    assert found[0].minutes == pytest.approx(150.0)
    assert found[0].share == pytest.approx(150 / 330)


def test_late_invoices_tell_count_median_and_worst():
    incidents = [
        an_incident(
            MONDAY, minutes, code=Code.LATE_PAYMENT, name=f"LP-{days}", note=(("days", str(days)),)
        )
        for days, minutes in ((12, 40.0), (19, 50.0), (40, 80.0))
    ]
    (found,) = reasons(incidents, COUNTS, granted=600.0)
    assert dict(found.facts) == {
        "hard": "3",
        "median_days": "19",
        "worst_days": "40",
        "overdue": "0",
    }
    assert found.incidents == ("LP-40", "LP-19", "LP-12")


def test_the_denominator_is_never_smaller_than_the_count():
    (found,) = reasons(some(Code.EXTRA_ROUND, 45.0, 20), COUNTS, granted=100.0)
    assert (found.count, found.of) == (20, 20)
    (few,) = reasons(some(Code.VAGUE, 40.0, 3), COUNTS, granted=100.0)
    assert (few.count, few.of) == (3, 14)


def test_incidents_without_minutes_are_no_reason():
    assert reasons(some(Code.AFTER_HOURS, 0.0, 5), COUNTS, granted=100.0) == ()


MINUTES = st.floats(0.5, 120.0)


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.lists(st.tuples(st.sampled_from(list(Code)), MINUTES), max_size=30),
    granted=st.floats(0, 900),
)
def test_every_minute_belongs_to_one_incident_of_one_reason_or_the_rest(drawn, granted):
    incidents = [
        an_incident(MONDAY, minutes, code=code, name=f"{i}")
        for i, (code, minutes) in enumerate(drawn)
    ]
    found = reasons(incidents, COUNTS, granted=granted)
    assert len(found) <= MOST_REASONS
    cited = [name for each in found for name in each.incidents]
    assert len(cited) == len(set(cited))
    rest = fsum(each.minutes for each in incidents if each.id not in cited)
    total = fsum(each.minutes for each in incidents)
    assert fsum(each.minutes for each in found) + rest == pytest.approx(total)
    assert all(
        each.code not in {r.code for r in found} for each in incidents if each.id not in cited
    )
