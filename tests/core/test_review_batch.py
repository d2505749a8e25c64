"""The items to look at before parting: soft, unsaid, dearest first, at most ten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders_verdict import NOW, an_assessment
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.review_batch import batch, is_due
from goodterms.core.verdict import Code, Incident, Verdict


def soft(number, *, price=60.0, hard=False, weight=0.7):
    return Incident(
        id=f"VG-M-{number}",
        code=Code.VAGUE,
        at=NOW - timedelta(days=number),
        price=price,
        weight=weight,
        hard=hard,
        sources=(f"M-{number}",),
        why="vague",
    )


def judged(*incidents, verdict=Verdict.PREPARE):
    return replace(an_assessment("Alba Studio", verdict), incidents=incidents)


def said(number, kind, code="VG"):
    return Correction(id=1, message=f"M-{number}", code=code, kind=kind, corrected_at=NOW)


def test_ten_at_most_dearest_first_and_of_equal_ones_the_latest():
    found = batch(judged(*(soft(each) for each in range(20)), soft(40, price=90.0)), ())
    assert [each.sources[0] for each in found] == ["M-40", *(f"M-{each}" for each in range(9))]


def test_hard_ones_idle_ones_and_those_already_said_are_left_out():
    incidents = (soft(1, hard=True), soft(2, weight=0.0), soft(3), soft(4), soft(5))
    words = (said(3, CorrectionKind.RIGHT), said(4, CorrectionKind.MINE, code="*"))
    assert [each.id for each in batch(judged(*incidents), words)] == ["VG-M-5"]


def test_a_look_is_due_near_parting_until_something_was_confirmed():
    near = judged(soft(1), soft(2))
    assert is_due(near, ())
    assert is_due(near, (said(9, CorrectionKind.WRONG),))
    assert not is_due(near, (said(9, CorrectionKind.RIGHT),))
    assert not is_due(judged(soft(1), verdict=Verdict.TALK), ())
    assert not is_due(judged(soft(1, hard=True)), ())
