"""Build the nouns with sane defaults; a test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from goodterms.core.client import Client, Owner
from goodterms.core.hours import Window, Workweek
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.mail import Address, Body, Direction, Envelope, Location, Message

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Zagreb."""

OWN = "mara@studio.example"
CLIENT = "ana@alba.example"


def a_workweek(**changes: object) -> Workweek:
    day = (Window(start=time(9), end=time(17)),)
    values: dict[str, object] = {
        "zone": "Europe/Zagreb",
        "windows": (day,) * 5 + ((), ()),
        "holidays": frozenset(),
        "leave": frozenset(),
    }
    return Workweek(**{**values, **changes})  # type: ignore[arg-type]


def an_owner(**changes: object) -> Owner:
    values: dict[str, object] = {
        "name": "Mara Horvat",
        "addresses": (OWN,),
        "language": "en",
        "workweek": a_workweek(),
        "currency": "EUR",
        "hourly_rate_minor": 6000,
    }
    return Owner(**{**values, **changes})  # type: ignore[arg-type]


def a_client(name: str = "Alba", **changes: object) -> Client:
    values: dict[str, object] = {"name": name, "addresses": (CLIENT,)}
    return Client(**{**values, **changes})  # type: ignore[arg-type]


def a_message(number: int = 1, *, at: datetime = MORNING, **changes: object) -> Message:
    values: dict[str, object] = {
        "id": f"M-{number:012x}",
        "client": "Alba",
        "direction": Direction.IN,
        "arrived_at": at,
        "clock": "internal",
        "sent_at": at,
        "sent_offset_minutes": 60,
        "internal_at": at,
        "message_id": f"{number}@alba.example",
        "parents": (),
        "sender": CLIENT,
        "subject": "Poster",
        "size": 1000,
        "language": "en",
        "words": 20,
    }
    return Message(**{**values, **changes})  # type: ignore[arg-type]


def an_envelope(uid: int = 1, *, at: datetime = MORNING, **changes: object) -> Envelope:
    values: dict[str, object] = {
        "location": Location(folder="INBOX", uidvalidity=1, uid=uid),
        "message_id": f"{uid}@alba.example",
        "parents": (),
        "sender": Address(address=CLIENT, name="Ana"),
        "recipients": (Address(address=OWN),),
        "subject": "Poster",
        "sent_at": at,
        "sent_offset_minutes": 60,
        "internal_at": at + timedelta(seconds=5),
        "size": 1000,
        "headers": {},
    }
    return Envelope(**{**values, **changes})  # type: ignore[arg-type]


def a_body(text: str = "Looks good to me, please go on.", **changes: object) -> Body:
    return Body(text=text, **changes)  # type: ignore[arg-type]


def a_document(
    number: str = "7", *, issued: date = date(2026, 3, 2), **changes: object
) -> Document:
    values: dict[str, object] = {
        "id": f"{number}/{issued.year}",
        "number": number,
        "kind": DocumentKind.INVOICE,
        "client": "Alba",
        "buyer": "Alba d.o.o.",
        "issue_date": issued,
        "due_date": issued + timedelta(days=30),
        "due_basis": "explicit",
        "currency": "EUR",
        "total_minor": 60000,
        "paid_minor": 0,
        "state": DocumentState.OPEN,
    }
    return Document(**{**values, **changes})  # type: ignore[arg-type]


def a_payment(
    document: str = "7/2026", *, on: date = date(2026, 4, 1), **changes: object
) -> Payment:
    values: dict[str, object] = {
        "id": f"P-{document}-{on}",
        "document": document,
        "client": "Alba",
        "amount_minor": 60000,
        "currency": "EUR",
        "paid_on": on,
    }
    return Payment(**{**values, **changes})  # type: ignore[arg-type]
