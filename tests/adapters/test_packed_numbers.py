"""Numbers as text: what goes in comes out, and what is none is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.adapters.packed_numbers import pack, unpack

DECIMALS = st.integers(-(10**7), 10**7).map(lambda parts: parts / 10_000)


@given(st.lists(DECIMALS))
def test_numbers_with_four_decimals_come_back_exactly(numbers: list[float]) -> None:
    found = unpack(pack(numbers))
    assert list(found) == numbers
    assert len(found) == len(numbers)
    assert found.largest == max(map(abs, numbers), default=0.0)


def test_further_decimals_are_rounded() -> None:
    assert list(unpack(pack([0.12344, 0.12346]))) == [0.1234, 0.1235]


def test_a_part_of_the_numbers_is_numbers_too() -> None:
    assert list(unpack(pack([1.0, 2.0, 3.0]))[1:]) == [2.0, 3.0]


@pytest.mark.parametrize("number", [math.inf, math.nan, 1e9])
def test_what_is_no_number_of_a_model_is_not_packed(number: float) -> None:
    with pytest.raises((OverflowError, ValueError)):
        pack([number])


@pytest.mark.parametrize("text", ["AAAA", "no base64!", "AAAAAA"])
def test_what_is_no_packed_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"bytes|base64"):
        unpack(text)


def test_a_plain_list_is_not_taken() -> None:
    with pytest.raises(TypeError):
        unpack([1.0])
