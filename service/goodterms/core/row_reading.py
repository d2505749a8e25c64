"""A stored verdict row as the assessment it was made from; the way back of `core.row`.

Numbers come back rounded to 6 decimals, as they are stored. A row of an older program may lack a
field that has no default: then there is no assessment of it, and judging again makes one.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from goodterms.core import client, course, insight, narrative, own_work, row, verdict, what_if
from goodterms.core.verdict import Assessment

if TYPE_CHECKING:
    from goodterms.core.client import Freshness

RENAMED = {"Incident": {"price": "w", "weight": "p"}, "Reason": {"incidents": "ids"}}
"""Fields that stand in the row under the names of decision model A2.8."""

_NAMES = {
    "date": date,
    "datetime": datetime,
    **{
        name: kind
        for module in (client, course, insight, narrative, own_work, verdict, what_if)
        for name, kind in vars(module).items()
        if isinstance(kind, type)
    },
}
"""What the annotations of a row's shapes name; most are imported for type checking only."""


def assessment_of(text: str) -> Assessment:
    """Return the assessment that a stored row says.

    Raises:
        ValueError: The text is no verdict row, or one that lacks what is needed today.
    """
    try:
        found = _built(Assessment, row.from_json(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"the row does not say everything that is needed ({type(error).__name__})"
        raise ValueError(message) from error
    assert isinstance(found, Assessment)  # noqa: S101 - what was asked for
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


def _built(kind: Any, values: dict[str, Any]) -> object:  # noqa: ANN401 - any dataclass
    """Return one dataclass from the values of the row."""
    names, hints, given = RENAMED.get(kind.__name__, {}), _hints(kind), {}
    for each in fields(kind):
        name = names.get(each.name, each.name)
        has_default = each.default is not MISSING or each.default_factory is not MISSING
        if name in values or not has_default:
            given[each.name] = _value(hints[each.name], values[name])
    return kind(**given)


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - any type of a field
    """Return one value as its field has it."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        kinds = [each for each in get_args(hint) if each is not NoneType]
        return None if value is None else _value(kinds[0], value)
    if origin is tuple:
        return _members(get_args(hint), value)
    if is_dataclass(hint):
        return _built(hint, value)
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return float(value) if hint is float else value


def _members(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    """Return a tuple; pairs of a name and a value stand in the row as an object."""
    if isinstance(value, dict):
        return tuple(value.items())
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], each) for each in value)
    return tuple(_value(kind, each) for kind, each in zip(kinds, value, strict=True))


def resting(freshness: Freshness, *, now: datetime) -> str:
    """Return what `core.row.resting_on` reads: an instant and freshness, without a judgement."""
    told = {
        "mail_at": freshness.mail_at.isoformat() if freshness.mail_at else None,
        "invoices_at": freshness.invoices_at.isoformat() if freshness.invoices_at else None,
        "folders": list(freshness.folders),
    }
    return json.dumps({"as_of": now.isoformat(), "freshness": told})
