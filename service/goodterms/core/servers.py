"""Propose the IMAP server of an address.

Source: the providers' own help pages as collected in the IMAP study, section c.
"""

from __future__ import annotations

KNOWN = {
    "gmail.com": "imap.gmail.com",
    "googlemail.com": "imap.gmail.com",
    "outlook.com": "outlook.office365.com",
    "hotmail.com": "outlook.office365.com",
    "live.com": "outlook.office365.com",
    "icloud.com": "imap.mail.me.com",
    "me.com": "imap.mail.me.com",
    "mac.com": "imap.mail.me.com",
    "yahoo.com": "imap.mail.yahoo.com",
    "aol.com": "imap.aol.com",
    "gmx.de": "imap.gmx.net",
    "gmx.net": "imap.gmx.net",
    "web.de": "imap.web.de",
    "fastmail.com": "imap.fastmail.com",
    "mailbox.org": "imap.mailbox.org",
    "posteo.de": "posteo.de",
    "proton.me": "127.0.0.1",
}


def propose_server(address: str) -> str:
    """Return the likely IMAP host: a known provider's, else ``imap.`` before the domain."""
    domain = address.rpartition("@")[2].lower()
    return KNOWN.get(domain, f"imap.{domain}")


WAYS = {
    "gmail.com": "google",
    "googlemail.com": "google",
    "office365.com": "microsoft",
    "office.com": "microsoft",
    "outlook.com": "microsoft",
}
"""Providers that give tokens, by the domain of their IMAP servers."""


def propose_way(host: str) -> str:
    """Return how to sign in beside a password: ``google``, ``microsoft``, or "" for no other way.

    Microsoft takes no passwords any more; Google takes app passwords (IMAP study b.7).
    """
    domain = ".".join(host.lower().rstrip(".").split(".")[-2:])
    return WAYS.get(domain, "")
