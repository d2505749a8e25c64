"""Addresses that are probably the owner's or a client's too, though the config does not name them.

For `matching`, a message to or from such an address is mail between others, so that a forgotten
alias hides a client. Headers only, and questions only: nothing is the owner's or a client's until
the owner says so, since names and threads can be borrowed (IMAP study d 78 and 79).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core import noise
from goodterms.core.addresses import plain
from goodterms.core.mail import Direction
from goodterms.core.quote_marks import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from goodterms.core.client import Client
    from goodterms.core.mail import Envelope
    from goodterms.core.matching import Mapping

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


class Likeness(StrEnum):
    """Why an unknown address may be a client's."""

    THREAD = "thread"
    """It answers mail that was exchanged with the client."""
    NAME = "name"
    """The person has the same display name as somebody who writes for the client."""
    DOMAIN = "domain"
    """The part before the ``@`` and the company's word are the same: the domain changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAlias:
    """An unknown address that may be a client's, with how many messages say so."""

    address: str
    client: str
    likeness: Likeness
    received: int


def likely_clients(
    envelopes: Iterable[Envelope], *, mapping: Mapping, own: Collection[str]
) -> list[ClientAlias]:
    """Return the unknown addresses that look like a client's second one, most mail first.

    What points to two clients points to none. A plus-tag needs no question: it is the same mailbox
    (`addresses.plain`).

    Args:
        envelopes: Headers of all mail, the clients' and everybody else's.
        mapping: The clients as the config names them.
        own: The addresses known to be the owner's.
    """
    mine = {plain(each) for each in own}
    known, unknown = _Known(), []
    for envelope in envelopes:
        if envelope.sender is None or noise.reason(envelope) is not None:
            continue
        if mapped := mapping.client_of(envelope, own):
            known.learn(envelope, mapped[0], mapped[1])
        elif (
            plain(envelope.sender.address) not in mine
            # a client's known address may write to another or a forgotten one of the owner's
            and mapping.client_at(envelope.sender.address) is None
        ):
            unknown.append(envelope)
    votes: Counter[tuple[str, str, Likeness]] = Counter()
    for envelope in unknown:
        if envelope.sender and (sign := known.sign_of(envelope)):
            votes[plain(envelope.sender.address), *sign] += 1
    found = [
        ClientAlias(address=address, client=client, likeness=likeness, received=count)
        for (address, client, likeness), count in votes.items()
        if count >= LEAST and address
    ]
    return sorted(found, key=lambda each: (-each.received, each.address, each.client))


@dataclass(slots=True)
class _Known:
    """What the mail of mapped clients tells of them: client names by sign."""

    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, envelope: Envelope, client: Client, direction: Direction) -> None:
        """Take in one message of a client or to one."""
        if envelope.message_id:
            self.ids[envelope.message_id].add(client.name)
        if direction is Direction.IN and envelope.sender:
            self.names[_name(envelope.sender.name)].add(client.name)
            self.people[_person(envelope.sender.address)].add(client.name)

    def sign_of(self, envelope: Envelope) -> tuple[str, Likeness] | None:
        """Return the one client a message points to and by what, the best sign first."""
        sender = envelope.sender
        if sender is None:
            return None
        name, person = _name(sender.name), _person(sender.address)
        answered = {client for parent in envelope.parents for client in self.ids.get(parent, ())}
        signs = (
            (answered, Likeness.THREAD),
            (self.names.get(name, set()) if " " in name else set(), Likeness.NAME),
            (self.people.get(person, set()), Likeness.DOMAIN),
        )
        for clients, likeness in signs:
            if len(clients) == 1:
                return next(iter(clients)), likeness
        return None


def _name(text: str) -> str:
    """Return a display name as it is compared: order of the words and diacritics do not count."""
    return " ".join(sorted(folded(text.replace(",", " ")).split()))


def _person(address: str) -> tuple[str, str]:
    """Return the part before the ``@`` and the company's word of the domain."""
    local, _, domain = plain(address).rpartition("@")
    labels = domain.split(".")
    return local, labels[-2] if len(labels) > 1 else domain
