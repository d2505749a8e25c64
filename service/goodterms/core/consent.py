"""How long the owner's consent to read the mailbox is known to hold, in words.

Source: IMAP study b.7 and f ("honest expiry date in status").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

TOLERATED_SKEW = 300.0
"""Seconds by which a clock may be wrong before it is worth a word: what token checks allow."""

TESTING = timedelta(days=7)
"""Google ends the consent of a screen in "Testing" after 7 days (IMAP study b.7)."""

IDLE = timedelta(days=90)
"""Microsoft ends a consent that was not used for 90 days (its page on refresh tokens)."""

SOON = timedelta(days=2)
"""How long before its known end a consent is worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One sign-in of the owner, without its tokens.

    Attributes:
        user: The IMAP user.
        provider: ``google``, ``microsoft`` or ``other``.
        given_at: When the owner signed in.
        renewed_at: When the access token was given.
        ends_at: When the access token ends; it is renewed before.
        until: When the consent ends, if the provider said so.
        skew_seconds: This machine's clock minus the provider's.
    """

    user: str
    provider: str
    given_at: datetime
    renewed_at: datetime
    ends_at: datetime
    until: datetime | None
    skew_seconds: float

    def needs_look(self, *, now: datetime) -> bool:
        """Return whether the owner should do something: its end is near, or the clock is wrong."""
        ends_soon = self.until is not None and self.until - now < SOON
        return ends_soon or bool(clock_sentence(self.skew_seconds))


def consent_lines(consent: Consent) -> list[str]:
    """Return what is known of a consent, one sentence a line."""
    lines = [
        f"Signed in as {consent.user} ({consent.provider}) on {_minute(consent.given_at)}.",
        f"Access token of {_minute(consent.renewed_at)}, renewed by {_minute(consent.ends_at)}.",
        _held(consent),
    ]
    return [*lines, *filter(None, [clock_sentence(consent.skew_seconds)])]


def clock_sentence(skew_seconds: float) -> str:
    """Return what to say of a clock that is wrong by more than `TOLERATED_SKEW`, else ""."""
    if abs(skew_seconds) <= TOLERATED_SKEW:
        return ""
    side = "ahead of" if skew_seconds > 0 else "behind"
    minutes = round(abs(skew_seconds) / 60)
    return f"This machine's clock is {minutes} minutes {side} the provider's: set it."


def _held(consent: Consent) -> str:
    if consent.until is not None:
        return f"The consent holds until {_minute(consent.until)}, says the provider."
    if consent.provider == "google":
        return (
            'The consent holds until you take it back; if its screen is in "Testing", until '
            f"{_minute(consent.given_at + TESTING)}."
        )
    if consent.provider == "microsoft":
        return (
            "The consent holds until you or your organisation take it back, or it is not used for "
            f"{IDLE.days} days."
        )
    return "The provider does not say how long the consent holds."


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
