"""The way out of a mail: what it offers is noted before it leaves, its receipt right after.

The outbox holds placeholders, and `adapters.letter` puts the tokens in their place: neither the
database nor a copy of it has a token. Where a mail then does not leave, nobody knows its tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters import mail_key
from goodterms.adapters.receipts import OnceSender, Receipts
from goodterms.core import command_token

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Clock, Sender
    from goodterms.ports.answers import AnswerStore


@dataclass(frozen=True, slots=True)
class OfferSender:
    """Lets the tokens of a mail be used, then sends it; implements `ports.Sender`.

    Attributes:
        key: Secret of this installation, the one that `inner` makes the tokens with.
    """

    inner: Sender
    store: AnswerStore
    clock: Clock
    key: bytes = field(repr=False)

    def send(self, outgoing: Outgoing) -> str:
        """Note the offers and send.

        Raises:
            DeliveryError: It was not sent.
            StoreError: What it offers could not be kept; it was not sent.
        """
        digests = [
            command_token.digest(command_token.token(self.key, outgoing.message_id, number))
            for number in range(len(outgoing.offers))
        ]
        offers = list(zip(outgoing.offers, digests, strict=True))
        self.store.offer(outgoing.message_id, offers, self.clock.now())
        return self.inner.send(outgoing)


def way_out(
    sender: Sender, store: AnswerStore, database: Path, clock: Clock, *, again: bool = False
) -> Sender:
    """Return the whole way out: receipts first, so that what left is not even offered again.

    Args:
        sender: How mails leave.
        store: Where offers are kept.
        database: Beside it lie receipts and key.
        clock: For when a mail was offered to be answered.
        again: Send what has a receipt too, because the owner asked for it.

    Raises:
        SecretError: The key cannot be read or made.
    """
    inner = OfferSender(sender, store, clock, mail_key.read(database))
    return OnceSender(inner, Receipts.beside(database), again=again)
