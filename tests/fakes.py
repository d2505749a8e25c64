"""One hand-written fake per port; each keeps the port's promises as far as a test can see."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from goodterms.core.mail import Body, Envelope, Location, Problem
from goodterms.core.sync import FolderState
from goodterms.errors import DeliveryError, FolderError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.outgoing import Outgoing


@dataclass
class FakeFolder:
    """One folder: mails by UID, `None` for one that was expunged after SEARCH saw it."""

    uidvalidity: int = 1
    mails: dict[int, tuple[Envelope, Body | Problem] | None] = field(default_factory=dict)
    broken: bool = False

    @property
    def uidnext(self) -> int:
        return max(self.mails, default=0) + 1


class FakeMailbox(AbstractContextManager["FakeMailbox"]):
    """A mailbox in memory that notes what was asked of it.

    `fail_after` counts down with each command; at zero the connection is lost.
    """

    def __init__(self, folders: dict[str, FakeFolder]) -> None:
        self.store = folders
        self.opened = ""
        self.asked: list[str] = []
        self.bodies_of: list[int] = []
        self.fail_after: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def add(self, folder: str, envelope: Envelope, body: Body | Problem) -> int:
        """Deliver a mail; return its UID."""
        box = self.store.setdefault(folder, FakeFolder())
        uid = box.uidnext
        place = Location(folder=folder, uidvalidity=box.uidvalidity, uid=uid)
        box.mails[uid] = (replace(envelope, location=place), body)
        return uid

    def _command(self, text: str) -> None:
        if self.fail_after is not None:
            if self.fail_after == 0:
                message = "connection lost"
                raise UnreachableError(message)
            self.fail_after -= 1
        self.asked.append(text)

    def _state(self, name: str) -> FolderState:
        box = self.store[name]
        return FolderState(
            name=name,
            role="inbox" if name == "INBOX" else "",
            uidvalidity=box.uidvalidity,
            uidnext=box.uidnext,
            exists=len(box.mails),
        )

    def folders(self) -> Sequence[FolderState]:
        self._command("LIST")
        return [self._state(name) for name in self.store]

    def examine(self, folder: str) -> FolderState:
        self._command(f"EXAMINE {folder}")
        if self.store[folder].broken:
            message = f"folder {folder} was not opened READ-ONLY"
            raise FolderError(message)
        self.opened = folder
        return self._state(folder)

    def _open(self) -> dict[int, tuple[Envelope, Body | Problem] | None]:
        return self.store[self.opened].mails

    def search(
        self, low: int, high: int, *, since: date, correspondents: Sequence[str] | None
    ) -> Sequence[int]:
        self._command(f"SEARCH {low}:{high}")
        found = []
        for uid, mail in self._open().items():
            if not low <= uid <= high or (mail and mail[0].internal_at.date() < since):
                continue
            if correspondents is None or mail is None or named(mail[0], correspondents):
                found.append(uid)
        return sorted(found)

    def received(self, uids: Sequence[int]) -> Mapping[int, datetime]:
        self._command("FETCH INTERNALDATE")
        return {uid: mail[0].internal_at for uid in uids if (mail := self._open()[uid])}

    def envelopes(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        self._command("FETCH HEADER")
        return [mail[0] for uid in uids if (mail := self._open()[uid])]

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        self._command("FETCH BODY")
        self.bodies_of += uids
        return {uid: mail[1] for uid in uids if (mail := self._open()[uid])}


def named(envelope: Envelope, terms: Sequence[str]) -> bool:
    """Return whether any term is part of an address, as a server's SEARCH would see it."""
    people = [*envelope.recipients, *([envelope.sender] if envelope.sender else [])]
    return any(term in each.address for term in terms for each in people)


@dataclass
class FakeSender:
    """Keeps what it was given; raises while `broken`."""

    sent: list[Outgoing] = field(default_factory=list)
    broken: bool = False

    def send(self, outgoing: Outgoing) -> str:
        if self.broken:
            message = "nobody answers"
            raise DeliveryError(message)
        self.sent.append(outgoing)
        return f"fake:{outgoing.period}"
