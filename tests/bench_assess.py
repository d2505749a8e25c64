"""A large database of made-up relations, and how long judging all of them takes.

    .venv/bin/python tests/bench_assess.py            200 clients, 5,000 messages each
    .venv/bin/python tests/bench_assess.py 20 600     20 clients, 600 messages each

Rows are written straight into SQLite; judging runs as commands of its own, so that start-up and
peak memory count.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import bench_mailbox
from bench_fetch import Measured
from goodterms.adapters.store import open_store
from goodterms.adapters.store_ledger_rows import row_of
from goodterms.adapters.store_rows import message_row
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.mail import LABELS, Direction, Message
from peak import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS, MESSAGES = 200, 5000
SMALL = (20, 600)
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
FIRST = datetime(2021, 11, 22, 8, tzinfo=UTC)
SEED = 11
INVOICE_DAYS = 28

CONFIG = """[owner]
name = "Mara"
addresses = ["mara@studio.example"]
currency = "EUR"
hourly_rate = 60

[hours]
zone = "Europe/Zagreb"
country = "HR"
monday = ["09:00-17:00"]
tuesday = ["09:00-17:00"]
wednesday = ["09:00-17:00"]
thursday = ["09:00-17:00"]
friday = ["09:00-17:00"]

[mailbox]
host = "127.0.0.1"
user = "mara"

[store]
path = "goodterms.db"
"""


def measured(*, full: bool) -> list[Measured]:
    """Return the lines of the bench: from nothing, unchanged, and the memory of both."""
    clients, messages = (CLIENTS, MESSAGES) if full else SMALL
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write(place, clients=clients, messages=messages)
        cold, again = run(place, NOW), run(place, NOW + timedelta(minutes=5))
        other = run(place, NOW + timedelta(days=1))
    name = f"assess {clients} clients, {clients * messages:,} messages"
    return [
        Measured(f"{name}, from nothing", f"{cold.seconds:.1f} s", f"{cold.mb:.0f} MB at most"),
        Measured("  nothing changed", f"{again.seconds:.1f} s", f"{again.mb:.0f} MB at most"),
        Measured("  nothing changed, next day", f"{other.seconds:.1f} s", f"{other.mb:.0f} MB"),
    ]


@dataclass(frozen=True)
class Run:
    seconds: float
    mb: float


def run(place: Path, now: datetime) -> Run:
    """Judge all clients in a process of its own."""
    begun = time.perf_counter()
    command = [sys.executable, __file__, "--judge", str(place), now.isoformat()]
    with subprocess.Popen(command) as process, watched(process.pid) as peaks:
        process.wait()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds=time.perf_counter() - begun, mb=peaks[0])


def judge(place: Path, now: datetime) -> None:
    from goodterms import pipeline, settings  # noqa: PLC0415 - imported where it is measured
    from goodterms.adapters.clock import FixedClock  # noqa: PLC0415
    from goodterms.app import App  # noqa: PLC0415

    app = App(settings.load(place / "config.toml", state=place), FixedClock(now))
    with app.open_store() as store:
        pipeline.assess(store, app.judging(), now=now, progress=lambda *_: None)


# --- the made-up book ----------------------------------------------------------------------------


def write(place: Path, *, clients: int, messages: int) -> Path:
    """Write settings and database into a folder; return the database."""
    names = [f"Client {number:03}" for number in range(clients)]
    tables = "".join(
        f'\n[clients."{name}"]\naddresses = ["c{number}@client{number}.example"]\n'
        f'invoice_names = ["{name} Ltd"]\n'
        for number, name in enumerate(names)
    )
    (place / "config.toml").write_text(CONFIG + tables, encoding="utf-8")
    path = place / "goodterms.db"
    with open_store(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        for number, name in enumerate(names):
            fill(db, Relation(number=number, name=name, messages=messages))
            db.commit()
        db.execute(
            "INSERT INTO meta VALUES ('read:mara@127.0.0.1', ?)", [f"{NOW:%Y-%m-%dT%H:%M:%SZ}"]
        )
        at = f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
        db.execute(
            "INSERT INTO source_file VALUES ('f', 'book.csv', 'csv', 0, '', '', ?, ?, 1, 0, 0, 0)",
            [at, at],
        )
        db.commit()
    return path


@dataclass(frozen=True)
class Relation:
    """One client: five years of threads of 2 to 20 messages, an invoice every four weeks."""

    number: int
    name: str
    messages: int

    def letters(self) -> Iterator[Message]:
        chance = random.Random(SEED * 1000 + self.number)  # noqa: S311 - made-up mail
        written, thread = 0, 0
        while written < self.messages:
            size = min(self.messages - written, 2 + int(chance.expovariate(1 / 7)))
            begun = FIRST + timedelta(days=chance.uniform(0, (NOW - FIRST).days - 20))
            yield from self.thread(chance, thread, begun, size)
            written, thread = written + size, thread + 1

    def thread(
        self, chance: random.Random, thread: int, begun: datetime, size: int
    ) -> Iterator[Message]:
        at, parents, out = begun, (), chance.random() < 0.3
        trouble = (self.number % 5) / 5
        for place in range(size):
            name = f"{self.number}.{thread}.{place}@mail.example"
            scores = {label: round(chance.random() ** 12, 3) for label in LABELS}
            yield Message(
                id=f"M-{self.number:04x}{thread:05x}{place:03x}",
                client=self.name,
                direction=Direction.OUT if out else Direction.IN,
                arrived_at=at.replace(microsecond=0),
                clock="internal",
                sent_at=at.replace(microsecond=0),
                sent_offset_minutes=60,
                internal_at=at.replace(microsecond=0),
                message_id=name,
                parents=parents,
                sender="mara@studio.example"
                if out
                else f"c{self.number}@client{self.number}.example",
                subject="The next version of the poster",
                size=4000,
                language="en",
                words=60,
                scores={} if out else scores,
                model="bench",
                demand="today" if not out and chance.random() < 0.05 * trouble else None,
                noise="auto-reply" if chance.random() < 0.02 else None,
                delivers=out and chance.random() < 0.15,
                offers=out and chance.random() < 0.05,
                asks_change=not out and chance.random() < 0.1,
                attachments=0,
                excerpt="Can I have this today?" if chance.random() < 0.1 else "",
            )
            parents = (*parents, name)[-6:]
            again = not out and chance.random() < trouble * 0.5
            out = out if again else not out
            at += timedelta(hours=chance.expovariate(1 / (3 if again else 26)))
            if chance.random() < 0.8 and not 7 <= at.hour < 17:
                at = at.replace(hour=chance.randrange(8, 16))
                at += timedelta(days=1)
            at = min(at, NOW)

    def bills(self) -> Iterator[tuple[Document, Payment | None]]:
        chance = random.Random(SEED * 2000 + self.number)  # noqa: S311 - likewise
        day, number = FIRST.date(), 0
        while day < NOW.date():
            total = chance.randrange(500, 4000) * 100
            bill = self.bill(day, number, total)
            paid = day + timedelta(days=chance.randrange(5, 60 if self.number % 4 == 0 else 32))
            yield bill, None if paid > NOW.date() else self.payment(bill, paid)
            day, number = day + timedelta(days=INVOICE_DAYS), number + 1

    def bill(self, day: date, number: int, total: int) -> Document:
        name = f"{self.number}-{number}"
        return Document(
            id=f"INV-{name}",
            number=name,
            kind=DocumentKind.INVOICE,
            client=self.name,
            buyer=f"{self.name} Ltd",
            issue_date=day,
            due_date=day + timedelta(days=30),
            due_basis="explicit",
            currency="EUR",
            total_minor=total,
            paid_minor=0,
            state=DocumentState.OPEN,
        )

    def payment(self, bill: Document, day: date) -> Payment:
        return Payment(
            id=f"P-{bill.number}",
            document=bill.id,
            client=self.name,
            amount_minor=bill.total_minor,
            currency="EUR",
            paid_on=day,
            payer=bill.buyer,
            reference=bill.number,
        )


def fill(db: sqlite3.Connection, relation: Relation) -> None:
    insert(db, "message", [message_row(each) for each in relation.letters()])
    bills = list(relation.bills())
    insert(db, "document", [row_of(bill) for bill, _ in bills])
    insert(db, "payment", [row_of(paid) for _, paid in bills if paid is not None])


def insert(db: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    names = ", ".join(rows[0])
    marks = ", ".join("?" * len(rows[0]))
    values = [tuple(each.values()) for each in rows]
    db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - our own names


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--judge"]:
        judge(Path(arguments[1]), datetime.fromisoformat(arguments[2]))
        return
    if arguments[:1] == ["--write"]:
        write(Path(arguments[1]), clients=int(arguments[2]), messages=int(arguments[3]))
        return
    for line in measured(full=not arguments):
        bench_mailbox.show(line)


if __name__ == "__main__":
    main(sys.argv[1:])
