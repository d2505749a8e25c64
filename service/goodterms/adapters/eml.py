"""Write a report as an ``.eml`` file instead of sending it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters import mail_size, private_file
from goodterms.adapters.letter import Letterhead, letter
from goodterms.errors import DeliveryError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Clock


def file_name(period: str) -> str:
    """Return the file name of a period: ``report-m-2026-10.eml``."""
    return f"report-{re.sub(r'[^A-Za-z0-9-]+', '-', period)}.eml"


@dataclass(frozen=True, slots=True)
class EmlSender:
    """Writes files only their owner can read; implements `ports.Sender`.

    Attributes:
        folder: Made (0700) when it is missing.
        to: The owner's address; `sender` the address in From, `to` when empty.
        key: Secret of this installation, see `adapters.mail_key`.
    """

    folder: Path
    to: str
    clock: Clock
    sender: str = ""
    key: bytes = field(default=b"", repr=False)

    def send(self, outgoing: Outgoing) -> str:
        """Write the file, whole or not at all, and return its path; a second one replaces it.

        Raises:
            DeliveryError: The folder cannot be written to.
        """
        head = Letterhead(to=self.to, sender=self.sender, key=self.key)
        data = mail_size.checked(letter(outgoing, head, now=self.clock.now()))
        target = self.folder / file_name(outgoing.period)
        try:
            private_file.write(target, data)
        except OutputError as error:
            message = f"the report was not written: {error.message}"
            raise DeliveryError(message, hint="Check [report] folder in the config") from error
        return str(target)
