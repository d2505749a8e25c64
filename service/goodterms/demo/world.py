"""The made-up year as a whole: folders of a mailbox, money files, the owner and her decisions.

Deterministic by seed. Nothing in here knows a rule or a verdict: people behave (see `people`), and
what is made of it is left to the same program that reads a real mailbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.core.client import Decision, DecisionKind
from goodterms.demo import ledger, people, rhythm
from goodterms.demo.casting import casts
from goodterms.demo.filing import Mailbox
from goodterms.demo.strangers import everybody_else
from goodterms.demo.year import correspondence
from goodterms.settings.model import HoursSettings, OwnerSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.client import Client
    from goodterms.demo.filing import Stored

END = date(2026, 11, 15)
"""Last day of the year that the demo plays in."""

ODD = "fennimoor"
"""Key of the client among whose mail the damaged messages are."""

DECISIONS = (
    ("Jedrenje Vjetrulja", DecisionKind.TALKED, 137, None, "no mails at night, one list a week"),
    ("Ombrell Estates", DecisionKind.TALKED, 96, None, "two rounds, answers within a day"),
    ("Ombrell Estates", DecisionKind.GUT, 170, 3, ""),
    ("Ombrell Estates", DecisionKind.GUT, 205, 4, ""),
    (
        "Ombrell Estates",
        DecisionKind.EXIT_PLAN,
        230,
        None,
        "two enquiries kept warm, three months saved",
    ),
    ("Konoba Tri škure", DecisionKind.TALKED, 231, None, "invoices on time, one list per version"),
    ("Konoba Tri škure", DecisionKind.TALKED, 287, None, "feedback by form, deposit for new work"),
    ("Stolarija Godovi", DecisionKind.TALKED, 266, None, "asked for a fixed day of payment"),
    ("Stolarija Godovi", DecisionKind.TALKED, 322, None, "half of the price before delivery"),
    ("Quillmark Press", DecisionKind.TALKED, 273, None, "asked for examples with every no"),
    ("Quillmark Press", DecisionKind.TALKED, 329, None, "third round is priced"),
    ("Tallowfern", DecisionKind.GUT, 350, 1, ""),
)
"""Client, kind, day of the year (0 to 363), value and note: what the owner recorded on the way."""


def make_world(seed: int, *, end: date = END) -> World:
    """Make up 52 weeks of mail up to and including `end`.

    Args:
        seed: The same seed gives the same bytes.
        end: Last day; weeks begin on Mondays, so a Sunday makes 52 whole weeks.
    """
    monday, working = rhythm.first_monday(end), rhythm.workweek(end)
    cast = casts()
    zone = ZoneInfo(people.ZONE)
    limit = datetime.combine(end + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    invoices = ledger.invoices(cast, seed, monday, end, working)
    letters = {
        each.key: correspondence(
            each,
            seed,
            monday=monday,
            working=working,
            invoices=[invoice for invoice in invoices if invoice.cast.key == each.key],
            limit=limit,
        )
        for each in cast
    }
    post = Mailbox(seed, limit)
    for each in cast:
        if each.key == ODD:
            post.file_oddly(letters[each.key])
        else:
            post.file(letters[each.key], folder=each.folder)
    for folder, letter in everybody_else(seed, monday=monday, limit=limit):
        post.put(folder, letter)
    return World(
        folders=post.folders(),
        owner=_owner(),
        hours=_hours(end),
        clients=tuple(each.client for each in cast),
        files={
            "invoices.csv": ledger.invoices_csv(invoices),
            "payments.csv": ledger.payments_csv(invoices),
        },
        decisions=_decisions(monday, end),
        as_of=limit + timedelta(hours=8, minutes=30),
    )


def _owner() -> OwnerSettings:
    return OwnerSettings(
        name=people.OWNER_NAME,
        addresses=people.OWNER_ADDRESSES,
        language="en",
        currency="EUR",
        hourly_rate_minor=people.HOURLY_RATE_MINOR,
        alternative_hourly_minor=None,
        fixed_costs_minor=people.FIXED_COSTS_MINOR,
        price_of_calm_minor=None,
    )


def _hours(end: date) -> HoursSettings:
    return HoursSettings(
        zone=people.ZONE,
        windows=rhythm.WEEK_WINDOWS,
        country="HR",
        region="",
        leave=rhythm.leave_days(end),
    )


def _decisions(monday: date, end: date) -> tuple[Decision, ...]:
    days = [(monday + timedelta(days=row[2]), row) for row in DECISIONS]
    return tuple(
        Decision(
            id=number,
            client=client,
            kind=kind,
            decided_on=day,
            value=value,
            note=note,
        )
        for number, (day, (client, kind, _, value, note)) in enumerate(sorted(days), start=1)
        if day <= end
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A made-up year.

    Attributes:
        folders: Messages by folder name, oldest first.
        clients: As they stand in config.toml.
        files: Money files by name: text in UTF-8.
        decisions: What the owner recorded during the year, by day.
        as_of: The morning after the year, on which it is looked at.
    """

    folders: Mapping[str, tuple[Stored, ...]]
    owner: OwnerSettings
    hours: HoursSettings
    clients: tuple[Client, ...]
    files: Mapping[str, str]
    decisions: tuple[Decision, ...]
    as_of: datetime
