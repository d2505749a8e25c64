"""A finished report email, ready to be handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.core.command import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One email to the owner.

    Attributes:
        period: The period key it was claimed under, for example ``m:2026-10``.
        subject: Built from constants and the owner's own words, never from a mail.
        text: The complete text part.
        html: The HTML part, same numbers as `text`.
        message_id: Without angle brackets; issued by us, so that the mail can be left out again.
        offers: What can be answered; text and HTML print `core.command.invitation` of each.
        thread: Id that no mail has and all event mails of one case refer to, "" for none.
        claims: Keys of the events it tells, claimed together with the period.
        calendar: Text of one ``.ics`` file that goes with it, "" for none.
    """

    period: str
    subject: str
    text: str
    html: str
    message_id: str
    offers: tuple[Offer, ...] = ()
    thread: str = ""
    claims: tuple[str, ...] = ()
    calendar: str = ""
