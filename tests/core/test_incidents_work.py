from __future__ import annotations

from datetime import date

import pytest

from builders import a_client, a_document
from exchange import codes, found_in, moment
from goodterms.core.ledger import DocumentKind

ROUNDS = """
Mon 10:00 owner delivers
Mon 11:00 client asks_change
Mon 12:00 owner delivers
Mon 13:00 client asks_change
Mon 14:00 owner delivers
Mon 15:00 client asks_change
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Mon 10:00 owner delivers\nMon 11:00 client vague=.5", ["VG-M-2 30 soft"]),
        ("Mon 10:00 owner delivers\nMon 11:00 client vague=.49", []),
        ("Mon 10:00 owner\nMon 11:00 client vague=.9", []),  # nothing was delivered
        ("Mon 10:00 owner delivers in:B\nMon 11:00 client vague=.9", []),
        ("Mon 10:00 client vague=.9\nMon 11:00 owner delivers", []),
        # at most one per round
        (
            """Mon 10:00 owner delivers
            Mon 11:00 client vague=.6
            Mon 12:00 owner
            Mon 13:00 client vague=.9""",
            ["VG-M-2 36 soft"],
        ),
    ],
)
def test_a_vague_answer_to_a_delivery_weighs_its_probability(table, expected):
    assert codes(found_in(table)) == expected


def test_the_third_round_is_one_too_many_and_soft_without_a_contract():
    assert codes(found_in(ROUNDS)) == ["RX-M-6 45 soft"]


def test_a_contract_makes_rounds_hard():
    assert codes(found_in(ROUNDS, client=a_client(included_rounds=1))) == [
        "RX-M-4 45 hard",
        "RX-M-6 45 hard",
    ]
    assert codes(found_in(ROUNDS, client=a_client(included_rounds=3))) == []


def test_a_round_without_a_wish_is_no_round():
    table = ROUNDS.replace("13:00 client asks_change", "13:00 client")
    assert codes(found_in(table)) == []


def test_two_deliveries_without_a_word_between_are_one_round():
    table = ROUNDS.replace("Mon 13:00 client asks_change\n", "")
    assert codes(found_in(table)) == []


def test_a_new_offer_starts_the_count_again():
    table = ROUNDS.replace("12:00 owner delivers", "12:00 owner delivers offers")
    assert codes(found_in(table)) == []


def test_a_vague_answer_is_a_round_too_as_surely_as_it_is_vague():
    table = ROUNDS.replace("15:00 client asks_change", "15:00 client vague=.6")
    assert codes(found_in(table)) == ["RX-M-6 27 soft", "VG-M-6 36 soft"]


def test_rounds_carry_their_number():
    (found,) = found_in(ROUNDS)
    assert dict(found.note) == {"round": "3", "included": "2"}
    assert found.sources == ("M-6", "M-5")


ASKED = "Mon 10:00 client scope=.8"


def test_work_beyond_the_agreement_counts_after_ten_working_days_at_its_arrival():
    assert codes(found_in(ASKED, now=moment("3Mon", "23:00"))) == []
    (found,) = found_in(ASKED, now=moment("3Tue", "00:30"))
    assert (found.minutes, found.at, found.hard) == (36, moment("Mon", "10:00"), False)


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ("Tue 10:00 owner offers", False),
        ("3Mon 16:00 owner offers", False),
        ("3Tue 10:00 owner offers", True),  # too late: the work was asked for free
        ("Tue 10:00 owner", True),
        ("Tue 10:00 owner offers in:B", True),
    ],
)
def test_an_offer_in_the_thread_settles_it(answer, counted):
    assert bool(codes(found_in(f"{ASKED}\n{answer}"))) is counted


@pytest.mark.parametrize(
    ("issued", "kind", "counted"),
    [
        (date(2026, 3, 2), DocumentKind.INVOICE, False),
        (date(2026, 3, 16), DocumentKind.PREPAYMENT, False),
        (date(2026, 3, 17), DocumentKind.INVOICE, True),
        (date(2026, 3, 1), DocumentKind.INVOICE, True),
        (date(2026, 3, 9), DocumentKind.CREDIT_NOTE, True),
    ],
)
def test_a_bill_within_ten_working_days_settles_it(issued, kind, counted):
    documents = (a_document(issued=issued, kind=kind),)
    found = found_in(ASKED, now=moment("3Wed", "10:00"), documents=documents)
    assert bool(codes(found)) is counted


def test_asking_twice_in_one_wait_is_asked_once():
    assert codes(found_in(f"{ASKED}\nMon 10:10 client scope=.9")) == ["SC-M-1 36 soft"]
