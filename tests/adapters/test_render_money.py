"""The money of the figures on the pages: dossier and report, in each language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builders import a_document, a_payment
from builders_views import a_dossier, a_report
from goodterms.adapters.render import Renderer
from goodterms.adapters.texts import LANGUAGES
from goodterms.core.figures import Period
from goodterms.core.figures_book import Terms, book_money
from goodterms.core.figures_hours import NO_HOURS
from goodterms.core.interest import Law, Rule, StatutoryRate

RULE = Rule(
    law=Law.HR,
    rates=(StatutoryRate(law=Law.HR, first=date(2026, 1, 1), percent=Decimal("10.15")),),
)
TERMS = Terms(currency="EUR", period=Period(as_of=date(2026, 6, 30)), terms_days=30, rule=RULE)


def book():
    documents = [a_document("7<b>"), a_document("8")]
    return book_money(documents, [a_payment("8/2026")], TERMS, {"Alba": NO_HOURS})


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_shows_its_open_invoices_and_every_step_of_interest(language):
    figures = book().of("Alba")
    page = Renderer(language).dossier(replace(a_dossier(), figures=figures))
    assert "7&lt;b&gt;" in page
    assert "7<b>" not in page
    said = {"en": "Open by age 61 to 90 days €600", "hr": "Otvoreno po starosti 61 do 90 dana 600"}
    assert said[language] in plain(page).replace("\u00a0", " ")
    assert "10.15" in page or "10,15" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_without_figures_has_no_table_of_them(language):
    page = plain(Renderer(language).dossier(a_dossier()))
    assert {"en": "Open by age", "hr": "Otvoreno po starosti"}[language] not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_parts_of_a_report_tell_the_same_of_the_book(language):
    report = replace(a_report(), figures=book())
    renderer = Renderer(language)
    line = {"en": "Open of all clients", "hr": "Otvoreno kod svih klijenata"}[language]
    assert line in renderer.text(report)
    assert line in plain(renderer.page(report))
    assert "DSO" in renderer.text(report)


def test_a_section_carries_its_sentences_without_invoice_numbers():
    report = a_report()
    (first, *others) = report.sections
    shown = replace(first, figures=book().of("Alba"))
    text = Renderer("en").text(replace(report, sections=(shown, *others)))
    assert "Statutory interest on late invoices to date" in text
    assert "7<b>" not in text
