"""All numbers of one feature as a single whole number, so that one addition adds all of them up.

A feature has a square (for the length of its block's vector) and a weight per label for messages
and for sentences. Each becomes a whole number of hundred-millionths and takes 64 bits of a *row*; a
sum of rows holds the sums side by side. That is exact, does not depend on the order, and adds a
feature's eleven numbers in the time of one.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.tone_blocks import Block, Level

UNIT = 10**8
"""Parts of one: values and coefficients have four decimals (models/README.md), products eight."""

LARGEST_NUMBER = 400
"""Largest absolute value or coefficient of a model (ours stay below 10)."""

MOST_FEATURES = 200_000
"""Bound of one block. No sum reaches 2**62 then, so a field keeps clear of the one beside it."""


class Rows(dict[int, int]):
    """The rows of one block by the position of a feature, made when first asked for.

    Its numbers must keep to `LARGEST_NUMBER` and `MOST_FEATURES`, which `adapters.weights` checks.
    """

    def __init__(self, number: int, block: Block, levels: Sequence[Level]) -> None:
        super().__init__()
        self._values = block.values
        self._columns = tuple(column for level in levels for column in level.weights[number])
        self._fields = Struct(f"<{1 + len(self._columns)}q")
        self._signs = sum(1 << (64 * place + 63) for place in range(1 + len(self._columns)))

    def __missing__(self, position: int) -> int:
        """Return the row of a feature: its square, then its weights, the first lowest."""
        value = self._values[position]
        scaled = value * UNIT
        weights = [round(column[position] * scaled) for column in self._columns]
        packed = self._fields.pack(round(value * scaled), *weights)
        # two's complement fields without their borrows: the sum of the fields, each in its place
        row = self[position] = (int.from_bytes(packed, "little") ^ self._signs) - self._signs
        return row

    def numbers(self, total: int) -> tuple[int, ...]:
        """Return the fields of a sum of rows, in units."""
        plain = (total + self._signs) ^ self._signs
        return self._fields.unpack(plain.to_bytes(self._fields.size, "little"))
