from __future__ import annotations

from datetime import date

import pytest

from builders import a_client, a_workweek, an_owner
from exchange import codes, corrected, found_in
from goodterms.core.client import CorrectionKind


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Mon 10:00 client\nMon 11:00 client", ["CH-M-2 15 hard"]),
        ("Mon 10:00 client\nMon 10:15 client", []),
        ("Mon 10:00 client\nTue 10:00 client", []),  # eight working hours: the owner's delay
        ("Mon 10:00 client\nMon 10:30 owner\nMon 11:00 client", []),
        ("Mon 10:00 client\nMon 11:00 client in:B", []),
        ("Mon 16:00 client\nMon 20:00 client", ["CH-M-2 15 hard"]),  # alone in its night
    ],
)
def test_a_chaser_costs_its_price(table, expected):
    assert codes(found_in(table)) == expected


def test_what_only_adds_or_thanks_presses_nobody():
    assert codes(found_in("Mon 10:00 client\nMon 11:00 client adds")) == []
    table = "Mon 10:00 client\nMon 11:00 client adds\nMon 12:00 client"
    (chaser,) = found_in(table)
    assert (chaser.id, chaser.sources) == ("CH-M-3", ("M-3", "M-1"))


def test_a_client_who_was_not_told_of_leave_waits_as_on_any_day():
    leave = frozenset(date(2026, 3, day) for day in range(2, 7))
    owner = an_owner(workweek=a_workweek(leave=leave))
    assert codes(found_in("Mon 10:00 client\nThu 10:00 client", owner=owner)) == []
    assert codes(found_in("Mon 10:00 client\nMon 12:00 client", owner=owner)) != []


def test_a_message_that_counts_as_a_demand_is_no_chaser_too():
    assert codes(found_in("Mon 20:00 client\nMon 21:00 client")) == ["AHP-M-2 15 hard"]
    assert codes(found_in("Mon 16:00 client\nMon 20:00 client demand=now")) == ["AHP-M-2 15 hard"]


def test_a_dismissed_demand_does_not_come_back_as_a_chaser():
    wrong = (corrected("M-2", "AHP", CorrectionKind.WRONG),)
    assert codes(found_in("Mon 20:00 client\nMon 21:00 client", corrections=wrong)) == []


def test_a_chaser_says_how_long_it_waited():
    found = found_in("Mon 10:00 client\nMon 11:05 client\nMon 12:00 client")
    assert [dict(each.note) for each in found] == [
        {"minutes": "65", "number": "1"},
        {"minutes": "120", "number": "2"},
    ]
    assert found[0].sources == ("M-2", "M-1")


def test_a_client_who_may_expect_answers_within_two_hours():
    table = "Mon 10:00 client\nMon 12:30 client"
    assert codes(found_in(table, client=a_client(expect_reply_hours=2))) == []


def test_a_chaser_while_the_owner_writes_at_night_is_invited():
    table = "Mon 20:00 owner\nMon 20:10 client\nMon 20:40 client"
    (night,) = found_in(table, client=a_client(rush=True))
    assert (night.id, night.why, night.weight) == ("CH-M-3", "invited", 0)


def test_hostile_wording_is_soft_until_confirmed():
    table = "Mon 10:00 client hostile=.9"
    assert codes(found_in(table)) == ["HO-M-1 81 soft"]
    assert codes(found_in("Mon 10:00 client hostile=.79")) == []
    right = (corrected("M-1", "HO", CorrectionKind.RIGHT),)
    assert codes(found_in(table, corrections=right)) == ["HO-M-1 90 hard"]


def test_the_owner_may_confirm_what_the_model_missed():
    right = (corrected("M-1", "hostile", CorrectionKind.RIGHT),)
    assert codes(found_in("Mon 10:00 client", corrections=right)) == ["HO-M-1 90 hard"]


def test_one_outburst_over_several_messages_is_one_incident():
    table = "Mon 10:00 client hostile=.9\nMon 10:10 client hostile=.9\nMon 10:20 owner"
    assert codes(found_in(table)) == ["HO-M-1 81 soft"]
    again = f"{table}\nMon 10:30 client hostile=.9"
    assert codes(found_in(again)) == ["HO-M-1 81 soft", "HO-M-4 81 soft"]
