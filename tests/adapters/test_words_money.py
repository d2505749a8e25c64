from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from builders import a_document, a_payment
from goodterms.adapters import words_money
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.figures import Period
from goodterms.core.figures_book import Terms, book_money
from goodterms.core.figures_hours import Hours
from goodterms.core.interest import Law, Rule, StatutoryRate
from goodterms.core.ledger import DocumentState

EN, HR = Texts("en"), Texts("hr")
TODAY = date(2026, 6, 30)
RULE = Rule(
    law=Law.EU,
    rates=(StatutoryRate(law=Law.EU, first=date(2026, 1, 1), percent=Decimal("10.15")),),
)
TERMS = Terms(currency="EUR", period=Period(as_of=TODAY), terms_days=30, rule=RULE)
LAST = date(2026, 4, 1)


def book(documents, payments=(), **hours):
    return book_money(documents, payments, TERMS, {"Alba": Hours(**hours)})


def paid(number, late):
    return a_payment(f"{number}/2026", on=LAST + timedelta(days=late))


def a_year():
    """Three paid 2, 4 and 10 days late, one open and one disputed, all of 600.00."""
    documents = [a_document(str(number)) for number in range(4)]
    documents.append(a_document("5", state=DocumentState.DISPUTED))
    payments = [paid(0, 2), paid(1, 4), paid(2, 10)]
    return book(documents, payments, billable=Fraction(30), trouble=Fraction(10))


def test_rows_hold_the_figures_and_leave_out_what_is_nothing():
    rows = dict(words_money.rows(EN, a_year().of("Alba")))
    assert rows["Billed in 12 months, without tax"] == "€3,000"
    assert rows["Received in 12 months, with tax"] == "€1,800"
    assert rows["Open now"] == "€1,200"
    assert rows["Open by age"] == "61 to 90 days €1,200"
    assert rows["Disputed, of it"] == "€600"
    assert rows["Late beyond the grace"] == "3 of 4 (75\u00a0%)"
    assert rows["Paid in the median"] == "7 days after the due day"
    assert rows["Latest of all"] == "90 days after the due day"
    assert rows["An hour as billed"] == "€100"
    assert rows["An hour as received, less costs"] == "€60"
    assert rows["The same, hours of trouble included"] == "€45"
    assert rows["Usually paid"] == (
        "in the median 4 days after the due day, four of five no later than 8 days after the due "
        "day"
    )
    assert not {"Written off", "Short paid, of it", "Credit balance"} & set(rows)


def test_a_client_without_invoices_has_rows_of_nothing_open():
    rows = dict(words_money.rows(EN, book([]).of("Alba")))
    assert rows["Open now"] == "€0"
    assert not [label for label in rows if "Paid in" in label or "hour" in label]


@pytest.mark.parametrize(
    ("days", "said"),
    [(Fraction(0), "on the due day"), (Fraction(1, 3), "on the due day"),
     (Fraction(1), "1 day after the due day"), (Fraction(-5, 2), "3 days before the due day")],
)  # fmt: skip
def test_days_against_the_due_day(days, said):
    assert words_money.beyond(EN, days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(Fraction(7), "7 days later"), (Fraction(-1), "1 day sooner"), (Fraction(1, 2), "as before"),
     (None, "")],
)  # fmt: skip
def test_the_trend_is_told_only_when_there_is_one(days, said):
    figures = a_year().of("Alba").reporting
    figures = replace(figures, lateness=replace(figures.lateness, trend_days=days))
    assert words_money.trend(EN, figures) == said


def test_the_report_gets_a_few_sentences():
    said = words_money.sentences(EN, a_year().of("Alba"))
    assert said[0] == "Of the open money €600 is disputed."
    assert said[1].startswith("Usually paid: in the median 4 days after")
    assert said[-1] == (
        "Statutory interest on late invoices to date: €32.70; fixed sums: €200. This is no legal "
        "advice."
    )
    assert words_money.sentences(EN, None) == []
    assert words_money.sentences(EN, book([]).of("Alba")) == []


def test_the_book_has_open_money_and_days_of_sales():
    assert words_money.book(EN, a_year()) == [
        "Open of all clients: €1,200, overdue of it €1,200.",
        "That is 146 days of sales (DSO); 0 days if nothing were overdue.",
    ]
    assert words_money.book(EN, None) == []
    assert words_money.book(EN, book([])) == []


def test_what_was_left_out_is_said():
    one = book([a_document("1", currency="USD")])
    assert words_money.book(EN, one)[-1].startswith("1 document is left out")
    rows = dict(words_money.rows(EN, one.of("Alba")))
    assert rows["In other currencies"].startswith("open US$600; 1 document is left out")


def test_an_open_invoice_says_when_to_expect_it():
    money = a_year().of("Alba")
    assert [words_money.due(EN, each) for each in money.due] == [
        ("3", "1 Apr 2026", "€600", "30 Jun 2026"),
        ("5", "1 Apr 2026", "€600", "disputed"),
    ]
    fresh = book([a_document("8", issued=date(2026, 6, 20))]).of("Alba")
    assert words_money.due(EN, fresh.due[0])[3] == "–"


def test_a_span_of_days_when_slow_is_later_than_usual():
    documents = [a_document(str(number)) for number in range(3)]
    documents.append(a_document("8", issued=date(2026, 6, 20)))
    money = book(documents, [paid(0, 2), paid(1, 4), paid(2, 10)]).of("Alba")
    assert words_money.due(EN, money.due[0])[3] == "24 Jul 2026 to 28 Jul 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_everything(language):
    texts = Texts(language)
    money = a_year()
    said = [*words_money.sentences(texts, money.of("Alba")), *words_money.book(texts, money)]
    said += [text for row in words_money.rows(texts, money.of("Alba")) for text in row]
    assert all(text and "%(" not in text for text in said)


def test_croatian_counts_days_by_its_own_forms():
    assert words_money.beyond(HR, 1) == "1 dan nakon dospijeća"
    assert words_money.beyond(HR, 3) == "3 dana nakon dospijeća"
