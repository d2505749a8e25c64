"""References are compared as banks write them, and wrong check digits are no references."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.references import (
    forms,
    is_creditor_reference,
    is_qr_reference,
    reference_key,
    same_cuts,
)

QR_REFERENCE = "21 00000 00003 13947 14300 09017"
"""The example of the Swiss QR-bill guidelines."""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("HR00 1-1-2026", "1-1-2026"),
        ("HR001-1-2026", "1-1-2026"),
        ("hr01 25-1", "25-1"),
        ("SI00 2026-7", "2026-7"),
        ("RF18 5390 0754 7034", "539007547034"),
        ("RF18539007547034", "RF18539007547034"),
        (QR_REFERENCE, "210000000003139471430009017"),
        ("INV 2026 7", "INV20267"),
    ],
)
def test_a_reference_stands_for_itself_and_for_what_is_in_it(text: str, form: str) -> None:
    assert form in forms(text)


@pytest.mark.parametrize(
    "text",
    ["", "HR99", "HR 99", "HR00", "NOTPROVIDED", "not provided", "NONREF", "-", "RF19539007547034"],
)
def test_what_names_nothing_is_no_reference(text: str) -> None:
    assert forms(text) == ()


def test_check_digits_of_creditor_references() -> None:
    assert is_creditor_reference("RF18 5390 0754 7034")
    assert is_creditor_reference("rf712348231")
    assert not is_creditor_reference("RF18 5390 0754 7035")
    assert not is_creditor_reference("RF18")
    assert not is_creditor_reference("INV-2026-7")


def test_check_digits_of_qr_references() -> None:
    assert is_qr_reference(QR_REFERENCE)
    assert not is_qr_reference("21 00000 00003 13947 14300 09018")
    assert not is_qr_reference("²1 00000 00003 13947 14300 09017")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("11-2026", "1-1-2026", False),
        ("112026", "1-1-2026", True),
        ("1 1 2026", "1-1-2026", True),
        ("INV2026-0007", "INV-2026-0007", True),
        ("1-P1-1", "1/P1/1", True),
        ("2026/7", "20-267", False),
    ],
)
def test_separators_tell_numbers_apart(one: str, other: str, same: bool) -> None:
    assert reference_key(one) == reference_key(other)
    assert same_cuts(one, other) is same
    assert same_cuts(other, one) is same


def test_diacritics_and_case_do_not_count() -> None:
    assert reference_key("račun đ-7") == reference_key("RACUN D 7")


@settings(max_examples=100, deadline=None)
@given(inner=st.text("0123456789ABCXYZ", min_size=1, max_size=21))
def test_one_wrong_character_is_always_found(inner: str) -> None:
    digits = "".join(str(int(each, 36)) for each in f"{inner}RF00")
    good = f"RF{98 - int(digits) % 97:02d}{inner}"
    assert is_creditor_reference(good)
    # a digit for a digit, a letter for a letter: only these are always found (ISO 7064, mod 97)
    others = ("1", "2") if good[-1].isdigit() else ("D", "E")
    wrong = good[:-1] + (others[0] if good[-1] != others[0] else others[1])
    assert not is_creditor_reference(wrong)
    assert forms(wrong) == ()


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_has_forms_and_a_key(text: str) -> None:
    assert all(forms(text)) or forms(text) == ()
    assert reference_key(text) == reference_key(text.upper()) or not text.isascii()
