"""Records of hours in the JSON of the tools to the cells of a row, one function a tool.

Sources: ``timew export`` as documented; the answers of the services of Toggl Track (versions 2, 3
and 9), Clockify (entries and detailed report), Harvest (version 2), Kimai and solidtime.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goodterms.core.time_columns import TimeField

Record = Mapping[str, object]
Cells = dict[TimeField, str]

TIMEWARRIOR_KEYS = frozenset({"id", "start", "end", "tags", "annotation"})


def tool_of(record: Record) -> Tool | None:
    """Return the tool that writes such a record, None for none that is known."""
    return next((each for each in TOOLS if each.wrote(record)), None)


def _text(record: object, *path: str) -> str:
    """Return a value as text: lists joined by commas, "" for null and for what is no value."""
    found = record
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, int | str):
        return str(found)
    if isinstance(found, list):
        return ", ".join(_text(each, "name") or _text(each) for each in found)
    return ""


def _name(record: Record, key: str) -> str:
    """Return a name that stands there as text, or as an object with its name; never an id."""
    found = record.get(key)
    return _text(found, "name") if isinstance(found, Mapping) else _text(record, key)


def _common(record: Record) -> Cells:
    """Return what all tools call the same."""
    return {
        TimeField.ID: _text(record, "id"),
        TimeField.TAGS: _text(record, "tags"),
        TimeField.BILLABLE: _text(record, "billable"),
    }


def _timewarrior(record: Record) -> list[Cells]:
    """``id`` is a position that changes with every new entry, so it names nothing."""
    cells = {
        TimeField.START: _text(record, "start"),
        TimeField.END: _text(record, "end"),
        TimeField.TAGS: _text(record, "tags"),
    }
    if not cells[TimeField.END]:
        cells[TimeField.ID] = _text(record, "id")  # only to name what is left out
    return [cells]


def _toggl(record: Record) -> list[Cells]:
    """Version 9; a negative ``duration`` is the mark of a running entry."""
    duration = _text(record, "duration")
    return [
        _common(record)
        | {
            TimeField.START: _text(record, "start"),
            TimeField.END: _text(record, "stop"),
            TimeField.SECONDS: "" if duration.startswith("-") else duration,
            TimeField.CLIENT: _text(record, "client_name"),
            TimeField.PROJECT: _text(record, "project_name"),
            TimeField.TASK: _text(record, "task_name"),
            TimeField.USER: _text(record, "user_id"),
        }
    ]


def _toggl_report(record: Record) -> list[Cells]:
    """Version 3 groups the entries of one description; money is in hundredths."""
    shared = {
        TimeField.BILLABLE: _text(record, "billable"),
        TimeField.CLIENT: _text(record, "client_name"),
        TimeField.PROJECT: _text(record, "project_name"),
        TimeField.TASK: _text(record, "task_name"),
        TimeField.USER: _text(record, "user_id"),
        TimeField.TAGS: _text(record, "tag_names"),
        TimeField.RATE_MINOR: _text(record, "hourly_rate_in_cents"),
        TimeField.CURRENCY: _text(record, "currency"),
    }
    inner = record.get("time_entries")
    parts = inner if isinstance(inner, list) else []
    if len(parts) == 1:
        shared[TimeField.AMOUNT_MINOR] = _text(record, "billable_amount_in_cents")
    return [
        shared
        | {
            TimeField.ID: _text(each, "id"),
            TimeField.START: _text(each, "start"),
            TimeField.END: _text(each, "stop"),
            TimeField.SECONDS: _text(each, "seconds"),
        }
        for each in parts
    ]


def _toggl_old_report(record: Record) -> list[Cells]:
    """Version 2; ``dur`` counts milliseconds, ``billable`` is an amount."""
    milliseconds = _text(record, "dur")
    return [
        {
            TimeField.ID: _text(record, "id"),
            TimeField.START: _text(record, "start"),
            TimeField.END: _text(record, "end"),
            TimeField.SECONDS: milliseconds[:-3] or "0" if milliseconds.isdecimal() else "",
            TimeField.CLIENT: _text(record, "client"),
            TimeField.PROJECT: _text(record, "project"),
            TimeField.TASK: _text(record, "task"),
            TimeField.TAGS: _text(record, "tags"),
            TimeField.USER: _text(record, "uid"),
            TimeField.BILLABLE: _text(record, "is_billable"),
            TimeField.AMOUNT: _text(record, "billable"),
            TimeField.CURRENCY: _text(record, "cur"),
        }
    ]


def _clockify(record: Record) -> list[Cells]:
    """Entries of the service, and of its detailed report; rates are in hundredths."""
    duration = _text(record, "timeInterval", "duration")
    rate = _text(record, "hourlyRate", "amount") or _text(record, "rate")
    return [
        _common(record)
        | {
            TimeField.ID: _text(record, "id") or _text(record, "_id"),
            TimeField.START: _text(record, "timeInterval", "start"),
            TimeField.END: _text(record, "timeInterval", "end"),
            TimeField.SECONDS: duration,  # PT1H30M, in reports a number of seconds
            TimeField.CLIENT: _text(record, "clientName"),
            TimeField.PROJECT: _text(record, "projectName") or _name(record, "project"),
            TimeField.TASK: _text(record, "taskName") or _name(record, "task"),
            TimeField.USER: _text(record, "userId"),
            TimeField.TYPE: _text(record, "type"),
            TimeField.RATE_MINOR: rate,
            TimeField.CURRENCY: _text(record, "hourlyRate", "currency")
            or _text(record, "currency"),
        }
    ]


def _harvest(record: Record) -> list[Cells]:
    """Version 2: a day and hours; times only in accounts that track them."""
    cells = _common(record) | {
        TimeField.START: _text(record, "spent_date"),
        TimeField.START_TIME: _text(record, "started_time"),
        TimeField.END_TIME: _text(record, "ended_time"),
        TimeField.HOURS: _text(record, "hours"),
        TimeField.RUNNING: _text(record, "is_running"),
        TimeField.CLIENT: _name(record, "client"),
        TimeField.PROJECT: _name(record, "project"),
        TimeField.TASK: _name(record, "task"),
        TimeField.USER: _text(record, "user", "id"),
        TimeField.INVOICED: _text(record, "is_billed"),
        TimeField.RATE: _text(record, "billable_rate"),
        TimeField.CURRENCY: _text(record, "client", "currency"),
    }
    return [cells]


def _kimai(record: Record) -> list[Cells]:
    """The list of timesheets; with ``full`` it holds project and customer, else their ids."""
    project = record.get("project")
    is_whole = isinstance(project, Mapping)
    activity = record.get("activity")
    return [
        _common(record)
        | {
            TimeField.START: _text(record, "begin"),
            TimeField.END: _text(record, "end"),
            TimeField.SECONDS: _text(record, "duration"),
            TimeField.CLIENT: _text(project, "customer", "name") if is_whole else "",
            TimeField.PROJECT: _text(project, "name") if is_whole else "",
            TimeField.TASK: _text(activity, "name") if isinstance(activity, Mapping) else "",
            TimeField.USER: _text(record, "user", "id") or _text(record, "user"),
            TimeField.INVOICED: _text(record, "exported"),
            TimeField.RATE: _text(record, "hourlyRate"),
            TimeField.AMOUNT: _text(record, "rate"),
            TimeField.CURRENCY: _text(project, "customer", "currency") if is_whole else "",
        }
    ]


def _solidtime(record: Record) -> list[Cells]:
    """The list of time entries; projects are ids, named only where the export adds names."""
    return [
        _common(record)
        | {
            TimeField.START: _text(record, "start"),
            TimeField.END: _text(record, "end"),
            TimeField.SECONDS: _text(record, "duration"),
            TimeField.CLIENT: _name(record, "client"),
            TimeField.PROJECT: _name(record, "project"),
            TimeField.TASK: _name(record, "task"),
            TimeField.USER: _text(record, "user_id"),
        }
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool.

    Attributes:
        name: As it is shown.
        marks: Keys that its records always have.
        cells: Gives the cells of each entry of a record.
        only: Other keys than these speak against the tool; empty for any.
        columns: Fields that its records can have, as if they were columns.
    """

    name: str
    marks: frozenset[str]
    cells: Callable[[Record], list[Cells]]
    only: frozenset[str] = frozenset()
    columns: frozenset[TimeField] = frozenset({TimeField.CLIENT, TimeField.END})

    def wrote(self, record: Record) -> bool:
        """Return whether a record is of this tool."""
        keys = set(record)
        return self.marks <= keys and (not self.only or keys <= self.only)


def _tool(name: str, marks: str, cells: Callable[[Record], list[Cells]]) -> Tool:
    return Tool(name=name, marks=frozenset(marks.split()), cells=cells)


TOOLS = (
    _tool("toggl", "time_entries project_id", _toggl_report),
    _tool("toggl", "dur start end is_billable", _toggl_old_report),
    _tool("toggl", "start stop duration billable", _toggl),
    _tool("clockify", "timeInterval", _clockify),
    Tool(
        name="harvest",
        marks=frozenset({"spent_date", "hours"}),
        cells=_harvest,
        columns=frozenset({TimeField.CLIENT}),
    ),
    _tool("kimai", "begin end duration project", _kimai),
    _tool("solidtime", "start end billable project_id", _solidtime),
    Tool(
        name="timewarrior",
        marks=frozenset({"start"}),
        cells=_timewarrior,
        only=TIMEWARRIOR_KEYS,
        columns=frozenset({TimeField.END}),
    ),
)
"""Tried in this order on the first record."""
