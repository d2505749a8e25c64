"""Names of firms are alike whatever their legal form; close is not the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.likeness import ALIKE, likeness, name_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Čaplja usluge d.o.o.", "CAPLJA USLUGE D.O.O."),
        ("Alba Studio", "ALBA STUDIO D. O. O."),
        ("Obrt Žižak", "Zizak, obrt"),
        ("Müller & Söhne GmbH", "Mueller Söhne GmbH & Co. KG"),
        ("Kestrel LLC", "Kestrel"),
        ("Đuro Đaković", "Duro Dakovic"),
        ("Fennimoor s.r.o.", "FENNIMOOR SRO"),
        ("Ana Kovač", "KOVAC ANA"),
        ("Rossi S.p.A.", "ROSSI SPA"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alba Studio", "Brodet Media"),
        ("Alba d.o.o.", "Nova d.o.o."),
        ("Cedar & Co", "Maple & Co"),
        ("", "Alba"),
        ("d.o.o.", "Alba"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_a_name_of_legal_words_alone_keeps_them() -> None:
    assert name_words("The Company Ltd") == ("COMPANY", "LTD", "THE")


@settings(max_examples=100, deadline=None)
@given(one=st.text(max_size=80), other=st.text(max_size=80))
def test_likeness_is_between_none_and_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) in (0.0, 1.0)


@pytest.mark.timeout(20)
def test_hostile_names_end() -> None:
    assert likeness("a." * 500_000, "b. " * 500_000) < ALIKE
