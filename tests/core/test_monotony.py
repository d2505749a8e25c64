"""Promises over whole assessments: what speaks against a client never speaks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_judgement import MONDAY, TOLD, a_decision, a_message, a_relation, an_invoice, assessed
from goodterms.core.client import Correction, CorrectionKind, DecisionKind
from goodterms.core.told import Telling
from goodterms.core.verdict import LADDER

NOW = datetime.combine(MONDAY + timedelta(days=22 * 7 + 2), time(10), tzinfo=UTC)


def vague(weeks: int):
    """Three deliveries a week with vague answers: two thirds of the minutes are soft."""
    for number in range(3 * weeks):
        day = MONDAY + timedelta(days=7 * (number // 3) + 2 + number % 3)
        sent = datetime.combine(day, time(8), tzinfo=UTC)
        yield a_message(sent, out=True, name=f"d{number}", delivers=True)
        answer = sent + timedelta(hours=1)
        yield a_message(answer, after=f"d{number}", name=f"v{number}", scores={"vague": 0.9})


CHASED = a_relation(weeks=22, chasers=3, hours=8.0)
LATE = an_invoice(MONDAY + timedelta(days=30), number="late")
TALKED = a_decision(DecisionKind.TALKED, MONDAY + timedelta(days=60))
MIXED = replace(
    CHASED,
    messages=(*CHASED.messages, *vague(22)),
    documents=(*CHASED.documents, LATE),
    decisions=(TALKED, a_decision(DecisionKind.GUT, NOW.date(), id=2, value=3)),
)
FULL = assessed(MIXED, NOW)


def words(incidents, kind: CorrectionKind):
    return tuple(
        Correction(id=place, message=each.sources[0], code=each.code, kind=kind, corrected_at=NOW)
        for place, each in enumerate(incidents)
    )


def test_the_full_history_is_worth_the_question():
    assert FULL.verdict == "prepare"  # without some soft ones a gate of let_go would open
    assert {"CH", "VG", "LP"} <= {str(each.code) for each in FULL.incidents}


@pytest.mark.timeout(120)
@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(FULL.incidents), unique=True, max_size=60))
def test_taking_incidents_back_never_raises_burn_or_verdict(gone):
    found = assessed(replace(MIXED, corrections=words(gone, CorrectionKind.WRONG)), NOW)
    assert found.long.mean <= FULL.long.mean
    assert found.long.spent <= FULL.long.spent
    assert LADDER.index(found.verdict) <= LADDER.index(FULL.verdict)


@pytest.mark.timeout(120)
@settings(max_examples=12, deadline=None)
@given(
    day=st.integers(60, 22 * 7),
    hour=st.integers(7, 14),
    scores=st.sampled_from([{"hostile": 0.95}, {"pressure": 0.9}, {}]),
)
def test_one_more_bad_message_never_lowers_the_burn(day, hour, scores):
    at = datetime.combine(MONDAY + timedelta(days=day), time(hour, 7), tzinfo=UTC)
    more = a_message(at, name="more", scores=scores)
    found = assessed(replace(MIXED, messages=(*MIXED.messages, more)), NOW)
    assert found.long.mean >= FULL.long.mean


@pytest.mark.timeout(120)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_the_order_of_facts_never_matters(data):
    told = (*TOLD, Telling(at=NOW - timedelta(days=9), high=False))
    said = replace(MIXED, corrections=words(FULL.incidents[::3], CorrectionKind.RIGHT))
    names = ("messages", "documents", "payments", "corrections", "decisions")
    shuffled = replace(
        said, **{name: tuple(data.draw(st.permutations(getattr(said, name)))) for name in names}
    )
    turned = data.draw(st.permutations(told))
    assert assessed(shuffled, NOW, told=tuple(turned)) == assessed(said, NOW, told=told)
