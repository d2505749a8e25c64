"""An owner, a client and a message with sane defaults, for views and words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from goodterms.core.client import Client, Owner
from goodterms.core.hours import Window, Workweek
from goodterms.core.mail import Direction, Message

NOW = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 16)
NINE_TO_FIVE = (Window(start=time(9), end=time(17)),)


def a_workweek(**changes) -> Workweek:
    values = {"zone": "Europe/Zagreb", "windows": (NINE_TO_FIVE,) * 5 + ((), ())}
    return Workweek(**{**values, **changes})


def an_owner(**changes) -> Owner:
    values = {
        "name": "Mara Horvat",
        "addresses": ("mara@studio.example",),
        "language": "en",
        "workweek": a_workweek(),
        "currency": "EUR",
        "hourly_rate_minor": 6000,
    }
    return Owner(**{**values, **changes})


def a_client(name: str = "Alba Studio", **changes) -> Client:
    return Client(**{"name": name, "domains": ("alba.example",), **changes})


def a_message(number: int = 1, **changes) -> Message:
    values = {
        "id": f"M-{number:012x}",
        "client": "Alba Studio",
        "direction": Direction.IN,
        "arrived_at": NOW - timedelta(days=200 - number),
        "clock": "internal",
        "sent_at": NOW - timedelta(days=200 - number, seconds=4),
        "sent_offset_minutes": -420,
        "internal_at": NOW - timedelta(days=200 - number),
        "message_id": f"mail-{number}@alba.example",
        "parents": (),
        "sender": "ana@alba.example",
        "subject": f"Landing page {number}",
        "size": 2000,
    }
    return Message(**{**values, **changes})
