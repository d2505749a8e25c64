"""Where a provider gives and renews tokens, and what it wants to be asked.

Source: the providers' own pages on OAuth for IMAP, as collected in the IMAP study b.7. No client id
is built in: the owner registers one and keeps it in the config.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.settings import SignInSettings

GOOGLE_SCOPE = "https://mail.google.com/"
"""The one scope that Google's IMAP takes; a reading one does not exist (IMAP study b.7)."""

MICROSOFT_SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
"""The scope of the Graph audience gives tokens that IMAP refuses (IMAP study b.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider with the owner's own registration there.

    Attributes:
        name: ``google``, ``microsoft`` or ``other``.
        device_url: Where a code for another device is given; empty when a browser here is used.
        authorize_url: The page that asks the owner; empty with a `device_url`.
        asked: What the page wants beside the parameters that all want.
        scope_again: Renewing repeats the scope, too.
        client_secret: Of the registration; empty when it has none.
    """

    name: str
    token_url: str
    scope: str
    client_id: str
    device_url: str = ""
    authorize_url: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    scope_again: bool = False
    client_secret: str = field(default="", repr=False)

    def identified(self) -> dict[str, str]:
        """Return the parameters that say whose registration it is."""
        secret = {"client_secret": self.client_secret} if self.client_secret else {}
        return {"client_id": self.client_id, **secret}


def provider(how: SignInSettings, client_secret: str) -> Provider:
    """Return the provider that the config names; `how.auth` is not ``password``."""
    if how.auth == "google":
        return Provider(
            name="google",
            authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
            token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
            scope=GOOGLE_SCOPE,
            # without these two a second consent brings no refresh token
            asked={"access_type": "offline", "prompt": "consent"},
            client_id=how.client_id,
            client_secret=client_secret,
        )
    if how.auth == "microsoft":
        base = f"https://login.microsoftonline.com/{how.tenant}/oauth2/v2.0"
        return Provider(
            name="microsoft",
            device_url=f"{base}/devicecode",
            token_url=f"{base}/token",
            scope=MICROSOFT_SCOPE,
            scope_again=True,
            client_id=how.client_id,
            client_secret=client_secret,
        )
    return Provider(
        name="other",
        device_url=how.device_url,
        authorize_url=how.authorize_url,
        token_url=how.token_url,
        scope=how.scope,
        client_id=how.client_id,
        client_secret=client_secret,
    )
