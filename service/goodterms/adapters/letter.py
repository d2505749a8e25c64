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
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from goodterms.core import command_token, own_mail
from goodterms.core.command import Verb
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

ALWAYS = {
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

SOMETIMES = {"references", "in-reply-to", "list-unsubscribe"}
"""Headers of some mails: of a case, and of a periodic report."""

ALLOWED = ALWAYS | SOMETIMES

PART_HEADERS = {"content-type", "content-transfer-encoding", "mime-version"}

CALENDAR_HEADERS = {*PART_HEADERS, "content-disposition"}

CALENDAR_NAME = "goodterms.ics"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[bq]\?", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every mail of one owner has.

    Attributes:
        to: The owner's address that receives; `sender` the one it is sent from, `to` when empty.
        key: Secret of this installation, which marks the mail as ours and makes its tokens; without
            it the mail cannot be answered.
    """

    to: str
    sender: str = ""
    key: bytes = field(default=b"", repr=False)

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
    message["X-Good-Terms"] = _mark(outgoing, letterhead)  # `core.own_mail` knows ours by it
    if outgoing.thread:
        message["References"] = message["In-Reply-To"] = f"<{_line(outgoing.thread)}>"
    tokens = _tokens(outgoing, letterhead)
    if way_out := _unsubscribe(outgoing, letterhead, tokens):
        message["List-Unsubscribe"] = way_out
    _fill(message, outgoing, tokens)
    data = message.as_bytes()
    check(data)
    return data


def _fill(message: EmailMessage, outgoing: Outgoing, tokens: dict[str, str]) -> None:
    """Put the parts in: text and HTML, one of the two, and a calendar file if there is one."""
    message.set_content(command_token.filled(outgoing.text, tokens), cte="quoted-printable")
    html = command_token.filled(outgoing.html, tokens)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    name = hashlib.sha256(outgoing.message_id.encode()).hexdigest()[:32]
    message.set_boundary(f"=_{name}")
    if outgoing.calendar:
        # an attachment too, because some programs look at nothing else; PUBLISH asks for no answer
        message.add_attachment(
            outgoing.calendar,
            subtype="calendar",
            filename=CALENDAR_NAME,
            params={"method": "PUBLISH"},
            cte="quoted-printable",
        )
        message.set_boundary(f"=_m{name}")
        for part in message.iter_parts():
            del part["MIME-Version"]


def _mark(outgoing: Outgoing, letterhead: Letterhead) -> str:
    name = _line(outgoing.message_id)
    return own_mail.mark(letterhead.key, name) if letterhead.key else name


def _tokens(outgoing: Outgoing, letterhead: Letterhead) -> dict[str, str]:
    """Return the token of each offer by what stands for it in the parts; none without a key."""
    if not letterhead.key:
        return {}
    return {
        command_token.placeholder(number): command_token.token(
            letterhead.key, outgoing.message_id, number
        )
        for number in range(len(outgoing.offers))
    }


def _unsubscribe(outgoing: Outgoing, letterhead: Letterhead, tokens: dict[str, str]) -> str:
    """Return where a periodic report is put off: an answer to it that says so (RFC 2369, 6068).

    One click needs an address that the world can reach, which a service at home has not (B1.2).
    """
    numbers = [
        number for number, each in enumerate(outgoing.offers) if Verb.DIGEST_OFF in each.verbs
    ]
    if not numbers:
        return ""
    token = tokens.get(command_token.placeholder(numbers[0]), "")
    said = f"{Verb.DIGEST_OFF} {token}".strip()
    fields = {"subject": said, "in-reply-to": f"<{outgoing.message_id}>", "body": said}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items())
    return f"<mailto:{quote(_address(letterhead.origin), safe='@')}?{query}>"


def check(data: bytes) -> None:
    """Read written bytes again and refuse what is not on the list.

    Raises:
        DeliveryError: A header that is not ours, one that is there twice, one that is missing, or a
            value that is not one line.
    """
    written = email.message_from_bytes(data, policy=email.policy.compat32)
    names = [name.lower() for name in written]
    wrong = sorted({name for name in names if name not in ALLOWED or names.count(name) > 1})
    wrong += sorted(ALWAYS.difference(names))
    wrong += [name for name, value in written.items() if _CONTROL.search(str(value))]
    for part in written.walk():
        if part is not written:
            is_calendar = part.get_content_type() == "text/calendar"
            fine = CALENDAR_HEADERS if is_calendar else PART_HEADERS
            wrong += [name for name in part if name.lower() not in fine]
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
