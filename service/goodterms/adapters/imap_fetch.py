"""FETCH in chunks, in which one message that cannot be read spoils none of the others.

Source: IMAP study b.3, b.4 (poison handling) and cases 30 to 37.
"""

from __future__ import annotations

import imaplib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from imapclient.exceptions import ProtocolError

from goodterms.adapters.imap_signin import MALFORMED, is_busy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.adapters.wire import GuardedClient

Row: TypeAlias = "Mapping[bytes, object]"
"""What one message answered, by item name."""

WHOLE_REFUSAL = 4
"""From this many messages on, a NO to each of them is about the folder and not about the mails."""


@dataclass(slots=True)
class Fetched:
    """The answers to one FETCH.

    Attributes:
        rows: By UID; a message that is gone meanwhile is in neither.
        failed: UIDs whose answer could not be read, with the reason.
    """

    rows: dict[int, Row] = field(default_factory=dict)
    failed: dict[int, Exception] = field(default_factory=dict)


def fetch(client: GuardedClient, uids: Sequence[int], items: Sequence[str]) -> Fetched:
    """Fetch items of messages; on a failure halve the ids until the bad one stands alone.

    Raises:
        imaplib.IMAP4.abort: The connection broke.
        imaplib.IMAP4.error: The server is busy, or refuses every single message.
        OSError: The connection broke.
    """
    fetched = Fetched()
    stack = [list(uids)]
    while stack:
        chunk = stack.pop()
        try:
            answer = client.fetch(chunk, items)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, *MALFORMED) as error:
            if _is_refusal(error) and is_busy(error):
                raise
            client.forget()
            if len(chunk) == 1:
                fetched.failed[chunk[0]] = error
            else:
                middle = len(chunk) // 2
                stack += [chunk[middle:], chunk[:middle]]
        else:
            fetched.rows.update(answer)
    refusals = [error for error in fetched.failed.values() if _is_refusal(error)]
    if len(uids) >= WHOLE_REFUSAL and len(refusals) == len(uids):
        raise refusals[0]
    return fetched


def item(row: Row, prefix: bytes) -> bytes | None:
    """Return the bytes of the item whose name begins so; None when the server left it out.

    Names are matched by their beginning: servers spell the list of header fields in their own way.
    """
    for name, value in row.items():
        if name.upper().startswith(prefix):
            if isinstance(value, int):  # the library makes a number of bare digits
                return str(value).encode("ascii")
            return value if isinstance(value, bytes) else None
    return None


def internal_date(row: Row) -> datetime | None:
    """Return INTERNALDATE as an aware UTC instant; None when it is missing or absurd."""
    value = row.get(b"INTERNALDATE")
    if not isinstance(value, datetime):
        return None
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _is_refusal(error: Exception) -> bool:
    """Return whether the server said NO or BAD, rather than something that cannot be parsed."""
    return isinstance(error, imaplib.IMAP4.error) and not isinstance(error, ProtocolError)
