from __future__ import annotations

from datetime import timedelta

from builders_judgement import MONDAY, a_decision
from goodterms.core.client import DecisionKind
from goodterms.core.decided import in_force, jumped_on, kept_until, taken_back


def day(week, more=0):
    return MONDAY + timedelta(days=7 * week + more)


def test_what_was_taken_back_is_as_if_never_said_from_then_on():
    talked = a_decision(DecisionKind.TALKED, day(1), id=1)
    parting = a_decision(DecisionKind.PARTING, day(2), id=2)
    undone = a_decision(DecisionKind.UNDONE, day(3), id=3, value=2)
    known = (undone, parting, talked)
    assert in_force(known, today=day(2)) == (talked, parting)
    assert in_force(known, today=day(3)) == (talked,)
    assert in_force(known, today=day(0)) == ()


def test_taking_back_can_itself_be_taken_back():
    parting = a_decision(DecisionKind.PARTING, day(1), id=1)
    undone = a_decision(DecisionKind.UNDONE, day(2), id=2, value=1)
    again = a_decision(DecisionKind.UNDONE, day(3), id=3, value=2)
    assert taken_back([parting, undone]) == {1}
    assert taken_back([parting, undone, again]) == {2}
    assert in_force([parting, undone, again], today=day(3)) == (parting,)


def test_keeping_holds_to_its_last_day():
    kept = a_decision(DecisionKind.KEPT, day(1), until=day(3))
    assert [kept_until([kept], day(week)) for week in (0, 1, 3, 4)] == [None, day(3), day(3), None]


def test_a_jump_needs_the_ratings_before_it():
    ratings = [a_decision(DecisionKind.GUT, day(week), id=week, value=3) for week in (1, 5)]
    jumps = [a_decision(DecisionKind.PREPARE, day(week), id=10 + week) for week in (4, 6)]
    assert jumped_on([*ratings, *jumps], day(9)) == day(6)
    assert jumped_on([*ratings, *jumps], day(5)) is None
