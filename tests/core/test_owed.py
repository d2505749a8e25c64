"""What a document asks for, by when, and in which parts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from builders import a_document
from goodterms.core.owed import due_day, instalments, owed_minor, tolerance_minor


def stating(**values: object):
    return a_document(stated=json.dumps(values))


def test_prepaid_is_not_owed_again():
    assert owed_minor(a_document(prepaid_minor=50000)) == 10000


def test_withholding_tax_is_not_owed_to_the_seller():
    assert owed_minor(stating(payable_minor=48000)) == 48000


@pytest.mark.parametrize("payable", [None, True, "480.00", 480.5, [480]])
def test_a_payable_amount_that_is_no_whole_number_says_nothing(payable: object):
    assert owed_minor(stating(payable_minor=payable)) == 60000


PARTS = [
    {"due_date": "2026-05-01", "amount_minor": 30000},
    {"due_date": "2026-04-01", "amount_minor": 30000},
]


def test_instalments_come_by_their_days_and_the_last_is_the_due_day():
    document = stating(instalments=PARTS)
    assert instalments(document) == ((date(2026, 4, 1), 30000), (date(2026, 5, 1), 30000))
    assert due_day(document, terms_days=30) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "listed",
    [
        PARTS[:1],
        [],
        None,
        "x",
        ["x", "y"],
        [*PARTS, {"due_date": None, "amount_minor": 1}],
        [*PARTS, {"due_date": "1 May", "amount_minor": 1}],
        [*PARTS, {"due_date": "2026-06-01", "amount_minor": "1"}],
        [*PARTS, {"due_date": "2026-06-01", "amount_minor": 0}],
    ],
)
def test_instalments_that_are_not_all_dated_are_none(listed: object):
    assert instalments(stating(instalments=listed)) == ()


def test_the_tolerance_never_takes_a_whole_invoice():
    assert [tolerance_minor(a_document(total_minor=each)) for each in (0, 1, 50, 60000)] == [
        0,
        0,
        49,
        600,
    ]
