"""The device-code flow: the owner types a short code at the provider's page, anywhere.

Source: RFC 8628; Microsoft's page on it for the IMAP scope (IMAP study b.7).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodterms.adapters import oauth_grant, oauth_http
from goodterms.errors import LimitError, SignInError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.adapters.oauth_http import Answer
    from goodterms.adapters.oauth_provider import Provider

GRANT = "urn:ietf:params:oauth:grant-type:device_code"

USUAL_INTERVAL = 5.0
"""Seconds between two questions when the provider does not say (RFC 8628, 3.2)."""

LONGEST_INTERVAL = 60.0
LONGEST_LIFE = 3600.0
USUAL_LIFE = 900.0

SLOW_DOWN = 5.0
"""Seconds added when the provider asks for it (RFC 8628, 3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """What the owner is shown, and what is asked for meanwhile.

    Attributes:
        page: Address to open.
        user_code: What to type there.
        interval: Seconds between two questions.
        lasts: Seconds until the code is worth nothing.
    """

    page: str
    user_code: str
    device_code: str = field(repr=False)
    interval: float
    lasts: float


def begin(provider: Provider) -> DeviceCode:
    """Ask for a code.

    Raises:
        SignInError: The registration is refused, or may not use this flow.
        UnreachableError: The provider cannot be reached, or answers without a code.
    """
    form = {"client_id": provider.client_id, "scope": provider.scope}
    answer = oauth_http.post(provider.device_url, form)
    if "error" in answer.values or answer.status >= 400:
        raise oauth_grant.refusal(answer, provider)
    page = answer.text("verification_uri") or answer.text("verification_url")
    found = DeviceCode(
        page=_printable(page),
        user_code=_printable(answer.text("user_code")),
        device_code=answer.text("device_code"),
        interval=min(answer.seconds("interval", USUAL_INTERVAL), LONGEST_INTERVAL),
        lasts=min(answer.seconds("expires_in", USUAL_LIFE), LONGEST_LIFE),
    )
    if not (found.user_code and found.device_code and urlsplit(page).scheme in {"https", "http"}):
        message = "the provider answered without a code"
        raise UnreachableError(message, hint="Try again later")
    return found


def poll(
    provider: Provider, code: DeviceCode, *, wait: Callable[[float], None] = time.sleep
) -> Answer:
    """Ask until the owner has agreed or refused, and return the answer that grants.

    A connection that fails meanwhile is no end: it is asked again, more slowly.

    Args:
        provider: As for `begin`.
        code: What `begin` returned.
        wait: Sleeps for some seconds.

    Raises:
        SignInError: The owner refused, or the code has ended.
    """
    form = {"grant_type": GRANT, "device_code": code.device_code, **provider.identified()}
    interval, end = code.interval, time.monotonic() + code.lasts
    while time.monotonic() < end:
        wait(interval)
        try:
            answer = oauth_http.post(provider.token_url, form)
        except (UnreachableError, LimitError):
            interval = min(interval + SLOW_DOWN, LONGEST_INTERVAL)
            continue
        error = answer.text("error")
        if error == "slow_down":
            interval = min(interval + SLOW_DOWN, LONGEST_INTERVAL)
        elif error in {"expired_token", "code_expired"}:
            break
        elif error in {"authorization_declined", "bad_verification_code"}:  # Microsoft's own words
            message = "the consent was refused"
            raise SignInError(message, hint="Run `goodterms login` to try again")
        elif error != "authorization_pending":
            return answer
    message = f"the code {code.user_code} has ended before anybody typed it in"
    raise SignInError(message, hint="Run `goodterms login` for a new one")


def _printable(text: str) -> str:
    return "".join(each for each in text if each.isprintable())[:200]
