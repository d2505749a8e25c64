from __future__ import annotations

from datetime import date, timedelta

from builders_exit import a_decision, a_word
from builders_people import TODAY, a_workweek
from goodterms.core.client import DecisionKind
from goodterms.core.exit_after import ACCESS, Parting, access, after, parting
from goodterms.core.exit_compare import Record
from goodterms.core.exit_words import Said

RECORD = Record(messages=(), incidents=(), workweek=a_workweek())
TOLD, ENDED = date(2026, 7, 1), date(2026, 7, 31)


def test_before_the_client_is_told_nothing_comes_after():
    assert parting([]) is None
    assert parting([a_decision(DecisionKind.TALKED, TOLD)]) is None
    assert after(None, {}, RECORD, today=TODAY) is None


def test_told_and_ended_are_the_owners_first_days_of_each():
    told, ended = a_decision(DecisionKind.PARTING, TOLD), a_decision(DecisionKind.PARTED, ENDED)

    assert parting([told]) == Parting(told_on=TOLD, parted_on=None)
    assert parting([told, ended]) == Parting(told_on=TOLD, parted_on=ENDED)
    assert parting([ended]) == Parting(told_on=ENDED, parted_on=ENDED)
    assert parting([told, told, ended, ended]) == Parting(told_on=TOLD, parted_on=ENDED)


def test_who_resumes_has_told_nobody():
    told, back = a_decision(DecisionKind.PARTING, TOLD), a_decision(DecisionKind.RESUMED, ENDED)

    assert parting([told, back]) is None
    assert parting([told, back, a_decision(DecisionKind.PARTING, TODAY)]).told_on == TODAY


def test_the_time_of_notice_is_in_neither_stretch():
    found = after(Parting(told_on=TOLD, parted_on=ENDED), {}, RECORD, today=TODAY)

    assert [each.on for each in found.follow_ups] == [date(2026, 8, 30), date(2026, 10, 29)]
    last = found.follow_ups[1].compared
    assert (last.before.last, last.after.first) == (TOLD - timedelta(days=1), date(2026, 8, 1))
    assert last.before.days == last.after.days == 90


def test_a_look_back_waits_until_all_its_days_are_over():
    ended = TODAY - timedelta(days=30)

    waiting = after(Parting(told_on=ended, parted_on=ended), {}, RECORD, today=TODAY)
    over = after(
        Parting(told_on=ended, parted_on=ended), {}, RECORD, today=TODAY + timedelta(days=1)
    )

    assert [each.compared is None for each in waiting.follow_ups] == [True, True]
    assert [each.compared is None for each in over.follow_ups] == [False, True]


def test_while_the_notice_runs_nothing_is_looked_back_at():
    found = after(Parting(told_on=TOLD, parted_on=None), {}, RECORD, today=TODAY)

    assert found.follow_ups == ()


def test_the_rating_is_the_owners_with_its_day():
    rated = a_word(step="right_decision", rating=4)
    known = Parting(told_on=TOLD, parted_on=ENDED)

    found = after(known, {rated.step: rated}, RECORD, today=TODAY)
    assert (found.rating, found.rated_on) == (4, TODAY)
    bare = after(known, {}, RECORD, today=TODAY)
    assert (bare.rating, bare.rated_on) == (None, None)


def test_accesses_are_the_usual_ones_and_the_owners_own():
    own = a_word(step="access:DNS zone", state=Said.NOT_NEEDED, note="theirs")
    done = a_word(step="access:hosting")

    found = {each.name: each for each in access({own.step: own, done.step: done})}

    assert list(found) == [*ACCESS, "DNS zone"]
    assert (found["hosting"].state, found["hosting"].said_on) == (Said.DONE, TODAY)
    assert (found["DNS zone"].state, found["DNS zone"].note) == (Said.NOT_NEEDED, "theirs")
    assert (found["code"].state, found["code"].said_on) == (Said.OPEN, None)
