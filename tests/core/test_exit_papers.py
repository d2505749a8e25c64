from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import exit_papers


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Contract_final_v2.pdf", ("contract",)),
        ("ContractFinal.pdf", ("contract",)),
        ("Ugovor o djelu - potpisan.pdf", ("contract",)),
        ("Ponuda 12-2026.pdf", ("offer",)),
        ("narudžbenica_7.docx", ("order",)),
        ("NARUDŽBA.pdf", ("order",)),
        ("PO-4711.pdf", ("order",)),
        ("SOW.docx", ("scope",)),
        ("quote-and-scope.pdf", ("offer", "scope")),
        ("logo-final.png", ()),
        ("border.png", ()),
        ("", ()),
    ],
)
def test_names_of_files_tell_the_kind_of_paper(name, kinds):
    assert exit_papers.papers([name]) == kinds


def test_several_files_give_each_kind_once():
    assert exit_papers.papers(["Offer.pdf", "contract.pdf", "offer_2.pdf"]) == (
        "contract",
        "offer",
    )


@pytest.mark.parametrize(
    ("subject", "topics"),
    [
        ("Re: Ponuda za web", ("price",)),
        ("Rokovi i krugovi korekcija", ("dates", "rounds")),
        ("Opseg posla", ("scope",)),
        ("Budget and timeline", ("price", "dates")),
        ("In order to print", ()),
        ("Landing page", ()),
    ],
)
def test_subjects_tell_what_of_an_agreement_they_speak_of(subject, topics):
    assert exit_papers.topics(subject) == topics


@pytest.mark.parametrize(
    ("subject", "is_bill"),
    [("Račun 7/2025", True), ("Invoice 12", True), ("Re: Jelovnik", False), ("billboard", False)],
)
def test_bills_are_no_agreement(subject, is_bill):
    assert exit_papers.is_bill(subject) is is_bill


@settings(max_examples=50)
@given(st.text(max_size=600))
def test_any_name_gives_known_kinds_only(name):
    assert set(exit_papers.papers([name])) <= set(exit_papers.PAPERS)
    assert set(exit_papers.topics(name)) <= set(exit_papers.TOPICS)


@pytest.mark.timeout(20)
def test_a_hostile_name_takes_no_time():
    assert exit_papers.papers(["a" * 200_000 + "contract", "ugovor " * 50_000]) == ("contract",)
