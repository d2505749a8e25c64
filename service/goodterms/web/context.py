"""Two messages before and after an item, read again from the mailbox when the owner asks.

Read-only, never stored, kept in memory for a quarter of an hour (privacy promise 2).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import cleaning
from goodterms.core.mail import Body
from goodterms.core.threads import thread_ids
from goodterms.errors import FolderError, GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.mail import Message

EACH_WAY = 2
LASTS = timedelta(minutes=15)
MOST_KEPT = 40
MOST_LETTERS = 4_000
"""Of one message; an answer that is longer is cut and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of the context.

    Attributes:
        text: What was newly written in it, as it came; None when it could not be read.
        is_cut: It is longer than what is shown.
        is_item: The message that was asked about.
    """

    message: Message
    text: str | None
    is_cut: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around one message; `problem` says why texts are missing, "" when none are."""

    parts: tuple[Part, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts read lately, in memory only."""

    _kept: OrderedDict[str, tuple[datetime, str]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, message: str, *, now: datetime) -> str | None:
        """Return a text that was read within the last quarter of an hour."""
        with self._lock:
            for key, (at, _) in list(self._kept.items()):
                if not at <= now < at + LASTS:
                    del self._kept[key]
            found = self._kept.get(message)
        return found[1] if found else None

    def keep(self, message: str, text: str, *, now: datetime) -> None:
        """Keep a text for a while."""
        with self._lock:
            self._kept[message] = (now, text)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def around(messages: Sequence[Message], source: str) -> list[Message]:
    """Return a message with the two before and after it in its thread, oldest first.

    Args:
        messages: Those of one client, oldest first.
        source: `Message.id`; nothing is around one that is not known.
    """
    people = [each for each in messages if each.noise is None or each.id == source]
    threads = thread_ids(people)
    if source not in threads:
        return []
    same = [each for each in people if threads[each.id] == threads[source]]
    place = next(number for number, each in enumerate(same) if each.id == source)
    return same[max(0, place - EACH_WAY) : place + EACH_WAY + 1]


def read(app: App, store: SqliteStore, client: str, source: str, texts: Texts) -> Context:
    """Return the context of one message; a mailbox out of reach is said, never raised."""
    found = around(store.facts(client).messages, source)
    now = app.clock.now()
    missing = [each for each in found if texts.of(each.id, now=now) is None]
    problem = ""
    if missing:
        try:
            with app.open_mailbox() as mailbox:
                for each in missing:
                    text = _text(mailbox, app, store, each)
                    if text is not None:
                        texts.keep(each.id, text, now=now)
        except GoodTermsError as error:
            problem = error.message
    return Context(
        parts=tuple(_part(each, texts.of(each.id, now=now), source) for each in found),
        problem=problem,
    )


def _part(message: Message, text: str | None, source: str) -> Part:
    return Part(
        message=message,
        text=None if text is None else text[:MOST_LETTERS],
        is_cut=text is not None and len(text) > MOST_LETTERS,
        is_item=message.id == source,
    )


def _text(mailbox: ImapMailbox, app: App, store: SqliteStore, message: Message) -> str | None:
    """Return what was newly written in a message; None when no place of it can be read."""
    for place in store.places(app.settings.mailbox.account, message.id):
        try:
            body = mailbox.look_up(place)
        except FolderError:
            continue
        if isinstance(body, Body):
            return cleaning.newest(body.text).new
    return None
