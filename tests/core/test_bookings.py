"""Bookings to payments: which are clients' money, under which id and reference."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from builders import a_client
from goodterms.core.bookings import Booking, PaymentStatus, payments, status_of

CREDIT = Booking(
    amount_minor=90000,
    currency="EUR",
    booked_on=date(2026, 4, 2),
    account="HR1210010051863000160",
    bank_ref="2026-000000005",
    party="Alba d.o.o.",
    texts=("INV-2026-0009",),
    line=3,
)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "booked"),
        ({"status": PaymentStatus.PENDING}, "pending"),
        ({"status": PaymentStatus.INFORMATION}, "information"),
        ({"status": PaymentStatus.PART}, "part"),
        ({"amount_minor": 0}, "own"),
        ({"amount_minor": -900}, "own"),
        ({"is_reversal": True}, "own"),  # own spending that came back
        ({"amount_minor": -900, "is_reversal": True}, "booked"),
        ({"amount_minor": -900, "texts": ("Refund INV-7",)}, "booked"),
        ({"amount_minor": -900, "texts": ("Povrat po računu 7",)}, "booked"),
        ({"texts": ("povrat za ručak",)}, "booked"),
        ({"holder": "Nera Dizajn", "party": "NERA  DIZAJN"}, "own"),
        ({"is_own": True}, "own"),
    ],
)
def test_only_money_from_or_back_to_others_is_kept(changes: dict, status: str) -> None:
    assert status_of(replace(CREDIT, **changes)) == status


def test_a_payment_carries_what_the_booking_says() -> None:
    booking = replace(CREDIT, references=("HR99", "HR00 1-1"), stated={"status": "BOOK"})
    client = a_client("Alba", invoice_names=("Alba d.o.o.",))
    (found,) = payments([booking], source="a.xml", clients=[client])
    assert (found.client, found.payer) == ("Alba", "Alba d.o.o.")
    assert (found.amount_minor, found.currency) == (90000, "EUR")
    assert (found.reference, found.bank_ref) == ("HR00 1-1", "2026-000000005")
    assert (found.source, found.line) == ("a.xml", 3)
    assert json.loads(found.stated) == {"status": "BOOK"}


def test_without_a_structured_reference_the_texts_are_the_reference() -> None:
    booking = replace(CREDIT, references=("HR99",), texts=("ostatak po", "računu 1/P1/1"))
    (found,) = payments([booking], source="a.xml", clients=[])
    assert found.reference == "ostatak po računu 1/P1/1"


def ids(*bookings: Booking) -> list[str]:
    return [each.id for each in payments(bookings, source="any", clients=[])]


def test_a_bank_reference_names_a_booking_whatever_else_a_format_says() -> None:
    other = replace(CREDIT, account="", party="", texts=(), booked_on=date(2026, 4, 3))
    assert ids(CREDIT) == ids(other)


def test_a_reference_within_an_account_needs_the_account() -> None:
    local = replace(CREDIT, is_ref_local=True)
    assert ids(local) != ids(replace(local, account="HR1210010051863000161"))


def test_a_reversal_with_the_reference_of_its_booking_is_another_payment() -> None:
    assert ids(CREDIT) != ids(replace(CREDIT, amount_minor=-90000, is_reversal=True))


def test_two_equal_bookings_without_reference_are_two_payments() -> None:
    bare = replace(CREDIT, bank_ref="NONREF")
    found = ids(bare, bare)
    assert len(set(found)) == 2
    assert ids(bare, bare) == found


def test_control_characters_do_not_get_through() -> None:
    hostile = replace(CREDIT, party="Al\u202eba\x1b[31m", texts=("a\x00b\u2066c",), bank_ref="")
    (found,) = payments([hostile], source="a.xml", clients=[])
    assert found.payer.isprintable()
    assert found.reference.isprintable()


def test_a_booking_without_a_day_is_no_payment() -> None:
    assert ids(replace(CREDIT, booked_on=None)) == []
