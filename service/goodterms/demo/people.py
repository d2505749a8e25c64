"""The made-up owner, her clients, and how each of them behaves: one table of rates.

Nothing here names a verdict. The rates are what the people do per project week; what the rules make
of it is for the rules. Prices that the rates were chosen against: decision model A2.2 and A2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Client

ZONE = "Europe/Zagreb"
OWNER_NAME = "Mara Horvat"
OWNER_ADDRESS = "mara@studio-horvat.example"
OWNER_ADDRESSES = (OWNER_ADDRESS, "studio@studio-horvat.example")
HOURLY_RATE_MINOR = 6000
FIXED_COSTS_MINOR = 140_000

NIGHT_WRITER = "Driftlight Audio"
"""The client whose day is the owner's night, and who asks for nothing in it."""


class Program(StrEnum):
    """How a mail program lays out an answer; see `quoting`."""

    WEBMAIL = "webmail"
    PHONE = "phone"
    OFFICE = "office"
    PLAIN = "plain"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person who writes.

    Attributes:
        called: How the owner greets them (Croatian: vocative).
        is_woman: For the Croatian verb forms only.
        signature: Lines below the text; may be empty.
        charset: What their program sends, for example ``windows-1250``.
    """

    name: str
    address: str
    called: str
    is_woman: bool
    language: str
    zone: str
    program: Program
    signature: str = ""
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What a client does in a project week.

    Attributes:
        hours: Paid hours a week.
        pieces: New works a week; each is a thread of brief, delivery, rounds and approval.
        requests: Small requests a week; chats: talk without work a week.
        rounds: Weights of 0, 1, 2 ... rounds of changes per work.
        vague: Share of rounds without anything to act on.
        chase: Share of the owner's answers that are not waited for; sharp: share of those chasers
            that are rude about it.
        evening: Share of messages written after the owner's hours, without demand.
        demands: Demands out of hours a week.
        scope: Unpaid extra work asked a week; extras: extra work asked with its price a week.
        hostile: Hostile mails a week.
        stalls: Share of invoices and reminders that are put off in words.
        late: Least and most days from due date to payment (negative: early).
        lag: Mean days until the client answers.
    """

    hours: float
    pieces: float
    requests: float
    chats: float
    rounds: tuple[int, ...]
    vague: float = 0.0
    chase: float = 0.0
    sharp: float = 0.0
    evening: float = 0.05
    demands: float = 0.0
    scope: float = 0.0
    extras: float = 0.0
    hostile: float = 0.0
    stalls: float = 0.0
    late: tuple[int, int] = (-6, 2)
    lag: float = 1.0


_TABLE = """
name     hrs work reqs chat vague chase sharp even  dem scope extra host stall lag rounds    late
kind     2.5  .16  .36  .16     0   .01     0  .04    0     0   .05    0     0  .7 4,4,2     -10,0
steady   3.5  .19  .38  .12     0   .03     0  .05    0     0   .04    0     0 1.0 3,4,3     -5,2
western  4.5  .21  .44  .15     0   .01     0    0    0     0   .05    0     0  .9 3,5,3     -8,1
calm     2.0  .12  .34  .12     0   .02     0  .05    0     0   .04    0     0 1.4 3,4,2     -6,2
quiet    1.6  .06   .13  .05     0   .01     0  .04    0     0   .03    0     0 1.4 3,4,2     -6,2
new      4.0  .45  .80  .50     0   .03     0  .08    0     0   .05    0     0  .8 3,4,2     -4,0
busy     5.0  .21  .38  .14   .03   .03   .10  .08  .02     0   .05    0     0  .8 2,4,3     -4,2
crunch   5.5  .40 2.10  .20   .10   .70   .30  .25 3.00     0     0    0     0  .3 0,2,4,2   -4,2
nightly  3.0  .14  .42  .08   .10   .52   .70  .20 2.00   .05     0  .02     0  .6 2,3,3,1   0,5
mended   3.5  .18  .36  .14     0   .02     0  .06  .02     0   .06    0     0  .9 3,4,2     -4,2
usual    3.0  .18  .36  .14   .05   .03   .20  .08  .03   .02   .02    0     0 1.0 3,4,2     0,3
slow_pay 2.1  .15  .36  .14   .05   .18   .20  .05    0   .05   .02    0   .85 1.2 3,4,2     56,84
clear    4.0  .18  .40  .12   .05   .02     0  .05    0     0   .05    0     0  .9 3,4,2     -4,2
woolly   3.2  .26  .25  .08   .90   .34   .25  .10  .25   .15     0    0     0  .9 0,1,2,4,4 -2,3
tangled  3.2  .18  .42  .08   .50   .46   .60  .20  .75   .30     0    0   .50 1.0 0,1,3,3,2 22,40
heavy    2.4  .12  .28  .05   .50   .50   .90  .25 1.00   .25     0  .10   .60  .8 0,1,3,3,3 24,50
"""

_COLUMNS = (
    *("hours", "pieces", "requests", "chats", "vague", "chase", "sharp", "evening"),
    *("demands", "scope", "extras", "hostile", "stalls", "lag"),
)
"""What the columns of the table are called in `Behaviour`; `rounds` and `late` come last."""


def behaviours() -> Mapping[str, Behaviour]:
    """Return the table of behaviours by name."""
    return {row[0]: _behaviour(row) for row in map(str.split, _TABLE.split("\n")[2:-1])}


def _behaviour(row: Sequence[str]) -> Behaviour:
    rates = dict(zip(_COLUMNS, map(float, row[1:-2]), strict=True))
    rounds = tuple(int(each) for each in row[-2].split(","))
    early, late = (int(each) for each in row[-1].split(","))
    return Behaviour(**rates, rounds=rounds, late=(early, late))


BEHAVIOURS = behaviours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One client of the made-up year.

    Attributes:
        key: Name of the list of works in texts/works.toml.
        people: Who writes; the first one writes most.
        phases: First project week (0 to 51) and the name of the behaviour from then on.
        terms_days: Days to pay on the owner's invoices.
        vat_percent: Tax on invoices, in per cent.
        folder: Where the owner files this client's mail; "" leaves it in the inbox.
    """

    client: Client
    key: str
    people: tuple[Contact, ...]
    phases: tuple[tuple[int, str], ...]
    terms_days: int = 15
    vat_percent: int = 25
    folder: str = ""

    @property
    def language(self) -> str:
        """Return the language of this client's mail."""
        return self.people[0].language

    def behaviour(self, week: int) -> Behaviour | None:
        """Return what they do in a project week; None before the first phase."""
        found = [name for first, name in self.phases if first <= week]
        return BEHAVIOURS[found[-1]] if found else None
