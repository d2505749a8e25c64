"""The made-up invoices and payments, and the two files a freelancer would export of them.

Monthly invoices over the hours that the behaviour table gives; how late each client pays is theirs.
One is paid in two parts, one is followed by a credit note, one is argued about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from goodterms.demo import people
from goodterms.demo.rhythm import WEEKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.hours import Workweek
    from goodterms.demo.people import Cast

INVOICE_HEADER = "number;issue_date;due_date;client;kind;currency;hours;net;total;state"
PAYMENT_HEADER = "paid_on;amount;currency;invoice;payer"

CREDITED, PARTIAL, DISPUTED = "zvoncac", "skure", "fennimoor"
"""Keys of the clients with a credit note, an invoice paid in parts, and a disputed one."""

CREDIT_MINUTES = 90
QUARTER = 15  # minutes that billed time is rounded to
OFF_SHARE = 0.1
"""Share of the usual hours that is worked in weeks of leave."""

DAY = timedelta(days=1)


def invoices(
    casts: Sequence[Cast], seed: int, monday: date, end: date, working: Workweek
) -> tuple[Invoice, ...]:
    """Return all invoices and credit notes up to `end`, numbered by day within the year."""
    found: list[Invoice] = []
    for cast in casts:
        rng = Random(f"{seed}:{cast.key}:money")  # noqa: S311 - a story, not a secret
        found += _with_events(cast, _issued(cast, monday, end, working, rng), working)
    found.sort(key=lambda each: (each.issued, each.cast.key, each.is_credit))
    numbers: dict[int, int] = {}
    for index, each in enumerate(found):
        number = numbers[each.issued.year] = numbers.get(each.issued.year, 0) + 1
        known = tuple((day, amount) for day, amount in each.paid if day <= end)
        found[index] = replace(each, number=f"{number}/{each.issued.year}", paid=known)
    return tuple(found)


def invoices_csv(found: Iterable[Invoice]) -> str:
    """Return the export of all documents, one a line."""
    lines = [INVOICE_HEADER]
    for each in found:
        kind = "credit_note" if each.is_credit else "invoice"
        days = f"{each.issued.isoformat()};{each.due.isoformat()}"
        buyer = each.cast.client.invoice_names[0]
        amounts = f"{each.minutes / 60:.2f};{amount(each.net_minor)};{amount(each.total_minor)}"
        lines.append(f"{each.number};{days};{buyer};{kind};EUR;{amounts};{each.state}")
    return "\n".join(lines) + "\n"


def payments_csv(found: Iterable[Invoice]) -> str:
    """Return the export of all payments, by day."""
    rows = sorted(
        (day, each.number, part, each.cast.client.invoice_names[0])
        for each in found
        for day, part in each.paid
    )
    lines = [
        f"{day.isoformat()};{amount(part)};EUR;{number};{payer}"
        for day, number, part, payer in rows
    ]
    return "\n".join([PAYMENT_HEADER, *lines]) + "\n"


def amount(minor: int) -> str:
    """Return minor units as a decimal number with a point."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def _issued(cast: Cast, monday: date, end: date, working: Workweek, rng: Random) -> list[Invoice]:
    """The client's invoices: each on the first working day after its month, with its payment."""
    found = []
    for month, minutes in _minutes_by_month(cast, monday, working, rng).items():
        after = (month + 32 * DAY).replace(day=1)
        issued = working.add_business_days(after - DAY, 1)
        mood = cast.behaviour(min((issued - monday).days // 7, WEEKS - 1))
        if issued > end or mood is None:
            continue
        due = issued + cast.terms_days * DAY
        late = rng.randint(*mood.late)
        net = minutes * people.HOURLY_RATE_MINOR // 60
        total = net * (100 + cast.vat_percent) // 100
        paid_on = working.add_business_days(due + (late - 1) * DAY, 1)
        invoice = Invoice(
            cast=cast,
            month=month,
            issued=issued,
            due=due,
            minutes=minutes,
            net_minor=net,
            total_minor=total,
            paid=((max(paid_on, issued + 2 * DAY), total),),
        )
        found.append(invoice)
    return found


def _minutes_by_month(cast: Cast, monday: date, working: Workweek, rng: Random) -> dict[date, int]:
    """Billed minutes by first day of the month in which the week began, in whole quarters."""
    found: dict[date, float] = {}
    for week in range(WEEKS):
        first = monday + week * 7 * DAY
        mood = cast.behaviour(week)
        if mood is None:
            continue
        open_days = sum(working.is_workday(first + n * DAY) for n in range(5))
        share = max(OFF_SHARE, min(1.0, open_days / 4))
        month = first.replace(day=1)
        minutes = mood.hours * share * rng.uniform(0.8, 1.2) * 60
        found[month] = found.get(month, 0.0) + minutes
    return {month: round(minutes / QUARTER) * QUARTER for month, minutes in found.items()}


def _with_events(cast: Cast, own: list[Invoice], working: Workweek) -> list[Invoice]:
    """The invoices with what happened to a few of them."""
    if cast.key == CREDITED and len(own) > 3:
        wrong = own[3]
        minutes = min(CREDIT_MINUTES, wrong.minutes)
        net = minutes * people.HOURLY_RATE_MINOR // 60
        total = net * (100 + cast.vat_percent) // 100
        day = working.add_business_days(wrong.issued, 4)
        paid = ((wrong.due, wrong.total_minor - total),)
        own[3] = replace(wrong, paid=paid, credited_minor=total)
        credit = replace(
            wrong,
            issued=day,
            due=day,
            minutes=-minutes,
            net_minor=-net,
            total_minor=-total,
            paid=(),
            is_credit=True,
        )
        return [*own, credit]
    if cast.key == PARTIAL and len(own) > 2:
        halved = own[-3]
        first = halved.total_minor // 2
        early = working.add_business_days(halved.due, 6)
        late = working.add_business_days(halved.due, 25)
        parts = ((early, first), (late, halved.total_minor - first))
        own[-3] = replace(halved, paid=parts, is_partial=True)
    if cast.key == DISPUTED and len(own) > 1:
        own[-2] = replace(own[-2], paid=(), is_disputed=True)
    return own


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """One document of the made-up book; amounts in euro cents.

    Attributes:
        month: First day of the month that was worked.
        minutes: Billed working time; negative on a credit note.
        paid: Days and amounts, also those that lie behind the end of the year at first.
        credited_minor: Taken back by a later credit note.
        is_partial: Paid in two parts, as agreed.
    """

    cast: Cast
    month: date
    issued: date
    due: date
    minutes: int
    net_minor: int
    total_minor: int
    paid: tuple[tuple[date, int], ...]
    number: str = ""
    credited_minor: int = 0
    is_credit: bool = False
    is_partial: bool = False
    is_disputed: bool = False

    @property
    def settled_on(self) -> date | None:
        """Return the day of the last payment once everything is paid."""
        paid = sum(part for _, part in self.paid)
        is_whole = paid >= self.total_minor - self.credited_minor
        return max(day for day, _ in self.paid) if self.paid and is_whole else None

    @property
    def state(self) -> str:
        """Return the state as the export names it."""
        if self.is_disputed:
            return "disputed"
        if self.is_credit or self.settled_on is not None:
            return "paid"
        return "partial" if self.paid else "open"
