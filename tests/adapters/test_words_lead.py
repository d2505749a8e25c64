from __future__ import annotations

from builders_mails import TALK, an_event_mail
from builders_verdict import an_assessment
from builders_views import a_report
from goodterms.adapters import words_lead
from goodterms.adapters.texts import Texts
from goodterms.adapters.words_report import ReportWords
from goodterms.core.verdict import Verdict


def leads(report, language="en"):
    return words_lead.leads(ReportWords(Texts(language), report))


def test_four_answers_in_their_order():
    (first, *_) = leads(a_report())

    assert [label for label, _ in first] == ["Who", "Why", "How sure", "What next"]
    who, why, sure, after = (words for _, words in first)
    assert who == "Alba Studio: let go"
    assert why.startswith("6 late invoices of 9")
    assert "almost certain" in sure
    assert "80 % interval 8 to 14" in sure
    assert after.startswith("Read the dossier")


def test_an_event_says_first_why_the_mail_came():
    ((_, (_, why), *_),) = leads(an_event_mail(TALK))

    assert why.startswith("Reached “talk first” on 16 November 2026. ")


def test_at_most_three_clients_stand_on_the_first_screen():
    names = [f"Client {number}" for number in range(5)]
    report = a_report([an_assessment(each, Verdict.TALK) for each in names], names=names)

    assert len(report.sections) == 5
    assert len(leads(report)) == words_lead.MOST


def test_croatian_has_its_own_labels():
    assert [label for label, _ in leads(a_report(), "hr")[0]] == [
        "Tko", "Zašto", "Pouzdanost", "Što dalje",
    ]  # fmt: skip
