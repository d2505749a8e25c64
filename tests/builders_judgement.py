"""Small worlds for the tests of estimate, ladder and assessment: only what matters is stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from goodterms.core.assessment import assess
from goodterms.core.client import Client, Decision, DecisionKind, Freshness, Owner
from goodterms.core.estimate import Posterior
from goodterms.core.evaluation import Evaluation, Evidence, entries
from goodterms.core.history import History
from goodterms.core.hours import Window, Workweek
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.mail import Direction, Message
from goodterms.core.policy import Policy
from goodterms.core.timeline import windowed
from goodterms.core.told import Telling
from goodterms.core.verdict import Code, Exposure, Incident
from goodterms.core.worth import Book

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.verdict import Assessment

MONDAY = date(2026, 1, 5)
NINE_TO_FIVE = (Window(start=time(9), end=time(17)),)
WORKWEEK = Workweek(zone="Europe/Zagreb", windows=(NINE_TO_FIVE,) * 5 + ((), ()))
OWNER = Owner(
    name="Ana",
    addresses=("ana@studio.example",),
    language="en",
    workweek=WORKWEEK,
    currency="EUR",
    hourly_rate_minor=6000,
)
CLIENT = Client(name="quill")
TOLD = (Telling(at=datetime(2000, 1, 1, tzinfo=UTC), high=True),)
"""Told before anything else: each verdict is known on the day it is reached."""


def fresh(now: datetime) -> Freshness:
    return Freshness(mail_at=now, invoices_at=now)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def an_incident(day: date, minutes: float = 15.0, *, code: Code = Code.CHASER, **facts) -> Incident:
    name = facts.pop("name", f"{code}-{day}-{minutes}")
    plain = Incident(
        id=name,
        code=code,
        at=noon(day),
        price=minutes,
        weight=1.0,
        hard=True,
        sources=(f"M-{name}",),
        why="test",
    )
    return replace(plain, **facts)


def an_evaluation(on: date = MONDAY, **facts) -> Evaluation:
    """A calm week of a well-known client; say what is different."""
    calm = Evaluation(
        on=on,
        weekly=True,
        active_weeks=20,
        burn=Posterior(spent=0.0, granted=0.0, unit=39.0, shape=2.0, rate=3.0, log_error=0.25),
        p_over=0.1,
        p_over_125=0.05,
        p_over_150=0.01,
        p_short=0.1,
        bad_months=(),
        incidents=20,
        cited=20,
        hard_share=1.0,
        source="invoiced",
        bright=False,
        income_share=0.1,
        fresh=True,
    )
    return replace(calm, **facts)


def a_decision(kind: DecisionKind, day: date, **facts) -> Decision:
    return Decision(id=facts.pop("id", 1), client=CLIENT.name, kind=kind, decided_on=day, **facts)


@dataclass(frozen=True)
class Pace:
    """Paid hours at a steady pace per week."""

    weekly: float
    source: str = "invoiced"
    log_error: float = 0.25

    def between(self, start: date, end: date) -> Exposure:
        hours = max(0, (end - start).days + 1) * self.weekly / 7.0
        return Exposure(hours=hours, source=self.source, log_error=self.log_error)


def evidence_of(
    incidents: Iterable[Incident], *, weekly_hours: float, first: date = MONDAY, weeks: int = 30
) -> tuple[Evidence, ...]:
    """Mondays after `first`, each knowing the incidents before it."""
    known = sorted(incidents, key=lambda each: (each.at, each.id))
    found = []
    for place in range(1, weeks + 1):
        monday = first + timedelta(days=7 * place)
        at = WORKWEEK.midnight(monday) - timedelta(microseconds=1)
        then = tuple(each for each in known if each.at <= at)
        end = monday - timedelta(days=1)
        paid = Pace(weekly_hours)
        bare = Evidence(
            at=at,
            on=monday,
            end=end,
            weekly=True,
            incidents=then,
            entries=entries(then, WORKWEEK, end=end),
            paid=paid,
            long_start=end,
            short_start=end,
            long=paid.between(end, end),
            short=paid.between(end, end),
            blocks=(),
            active_weeks=place,
            income_share=0.1,
        )
        found.append(windowed(bare, paid))
    return tuple(found)


def a_message(at: datetime, *, out: bool = False, after: str = "", **facts) -> Message:
    name = facts.pop("name", f"{at:%Y%m%d%H%M}{'o' if out else 'i'}")
    plain = Message(
        id=f"M-{name}",
        client=CLIENT.name,
        direction=Direction.OUT if out else Direction.IN,
        arrived_at=at,
        clock="internal",
        sent_at=at,
        sent_offset_minutes=60,
        internal_at=at,
        message_id=f"{name}@mail.example",
        parents=(f"{after}@mail.example",) if after else (),
        sender="x@mail.example",
        subject="Site",
        size=900,
        words=30,
    )
    return replace(plain, **facts)


def an_invoice(day: date, *, hours: float = 20.0, number: str = "", **facts) -> Document:
    number = number or f"{day:%y%m%d}"
    plain = Document(
        id=f"INV-{number}",
        number=number,
        kind=DocumentKind.INVOICE,
        client=CLIENT.name,
        buyer="Quill Ltd",
        issue_date=day,
        due_date=day + timedelta(days=14),
        due_basis="explicit",
        currency="EUR",
        total_minor=round(hours * 6000),
        paid_minor=0,
        state=DocumentState.OPEN,
        hours=hours,
    )
    return replace(plain, **facts)


def a_payment(document: Document, day: date) -> Payment:
    return Payment(
        id=f"P-{document.id}",
        document=document.id,
        client=document.client,
        amount_minor=document.total_minor,
        currency=document.currency,
        paid_on=day,
    )


def a_relation(
    *, weeks: int, chasers: int = 0, nights: int = 0, hours: float = 16.0, first: date = MONDAY
) -> History:
    """Each Tuesday a request with chasers an hour apart and an answer; some nights a calm note.

    Every fourth week an invoice over `hours`, paid on the day it is due.
    """
    messages, documents, payments = [], [], []
    for week in range(weeks):
        tuesday = first + timedelta(days=7 * week + 1)
        ask = a_message(datetime.combine(tuesday, time(8), tzinfo=UTC))
        messages.append(ask)
        for place in range(chasers):
            at = ask.arrived_at + timedelta(hours=place + 1)
            messages.append(a_message(at, after=ask.message_id.split("@")[0]))
        answer = ask.arrived_at + timedelta(hours=6)
        messages.append(a_message(answer, out=True, after=ask.message_id.split("@")[0]))
        for place in range(nights):
            at = datetime.combine(tuesday + timedelta(days=place), time(23, 30), tzinfo=UTC)
            messages.append(a_message(at))
        if week % 4 == 3:
            bill = an_invoice(tuesday + timedelta(days=2), hours=hours)
            documents.append(bill)
            payments.append(a_payment(bill, bill.due_date or bill.issue_date))
    return History(messages=tuple(messages), documents=tuple(documents), payments=tuple(payments))


def a_book(history: History, *, others_minor: int = 100_000_00) -> Book:
    """The client's documents beside one large invoice to somebody else."""
    other = an_invoice(MONDAY, number="other", client="other", total_minor=others_minor)
    return Book(documents=(*history.documents, other), payments=history.payments)


def assessed(history: History, now: datetime, **facts) -> Assessment:
    """The owner looked every week, unless `told` says otherwise."""
    told = facts.pop("told", TOLD)
    return assess(
        replace(history, told=told),
        facts.pop("client", CLIENT),
        facts.pop("owner", OWNER),
        facts.pop("policy", Policy()),
        book=facts.pop("book", None) or a_book(history),
        freshness=facts.pop("freshness", None) or fresh(now),
        model_digest="model",
        now=now,
        hours_per_mail_day=2.0,
        **facts,
    )
