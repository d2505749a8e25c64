"""Where the pages stand: every address in one place, none of which names a client.

A browser keeps addresses in its history and may send them elsewhere, so a client stands in them as
a digest of its name (ASVS 14.2.1: nothing sensitive in URLs). `export` brings file names instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

KEY_DIGITS = 10
"""Hexadecimal digits of a client's key: among 200 clients two are alike once in 50 million."""


def client_key(name: str) -> str:
    """Return the key that stands for a client in addresses; the same on every machine."""
    return hashlib.sha256(name.encode()).hexdigest()[:KEY_DIGITS]


class Places(Protocol):
    """The address of every page."""

    @property
    def style(self) -> str:
        """Return the address of the one style sheet."""
        ...

    def clients(self) -> str:
        """Return the address of the list of clients."""
        ...

    def client(self, name: str) -> str:
        """Return the address of one client's page."""
        ...

    def evidence(self, name: str, view: View | None = None, *, number: str = "") -> str:
        """Return the address of a client's evidence, filtered; `number` is the item to go to."""
        ...

    def maths(self, name: str) -> str:
        """Return the address of a client's arithmetic."""
        ...

    def book(self) -> str:
        """Return the address of the whole book."""
        ...

    def settings(self) -> str:
        """Return the address of the settings."""
        ...

    def health(self) -> str:
        """Return the address of the state of the sources."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which evidence is looked at.

    Attributes:
        kind: An incident code, "" for all.
        month: ``2026-10`` on the owner's calendar, "" for all.
        unconfirmed: Only what rests on words alone and nobody confirmed.
        page: From 1.
    """

    kind: str = ""
    month: str = ""
    unconfirmed: bool = False
    page: int = 1

    @property
    def query(self) -> str:
        """Return the view as the query of an address, "" for the first page of everything."""
        parts = {
            "kind": self.kind,
            "month": self.month,
            "unconfirmed": "1" if self.unconfirmed else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on the local server."""

    @property
    def style(self) -> str:
        """Return the address of the one style sheet."""
        return "/static/page.css"

    def clients(self) -> str:
        """Return the address of the list of clients."""
        return "/"

    def client(self, name: str) -> str:
        """Return the address of one client's page."""
        return f"/clients/{client_key(name)}"

    def evidence(self, name: str, view: View | None = None, *, number: str = "") -> str:
        """Return the address of a client's evidence, filtered; `number` is the item to go to."""
        query = view.query if view else ""
        path = f"{self.client(name)}/evidence"
        return path + (f"?{query}" if query else "") + (f"#{number}" if number else "")

    def maths(self, name: str) -> str:
        """Return the address of a client's arithmetic."""
        return f"{self.client(name)}/maths"

    def book(self) -> str:
        """Return the address of the whole book."""
        return "/book"

    def settings(self) -> str:
        """Return the address of the settings."""
        return "/settings"

    def health(self) -> str:
        """Return the address of the state of the sources."""
        return "/health"
