"""Typed reading of TOML tables that notes every problem and goes on.

Knows nothing of any key; `sections` does.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from goodterms.core.currency import exponent

if TYPE_CHECKING:
    from collections.abc import Collection


FIRST_YEAR, LAST_YEAR = 1990, 2199
"""No rule of an owner's mail is dated before or after these; most such days are slips."""


@dataclass(slots=True, kw_only=True)
class Problems:
    """Everything wrong with one file, each with its dotted path and, if found, its line."""

    source: str
    found: list[str] = field(default_factory=list)

    def add(self, path: str, text: str, *, near: str = "") -> None:
        """Note one problem; `near` is a path whose line stands for one without a line."""
        line = line_of(self.source, path) or (line_of(self.source, near) if near else 0)
        place = f"line {line}: " if line else ""
        self.found.append(f"{place}{path}: {text}")


@dataclass(slots=True, kw_only=True)
class Table:
    """One TOML table; every key that is asked for counts as known.

    Attributes:
        near: Of a table in a list: the path of the list, whose line stands for it.
    """

    values: dict[str, object]
    path: str
    problems: Problems
    known: set[str] = field(default_factory=set)
    near: str = ""

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, text: str) -> None:
        """Note a problem of one key."""
        self.problems.add(self._at(key), text, near=self.near)

    def _take(self, key: str) -> object:
        self.known.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without default the key must be there and not be empty."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            expected = "a text" if default is not None else "a text (required)"
            self.wrong(key, f"expected {expected}, found {shown(value)}")
            return default or ""
        if any(ord(letter) < 32 for letter in value):
            self.wrong(key, "must not hold control characters")
            return default or ""
        return value.strip()

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """Return one of `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            options = ", ".join(f'"{each}"' for each in allowed)
            self.wrong(key, f"expected one of {options}, found {shown(value)}")
            return default
        return value

    def integer(self, key: str, default: int | None, *, low: int, high: int) -> int | None:
        """Return a whole number within `low` and `high`, both inclusive."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.wrong(key, f"expected a whole number from {low} to {high}, found {shown(value)}")
            return default
        return value

    def number(self, key: str, default: float, *, low: float, high: float) -> float:
        """Return a number within `low` and `high`, both inclusive."""
        value = self._take(key)
        if value is None:
            return default
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not low <= value <= high
        ):
            self.wrong(key, f"expected a number from {low:g} to {high:g}, found {shown(value)}")
            return default
        return float(value)

    def money(self, key: str, *, currency: str) -> int | None:
        """Return an amount in minor units of `currency`, None when the key is absent."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 10**7:
            self.wrong(key, f"expected an amount above 0, found {shown(value)}")
            return None
        return int(Decimal(str(value)).scaleb(exponent(currency)).to_integral_value())

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(key, f"expected true or false, found {shown(value)}")
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(key, f"expected a list of texts, found {shown(value)}")
            return ()
        return tuple(each.strip() for each in cast("list[str]", value))

    def table(self, key: str) -> Table:
        """Return a table below this one, empty when absent."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(key, f"expected a table, found {shown(value)}")
            value = None
        values = cast("dict[str, object]", value or {})
        return Table(values=values, path=self._at(key), problems=self.problems)

    def is_list(self, key: str) -> bool:
        """Return whether a key holds a list."""
        return isinstance(self.values.get(key), list)

    def is_table(self, key: str) -> bool:
        """Return whether a key holds a table."""
        return isinstance(self.values.get(key), dict)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return a list of tables, empty when absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(key, f"expected a list of tables, found {shown(value)}")
            return ()
        path = self._at(key)
        return tuple(
            Table(values=each, path=f"{path}[{place}]", problems=self.problems, near=path)
            for place, each in enumerate(cast("list[dict[str, object]]", value), start=1)
        )

    def day(self, key: str, *, required: bool = True) -> date | None:
        """Return a day, as TOML has them or as a text; None when it is absent or wrong."""
        value = self._take(key)
        if value is None and not required:
            return None
        found = day_of(value)
        if found is None:
            self.wrong(key, f'expected a day such as "2026-03-01", found {shown(value)}')
        return found

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest known name."""
        for key in self.values.keys() - self.known:
            near = difflib.get_close_matches(key, self.known, n=1)
            hint = f', did you mean "{near[0]}"?' if near else ""
            self.wrong(key, f"unknown key{hint}")


def day_of(value: object) -> date | None:
    """Return a day of the years 1990 to 2199; None for anything else."""
    if isinstance(value, str) and len(value) == 10:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None


def shown(value: object) -> str:
    """Return a value for a message, cut to 40 characters."""
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def line_of(source: str, path: str) -> int:
    """Return the line on which the last part of a dotted path is set, 0 when it is not."""
    *tables, key = path.split(".")
    wanted = re.compile(rf'\s*"?{re.escape(key)}"?\s*=|\s*\[.*\b{re.escape(key)}"?\]')
    inside = not tables
    for number, text in enumerate(source.splitlines(), 1):
        if text.startswith("["):
            inside = not tables or tables[-1] in text or key in text
        if inside and wanted.match(text):
            return number
    return 0
