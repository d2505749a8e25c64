"""Propose clients from headers: people the owner writes to and who write back.

Headers only, never text; nothing is mapped until the owner says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import noise
from goodterms.core.matching import FREEMAIL_DOMAINS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodterms.core.mail import Envelope

LEAST_EACH_WAY = 3
"""Messages in each direction before somebody is proposed; fewer is hardly a working relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One possible client, with how many messages went each way."""

    name: str
    addresses: tuple[str, ...]
    domains: tuple[str, ...]
    received: int
    sent: int


def propose(envelopes: Iterable[Envelope], *, own: Collection[str]) -> list[Proposal]:
    """Return possible clients, most mail first.

    Addresses of one company domain are one proposal; a free-mail address stands for itself.
    """
    received: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    members: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for envelope in envelopes:
        if envelope.sender is None or noise.reason(envelope) is not None:
            continue
        if envelope.sender.address in own:
            others, counts = envelope.recipients, sent
        else:
            others, counts = (envelope.sender,), received
        for other in others:
            key = party(other.address)
            if other.address in own or key is None:
                continue
            counts[key] += 1
            members[key].add(other.address)
            names.setdefault(key, other.name)
    enough = [key for key in sent if min(sent[key], received[key]) >= LEAST_EACH_WAY]
    enough.sort(key=lambda key: (-(sent[key] + received[key]), key))
    return [
        Proposal(
            name=title(key, names[key]),
            addresses=tuple(sorted(members[key])),
            domains=() if "@" in key else (key,),
            received=received[key],
            sent=sent[key],
        )
        for key in enough
    ]


def party(address: str) -> str | None:
    """Return the company domain of an address, or the address itself for free mail."""
    domain = address.rpartition("@")[2]
    if not domain:
        return None
    return address if domain in FREEMAIL_DOMAINS else domain


def title(key: str, name: str) -> str:
    """Return a name to start with: the company's domain word, or the person's name."""
    if "@" in key:
        return name or key
    words = key.split(".")
    label = words[-2] if len(words) > 1 else words[0]
    return label.replace("-", " ").title()
