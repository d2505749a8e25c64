from __future__ import annotations

import pytest

from goodterms.core.time_words import NO, OFF, YES, is_off, yes_or_no


@pytest.mark.parametrize("text", ["Yes", "TRUE", "1", "da", "Ja", "oui", "sì", "✓", "Billable"])
def test_yes_in_several_languages(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["No", "false", "0", "ne", "Nein", "non", "✗", "Non-billable"])
def test_no_in_several_languages(text: str) -> None:
    assert yes_or_no(text) is False


def test_other_words_are_neither() -> None:
    assert yes_or_no("perhaps") is None
    assert not YES & NO


def test_time_off_is_told_by_its_type() -> None:
    assert is_off("Time Off")
    assert is_off("Godišnji odmor")
    assert not is_off("Regular")
    assert not OFF & (YES | NO)
