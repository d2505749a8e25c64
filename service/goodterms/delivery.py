"""Hand over what waits in the outbox, one mail after the other.

Each step is a commit of its own and none is open while a server is asked: the try is noted, the
mail is sent, what came of it is noted. So a process that ends anywhere leaves a mail that waits, or
one that may have left (`core.delivery.State.UNCERTAIN`), and never one that is forgotten. A mail
that may have left is sent again under the same Message-ID. The gap that stays is the time between
the server's last answer and the receipt that `adapters.receipts` writes beside the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.errors import DeliveryError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from goodterms.ports import Sender
    from goodterms.ports.outbox import OutboxStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What became of the mails that waited.

    Attributes:
        places: Where mails went.
        periods: The period keys of these.
        waiting: Why others could not be handed over; they are tried again.
        refused: Why others never will be, as they are; only the owner sends them again.
    """

    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def hand_over(
    store: OutboxStore, sender: Sender, *, now: datetime, only: Collection[int] | None = None
) -> Handed:
    """Try every mail that waits once; one that fails does not keep the others.

    Args:
        store: Where the mails wait.
        sender: The way out.
        now: Aware UTC.
        only: Ids to restrict it to; None for all.
    """
    places, periods, waiting, refused = [], [], [], []
    for number, outgoing in store.outbox():
        if only is not None and number not in only:
            continue
        store.outbox_begin(number, now)
        try:
            places.append(sender.send(outgoing))
        except RefusedError as error:
            store.outbox_failed(number, str(error), now, for_good=True)
            refused.append(str(error))
        except DeliveryError as error:
            store.outbox_failed(number, str(error), now)
            waiting.append(str(error))
        else:
            store.outbox_done(number, now)
            periods.append(outgoing.period)
    return Handed(
        places=tuple(places),
        periods=tuple(periods),
        waiting=tuple(waiting),
        refused=tuple(refused),
    )
