"""Long lists of numbers with four decimals as text: whole ten-thousandths, 32 bits each, base64.

Read at once by the machine where JSON would parse each number: the model loads in half the time.
"""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import overload

PARTS = 10_000
"""Parts of one; numbers of the model have four decimals (models/README.md)."""

_BYTES = 4
_KIND = next(each for each in "il" if array(each).itemsize == _BYTES)


def pack(numbers: Iterable[float]) -> str:
    """Return numbers as text, rounded to four decimals.

    Raises:
        OverflowError: One is not finite or beyond 200,000.
        ValueError: One is not a number.
    """
    parts = array(_KIND, (round(each * PARTS) for each in numbers))
    if sys.byteorder == "big":
        parts.byteswap()
    return base64.b64encode(parts.tobytes()).decode("ascii")


def unpack(text: object) -> Decimals:
    """Return the numbers in a text.

    Raises:
        TypeError: It is no text.
        ValueError: It is no base64, or holds no whole count of numbers.
    """
    if not isinstance(text, str):
        problem = "a list of numbers is not packed"
        raise TypeError(problem)
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        problem = "a list of numbers is no base64"
        raise ValueError(problem) from error
    parts = array(_KIND)
    parts.frombytes(data)
    if sys.byteorder == "big":
        parts.byteswap()
    return Decimals(parts)


class Decimals(Sequence[float]):
    """Numbers with four decimals, made into floats one at a time when they are asked for."""

    __slots__ = ("_parts",)

    def __init__(self, parts: array[int]) -> None:
        self._parts = parts

    @property
    def largest(self) -> float:
        """Return the largest absolute value, 0 for none."""
        if not self._parts:
            return 0.0
        highest, lowest = max(self._parts), min(self._parts)
        return max(highest, -lowest) / PARTS

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._parts)

    @overload
    def __getitem__(self, place: int) -> float: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[float]: ...
    def __getitem__(self, place: int | slice) -> float | Sequence[float]:
        """Return one number, or a part of them."""
        if isinstance(place, slice):
            return Decimals(self._parts[place])
        return self._parts[place] / PARTS
