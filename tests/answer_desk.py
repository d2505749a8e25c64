"""A mailbox with a Sent folder, a database with two mails that can be answered, and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from builders import OWN, a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox, FakeSender
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.reply_sender import OfferSender
from goodterms.core import command_token
from goodterms.core.command import Offer, Verb
from goodterms.core.mail import Address
from goodterms.core.matching import Mapping
from goodterms.core.outgoing import Outgoing
from mailroom import NOW, a_reading, fetch

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore
    from goodterms.core.command_check import Refusal
    from goodterms.core.mail import Envelope
    from goodterms.core.summary import FetchSummary
    from goodterms.core.tone import ToneModel

KEY = b"k" * 32
SENT_AT = NOW - timedelta(days=3)
MAIL, OTHER = "report.1@goodterms.invalid", "report.2@goodterms.invalid"
TOKEN, OTHERS = (command_token.token(KEY, each, 0) for each in (MAIL, OTHER))
VERBS = (Verb.TALKED, Verb.SNOOZE, Verb.WRONG, Verb.SEEN)
QUOTE = f"\n\nOn Friday, Good Terms wrote:\n> It is time to talk.\n> Code: {TOKEN}\n"


def issue(
    store: SqliteStore, name: str = MAIL, client: str = "Alba", verbs: object = VERBS
) -> None:
    """Put a mail into the outbox and let it leave."""
    offer = Offer(client=client, verdict="talk", verbs=verbs)  # type: ignore[arg-type]
    letter = Outgoing(
        period=f"e:{name}", subject="s", text="t", html="h", message_id=name, offers=(offer,)
    )
    store.enqueue(letter, again=False, now=SENT_AT)
    OfferSender(FakeSender(), store, FixedClock(SENT_AT), KEY).send(letter)


def a_mailbox() -> FakeMailbox:
    return FakeMailbox({"INBOX": FakeFolder(), "Sent": FakeFolder(uidvalidity=7, marked_sent=True)})


def an_answer(number: int = 1, **changes: object) -> Envelope:
    values: dict[str, object] = {
        "at": NOW - timedelta(hours=2),
        "message_id": f"answer.{number}@studio.example",
        "parents": (MAIL,),
        "sender": Address(address=OWN),
        "recipients": (Address(address=OWN),),
        "subject": "Re: Good Terms",
    }
    return an_envelope(number, **{**values, **changes})  # type: ignore[arg-type]


class Desk:
    """A mailbox, a database, and what came of one answer."""

    def __init__(self, store: SqliteStore, model: ToneModel) -> None:
        self.store, self.mailbox = store, a_mailbox()
        clients = [a_client(), a_client("Beta", addresses=("b@beta.example",))]
        self.reading = a_reading(model, mapping=Mapping(clients))

    def put(self, text: str = "talked" + QUOTE, folder: str = "Sent", **changes: object) -> int:
        number = self.mailbox.store[folder].uidnext
        return self.mailbox.add(folder, an_answer(number, **changes), a_body(text))

    def fetch(self) -> FetchSummary:
        return fetch(self.mailbox, self.store, self.reading)

    def refused(self) -> list[Refusal]:
        """Fetch, and return what was refused and why; nothing may have been decided."""
        self.fetch()
        for client in ("Alba", "Beta"):
            assert self.store.decisions(client) == []
            assert all(each.noise == "own-report" for each in self.store.facts(client).messages)
        assert not self.store.is_digest_off()
        assert "taken" not in self.store.answer_counts()
        return sorted(each.refusal for each in self.store.answers() if each.refusal)
