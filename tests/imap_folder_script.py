"""A folder for the scripted server: answers as a server would, with numbers of the test's choice.

Fields can be changed while it serves: UIDVALIDITY, what it tells as UIDNEXT, further lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imap_peers import mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from imap_script import Answer

DONE = b"TAG OK done\r\n"

STRUCTURE = (
    b'BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "8bit" %d 1 NIL NIL NIL NIL)'
)


@dataclass
class ScriptedFolder:
    """One folder named INBOX.

    Attributes:
        told: UIDNEXT in STATUS and EXAMINE; None leaves it out, "" tells the true one.
        further: Lines added to STATUS' attributes and to the answer to EXAMINE.
        left_out: UIDs that SEARCH finds and FETCH leaves out.
        fetched: UIDs of every FETCH of headers.
        text_requests: UIDs of every FETCH of texts.
    """

    uidvalidity: int = 7
    told: int | str | None = ""
    mails: dict[int, bytes] = field(default_factory=dict)
    status: str = ""
    further: str = ""
    left_out: set[int] = field(default_factory=set)
    text_requests: list[int] = field(default_factory=list)
    fetched: list[int] = field(default_factory=list)

    def fill(self, count: int, *, first: int = 1, text: str = "Please send the draft.") -> None:
        """Deliver so many mails of the client."""
        for uid in range(first, first + count):
            self.mails[uid] = mail(number=uid, subject=f"Poster {uid}", body=f"{text}\r\n")

    @property
    def answers(self) -> Mapping[str, Answer]:
        return {
            "STATUS": self._status,
            "EXAMINE": self._examine,
            "SEARCH": self._search,
            "FETCH": self._fetch,
        }

    def _uidnext(self) -> int | str | None:
        return max(self.mails, default=0) + 1 if self.told == "" else self.told

    def _status(self, _line: str) -> str:
        uidnext = self._uidnext()
        told = "" if uidnext is None else f" UIDNEXT {uidnext}"
        return (
            f"* STATUS INBOX (MESSAGES {len(self.mails)}{told} UIDVALIDITY {self.uidvalidity}"
            f"{self.status})\r\nTAG OK done\r\n"
        )

    def _examine(self, _line: str) -> str:
        uidnext = self._uidnext()
        told = "" if uidnext is None else f"* OK [UIDNEXT {uidnext}] next\r\n"
        return (
            f"* {len(self.mails)} EXISTS\r\n* 0 RECENT\r\n"
            f"* OK [UIDVALIDITY {self.uidvalidity}] ok\r\n{told}{self.further}"
            "TAG OK [READ-ONLY] done\r\n"
        )

    def _search(self, line: str) -> str:
        found = re.search(r"UID (\d+)(?::(\d+|\*))?", line.removeprefix("UID "))
        low, high = (found[1], found[2] or found[1]) if found else ("1", "*")
        last = max(self.mails, default=0)
        top = last if high == "*" else int(high)
        uids = [uid for uid in self.mails if int(low) <= uid <= top]
        if high == "*" and last and last not in uids:
            uids.append(last)  # as every server does
        return f"* SEARCH {' '.join(map(str, sorted(uids)))}\r\nTAG OK done\r\n"

    def _fetch(self, line: str) -> bytes:
        _, _, numbers, items = line.split(" ", 3)
        wanted = [int(each) for each in numbers.split(",")]
        if "HEADER.FIELDS" in items:
            self.fetched += wanted
        elif "BODY.PEEK[" in items:
            self.text_requests += wanted
        rows = [
            b"* %d FETCH (UID %d %s)\r\n" % (uid, uid, self._items(uid, items))
            for uid in wanted
            if uid in self.mails and uid not in self.left_out
        ]
        return b"".join(rows) + DONE

    def _items(self, uid: int, items: str) -> bytes:
        raw = self.mails[uid]
        head, _, body = raw.partition(b"\r\n\r\n")
        parts = []
        if "INTERNALDATE" in items:
            parts.append(b'INTERNALDATE "02-Mar-2026 09:30:00 +0000"')
        if "RFC822.SIZE" in items:
            parts.append(b"RFC822.SIZE %d" % len(raw))
        if "BODYSTRUCTURE" in items:
            parts.append(STRUCTURE % len(body))
        for name, part in re.findall(r"(BODY)\.PEEK(\[[^\]]*\])", items):
            value = head + b"\r\n\r\n" if "HEADER" in part else raw if part == "[]" else body
            parts.append(f"{name}{part}<0> {{{len(value)}}}\r\n".encode() + value)
        return b" ".join(parts)
