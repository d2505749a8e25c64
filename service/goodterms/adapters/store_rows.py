"""Messages, problems and cursors as rows of the database, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_session import Row, instant, stamp
from goodterms.core.mail import EXCERPT_LIMIT, Direction, Message, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

TEXT_COLUMNS = (
    "language", "words", "scores", "model", "demand", "delivers", "offers", "asks_change", "adds",
    "attachments", "papers", "excerpt", "flaws", "noise",
)  # fmt: skip
"""Columns of a message that reading its text fills in."""

_ELSEWHERE = (
    "text_state", "place_uid", "tries", "files_state", "files_tries", "files_tried_at",
    "place_folder", "place_uidvalidity",
)  # fmt: skip
"""Columns of a query for messages that are no facts of the message."""


def message_row(message: Message) -> Row:
    """Return a message as stored; the excerpt is cut to what may be kept (privacy promise 2)."""
    return {
        "id": message.id,
        "client": message.client,
        "direction": message.direction.value,
        "arrived_at": stamp(message.arrived_at),
        "clock": message.clock,
        "sent_at": stamp(message.sent_at) if message.sent_at else None,
        "sent_offset_minutes": message.sent_offset_minutes,
        "internal_at": stamp(message.internal_at),
        "message_id": message.message_id,
        "parents": json.dumps(message.parents),
        "sender": message.sender,
        "subject": message.subject,
        "size": message.size,
        "thread_hint": message.thread_hint,
        "noise": message.noise,
        "language": message.language,
        "words": message.words,
        "scores": json.dumps(dict(message.scores), sort_keys=True),
        "model": message.model,
        "demand": message.demand,
        "delivers": int(message.delivers),
        "offers": int(message.offers),
        "asks_change": int(message.asks_change),
        "adds": int(message.adds),
        "attachments": message.attachments,
        "papers": json.dumps(message.papers),
        "excerpt": message.excerpt[:EXCERPT_LIMIT],
        "flaws": json.dumps(message.flaws),
    }


def message_of(row: dict[str, Any]) -> Message:
    """Return the message that `message_row` stored."""
    facts = {name: value for name, value in row.items() if name not in _ELSEWHERE}
    return Message(
        **{
            **facts,
            "direction": Direction(row["direction"]),
            "arrived_at": instant(row["arrived_at"]),
            "sent_at": instant(row["sent_at"]) if row["sent_at"] else None,
            "internal_at": instant(row["internal_at"]),
            "parents": tuple(json.loads(row["parents"])),
            "scores": json.loads(row["scores"]),
            "delivers": bool(row["delivers"]),
            "offers": bool(row["offers"]),
            "asks_change": bool(row["asks_change"]),
            "adds": bool(row["adds"]),
            "papers": tuple(json.loads(row["papers"])),
            "flaws": tuple(json.loads(row["flaws"])),
        }
    )


def messages_of(rows: Iterable[Sequence[Any]]) -> Iterator[Message]:
    """Yield the messages of rows that hold the values of `MESSAGE_COLUMNS`.

    For a judgement, which reads thousands: nothing is looked up by name.
    """
    turned = [(place, _TURNS[name]) for place, name in enumerate(MESSAGE_COLUMNS) if name in _TURNS]
    for row in rows:
        values = list(row)
        for place, turn in turned:
            values[place] = turn(values[place])
        yield Message(**dict(zip(MESSAGE_COLUMNS, values, strict=True)))


def _texts(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def _scores(text: str) -> dict[str, float]:
    return {} if text == "{}" else json.loads(text)


MESSAGE_COLUMNS = tuple(each.name for each in fields(Message))
"""The columns that hold a message, in the order of its fields."""

_TURNS: dict[str, Callable[[Any], object]] = {
    "direction": Direction,
    "arrived_at": instant,
    "sent_at": lambda text: instant(text) if text else None,
    "internal_at": instant,
    "parents": _texts,
    "scores": _scores,
    "delivers": bool,
    "offers": bool,
    "asks_change": bool,
    "adds": bool,
    "papers": _texts,
    "flaws": _texts,
}
"""What makes a field of a column, where they differ."""


def problem_of(row: dict[str, Any]) -> Problem:
    """Return a stored problem."""
    names = ("kind", "source", "line", "text", "code")
    return Problem(**{name: row[name] for name in names})


def hour_of(at: datetime) -> str:
    """Return the UTC hour of an instant as stored: the beginning of its `stamp`."""
    return stamp(at)[:13]


def optional_instant(text: object) -> datetime | None:
    """Return a stored instant, None where there is none."""
    return instant(str(text)) if text else None
