"""Fields of MT940 where the library mt-940 is not left alone.

Fields that it reads strictly and nobody here needs may hold anything. A line that it would cut in
silence is refused, and the longer references of some banks are taken.
Source: SWIFT Category 9 message reference guide, MT940, fields 61, 34F, 64 and 65.
"""

from __future__ import annotations

import re
from typing import Any

import mt940.models
import mt940.tags

UNUSED = (13, 21, 28, 90, "NS")
"""Fields that say nothing we need; banks write them in ways of their own."""

SPARE = (34, 64, 65)
"""Fields that may name the currency where no balance does, as in MT942."""

_LINE = re.compile(
    r"\d{6}(?:\d{4}|\s{4})?R?[DC][A-Z]?[\n ]?[\d,]{1,15}(?![\d,])", re.ASCII | re.IGNORECASE
)


def own_tags() -> dict[int | str, mt940.tags.Tag]:
    """Return the fields that are read here instead of by the library."""
    return {
        Line.id: Line(),
        **{each: Unused() for each in UNUSED},
        **{each: Spare(mt940.tags.TAG_BY_ID[each]) for each in SPARE},
    }


class Line(mt940.tags.Statement):
    """Field 61 as SWIFT has it, else with the longer references of some banks."""

    ways = (mt940.tags.Statement(), mt940.tags.StatementGLS(), mt940.tags.StatementASNB())

    def parse(self, transactions: mt940.models.Transactions, value: str) -> dict[str, str | None]:
        """Return the parts of a line.

        Raises:
            ValueError: It is none, or its amount is longer than the 15 characters of the format.
        """
        del transactions
        if _LINE.match(value):
            for way in self.ways:
                if found := way.re.match(value):
                    return found.groupdict()
        message = "no line of a statement"
        raise ValueError(message)


class Unused(mt940.tags.Tag):
    """A field that is read over."""

    pattern = r"(?P<unused>)"

    def __call__(
        self, transactions: mt940.models.Transactions, value: dict[str, Any]
    ) -> dict[str, Any]:
        """Return nothing of it."""
        del transactions, value
        return {}


class Spare(mt940.tags.Tag):
    """A field that helps where it can be read, and harms nothing where it cannot."""

    pattern = r"(?P<told>[\s\S]*)"

    def __init__(self, strict: mt940.tags.Tag) -> None:
        super().__init__()
        self.strict = strict

    def __call__(
        self, transactions: mt940.models.Transactions, value: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what the strict field makes of it, nothing when that fails."""
        found = self.strict.re.match(value["told"])
        try:
            return self.strict(transactions, found.groupdict()) if found else {}
        except (ValueError, ArithmeticError):
            return {}
