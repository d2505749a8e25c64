"""Who the clients are, as far as `goodterms init` can find out: from headers and from invoices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from goodterms.adapters import invoices
from goodterms.cli.asking import problem
from goodterms.core.client import Client
from goodterms.core.mail import Envelope
from goodterms.core.proposals import party

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.core.aliases import Alias
    from goodterms.core.proposals import Proposal
    from goodterms.core.sync import FolderState

NEWEST = 1000
"""Headers per folder that proposals are made from."""

FOLDERS = 4
"""Most folders whose headers are read; inbox and sent come first."""


def newest_headers(
    mailbox: ImapMailbox, folders: Sequence[FolderState], *, correspondents: Sequence[str] | None
) -> list[tuple[str, Envelope]]:
    """Return role of the folder and headers of the newest messages; nothing of them is stored.

    Args:
        mailbox: Connected.
        folders: As the mailbox lists them.
        correspondents: As for `ports.Mailbox.search`; None means everybody.
    """
    found: list[tuple[str, Envelope]] = []
    for state in folders[:FOLDERS]:
        opened = mailbox.examine(state.name)
        low = max(1, opened.uidnext - NEWEST)
        uids = mailbox.search(low, opened.uidnext - 1, since=None, correspondents=correspondents)
        for start in range(0, len(uids), 250):
            part = mailbox.envelopes(uids[start : start + 250])
            found += [(state.role, each) for each in part if isinstance(each, Envelope)]
    return found


def chosen_aliases(found: Iterable[Alias], *, accept: bool, interactive: bool) -> tuple[str, ...]:
    """Return the addresses that the owner says are theirs; only the sender's own folder is asked.

    Args:
        found: See `core.aliases`.
        accept: Take all without a question.
        interactive: Somebody can be asked.
    """
    taken = []
    for each in found:
        if each.sent and not problem({"owner.addresses": [each.address]}):
            told = f"{each.sent} messages were sent from {each.address}"
            if accept:
                click.echo(f"{told}: taken as yours.")
            elif not interactive or not click.confirm(f"{told}. Is it yours?", default=True):
                continue
            taken.append(each.address)
    return tuple(taken)


def chosen_clients(
    found: Sequence[Proposal], mapped: Sequence[Client], *, accept: bool, interactive: bool
) -> list[Client]:
    """Return the proposals that the owner takes, each under a name of its own."""
    known = {place for client in mapped for place in (*client.addresses, *client.domains)}
    fresh = [each for each in found if not known & {*each.addresses, *each.domains}]
    proposed: list[tuple[Proposal, Client]] = []
    for each in fresh:
        names = {one.name.casefold() for one in (*mapped, *(client for _, client in proposed))}
        client = client_of(each, names)
        if not problem({}, [client]):
            proposed.append((each, client))
    if not proposed:
        click.echo("Nobody to propose: no company or person with three mails each way.")
        return []
    for number, (each, client) in enumerate(proposed, 1):
        place = (*(f"@{domain}" for domain in client.domains), *client.addresses)[0]
        counts = f"{each.received} received, {each.sent} sent"
        click.echo(f"{number:3}  {client.name} ({place}): {counts}")
    picked = set(range(1, len(proposed) + 1)) if accept else set()
    if interactive and not accept:
        picked = set(_ask_numbers(len(proposed)))
    return [client for number, (_, client) in enumerate(proposed, 1) if number in picked]


def client_of(proposal: Proposal, taken: Collection[str]) -> Client:
    """Return a proposal as a client; another's name is replaced by the domain or address."""
    place = proposal.domains[0] if proposal.domains else proposal.addresses[0]
    name = "".join(each for each in proposal.name if each.isprintable()).strip()
    return Client(
        name=name if name and name.casefold() not in taken else place,
        addresses=() if proposal.domains else proposal.addresses,
        domains=proposal.domains,
    )


def _ask_numbers(last: int) -> list[int]:
    """Ask which proposals are clients, until every word is a number of the list."""

    def numbers(text: str) -> list[int]:
        if text.strip().casefold() == "all":
            return list(range(1, last + 1))
        words = text.replace(",", " ").split()
        for word in words:
            if not word.isdecimal() or not 1 <= int(word) <= last:
                message = f'"{word}" is not a number from 1 to {last}'
                raise click.UsageError(message)
        return [int(word) for word in words]

    question = 'Which are clients? Numbers, "all", or nothing'
    picked: list[int] = click.prompt(question, default="", show_default=False, value_proc=numbers)
    return picked


def read_buyers(files: Iterable[Path]) -> dict[str, str]:
    """Return the buyers that invoices name, each with a mail address or "".

    Raises:
        ImportFileError: A file cannot be read at all.
    """
    buyers: dict[str, str] = {}
    for path in files:
        read = invoices.FileImporter().read(path, clients=(), known={})
        for each in read.documents:
            if each.buyer:
                buyers[each.buyer] = each.buyer_email or buyers.get(each.buyer, "")
    return buyers


def with_buyers(
    mapped: Sequence[Client], buyers: dict[str, str], *, accept: bool, interactive: bool
) -> list[Client]:
    """Return the clients with the names that invoices know them by, and the buyers that are new.

    A buyer is proposed as a client when the invoices give a mail address; the others are named.
    """
    result = list(mapped)
    for buyer, email in buyers.items():
        at = next((n for n, client in enumerate(result) if _fits(client, buyer, email)), None)
        if at is not None:
            if buyer != result[at].name:
                names = (*result[at].invoice_names, buyer)
                result[at] = replace(result[at], invoice_names=names)
            continue
        client = _buyer_client(buyer, email)
        if client is None or problem({}, [*result, client]):
            click.echo(f'Invoices name "{buyer}", which is no client yet: see [clients].')
        elif accept or (
            interactive and click.confirm(f'Invoices name "{buyer}" ({email}). Is it a client?')
        ):
            result.append(client)
    return result


def _fits(client: Client, buyer: str, email: str) -> bool:
    first = client.name.casefold().split()[0]
    domain = email.rpartition("@")[2].lower()
    return (
        (bool(domain) and domain in client.domains)
        or email.lower() in client.addresses
        or buyer.casefold().startswith(first)
    )


def _buyer_client(buyer: str, email: str) -> Client | None:
    """Return the buyer of an invoice as a client, None without an address to know their mail by."""
    place = party(email.strip().lower()) if "@" in email else None
    if place is None:
        return None
    addresses, domains = ((place,), ()) if "@" in place else ((), (place,))
    return Client(name=buyer, addresses=addresses, domains=domains)
