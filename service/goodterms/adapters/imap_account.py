"""One login on an IMAP server, without its secret."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One login on a server.

    Attributes:
        name: What the owner calls it.
        security: ``tls``, ``starttls`` or ``plain``; the last on loopback only.
        ca_file: PEM file of certificates to trust instead of the system's; None or "" for those.
        by_token: The secret is an OAuth access token and not a password.
    """

    name: str
    host: str
    port: int
    user: str
    security: str
    ca_file: str | None = None
    by_token: bool = False
