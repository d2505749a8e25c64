"""Which numbers a text names: in references, in sentences, in rows, and never by accident."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document
from goodterms.core.mentions import Mentions

KNOWN = (
    a_document("INV-2026-0009"),
    a_document("INV-2026-0010"),
    a_document("1/P1/1", payment_reference="HR00 1-1-2026"),
    a_document("7"),
    a_document("8"),
    a_document("12115118"),
)
MENTIONS = Mentions(KNOWN)


def named(*texts: str) -> list[str]:
    return [document.number for each in MENTIONS.of(texts) for document in each.documents]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("INV-2026-0009, INV-2026-0010", ["INV-2026-0009", "INV-2026-0010"]),
        ("invoices INV-2026-0009 and 0010", ["INV-2026-0009", "INV-2026-0010"]),
        ("INV 2026 0009/0010", ["INV-2026-0009", "INV-2026-0010"]),
        ("POVRAT INV-2026-0009", ["INV-2026-0009"]),
        ("placanje INV-2026-00 09 hvala", ["INV-2026-0009"]),
        ("ostatak po racunu 1/P1/1", ["1/P1/1"]),
        ("racun 1-P1-1", ["1/P1/1"]),
        ("račun 1/P1/1/2026", ["1/P1/1"]),
        ("Rechnung Nr. 7", ["7"]),
        ("invoices 7 & 8", ["7", "8"]),
        ("računi 7 i 8", ["7", "8"]),
        ("INV-7", ["7"]),
        ("Fatt. n. 7 del 3.3.", ["7"]),
        ("payment #7", ["7"]),
        ("по № 7", ["7"]),
        ("facture n° 7", ["7"]),
        ("Deb. 10202 / Fact. 12115118", ["12115118"]),
        ("paid 7 of 9", []),
        ("room 7, floor 8", []),
        ("INV-2026-00091", []),
        ("11/P1/1", []),
        ("1/P1/10", []),
        ("1/P1/1/2025", []),
        ("2026-0009", []),
        ("", []),
    ],
)
def test_a_text_names_exactly_these(text: str, numbers: list[str]) -> None:
    assert named(text) == numbers


def test_a_whole_reference_goes_before_prose() -> None:
    assert named("ostatak po racunu 1/P1/1", "7") == ["7"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("customer 10000 says thanks", True),
        ("on 20260301 paid", True),
        ("paid 01032026", True),
        ("invoice 10000 thanks", False),
        ("Rechnung 20260301", False),
        ("2026000123 thanks", False),
    ],
)
def test_digits_that_may_be_anything_are_told(text: str, bare: bool) -> None:
    known = [a_document(each) for each in ("10000", "20260301", "01032026", "2026000123")]
    assert [each.is_bare for each in Mentions(known).of((text,))] == [bare]


def test_a_year_behind_a_number_tells_two_years_apart() -> None:
    twins = [a_document("4/1/1", issued=date(year, 2, 1)) for year in (2025, 2026)]
    (found,) = Mentions(twins).of(("racun 4/1/1/2025",))
    assert [each.id for each in found.documents] == ["4/1/1/2025"]


def test_only_the_reference_itself_is_whole() -> None:
    told = [
        (text, each.is_whole)
        for text in ("INV-2026-0009", "inv-2026-0009 ", "INV 2026 0009", "for INV-2026-0009")
        for each in MENTIONS.of((text,))
    ]
    assert [is_whole for _, is_whole in told] == [True, True, False, False]


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200), other=st.text("0179/-,INVRACUN ", max_size=60))
def test_any_text_names_known_documents_only(text: str, other: str) -> None:
    assert set(named(text, other)) <= {each.number for each in KNOWN}


@pytest.mark.timeout(20)
def test_a_huge_text_ends() -> None:
    assert named("7-" * 1_000_000) == []
