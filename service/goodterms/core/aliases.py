"""Addresses that are probably the owner's too, although the config does not name them.

For `matching`, a message to or from such an address is mail between others, so that a forgotten
alias hides a client. Headers only; nothing is the owner's until the owner says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import noise
from goodterms.core.matching import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from goodterms.core.mail import Envelope

LEAST = 3
"""Messages before an address is worth a question, as for a proposed client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """An address with how many messages were sent from it and received at it."""

    address: str
    sent: int = 0
    received: int = 0


def likely(
    envelopes: Iterable[tuple[str, Envelope]],
    *,
    own: Collection[str],
    is_client: Callable[[str], bool],
) -> list[Alias]:
    """Return the addresses that look like the owner's, most mail first.

    Args:
        envelopes: Role of the folder (``sent`` counts, see `core.sync`) and headers.
        own: The addresses known to be the owner's.
        is_client: Whether an address belongs to a client.
    """
    mine = {plain(each) for each in own}
    sent: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for role, envelope in envelopes:
        if envelope.sender is None or noise.reason(envelope) is not None:
            continue
        sender = plain(envelope.sender.address)
        others = {plain(each.address) for each in envelope.recipients}
        if role == "sent":
            sent[sender] += 1
        elif is_client(sender) and mine.isdisjoint(others):
            received.update(others)
    found = [
        Alias(address=each, sent=sent[each], received=received[each])
        for each in {*sent, *received} - mine - {""}
        if not is_client(each) and max(sent[each], received[each]) >= LEAST
    ]
    return sorted(found, key=lambda each: (-each.sent - each.received, each.address))
