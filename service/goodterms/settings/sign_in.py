"""How the owner signs in: the keys of ``[mailbox]`` and ``[mailbox.oauth]`` about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodterms.settings.model import SignInSettings

if TYPE_CHECKING:
    from goodterms.settings.table import Table

WAYS = ("password", "google", "microsoft", "other")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
README = 'README, "Signing in with Google or Microsoft", says how to get one'

_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,253}")
_ENDPOINTS = ("device_url", "authorize_url", "token_url")


def read(table: Table) -> SignInSettings:
    """Read what ``[mailbox]`` says of signing in.

    Any way but the password needs a client id of the owner's own; none is invented here, because
    the providers bind it to who answers for it.
    """
    auth = table.choice("auth", WAYS, "password")
    client_id = table.text("client_id", "")
    if auth != "password" and not client_id:
        table.wrong("client_id", f'auth = "{auth}" needs your own client id; {README}')
    tenant = table.text("tenant", "common")
    if not _TENANT.fullmatch(tenant):
        table.wrong("tenant", 'expected "common", "consumers", "organizations" or your own tenant')
    urls = endpoints(table.table("oauth"), auth)
    return SignInSettings(
        auth=auth,
        client_id=client_id,
        client_secret=secret(table, "client_secret", default=""),
        tenant=tenant,
        **urls,
    )


def endpoints(table: Table, auth: str) -> dict[str, str]:
    """Read ``[mailbox.oauth]``: used with ``auth = "other"`` alone."""
    found = {key: url(table, key) for key in _ENDPOINTS} | {"scope": table.text("scope", "")}
    if auth == "other":
        for key in ("token_url", "scope"):
            if not found[key]:
                table.wrong(key, 'auth = "other" needs it')
        if not found["device_url"] and not found["authorize_url"]:
            table.wrong("authorize_url", 'auth = "other" needs this or device_url')
    elif any(found.values()):
        key = next(key for key, text in found.items() if text)
        table.wrong(key, 'is used with auth = "other" alone')
    table.finish()
    return found


def url(table: Table, key: str) -> str:
    """Read an address that a token may be sent to: https, or anything on this machine."""
    text = table.text(key, "")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
        parts = urlsplit("")
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not host or not is_safe or parts.username is not None or parts.fragment or port == 0:
        table.wrong(key, "expected an https:// address without user name and fragment")
        return ""
    return text


def secret(table: Table, key: str, *, default: str = "keyring") -> str:
    """Read where a secret is kept; the secret itself must not be in the file."""
    # not by `Table.text`: a password written here by mistake must not be repeated in a message
    value = table.values.get(key, default)
    table.known.add(key)
    place = value.strip() if isinstance(value, str) else "?"
    if place not in {"keyring", default} and not place.startswith("file:"):
        table.wrong(key, 'expected "keyring" or "file:PATH"; no password belongs in this file')
        return default
    return place
