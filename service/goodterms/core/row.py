"""A verdict as one line of canonical JSON: the same assessment always gives the same bytes (A2.8).

Keys sorted, floats rounded to 6 decimals, instants in UTC, no clock and no machine in it. Every
field of `Assessment` is there; those that outside checks read stand at the top under their short
names (design, section 4).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from goodterms.core.client import Freshness
from goodterms.core.estimate import STANDARD_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.verdict import Assessment, Incident, Reason

DECIMALS = 6

AS_IT_IS = frozenset({str, int, bool})
"""Types that JSON has too."""

NAMED = frozenset({"facts", "note", "noise"})
"""Fields that hold pairs of a name and a text or number."""


def digest(text: str) -> str:
    """Return the SHA-256 of a row, hexadecimal: what a dossier names it by."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_json(assessment: Assessment, freshness: Freshness) -> str:
    """Return the assessment as canonical JSON without a final newline.

    Args:
        assessment: What is said.
        freshness: What it was told of the last readings; kept because it cannot be computed again.
    """
    long, short = assessment.long, assessment.short
    row = _told(assessment)
    row |= {
        "freshness": freshness,
        "burn": long.mean,
        "interval": [long.low, long.high],
        "data_weight": long.data_weight,
        "windows": {"long": [long.start, long.end], "short": [short.start, short.end]},
        "W": long.spent,
        "E": long.granted,
        "u": long.unit,
        "phi": _dispersion(assessment),
        "sigma_e": assessment.exposure.log_error,
        "A": long.shape,
        "B": long.rate,
        "P1": long.p_over,
        "P1_25": long.p_over_125,
        "P1_5": long.p_over_150,
        "S": short.p_over,
        "reasons": [_reason(each) for each in assessment.reasons],
        "rest_minutes": fsum((long.spent, *(-each.minutes for each in assessment.reasons))),
        "incidents": [_incident(each) for each in assessment.incidents],
    }
    return json.dumps(_plain(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> dict[str, object]:
    """Return a stored row as plain values: days and instants stay ISO texts.

    Raises:
        ValueError: When the text is not a JSON object.
    """
    row = json.loads(text)
    if not isinstance(row, dict):
        message = "a verdict row is a JSON object"
        raise ValueError(message)  # noqa: TRY004 - bad text, not a bad call
    return row


def resting_on(text: str) -> tuple[datetime, Freshness]:
    """Return what a stored row was made with beside facts and settings: its instant and freshness.

    Raises:
        ValueError: When the text is no verdict row.
    """
    row = from_json(text)
    told = row.get("freshness")
    if not isinstance(told, dict):
        message = "the row does not say how fresh its data were"
        raise ValueError(message)  # noqa: TRY004 - bad text, not a bad call
    freshness = Freshness(
        mail_at=_instant(told.get("mail_at")),
        invoices_at=_instant(told.get("invoices_at")),
        folders=tuple(told.get("folders", ())),
    )
    return datetime.fromisoformat(str(row["as_of"])), freshness


def crowded_on(text: str) -> frozenset[date]:
    """Return the Mondays on which nobody rose, as a stored row tells them; none of before those."""
    told = from_json(text).get("course")
    days = told.get("crowded", ()) if isinstance(told, dict) else ()
    return frozenset(date.fromisoformat(str(each)) for each in days)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _dispersion(assessment: Assessment) -> float:
    """The phi the unit was made with (A2.4)."""
    return assessment.long.unit / STANDARD_MINUTES


def _reason(reason: Reason) -> Mapping[str, object]:
    """A reason with its incident ids as ``ids``, the name outside checks know."""
    row = _told(reason)
    row["ids"] = row.pop("incidents")
    return row


def _incident(incident: Incident) -> Mapping[str, object]:
    """An incident with price ``w`` and probability ``p`` of A2.8 beside its other facts."""
    row = _told(incident)
    row["w"], row["p"] = row.pop("price"), row.pop("weight")
    return row


def _told(value: object) -> dict[str, object]:
    """The fields of a dataclass by name."""
    kind: type = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Their names, looked up once for each class."""
    return tuple(each.name for each in fields(kind))


def _plain(value: object) -> object:
    """Anything of an assessment as JSON values."""
    if value is None or type(value) in AS_IT_IS:  # most are; a row has thousands of values
        return value
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # adding 0 turns -0.0 into 0.0
    if isinstance(value, date):
        instant = value.astimezone(UTC) if isinstance(value, datetime) else value
        return instant.isoformat()
    if is_dataclass(value):
        value = _told(value)
    if isinstance(value, dict):
        return {str(key): _member(str(key), each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _member(name: str, value: object) -> object:
    """A named value; pairs of name and number become an object."""
    if name in NAMED and isinstance(value, tuple):
        return {key: _plain(each) for key, each in value}
    return _plain(value)
