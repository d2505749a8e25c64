"""What a mail server means when it says no: later, less, a wrong sign-in, or a folder that is gone.

Servers put response codes in brackets (RFC 5530) or only words. Source: IMAP study b.7, b.8 and the
provider table in c.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Refusal(StrEnum):
    """What a refusal asks of the client."""

    LATER = "later"
    LIMIT = "limit"
    SIGN_IN = "sign_in"
    GONE = "gone"
    OTHER = "other"


CONNECTIONS_WAIT = 300.0
"""Seconds to wait when too many connections are open: others of the owner use them (study d.15)."""

LONGEST_WAIT = 86_400.0
"""Seconds; the longest known lock-out of a provider is a day (study c, Gmail)."""

_CODES = {
    "AUTHENTICATIONFAILED": Refusal.SIGN_IN,
    "AUTHORIZATIONFAILED": Refusal.SIGN_IN,
    "EXPIRED": Refusal.SIGN_IN,
    "PRIVACYREQUIRED": Refusal.SIGN_IN,
    "WEBALERT": Refusal.SIGN_IN,
    "LIMIT": Refusal.LIMIT,
    "THROTTLED": Refusal.LIMIT,
    "OVERQUOTA": Refusal.LIMIT,
    "UNAVAILABLE": Refusal.LATER,
    "INUSE": Refusal.LATER,
    "SERVERBUG": Refusal.LATER,
    "CONTACTADMIN": Refusal.LATER,
    "NONEXISTENT": Refusal.GONE,
}

_CODE = re.compile(r"\[([A-Za-z]{4,24})[\] ]")

_CONNECTIONS = re.compile(
    r"too many (?:simultaneous |concurrent |open )?(?:imap )?(?:connections|sessions|logins)"
    r"|(?:maximum|max)\.? (?:number of )?(?:imap )?connections"
    r"|simultaneous connections|connection limit",
    re.IGNORECASE,
)

_TEXTS = {
    Refusal.GONE: re.compile(
        r"(?:mailbox|folder) (?:does not|doesn't|doesnt) exist|no such (?:mailbox|folder)"
        r"|unknown (?:mailbox|folder)|(?:mailbox|folder) (?:was )?not found",
        re.IGNORECASE,
    ),
    Refusal.LIMIT: re.compile(
        rf"{_CONNECTIONS.pattern}|throttl|bandwidth limit|exceeded (?:command|bandwidth)"
        r"|rate limit|too many (?:requests|commands)|quota exceeded",
        re.IGNORECASE,
    ),
    Refusal.LATER: re.compile(
        r"not connected|try(?:ing)? again|temporar|unavailable|server (?:is )?(?:too )?busy"
        r"|server error|internal error|shutting down|maintenance|command error\. ?1\d",
        re.IGNORECASE,
    ),
}
"""In the order they are looked for: what is gone is named by a folder's name, which may be any."""

_BACKOFF = re.compile(r"backoff time:?\s*(\d{1,9})\s*(milliseconds|ms|seconds|s)\b", re.IGNORECASE)


def refusal(text: str) -> Refusal:
    """Return what a refusal means.

    A response code decides before words do, because words may quote a folder's name; a waiting time
    decides before both.
    """
    code = _CODE.search(text)
    meant = _CODES.get(code[1].upper()) if code else None
    if _BACKOFF.search(text):
        return Refusal.LIMIT
    if meant is not None:
        return meant
    for kind, words in _TEXTS.items():
        if words.search(text):
            return kind
    return Refusal.OTHER


def wait_seconds(text: str) -> float | None:
    """Return how long to stay away, in seconds; None when the server does not say.

    At most `LONGEST_WAIT`; `CONNECTIONS_WAIT` when connections are too many.
    """
    told = _BACKOFF.search(text)
    if told is None:
        return CONNECTIONS_WAIT if _CONNECTIONS.search(text) else None
    unit = 1000.0 if told[2].lower().startswith("m") else 1.0
    return min(int(told[1]) / unit, LONGEST_WAIT)
