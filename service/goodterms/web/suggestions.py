"""Clients the owner may have, proposed from headers and put into the config when accepted.

Headers are read when the owner asks for it, and only then; proposals are kept in memory. The
config is written whole, after it was checked, and nothing else in it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters import private_file
from goodterms.core.client import Client
from goodterms.core.mail import Envelope
from goodterms.core.proposals import propose
from goodterms.errors import GoodTermsError, OutputError
from goodterms.settings.file import parse
from goodterms.settings.template import client_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodterms.app import App
    from goodterms.core.proposals import Proposal
    from goodterms.ports import Mailbox

NEWEST = 1_000
FOLDERS = 4
CHUNK = 250
"""Newest headers per folder, folders and headers at once; inbox and sent come first."""

MOST = 40
"""Proposals on the page; those with most mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One proposal as the client it would become."""

    client: Client
    received: int
    sent: int


@dataclass(slots=True)
class Suggestions:
    """What was proposed last; None before anybody asked."""

    found: tuple[Suggestion, ...] | None = field(default=None)

    def look(self, app: App) -> None:
        """Read the newest headers and propose clients.

        Raises:
            MailboxError: The mailbox cannot be read.
        """
        with app.open_mailbox() as mailbox:
            headers = _headers(mailbox)
        proposals = propose(headers, own=set(app.settings.owner.addresses))
        self.found = _fresh(proposals, app.settings.clients)[:MOST]

    def accept(self, app: App, numbers: Collection[int]) -> list[str]:
        """Put the proposals of these numbers (from 0) into the config; return their names.

        Raises:
            GoodTermsError: The config cannot be written, or would not be right.
        """
        found = self.found or ()
        chosen = [each.client for place, each in enumerate(found) if place in numbers]
        if chosen:
            add(app, chosen)
            self.found = tuple(each for place, each in enumerate(found) if place not in numbers)
        return [each.name for each in chosen]


def _headers(mailbox: Mailbox) -> list[Envelope]:
    found: list[Envelope] = []
    for state in mailbox.folders()[:FOLDERS]:
        opened = mailbox.examine(state.name)
        low = max(1, opened.uidnext - NEWEST)
        uids = mailbox.search(low, opened.uidnext - 1, since=None, correspondents=None)
        for start in range(0, len(uids), CHUNK):
            part = mailbox.envelopes(uids[start : start + CHUNK])
            found += [each for each in part if isinstance(each, Envelope)]
    return found


def _fresh(proposals: Sequence[Proposal], mapped: Sequence[Client]) -> tuple[Suggestion, ...]:
    """Return the proposals that are no client yet, each under a name of its own."""
    known = {place for each in mapped for place in (*each.addresses, *each.domains)}
    taken = {each.name.casefold() for each in mapped}
    found = []
    for each in proposals:
        if known & {*each.addresses, *each.domains}:
            continue
        place = (*each.domains, *each.addresses)[0]
        name = "".join(letter for letter in each.name if letter.isprintable()).strip()
        if not name or name.casefold() in taken:
            name = place
        taken.add(name.casefold())
        client = Client(
            name=name,
            addresses=() if each.domains else each.addresses,
            domains=each.domains,
        )
        found.append(Suggestion(client=client, received=each.received, sent=each.sent))
    return tuple(found)


def add(app: App, clients: Sequence[Client]) -> None:
    """Append clients to the config file.

    Raises:
        GoodTermsError: The file cannot be read or written, or would not be a right config; it
            stands as it was.
    """
    path, owner = app.settings.path, app.settings.owner
    tables = "\n".join(client_table(each, currency=owner.currency) for each in clients)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror})"
        raise OutputError(message, hint="Check who owns it") from error
    whole = f"{text.rstrip()}\n\n{tables}"
    try:
        parse(whole, path=path, state=app.settings.database.parent)
        private_file.write(path, whole)
    except GoodTermsError as error:
        message = f"the clients could not be added: {error.message}"
        raise OutputError(message, hint=f"Add them to {path} by hand") from error
