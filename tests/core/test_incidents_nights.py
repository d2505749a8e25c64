from __future__ import annotations

from datetime import date

import pytest

from builders import a_client, a_workweek, an_owner
from exchange import codes, corrected, found_in, moment
from goodterms.core.client import CorrectionKind
from goodterms.core.verdict import Code


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # arrived is not demanded
        ("Mon 20:00 client", []),
        ("Sat 10:00 client\n2Sat 10:00 client", []),
        # inside hours nothing is after hours
        ("Mon 10:00 client demand=now pressure=.99", []),
        # a second message before the next opening
        ("Mon 20:00 client\nMon 21:00 client", ["AHP-M-2 15 hard"]),
        ("Fri 20:00 client\nSun 21:00 client", ["AHP-M-2 15 hard"]),
        ("Mon 20:00 client\nMon 20:15 client", []),  # forgot the attachment
        ("Mon 20:00 client\nMon 20:10 client\nMon 20:20 client", ["AHP-M-3 15 hard"]),
        ("Mon 20:00 client\nMon 20:30 owner\nMon 22:00 client", []),  # answered between
        ("Mon 20:00 client\nTue 20:00 client\nWed 08:00 client", ["AHP-M-3 15 hard"]),
        ("Mon 20:00 client\nMon 21:00 client in:B", []),  # another thread
        ("Mon 20:00 client\nMon 21:00 client adds", []),  # a postscript presses nobody
        ("Mon 20:00 client\nMon 21:00 client adds\nMon 22:00 client", ["AHP-M-3 15 hard"]),
        # one per thread and night
        ("Mon 20:00 client\nMon 21:00 client\nMon 22:00 client", ["AHP-M-2 15 hard"]),
        (
            "Mon 20:00 client demand=now\nTue 20:00 client demand=now",
            ["AHP-M-1 15 hard", "AHP-M-2 15 hard"],
        ),
        # a demand before the next opening and four working hours
        ("Mon 20:00 client demand=tonight", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=tomorrow@12:59", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=tomorrow@13:00", []),
        ("Fri 20:00 client demand=weekend", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=weekend", []),
        ("Mon 07:00 client demand=today", []),
        ("Mon 20:00 client demand=whenever", []),
        # urgent wording alone is soft and weighs its probability
        ("Mon 20:00 client pressure=.8", ["AHP-M-1 12 soft"]),
        ("Mon 20:00 client pressure=.79", []),
    ],
)
def test_only_what_is_demanded_out_of_hours_counts(table, expected):
    assert codes(found_in(table)) == expected


def test_an_arrival_is_shown_once_a_night_at_no_price():
    found = found_in("Mon 20:00 client\nMon 20:10 client\nTue 20:00 client")
    assert [each.id for each in found] == ["AH-M-1", "AH-M-3"]
    assert {(each.price, each.why) for each in found} == {(0, "arrived")}


def test_an_arrival_gives_way_to_the_demand_of_its_night():
    table = "Mon 20:00 client\nMon 22:00 client"
    evening = found_in(table, now=moment("Mon", "21:00"))
    assert [each.code for each in evening] == [Code.AFTER_HOURS]
    assert [each.code for each in found_in(table)] == [Code.AFTER_HOURS_DEMAND]


def test_on_the_owners_leave_mail_of_usual_hours_demands_nothing():
    leave = frozenset(date(2026, 3, day) for day in range(2, 7))
    owner = an_owner(workweek=a_workweek(leave=leave))
    table = "Tue 10:00 client demand=today\nWed 10:00 client\nThu 21:00 client in:B"
    found = found_in(table, owner=owner)
    assert [each.code for each in found] == [Code.AFTER_HOURS] * 2
    night = found_in("Tue 21:00 client demand=tonight", owner=owner)
    assert codes(night) == ["AHP-M-1 15 hard"]
    assert dict(night[0].note)["hours_before_opening"] == "12"


def test_an_answer_to_the_owners_own_night_mail_is_invited():
    (found,) = found_in("Mon 20:00 owner\nMon 21:00 client demand=now")
    assert (found.id, found.why, found.weight, found.price) == ("AHP-M-2", "invited", 0, 15)
    (found,) = found_in("Mon 20:00 owner\nMon 20:30 client")
    assert (found.id, found.why, found.weight) == ("AH-M-2", "invited", 0)


def test_an_invitation_lasts_an_hour_and_holds_in_its_thread():
    assert codes(found_in("Mon 20:00 owner\nMon 21:01 client demand=now")) == ["AHP-M-2 15 hard"]
    assert codes(found_in("Mon 20:00 owner in:B\nMon 20:30 client demand=now")) == [
        "AHP-M-2 15 hard"
    ]


def test_the_owners_mail_inside_hours_invites_nobody():
    assert codes(found_in("Mon 16:50 owner\nMon 17:20 client demand=now")) == ["AHP-M-2 15 hard"]


def test_a_later_demand_of_the_night_that_was_not_invited_counts():
    table = "Mon 20:00 owner\nMon 20:30 client demand=now\nMon 23:00 client"
    assert codes(found_in(table)) == ["AHP-M-3 15 hard"]


def test_who_pays_for_the_night_has_no_night_incidents():
    table = "Mon 20:00 client demand=now\nMon 22:00 client pressure=.99"
    assert "AH" not in "".join(codes(found_in(table, client=a_client(rush=True))))


def test_the_owners_word_on_pressure_decides_wording_only():
    table = "Mon 20:00 client pressure=.9\nTue 20:00 client pressure=.9 demand=now"
    wrong = tuple(
        corrected(each, "pressure", CorrectionKind.WRONG, number)
        for number, each in enumerate(("M-1", "M-2"), start=1)
    )
    assert codes(found_in(table, corrections=wrong)) == ["AHP-M-2 15 hard"]
    right = (corrected("M-1", "pressure", CorrectionKind.RIGHT),)
    assert codes(found_in(table, corrections=right))[0] == "AHP-M-1 15 hard"
