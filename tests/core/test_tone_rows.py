from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.tone_model import Block, Level
from goodterms.core.tone_rows import LARGEST_NUMBER, MOST_FEATURES, UNIT, Rows

DECIMALS = st.integers(-LARGEST_NUMBER * 10**4, LARGEST_NUMBER * 10**4).map(lambda n: n / 10**4)


def rows_of(values: list[float], coefficients: list[list[float]]) -> Rows:
    block = Block(index={}, values=values, scale=1.0)
    levels = [Level(offsets=(0.0,), weights=((column,),)) for column in coefficients]
    return Rows(0, block, levels)


def test_a_row_holds_the_square_and_every_weight() -> None:
    rows = rows_of([2.0, 0.5], [[1.0, -3.0], [-0.25, 0.0]])
    assert rows.numbers(rows[0]) == (4 * UNIT, 2 * UNIT, -UNIT // 2)
    assert rows.numbers(rows[0] + rows[1]) == (int(4.25 * UNIT), UNIT // 2, -UNIT // 2)
    assert rows.numbers(0) == (0, 0, 0)


@given(st.lists(st.tuples(DECIMALS, DECIMALS, DECIMALS), max_size=30))
def test_a_sum_of_rows_is_the_exact_sum_of_their_numbers(table) -> None:
    values, left, right = ([row[column] for row in table] for column in range(3))
    rows = rows_of(values, [left, right])
    found = rows.numbers(sum(rows[place] for place in range(len(table))))
    expected = [
        fsum(value * value for value in values),
        fsum(value * weight for value, weight in zip(values, left, strict=True)),
        fsum(value * weight for value, weight in zip(values, right, strict=True)),
    ]
    assert [number / UNIT for number in found] == pytest.approx(expected, rel=1e-12, abs=1e-9)


def test_the_largest_model_keeps_its_fields_apart() -> None:
    edge = float(LARGEST_NUMBER)
    rows = rows_of([edge], [[edge], [-edge]])
    square, most, least = rows.numbers(rows[0] * MOST_FEATURES)
    assert square == most == -least == LARGEST_NUMBER**2 * UNIT * MOST_FEATURES
