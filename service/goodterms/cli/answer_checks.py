"""Whether answers by mail can work with this mailbox: what `goodterms doctor` says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import matching
from goodterms.core.command_check import TRACES
from goodterms.core.mail import Envelope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.app import App
    from goodterms.core.sync import FolderState
    from goodterms.ports import Mailbox

NEWEST = 10
"""Newest copies whose headers are looked at, of mail to clients and to the owner alone."""

INSTEAD = "use `goodterms decide` instead of an answer"


def answer_findings(app: App, mailbox: Mailbox) -> Iterator[tuple[bool | None, str]]:
    """Say whether the owner's answers to our mails can be found and trusted; None: they cannot.

    Raises:
        MailboxError: The mailbox cannot be read.
    """
    settings = app.settings
    to = settings.report.to
    if to and to not in settings.owner.addresses:
        text = f"reports go to {to}; an answer from there lies in another mailbox: {INSTEAD}"
        yield None, text
    folders = mailbox.sent()
    if not folders:
        reason = "the server marks no folder as the one of sent mail"
        if settings.mailbox.folders:
            reason = "[mailbox] folders leaves out the folder that the server marks for sent mail"
        yield None, f"{reason}, so no answer by mail can be trusted: {INSTEAD}"
    for folder in folders:
        yield _of(app, mailbox, folder)


def _of(app: App, mailbox: Mailbox, folder: FolderState) -> tuple[bool | None, str]:
    if not folder.exists:
        return None, (
            f"{folder.name} is empty: where your mail program keeps no copies of sent mail,"
            f" {INSTEAD}"
        )
    state = mailbox.examine(folder.name)
    own = app.settings.owner.addresses
    terms = [*own, *matching.search_terms(app.settings.clients)]
    uids = mailbox.sent_to(1, state.uidnext - 1, since=None, recipients=terms)[-NEWEST:]
    copies = [each for each in mailbox.sent_headers(uids) if isinstance(each, Envelope)]
    if copies and not any(TRACES.isdisjoint(each.headers) for each in copies):
        return None, (
            f"the newest {len(copies)} copies in {folder.name} look as if they had been delivered"
            f" there, so none can be told from a forged one: {INSTEAD}"
        )
    return True, f"answers by mail are read in {folder.name}"
