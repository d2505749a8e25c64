"""A finished report email, ready to be handed over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One email to the owner.

    Attributes:
        period: The period key it was claimed under, for example ``m:2026-10``.
        subject: Built from constants and the owner's own words, never from a mail.
        text: The complete text part.
        html: The HTML part, same numbers as `text`.
        message_id: Without angle brackets; issued by us, so that the mail can be left out again.
    """

    period: str
    subject: str
    text: str
    html: str
    message_id: str
