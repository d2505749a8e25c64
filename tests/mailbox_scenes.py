"""Read a mailbox on a scripted server or on Dovecot, as `fetch` does, while it changes."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.adapters.imap import ImapMailbox
from imap_peers import ARRIVED, account, mail
from mailroom import NOW, a_reading, fetch

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.summary import FetchSummary
    from goodterms.core.tone import ToneModel
    from imap_dovecot import DovecotMailbox
    from imap_script import Scripted

needs_dovecot = pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="CI runs it: GOODTERMS_DOVECOT=1"
)
MINUTES = timedelta(minutes=10)


def deliver(box: DovecotMailbox, folder: str, *numbers: int) -> None:
    for number in numbers:
        box.append(folder, mail(number=number, subject=f"Poster {number}"), ARRIVED)


def read(
    server: Scripted | DovecotMailbox, store: SqliteStore, model: ToneModel, *, now: datetime = NOW
) -> FetchSummary:
    return read_with(ImapMailbox, server, store, model, now=now)


def read_with(
    kind: type[ImapMailbox],
    server: Scripted | DovecotMailbox,
    store: SqliteStore,
    model: ToneModel,
    *,
    now: datetime = NOW,
) -> FetchSummary:
    """Run one `fetch` over a new connection, with a mailbox that may interfere."""
    scripted_one = not hasattr(server, "ca_file")
    who = server.account() if scripted_one else account(server)
    with imap.connect(who, "x" if scripted_one else server.password) as mailbox:
        mailbox.__class__ = kind
        return fetch(mailbox, store, a_reading(model), now=now)
