"""A mail exchange as a small text table, so that a freelancer can read the test.

One line is one message: ``Mon 20:30 client`` and then what was measured in it, for example
``vague=.9 demand=tonight delivers``. ``Mon`` is 2 March 2026, ``2Tue`` the Tuesday of the second
week, on the clock of Zagreb. ``in:B`` names a thread other than the usual one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from builders import a_client, a_message, an_owner
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.mail import LABELS, Direction
from goodterms.core.policy import Policy

ZAGREB = ZoneInfo("Europe/Zagreb")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FLAGS = ("delivers", "offers", "asks_change", "adds")
FAR = datetime(2027, 3, 1, tzinfo=UTC)


def moment(day: str, hour: str) -> datetime:
    week = int(day[:-3] or 1) - 1
    first = datetime(2026, 3, 2, tzinfo=ZAGREB) + timedelta(days=7 * week + DAYS.index(day[-3:]))
    hours, minutes = hour.split(":")
    return first.replace(hour=int(hours), minute=int(minutes)).astimezone(UTC)


def mails(table: str):
    """Read a table into messages M-1, M-2 ... in the order of the lines."""
    found = []
    for number, line in enumerate(table.strip().splitlines(), start=1):
        day, hour, who, *rest = line.split()
        changes: dict[str, object] = {"scores": {}}
        thread = "usual"
        for each in rest:
            name, _, value = each.partition("=")
            if name in LABELS:
                changes["scores"] = {**changes["scores"], name: float(value)}
            elif name in FLAGS:
                changes[name] = True
            elif name.startswith("in:"):
                thread = name
            else:
                changes[name] = value
        changes["direction"] = Direction.OUT if who == "owner" else Direction.IN
        changes |= {"id": f"M-{number}", "message_id": f"m{number}", "parents": (thread,)}
        found.append(a_message(at=moment(day, hour), **changes))
    return tuple(found)


def corrected(message: str, code: str, kind: CorrectionKind, number: int = 1) -> Correction:
    return Correction(
        id=number,
        message=message,
        code=code,
        kind=kind,
        corrected_at=FAR + timedelta(days=number),
    )


def found_in(table: str = "", *, now: datetime = FAR, policy: Policy | None = None, **facts):
    """Return the incidents of an exchange; `client` and the fields of a history may be given."""
    client = facts.pop("client", a_client())
    owner = facts.pop("owner", None) or an_owner()
    history = History(messages=mails(table) if table else (), **facts)
    return incidents(history, client, owner, policy or Policy(), now=now)


def codes(found) -> list[str]:
    """Return ``CH-M-2 15 hard`` for each incident: id, minutes and kind; arrivals are left out."""
    return [
        f"{each.id} {each.minutes:g} {'hard' if each.hard else 'soft'}"
        for each in found
        if each.code != "AH"
    ]
