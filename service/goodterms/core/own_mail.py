"""How our own mail is told from mail that only says so: a keyed digest in its ``X-Good-Terms``.

Our mails, and what answers them, are never evidence (decision study B1.2, "Loops"). A bare header
could be put into anybody's mail; with the key of this installation it cannot.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodterms.core.mail import Envelope

HEADER = "x-good-terms"

ISSUER = "@goodterms.invalid"
"""Right side of our Message-IDs: never a real host."""

HEX_DIGITS = 32
"""128 bits of the digest."""


def mark(key: bytes, message_id: str) -> str:
    """Return the value of the header: the Message-ID and its keyed digest.

    Args:
        key: Secret of this installation.
        message_id: Of the mail, without angle brackets.
    """
    made = hmac.digest(key, f"mail\x00{message_id}".encode("utf-8", "replace"), "sha256")
    return f"{message_id} {made.hex()[:HEX_DIGITS]}"


def is_marked(key: bytes, headers: Mapping[str, str], message_id: str) -> bool:
    """Return whether a mail carries our mark; `headers` have lower-case names."""
    given = headers.get(HEADER, "").strip()
    expected = mark(key, message_id)
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8"))


def tester(key: bytes | None) -> Callable[[Envelope], bool] | None:
    """Return what tells our own mail by its mark; None without a key."""
    if key is None:
        return None
    return lambda envelope: is_marked(key, envelope.headers, envelope.message_id)


def ours(message_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return those that look like ours; whether they were issued only the database knows."""
    return tuple(each for each in message_ids if each.endswith(ISSUER))
