"""One hand-written fake per port; each keeps the port's promises as far as a test can see."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from goodterms.core.attachment_choice import Attached
from goodterms.core.mail import Body, Envelope, Location, Problem
from goodterms.core.sync import FolderState
from goodterms.errors import DeliveryError, FolderError, FolderGoneError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from goodterms.core.outgoing import Outgoing


@dataclass
class FakeFolder:
    """One folder: mails by UID, `None` for one that was expunged after SEARCH saw it.

    Attributes:
        told: UIDNEXT as the server tells it; None for the true one, 0 for none at all.
        unreadable: UIDs whose headers cannot be parsed.
        marked_sent: The server says that copies of sent mail lie here.
    """

    uidvalidity: int = 1
    mails: dict[int, tuple[Envelope, Body | Problem] | None] = field(default_factory=dict)
    broken: bool = False
    told: int | None = None
    unreadable: set[int] = field(default_factory=set)
    given: int = 0
    marked_sent: bool = False

    @property
    def uidnext(self) -> int:
        return max(self.given, max(self.mails, default=0)) + 1


class FakeMailbox(AbstractContextManager["FakeMailbox"]):
    """A mailbox in memory that notes what was asked of it.

    `fail_after` counts down with each command; at zero the connection is lost.
    """

    def __init__(self, folders: dict[str, FakeFolder]) -> None:
        self.store = folders
        self.opened = ""
        self.asked: list[str] = []
        self.bodies_of: list[int] = []
        self.headers_of: list[int] = []
        self.files_of: list[int] = []
        self.attachments: dict[tuple[str, int], dict[str, bytes]] = {}
        self.fail_after: int | None = None
        self.received_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def add(self, folder: str, envelope: Envelope, body: Body | Problem) -> int:
        """Deliver a mail; return its UID."""
        box = self.store.setdefault(folder, FakeFolder())
        uid = box.uidnext
        box.given = uid
        self.put(folder, uid, envelope, body)
        return uid

    def put(self, folder: str, uid: int, envelope: Envelope, body: Body | Problem) -> None:
        """Deliver a mail under a UID of one's choice."""
        box = self.store[folder]
        place = Location(folder=folder, uidvalidity=box.uidvalidity, uid=uid)
        box.mails[uid] = (replace(envelope, location=place), body)

    def renumber(self, folder: str, uidvalidity: int) -> None:
        """Give a folder another UIDVALIDITY, and its mails new UIDs from 1 on."""
        box = self.store[folder] = replace(
            self.store[folder], uidvalidity=uidvalidity, mails=dict(self.store[folder].mails)
        )
        mails, box.mails, box.given = list(box.mails.values()), {}, 0
        for mail in mails:
            if mail:
                self.add(folder, *mail)

    def rename(self, former: str, name: str) -> None:
        """Give a folder another name, as the owner does in another program."""
        box = self.store.pop(former)
        self.store[name] = box
        for uid, mail in list(box.mails.items()):
            if mail:
                self.put(name, uid, *mail)

    def _command(self, text: str, size: int = 100) -> None:
        if self.fail_after is not None:
            if self.fail_after == 0:
                message = "connection lost"
                raise UnreachableError(message)
            self.fail_after -= 1
        self.asked.append(text)
        self.received_bytes += size

    def _state(self, name: str) -> FolderState:
        box = self.store[name]
        return FolderState(
            name=name,
            role="inbox" if name == "INBOX" else "",
            uidvalidity=box.uidvalidity,
            uidnext=box.uidnext if box.told is None else box.told,
            exists=len([mail for mail in box.mails.values() if mail]),
        )

    def folders(self) -> Sequence[FolderState]:
        self._command("LIST")
        return [self._state(name) for name in self.store]

    def examine(self, folder: str) -> FolderState:
        self._command(f"EXAMINE {folder}")
        if folder not in self.store:
            message = f"there is no folder {folder}"
            raise FolderGoneError(message)
        if self.store[folder].broken:
            message = f"folder {folder} was not opened READ-ONLY"
            raise FolderError(message)
        self.opened = folder
        return self._state(folder)

    def _open(self) -> dict[int, tuple[Envelope, Body | Problem] | None]:
        return self.store[self.opened].mails

    def search(
        self, low: int, high: int, *, since: date | None, correspondents: Sequence[str] | None
    ) -> Sequence[int]:
        self._command(f"SEARCH {low}:{high}")
        found = []
        for uid, mail in self._open().items():
            if not low <= uid <= high or (mail and since and mail[0].internal_at.date() < since):
                continue
            if correspondents is None or mail is None or named(mail[0], correspondents):
                found.append(uid)
        return sorted(found)

    def envelopes(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        self._command("FETCH HEADER", 1_000 * len(uids))
        self.headers_of += uids
        unreadable = self.store[self.opened].unreadable
        return [
            Problem(kind="message", source=f"{self.opened}/{uid}", text="cannot be parsed")
            if uid in unreadable
            else mail[0]
            for uid in uids
            if (mail := self._open().get(uid))
        ]

    def sent(self) -> Sequence[FolderState]:
        self._command("LIST SENT")
        return [
            replace(self._state(name), role="sent")
            for name, box in self.store.items()
            if box.marked_sent
        ]

    def sent_to(
        self, low: int, high: int, *, since: date | None, recipients: Sequence[str]
    ) -> Sequence[int]:
        self._command(f"SEARCH TO {low}:{high}")
        return sorted(
            uid
            for uid, mail in self._open().items()
            if low <= uid <= high
            and mail
            and not (since and mail[0].internal_at.date() < since)
            and any(term in each.address for term in recipients for each in mail[0].recipients)
        )

    def sent_headers(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        return self.envelopes(uids)

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        self._command("FETCH BODY", 3_000 * len(uids))
        self.bodies_of += uids
        return {uid: mail[1] for uid in uids if (mail := self._open().get(uid))}

    def attached(self, uids: Sequence[int]) -> Mapping[int, Sequence[Attached]]:
        self._command("FETCH STRUCTURE", 500 * len(uids))
        return {
            uid: [
                Attached(
                    part=str(number),
                    kind="application/octet-stream",
                    name=name,
                    encoding="",
                    size=len(data),
                )
                for number, (name, data) in enumerate(self._files(uid).items(), start=2)
            ]
            for uid in uids
            if self._open().get(uid)
        }

    def files(
        self, wanted: Mapping[int, Sequence[Attached]]
    ) -> Iterator[tuple[int, Mapping[str, bytes] | Problem]]:
        for uid, parts in wanted.items():
            self._command(f"FETCH FILES {uid}", sum(each.size for each in parts))
            self.files_of.append(uid)
            if self._open().get(uid):
                yield uid, {each.part: self._files(uid)[each.name] for each in parts}

    def _files(self, uid: int) -> dict[str, bytes]:
        return self.attachments.get((self.opened, uid), {})


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
