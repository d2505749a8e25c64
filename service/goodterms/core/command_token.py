"""The one-time token of a mail: 65 bits of a keyed digest, printed in 13 base32 characters.

A token is never stored. What lies in the outbox holds a placeholder, the token is put in its place
while the mail leaves, and the database keeps only a digest. Made of the Message-ID, the same mail
has the same token however often its sending is tried. Source: decision study B1.3.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import timedelta

TOKEN = r"gt-[a-z2-7]{13}"  # noqa: S105 - a pattern
"""A token in folded text; upper case when printed."""

LASTS = timedelta(days=30)
"""How long a token can be used (decision study B1.3)."""

DIGITS = 13

MOST = 20
"""Different tokens of one answer that are looked at; ours has one for each offer of a mail."""

_TOKENS = re.compile(rf"(?<![a-z0-9-]){TOKEN}(?![a-z0-9-])", re.IGNORECASE)

_PLACEHOLDERS = re.compile(rf"GT-(0\d{{{DIGITS - 1}}})(?!\d)")


def token(key: bytes, message_id: str, number: int) -> str:
    """Return the token of one offer of a mail.

    Args:
        key: Secret of this installation, at least 32 bytes.
        message_id: Of the mail, without angle brackets.
        number: Place among the offers of the mail, from 0 on.
    """
    text = f"answer\x00{number}\x00{message_id}"
    made = hmac.digest(key, text.encode("utf-8", "replace"), "sha256")
    return f"GT-{base64.b32encode(made).decode('ascii')[:DIGITS]}"


def normal(found: str) -> str:
    """Return a token as it is printed, however it was typed."""
    return found.upper()


def digest(found: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(f"goodterms answer {normal(found)}".encode()).hexdigest()


def placeholder(number: int) -> str:
    """Return what stands for a token until the mail leaves: as long, but base32 has no 0."""
    return f"GT-{number:0{DIGITS}d}"


def filled(text: str, tokens: dict[str, str]) -> str:
    """Return text with tokens for placeholders; one without a token stays."""
    return _PLACEHOLDERS.sub(lambda found: tokens.get(found[0], found[0]), text)


def tokens_in(text: str) -> tuple[str, ...]:
    """Return the different tokens in a text, in their order, at most `MOST`; quotes count too.

    An answer quotes the mail it answers, so the token comes back by itself.
    """
    found: dict[str, None] = {}
    for each in _TOKENS.finditer(text):
        found[normal(each[0])] = None
        if len(found) == MOST:
            break
    return tuple(found)
