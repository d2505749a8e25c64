from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders_judgement import a_decision
from goodterms.core.client import DecisionKind
from goodterms.core.deciding import checked, undo
from goodterms.errors import DecisionError

TODAY = date(2026, 11, 16)
FIRST = date(2026, 1, 5)


def kept(kind: DecisionKind, day: date = TODAY, recorded=(), **facts):
    decision = a_decision(kind, day, **facts)
    return checked(decision, recorded, today=TODAY, first_mail=FIRST)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("kind", "until", "found"),
    [
        (DecisionKind.SNOOZED, None, days(30)),
        (DecisionKind.SNOOZED, days(1), days(1)),
        (DecisionKind.SNOOZED, days(90), days(90)),
        (DecisionKind.KEPT, None, days(182)),
        (DecisionKind.KEPT, days(366), days(366)),
        (DecisionKind.TALKED, None, None),
    ],
)
def test_what_ends_by_itself_gets_an_end(kind, until, found):
    assert kept(kind, until=until).until == found


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (DecisionKind.SNOOZED, days(91)),
        (DecisionKind.SNOOZED, days(0)),
        (DecisionKind.KEPT, days(367)),
        (DecisionKind.PARTED, days(5)),
    ],
)
def test_an_end_that_cannot_be_is_refused(kind, until):
    with pytest.raises(DecisionError):
        kept(kind, until=until)


@pytest.mark.parametrize(
    ("day", "said"),
    [(days(1), "future"), (FIRST - timedelta(days=1), "before the first known mail")],
)
def test_a_day_that_cannot_be_is_refused(day, said):
    with pytest.raises(DecisionError, match=said):
        kept(DecisionKind.TALKED, day)
    assert kept(DecisionKind.TALKED, FIRST).decided_on == FIRST


def test_without_any_mail_only_today_can_be_recorded():
    today = a_decision(DecisionKind.TALKED, TODAY)
    assert checked(today, (), today=TODAY, first_mail=None) == today
    before = a_decision(DecisionKind.TALKED, days(-1))
    with pytest.raises(DecisionError, match="no mail of quill is known"):
        checked(before, (), today=TODAY, first_mail=None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DecisionKind.GUT, None),
        (DecisionKind.GUT, -1),
        (DecisionKind.GUT, 5),
        (DecisionKind.TALKED, 3),
    ],
)
def test_a_rating_belongs_to_gut_alone(kind, value):
    with pytest.raises(DecisionError, match="rating"):
        kept(kind, value=value)
    assert kept(DecisionKind.GUT, value=0).value == 0


@pytest.mark.parametrize(("apart", "opens"), [(28, True), (27, False)])
def test_two_high_ratings_a_month_apart_open_prepare(apart, opens):
    ratings = [
        a_decision(DecisionKind.GUT, days(-apart), id=1, value=4),
        a_decision(DecisionKind.GUT, TODAY, id=2, value=3),
    ]
    if opens:
        assert kept(DecisionKind.PREPARE, recorded=ratings).kind is DecisionKind.PREPARE
        ratings.append(undo(1, ratings, today=TODAY))
    with pytest.raises(DecisionError, match="two ratings"):
        kept(DecisionKind.PREPARE, recorded=ratings)


def test_taking_back_names_the_decision_and_its_client():
    talked = a_decision(DecisionKind.TALKED, days(-9), id=4)
    found = undo(4, [talked], today=TODAY)
    assert (found.client, found.kind, found.value) == ("quill", DecisionKind.UNDONE, 4)
    assert found.decided_on == TODAY
    for number in (4, 5):
        with pytest.raises(DecisionError):
            undo(number, [talked, a_decision(DecisionKind.UNDONE, TODAY, id=6, value=4)],
                 today=TODAY)  # fmt: skip
