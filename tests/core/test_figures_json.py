from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from builders import a_document, a_payment
from goodterms.core.figures import Period
from goodterms.core.figures_book import Terms, book_money
from goodterms.core.figures_hours import Hours
from goodterms.core.figures_json import book_json, rounded
from goodterms.core.interest import Law, Rule, StatutoryRate

RULE = Rule(
    law=Law.EU,
    rates=(StatutoryRate(law=Law.EU, first=date(2026, 1, 1), percent=Decimal("10.15")),),
)
TERMS = Terms(currency="EUR", period=Period(as_of=date(2026, 6, 30)), terms_days=30, rule=RULE)


def shown():
    documents = [a_document("1", total_minor=125_00, net_minor=100_00), a_document("2")]
    paid = a_payment("1/2026", on=date(2026, 4, 11), amount_minor=125_00)
    hours = {"Alba": Hours(billable=Fraction(3))}
    return json.loads(json.dumps(book_json(book_money(documents, [paid], TERMS, hours))))


def test_amounts_are_whole_minor_units_and_dates_are_texts():
    book = shown()
    (client,) = book["clients"]
    assert (book["as_of"], book["currency"], book["grace_days"]) == ("2026-06-30", "EUR", 3)
    assert (client["open_minor"], client["overdue_minor"]) == (60000, 60000)
    assert client["ageing_minor"]["61-90"] == 60000
    assert client["open"][0]["due_on"] == "2026-04-01"
    assert client["expected_pay_on"] is None
    assert client["late_count"] == 2


def test_interest_is_told_step_by_step():
    (paid, open_) = shown()["clients"][0]["interest"]
    assert (paid["number"], paid["interest_minor"], paid["fixed_minor"]) == ("1", 35, 40_00)
    (step,) = open_["steps"]
    assert (step["first"], step["last"], step["days"]) == ("2026-04-02", "2026-06-30", 90)
    assert (step["percent"], step["principal_minor"]) == ("10.15", 60000)
    assert step["amount_minor"] == 1501.6438


def test_the_book_has_days_of_sales_and_its_own_sums():
    book = shown()["book"]
    assert book["dso"] == rounded(Fraction(60000 * 365, 72500))
    assert book["best_possible_dso"] == 0
    assert book["late_interest_minor"] == 1536


def test_numbers_are_rounded_and_whole_ones_stay_whole():
    assert [rounded(each) for each in (Fraction(1, 3), Fraction(4, 2), None)] == [0.3333, 2, None]
    assert rounded(Fraction(2, 3), 2) == 0.67
