"""Each signal of decision model A2.2 against its own words, with the invited and episode rules.

Where the design settles otherwise, the test says so. Incidents that arrive and ask for nothing are
left out by `codes`; they are looked at where they matter.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import a_client, a_document, a_payment, a_workweek, an_owner
from exchange import codes, corrected, found_in, moment
from goodterms.core.agreement import Agreement, Spell
from goodterms.core.client import CorrectionKind
from goodterms.core.hours import FIRST_DAY, Period
from goodterms.core.policy import Policy

OFFICE = a_workweek().windows
MARCH = date(2026, 3, 2)


def arrivals(found) -> list[str]:
    return [f"{each.id} {each.weight:g}" for each in found if each.code == "AH"]


def priced(**prices) -> Policy:
    plain = Policy()
    changed = {code: prices.get(code.value, minutes) for code, minutes in plain.prices.items()}
    return Policy(prices=changed)


def test_ah_once_per_thread_per_night_and_priced_by_the_owner_alone():
    table = "Mon 20:00 client\nMon 20:05 client\nMon 21:00 client in:B\nTue 20:00 client"
    assert arrivals(found_in(table)) == ["AH-M-1 1", "AH-M-3 1", "AH-M-4 1"]
    # the design prices it 0; with the 2 minutes of the study each counts once
    found = found_in(table, policy=priced(AH=2.0))
    assert [each.minutes for each in found] == [2.0, 2.0, 2.0]
    assert all(each.hard for each in found)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # a second message before the next opening, no answer between
        ("Mon 17:00 client\nTue 08:59 client", ["AHP-M-2 15 hard"]),
        ("Mon 16:59 client\nTue 08:59 client", ["CH-M-2 15 hard"]),  # the first came inside hours
        ("Mon 20:00 client\nMon 21:00 owner\nMon 22:30 client", []),
        # a time before the next opening and four business hours, which may span days
        ("Fri 18:00 client demand=weekend", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=tomorrow@12:59", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=tomorrow@13:00", []),
        # urgent wording from 0.8: soft, weighed
        ("Mon 20:00 client pressure=.8", ["AHP-M-1 12 soft"]),
        ("Mon 20:00 client pressure=.7999", []),
        # the hardest proof of a night counts, once
        ("Mon 20:00 client pressure=.9 demand=tonight", ["AHP-M-1 15 hard"]),
        ("Mon 20:00 client demand=tonight\nMon 22:00 client", ["AHP-M-1 15 hard"]),
        # the same night in two threads is two demands; two nights are two
        ("Mon 20:00 client demand=now\nMon 20:00 client demand=now in:B",
         ["AHP-M-1 15 hard", "AHP-M-2 15 hard"]),
    ],
)  # fmt: skip
def test_ahp(table, expected):
    assert codes(found_in(table)) == expected


@pytest.mark.parametrize(
    ("minutes", "weight"),
    [(0, 0.0), (59, 0.0), (60, 0.0), (61, 1.0)],
)
def test_invited_within_the_preceding_hour(minutes, weight):
    hour, minute = divmod(20 * 60 + 30 + minutes, 60)
    answer = f"Mon {hour}:{minute:02d} client demand=now"
    (found,) = found_in(f"Mon 20:30 owner\n{answer}")
    assert (found.code, found.weight) == ("AHP", weight)
    assert found.why == ("deadline" if weight else "invited")


@pytest.mark.parametrize(
    "owner",
    ["Mon 16:59 owner", "Mon 20:00 owner in:B", "Mon 20:45 owner"],
)
def test_not_invited_inside_hours_elsewhere_or_afterwards(owner):
    lines = sorted([owner, "Mon 20:30 client demand=now"], key=lambda each: each[4:9])
    found = [each for each in found_in("\n".join(lines)) if each.code == "AHP"]
    assert [each.weight for each in found] == [1.0]


def test_an_invited_chaser_weighs_nothing_too():
    table = "Mon 10:00 client\nMon 17:30 owner in:B\nMon 18:00 client"
    assert codes(found_in(table)) == ["CH-M-3 15 hard"]
    table = "Mon 16:00 client\nMon 17:05 owner\nMon 17:10 client\nMon 17:50 client in:usual"
    assert all(each.minutes == 0 for each in found_in(table))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # less than eight business hours after the first of the wait
        ("Mon 10:00 client\nTue 09:59 client", ["CH-M-2 15 hard"]),
        ("Mon 10:00 client\nTue 10:00 client", []),  # by then it is the owner's delay
        ("Mon 10:00 client\nMon 10:15 client", []),  # the forgotten attachment
        ("Mon 10:00 client\nMon 10:16 client", ["CH-M-2 15 hard"]),
        ("Mon 10:00 client\nMon 11:00 owner\nMon 12:00 client", []),  # an answer between
        ("Mon 10:00 client\nMon 11:00 client in:B", []),  # another wait
        # at most three in a wait
        ("\n".join(["Mon 09:00 client", *(f"Mon {hour}:00 client" for hour in range(10, 16))]),
         ["CH-M-2 15 hard", "CH-M-3 15 hard", "CH-M-4 15 hard"]),
        # never against automatic mail
        ("Mon 10:00 client\nMon 11:00 client noise=auto-reply", []),
    ],
)  # fmt: skip
def test_ch(table, expected):
    assert codes(found_in(table)) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Mon 10:00 owner delivers\nMon 11:00 client vague=.5", ["VG-M-2 30 soft"]),
        ("Mon 10:00 owner delivers\nMon 11:00 client vague=.4999", []),
        ("Mon 10:00 owner\nMon 11:00 client vague=1", []),
        ("Mon 10:00 owner delivers\nMon 11:00 client vague=.6\nMon 16:00 client vague=.9 adds",
         ["VG-M-2 36 soft"]),
        (("Mon 10:00 owner delivers\nMon 11:00 client vague=.6\nMon 12:00 owner delivers\n"
          "Mon 13:00 client vague=.9"), ["VG-M-2 36 soft", "VG-M-4 54 soft"]),
    ],
)  # fmt: skip
def test_vg_at_most_one_per_round(table, expected):
    assert codes(found_in(table)) == expected


ROUND = "Mon {0}:00 owner delivers\nMon {0}:30 client asks_change"
THREE = "\n".join(ROUND.format(hour) for hour in (10, 11, 12))


def test_rx_beyond_two_or_the_contract_and_hard_once_it_is_known():
    assert codes(found_in(THREE)) == ["RX-M-6 45 soft"]
    assert codes(found_in(THREE, client=a_client(included_rounds=2))) == ["RX-M-6 45 hard"]
    assert codes(found_in(THREE, client=a_client(included_rounds=3))) == []
    # a round told by a vague reading alone weighs as that: milder than the letter's flat 45
    vague = THREE[: THREE.rindex("asks_change")] + "vague=.6"
    assert "RX-M-6 27 soft" in codes(found_in(vague))


@pytest.mark.parametrize(("day", "expected"), [("Mon", []), ("Tue", ["SC-M-1 27 soft"])])
def test_sc_after_ten_business_days_without_a_price(day, expected):
    """Monday 2 March plus ten business days is Monday 16: the whole of it is still time."""
    now = moment(f"3{day}", "09:00")
    assert codes(found_in("Mon 10:00 client scope=.6", now=now)) == expected


def test_sc_with_a_quote_or_an_invoice_in_time_is_none():
    asked = "Mon 10:00 client scope=.9"
    assert codes(found_in(f"{asked}\n3Mon 16:00 owner offers")) == []
    assert codes(found_in(f"{asked}\n3Tue 16:00 owner offers")) == ["SC-M-1 40.5 soft"]
    in_time = a_document(issued=date(2026, 3, 16), paid_minor=60_000)
    assert [each for each in codes(found_in(asked, documents=(in_time,))) if "SC" in each] == []
    assert codes(found_in("Mon 10:00 client scope=.4999")) == []


@pytest.mark.parametrize(
    ("days", "minutes"),
    [(3, None), (4, 30), (7, 30), (8, 40), (15, 50), (63, 110), (64, 120), (400, 120)],
)
def test_lp_twenty_and_ten_a_started_week_at_most_120(days, minutes):
    bill = a_document()
    paid = a_payment(on=(bill.due_date or MARCH) + timedelta(days=days))
    expected = [] if minutes is None else [f"LP-7/2026 {minutes} hard"]
    assert codes(found_in(documents=(bill,), payments=(paid,))) == expected


def test_ho_from_eight_tenths_or_confirmed_and_soft_until_then():
    assert codes(found_in("Mon 10:00 client hostile=.8")) == ["HO-M-1 72 soft"]
    assert codes(found_in("Mon 10:00 client hostile=.7999")) == []
    word = corrected("M-1", "hostile", CorrectionKind.RIGHT)
    found = found_in("Mon 10:00 client hostile=.2", corrections=(word,))
    assert codes(found) == ["HO-M-1 90 hard"]
    dismissed = corrected("M-1", "hostile", CorrectionKind.WRONG)
    assert codes(found_in("Mon 10:00 client hostile=.99", corrections=(dismissed,))) == []


def test_the_episode_rule_counts_one_wait_once():
    table = "Mon 10:00 client hostile=.9\nMon 12:30 client hostile=.95"
    assert [each for each in codes(found_in(table)) if each.startswith("HO")] == ["HO-M-1 81 soft"]
    scope = "Mon 10:00 client scope=.9\nMon 10:05 client scope=.95"
    assert codes(found_in(scope)) == ["SC-M-1 40.5 soft"]


def test_a_night_that_demands_is_no_chaser_as_well():
    assert codes(found_in("Mon 17:30 client\nMon 20:00 client")) == ["AHP-M-2 15 hard"]


# --- the same by what held on the day


def test_the_clock_is_that_of_the_day():
    """From 9 March the owner works in New York, five hours behind Zagreb in that week."""
    week = a_workweek().dated(
        (
            Period(since=FIRST_DAY, zone="Europe/Zagreb", windows=OFFICE),
            Period(since=date(2026, 3, 9), zone="America/New_York", windows=OFFICE),
        ),
        today=date(2026, 11, 2),
    )
    table = (
        "Mon 10:00 client demand=now\n2Mon 10:00 client demand=now\n2Mon 20:00 client demand=now"
    )
    found = codes(found_in(table, owner=an_owner(workweek=week)))
    assert found == ["AHP-M-2 15 hard"]


def test_a_paid_spell_and_a_later_agreement_hold_on_their_days():
    table = "Mon 20:00 client demand=now\n2Mon 20:00 client demand=now in:B"
    spell = Agreement(rush=(Spell(first=MARCH, last=date(2026, 3, 8)),))
    assert codes(found_in(table, client=a_client(agreed=spell))) == ["AHP-M-2 15 hard"]
    waits = "Mon 10:00 client\nMon 12:00 client\n2Mon 10:00 client in:B\n2Mon 12:00 client in:B"
    quick = Agreement(expect_reply_hours=((date(2026, 3, 9), 2),))
    assert codes(found_in(waits, client=a_client(agreed=quick))) == ["CH-M-2 15 hard"]
    rounds = Agreement(included_rounds=((date(2026, 3, 1), 1), (date(2026, 3, 2), 3)))
    assert codes(found_in(THREE, client=a_client(agreed=rounds))) == []
    fewer = Agreement(included_rounds=((date(2026, 3, 2), 1),))
    assert codes(found_in(THREE, client=a_client(agreed=fewer))) == [
        "RX-M-4 45 hard",
        "RX-M-6 45 hard",
    ]


def test_hours_away_are_after_hours_but_nobody_was_told():
    away = ((moment("Mon", "10:00"), moment("Mon", "15:00")),)
    owner = an_owner(workweek=a_workweek(away=away))
    found = found_in("Mon 11:00 client demand=today", owner=owner)
    assert (codes(found), arrivals(found)) == ([], ["AH-M-1 1"])
