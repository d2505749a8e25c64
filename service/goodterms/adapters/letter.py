"""From a finished report to the bytes of one email, with a check that nothing else got into it.

Every header is a constant, an address of the owner or an id of ours; after writing, the bytes are
read again and held against the list of headers that may be there (decision model B1.2, B3.2).
Interpreters before 3.11.15 turn an encoded word with a line break into a real header, so the check
is ours.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from goodterms.errors import DeliveryError

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.core.outgoing import Outgoing

SENDER_NAME = "Good Terms"
"""Display name of every mail of ours; a constant on purpose."""

LIST_ID = "Good Terms <reports.goodterms.invalid>"

POLICY = email.policy.SMTP.clone(max_line_length=998)
"""CRLF lines; headers stay on one line, so that one line is one header."""

FIXED = {
    "Auto-Submitted": "auto-generated",  # RFC 3834
    "X-Auto-Response-Suppress": "All",  # Exchange
    "List-Id": LIST_ID,
}

ALLOWED = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "x-good-terms",
    *(name.lower() for name in FIXED),
}
"""Every header a mail of ours has, exactly once each."""

PART_HEADERS = {"content-type", "content-transfer-encoding", "mime-version"}

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[bq]\?", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every mail of one owner has.

    Attributes:
        to: The owner's address that receives; `sender` the one it is sent from, `to` when empty.
    """

    to: str
    sender: str = ""

    @property
    def origin(self) -> str:
        """Return the address in From."""
        return self.sender or self.to


def letter(outgoing: Outgoing, letterhead: Letterhead, *, now: datetime) -> bytes:
    """Return the email as bytes with CRLF line ends.

    Args:
        outgoing: The finished report.
        letterhead: The addresses.
        now: Aware UTC; becomes the Date.

    Raises:
        DeliveryError: An address or the subject cannot stand in a header, or the written mail holds
            a header that does not belong there. Nothing was sent.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=_address(letterhead.origin))
    message["To"] = Address(addr_spec=_address(letterhead.to))
    message["Subject"] = _line(outgoing.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{_line(outgoing.message_id)}>"
    for name, value in FIXED.items():
        message[name] = value
    message["X-Good-Terms"] = _line(outgoing.message_id)  # `core.noise` knows ours by it
    message.set_content(outgoing.text, cte="quoted-printable")
    message.add_alternative(outgoing.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256(outgoing.message_id.encode()).hexdigest()[:32]}")
    data = message.as_bytes()
    check(data)
    return data


def check(data: bytes) -> None:
    """Read written bytes again and refuse what is not on the list.

    Raises:
        DeliveryError: A header that is not ours, one that is there twice, one that is missing, or a
            value that is not one line.
    """
    written = email.message_from_bytes(data, policy=email.policy.compat32)
    names = [name.lower() for name in written]
    wrong = sorted({name for name in names if name not in ALLOWED or names.count(name) > 1})
    wrong += sorted(ALLOWED.difference(names))
    wrong += [name for name, value in written.items() if _CONTROL.search(str(value))]
    for part in written.walk():
        if part is not written:
            wrong += [name for name in part if name.lower() not in PART_HEADERS]
    if wrong or written.defects:
        message = (
            f"the report was not sent: its headers are not as they should be ({', '.join(wrong)})"
        )
        raise DeliveryError(message, hint="Check [report] to and your addresses in the config")


def _line(text: str) -> str:
    """Return text that is fit for a header as it stands.

    Raises:
        DeliveryError: It holds a control character or an encoded word.
    """
    if _CONTROL.search(text) or _ENCODED_WORD.search(text):
        message = "the report was not sent: a subject or id cannot stand in a header"
        raise DeliveryError(message)
    return text


def _address(text: str) -> str:
    if not text.isascii() or not _ADDRESS.fullmatch(text):
        message = f"the report was not sent: {text!r} is not a mail address"
        raise DeliveryError(message, hint="Set [report] to in the config")
    return text
