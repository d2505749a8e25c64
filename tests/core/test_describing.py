from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from builders_judgement import CLIENT, MONDAY, OWNER, a_relation, assessed
from goodterms.core.agreement import Agreement, Spell
from goodterms.core.history import History


def at(weeks: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=7 * weeks + 2), time(12), tzinfo=UTC)


def relation(*parts) -> History:
    """Parts of weeks and chasers, one after the other."""
    first, messages, documents, payments = MONDAY, [], [], []
    for weeks, chasers in parts:
        part = a_relation(weeks=weeks, chasers=chasers, first=first)
        messages += part.messages
        documents += part.documents
        payments += part.payments
        first += timedelta(days=7 * weeks)
    return History(messages=tuple(messages), documents=tuple(documents), payments=tuple(payments))


def test_the_date_of_the_change_is_told_and_the_same_quarter_of_last_year_once_it_is_known():
    history = relation((60, 0), (14, 3))
    found = assessed(history, at(74)).insight
    assert found.split.since == MONDAY + timedelta(days=7 * 60)
    assert found.split.after > found.split.before
    assert found.year_ago.then.end == found.year_ago.now.end - timedelta(days=364)
    assert (found.year_ago.then.end - found.year_ago.then.start).days == 90
    assert found.year_ago.then.spent == 0.0
    assert found.year_ago.now.mean > 2 * found.year_ago.then.mean


@pytest.mark.parametrize(("weeks", "is_known"), [(64, False), (65, True)])
def test_last_year_is_told_from_fifteen_months_on(weeks, is_known):
    found = assessed(relation((weeks, 0)), at(weeks)).insight
    assert (found.year_ago is not None) is is_known
    assert found.split is None


def test_last_years_quarter_is_as_it_was_known_then():
    then = assessed(relation((20, 2)), at(20)).insight
    assert then.year_ago is None
    later = assessed(relation((20, 2), (52, 0)), at(72)).insight.year_ago
    assert later.then.spent == pytest.approx(12 * 2 * 15)  # Tuesdays
    assert later.now.spent == 0.0


def test_without_mail_nothing_is_told():
    found = assessed(History(), at(3)).insight
    assert (found.split, found.year_ago, found.own_work.invoices) == (None, None, 0)
    assert found.what_if.side == "unknown"


def test_others_income_is_that_of_the_same_twelve_months():
    found = assessed(relation((20, 1)), at(20)).insight.what_if
    assert found.others_minor == 100_000_00
    assert found.income_minor == 5 * 16 * 6000


def test_a_dated_rule_that_changes_recomputes_the_past():
    history = a_relation(weeks=30, chasers=2)
    plain = assessed(history, at(30))
    patient = replace(CLIENT, agreed=Agreement(expect_reply_hours=((MONDAY, 1),)))
    since = replace(
        CLIENT, agreed=Agreement(expect_reply_hours=((MONDAY + timedelta(days=7 * 28), 1),))
    )
    counted = [assessed(history, at(30), client=each).long.incidents for each in (patient, since)]
    assert plain.long.incidents == 50
    assert counted == [0, 46]  # two of the 25 weeks lie after the change


def test_night_mail_of_a_paid_spell_is_never_an_arrival():
    history = a_relation(weeks=20, nights=1)
    until = MONDAY + timedelta(days=7 * 15)
    spell = replace(CLIENT, agreed=Agreement(rush=(Spell(first=MONDAY, last=until),)))
    arrivals = [
        sum(each.code == "AH" for each in assessed(history, at(20), client=each).incidents)
        for each in (CLIENT, spell, replace(CLIENT, rush=True))
    ]
    assert arrivals[0] > arrivals[1] == 5 > arrivals[2] == 0
    assert OWNER.workweek.zone == "Europe/Zagreb"
