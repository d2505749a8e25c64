"""What another verdict row says otherwise: a stored one against today's for the same instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MADE_WITH = ("rules_version", "policy_digest", "model_digest")
"""What a row says of the program and settings it was made with."""

NUMBERS = (
    "verdict", "since", "burn", "interval", "W", "E", "P1", "P1_25", "P1_5", "S", "bad_months",
    "cool_off_until", "active_weeks", "inbound", "outbound",
)  # fmt: skip
"""What is compared as it stands, the verdict first."""

LISTS = {"reasons": ("reason", "code", "minutes"), "gates": ("condition", "name", "passed")}
"""Lists that are compared by name and value."""


def differences(
    stored: Mapping[str, object], today: Mapping[str, object]
) -> tuple[Difference, ...]:
    """Return what today's row says otherwise; values that one of them lacks are not compared.

    Args:
        stored: A row as `core.row` wrote it, by these rules or former ones.
        today: The row of today for the same client and instant.
    """
    rows = (stored, today)
    names = [each for each in (*MADE_WITH, *NUMBERS) if each in stored and each in today]
    found = [Difference(name=each, was=stored[each], now=today[each]) for each in names]
    for key, (word, name, value) in LISTS.items():
        was, now = (_pairs(each.get(key), name, value) for each in rows)
        shared = was if key == "gates" else was | now  # conditions come and go with the rules
        found += [
            Difference(name=f"{word} {each}", was=was.get(each), now=now.get(each))
            for each in shared
            if key != "gates" or each in now
        ]
    return tuple(each for each in found if each.was != each.now)


def elsewhere(stored: Mapping[str, object], today: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of further members that both rows have and that differ."""
    named = {*MADE_WITH, *NUMBERS, *LISTS}
    both = sorted(each for each in stored if each in today and each not in named)
    return tuple(each for each in both if stored[each] != today[each])


def _pairs(listed: object, name: str, value: str) -> dict[str, object]:
    rows = cast("Sequence[Mapping[str, object]]", listed or ())
    return {str(each[name]): each[value] for each in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value of a row that would be another today; None where it is not there."""

    name: str
    was: object
    now: object
