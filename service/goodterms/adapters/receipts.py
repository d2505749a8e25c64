"""Receipts: which emails left, kept beside the database and written before it is told.

Between the server's "250" and the commit that says so the process can end; a database restored
from a backup knows nothing of what was sent since. Both would send a report twice (IMAP study,
faults 81 and 82). What is left is the moment between the "250" and the line here: a mail whose
process ends in it is sent again under the same Message-ID, which most mailboxes show once. Nothing
is asked of the server to find out: no server could tell.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters import private_file
from goodterms.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Sender


@dataclass(frozen=True, slots=True)
class Receipts:
    """The list of what left: one line a mail, period and Message-ID.

    Attributes:
        path: Made (0600) with the first line.
    """

    path: Path

    @classmethod
    def beside(cls, database: Path) -> Receipts:
        """Return the receipts that belong to a database."""
        return cls(database.with_name(f"{database.name}.sent"))

    def lines(self) -> list[tuple[str, str]]:
        """Return period and Message-ID of each mail that left; a line cut off is left out."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return []
        found = [line.split("\t") for line in text.splitlines()]
        return [(parts[0], parts[1]) for parts in found if len(parts) == 3]

    def has_period(self, period: str) -> bool:
        """Return whether a report of this period left."""
        return any(period == each for each, _ in self.lines())

    def has(self, message_id: str) -> bool:
        """Return whether this very mail left."""
        return any(message_id == each for _, each in self.lines())

    def add(self, outgoing: Outgoing) -> None:
        """Note a mail, durably.

        Raises:
            OSError: It cannot be written.
        """
        is_first = not self.path.exists()
        descriptor = os.open(
            self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600
        )
        try:
            # the third field ends the line: what was cut off before it is no receipt
            os.write(descriptor, f"{outgoing.period}\t{outgoing.message_id}\t.\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_first:
            private_file.make_name_durable(self.path.parent)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from sending meanwhile; the end of a process lets go of it.

        Raises:
            DeliveryError: The folder cannot be written to.
        """
        path = self.path.with_name(f"{self.path.name}.lock")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            message = f"the report was not sent: {path} cannot be made"
            raise DeliveryError(message, hint="Check the folder of the database") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def forget(self, message_id: str) -> None:
        """Take the receipts of a mail back, because the owner wants it sent once more.

        Raises:
            OutputError: The list cannot be written; it is as before.
        """
        if not self.has(message_id):
            return
        kept = [f"{period}\t{name}\t.\n" for period, name in self.lines() if name != message_id]
        private_file.write(self.path, "".join(kept))


@dataclass(frozen=True, slots=True)
class OnceSender:
    """Sends what has no receipt yet; implements `ports.Sender`.

    Attributes:
        again: Send what has one too.
    """

    inner: Sender
    receipts: Receipts
    again: bool = False

    def send(self, outgoing: Outgoing) -> str:
        """Send unless it left before, and note it.

        Raises:
            DeliveryError: It was not sent.
        """
        with self.receipts.alone():
            if not self.again and self.receipts.has(outgoing.message_id):
                return "sent before"
            place = self.inner.send(outgoing)
            with suppress(OSError):  # it left; the database will say so in a moment
                self.receipts.add(outgoing)
        return place
