"""Signing in with an access token: XOAUTH2 or OAUTHBEARER, whichever the server offers.

Source: RFC 7628 for OAUTHBEARER and its error answers, the providers' XOAUTH2 pages, and the IMAP
study b.7 and c.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.adapters.imap_account import Account

VENDOR_DOMAINS = ("yahoo.com", "yahoo.co.jp", "yahoodns.net", "aol.com")
"""Servers whose XOAUTH2 wants to know who built the program (IMAP study c, Yahoo)."""

VENDOR = "goodterms"

MECHANISMS = ("XOAUTH2", "OAUTHBEARER")
"""The first that is offered is used: every provider of the study knows XOAUTH2."""


@dataclass(slots=True)
class TokenAnswer:
    """Answers the server's challenges: the token once, then only what lets the server explain.

    Attributes:
        reason: What the server said against the token, as it came; empty while it said nothing.
    """

    _text: str
    _last: bytes
    reason: str = ""
    _asked: int = 0

    def __repr__(self) -> str:
        """Return no part of the token."""
        return "TokenAnswer(***)"

    def __call__(self, challenge: bytes) -> bytes | None:
        """Return the next answer; None cancels, should a server go on asking."""
        self._asked += 1
        if self._asked == 1:
            return self._text.encode()
        if self._asked == 2:
            self.reason = challenge.decode("utf-8", "replace")
            return self._last
        return None

    def explanation(self) -> str:
        """Return the status the server gave as its reason, for example ``status 401``; or ""."""
        try:
            status = json.loads(self.reason)["status"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return ""
        shown = "".join(each for each in str(status) if each.isprintable())[:40]
        return f"status {shown}"


def answer_for(mechanism: str, account: Account, token: str) -> TokenAnswer:
    """Return the answers of one mechanism; `account.user` and `token` hold no control characters.

    After an error XOAUTH2 wants an empty line, OAUTHBEARER a lone 0x01 (RFC 7628, 3.2.3).
    """
    if mechanism == "OAUTHBEARER":
        user = account.user.replace("=", "=3D").replace(",", "=2C")
        text = f"n,a={user},\1host={account.host}\1port={account.port}\1auth=Bearer {token}\1\1"
        return TokenAnswer(text, b"\1")
    vendor = f"vendor={VENDOR}\1" if wants_vendor(account.host) else ""
    return TokenAnswer(f"user={account.user}\1auth=Bearer {token}\1{vendor}\1", b"")


def wants_vendor(host: str) -> bool:
    """Return whether the server belongs to those that insist on a vendor."""
    name = host.lower().rstrip(".")
    return any(name == domain or name.endswith(f".{domain}") for domain in VENDOR_DOMAINS)
