"""Addresses in the form in which they are compared."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def plain(address: str) -> str:
    """Return an address as it is compared: lower case, without plus-tag, domain in ASCII form.

    Args:
        address: ``local@domain``; anything without both parts gives ``""``.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    local, domain = local.partition("+")[0] or local, domain.rstrip(".")
    if not local or not domain:
        return ""
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return f"{local}@{domain}"
