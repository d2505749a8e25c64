"""Addresses of forms, beside those of the pages (`pages.links`); none names a client."""

from __future__ import annotations

from goodterms.web.pages.links import Links

LOGIN = "/login"
LOGOUT = "/logout"
SUGGESTIONS = "/suggestions"
SUGGEST = "/suggestions/look"
ACCEPT = "/suggestions/accept"
ICON = "/static/icon.svg"


def about(name: str, verb: str) -> str:
    """Return where a form about one client is, or is posted to; `verb` is its last part."""
    return f"{Links().client(name)}/{verb}"
