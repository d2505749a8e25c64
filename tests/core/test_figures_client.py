from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from builders_money import DUE, TODAY, a_bill
from goodterms.core.figures import Period
from goodterms.core.figures_client import claims, due_money, fixed_sums, interest_sums
from goodterms.core.interest import Law, Rule, StatutoryRate

PERIOD = Period(as_of=TODAY)
RULE = Rule(
    law=Law.EU,
    rates=(StatutoryRate(law=Law.EU, first=date(2026, 1, 1), percent=Decimal("10.15")),),
)


def test_open_bills_come_with_their_days_first_due_first():
    paid = [a_bill(days) for days in (0, 10, 20, 30, 40, 50)]
    fresh = a_bill(None, due_on=date(2026, 7, 10))
    (old, new) = due_money([fresh, *paid, a_bill(None)], PERIOD)
    assert (old.bill.due_on, old.expected_on, old.latest_on) == (DUE, TODAY, TODAY)
    assert (new.expected_on, new.latest_on) == (date(2026, 8, 4), date(2026, 8, 19))


def test_without_a_past_no_day_is_made_up():
    (only,) = due_money([a_bill(None), a_bill(3)], PERIOD)
    assert (only.expected_on, only.latest_on) == (None, None)


def test_interest_of_late_bills_alone_and_by_currency():
    found = claims(
        [
            a_bill(None, 365_00), a_bill(10, 365_00, currency="USD"), a_bill(0), a_bill(-3),
            a_bill(None, 5_00, due_on=TODAY),
        ],
        RULE,
    )  # fmt: skip
    assert interest_sums(found) == {"EUR": 9_14, "USD": 1_02}  # 10.15 c a day: 90 and 10 days
    assert fixed_sums(found) == {"EUR": 80_00}


def test_a_dispute_is_counted_and_named_and_a_write_off_is_not_counted():
    gone = a_bill(None, is_written_off=True, open_minor=0)
    found = claims([a_bill(None, is_disputed=True), gone], RULE)
    assert [each.bill.is_disputed for each in found] == [True]


def test_a_credit_note_lowers_the_principal_from_its_day_on():
    bill = a_bill(None, 100_00, open_minor=40_00, credited=((DUE + timedelta(days=30), 60_00),))
    (found,) = claims([bill], RULE)
    assert [(step.days, step.principal_minor) for step in found.claim.steps] == [
        (30, 100_00), (60, 40_00),
    ]  # fmt: skip


def test_fractions_of_all_bills_are_summed_before_the_one_rounding():
    bills = [a_bill(1, 14_40, number=str(number)) for number in range(3)]  # 0.4004 c each
    found = claims(bills, RULE)
    assert [each.claim.interest_minor for each in found] == [0, 0, 0]
    assert interest_sums(found) == {"EUR": 1}


def test_no_law_no_interest():
    assert claims([a_bill(None)], None) == ()
