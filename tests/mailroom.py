"""Run the reading of mail for a test: settings, a mailbox in memory, and what is stored after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from builders import MORNING, OWN, a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms import pipeline
from goodterms.core import facts as facts_of
from goodterms.core.mail import Address
from goodterms.core.matching import Mapping
from goodterms.reading import Reading

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore
    from goodterms.core.summary import FetchSummary
    from goodterms.core.tone import ToneModel
    from goodterms.pipeline import Progress
    from goodterms.ports import Mailbox

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
ACCOUNT = "mara@imap.studio.example"


class Killed(BaseException):
    """The process ends here."""


def a_reading(model: ToneModel, **changes: object) -> Reading:
    values: dict[str, object] = {
        "account": ACCOUNT,
        "mapping": Mapping([a_client()]),
        "own": (OWN,),
        "texts": facts_of.reader(lambda: model),
        "model": model.digest,
        "since": date(2025, 11, 16),
        "everybody": False,
    }
    return Reading(**{**values, **changes})  # type: ignore[arg-type]


def silent(label: str, done: int, total: int) -> None:
    del label, done, total


def updated(model: ToneModel, name: str = "second") -> ToneModel:
    """Return the model of a later version, which finds a little more in every message."""
    level = replace(model.message, offsets=tuple(each + 1 for each in model.message.offsets))
    return replace(model, digest=name, message=level)


def fetch(
    mailbox: Mailbox,
    store: SqliteStore,
    reading: Reading,
    *,
    now: datetime = NOW,
    progress: Progress = silent,
) -> FetchSummary:
    return pipeline.fetch(mailbox, store, reading, now=now, progress=progress)


def content(store: SqliteStore) -> str:
    """Return what is stored, without how many bytes it took."""
    lines = store.dump().splitlines()
    return "\n".join(line for line in lines if not line.startswith("traffic "))


def facts(store: SqliteStore, client: str = "Alba") -> dict[str, object]:
    """Return the stored facts of a client by id."""
    return {each.id: each for each in store.facts(client).messages}


def a_mailbox(count: int = 620) -> FakeMailbox:
    """Two folders of client mail and strangers' mail, one mail in both folders."""
    mailbox = FakeMailbox({"INBOX": FakeFolder(), "Archive": FakeFolder(uidvalidity=5)})
    for number in range(1, count + 1):
        envelope = an_envelope(number, at=MORNING + timedelta(hours=number))
        if number % 3 == 0:
            envelope = replace(envelope, sender=Address(address=f"s{number}@elsewhere.example"))
        if number % 7 == 0:
            envelope = replace(envelope, headers={"auto-submitted": "auto-replied"})
        folder = "Archive" if number % 5 == 0 else "INBOX"
        mailbox.add(folder, envelope, a_body(f"Please make the title {number} points larger."))
        if number == 1:
            mailbox.add("Archive", envelope, a_body())
    return mailbox
