"""What is said of one item of evidence: both clocks, and its minutes; the rule is in words_reasons.

Source: decision model B2.2, "Evidence".
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.adapters.texts import mark

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.dossier import Evidence

CLOCKS = {
    "internal": mark("your server's clock"),
    "header": mark("the sender's clock, because your server's is not usable here"),
    "header-imported": mark("the sender's clock, because this mail was imported"),
}


def when(texts: Texts, item: Evidence, zone: str) -> str:
    """Return when it happened on the owner's clock; money has days only."""
    if not item.clock:
        return texts.short_day(item.at.date())
    return texts.instant(item.at, zone)


def elsewhere(texts: Texts, item: Evidence, zone: str) -> str:
    """Return the time on the sender's own clock, "" when it is not known."""
    if item.sent_at is None or item.sent_offset_minutes is None:
        return ""
    own = item.at.astimezone(ZoneInfo(zone))
    return texts.say(
        "%(when)s on the sender's clock",
        when=texts.elsewhere(item.sent_at, item.sent_offset_minutes, beside=own.date()),
    )


def clock(texts: Texts, item: Evidence) -> str:
    """Return which clock was used, "" for the usual one."""
    if item.clock in {"", "internal"}:
        return ""
    return texts.say("Measured by %(clock)s.", clock=texts.say(CLOCKS.get(item.clock, item.clock)))


def minutes(texts: Texts, item: Evidence) -> str:
    """Return the minutes of one incident, and how they came about when they were weighed."""
    number = texts.number(item.minutes)
    if abs(item.minutes - item.price) < 0.5:
        said = texts.say("%(minutes)s min", minutes=number)
    else:
        price = texts.number(item.price)
        said = texts.say("%(minutes)s of %(price)s min", minutes=number, price=price)
    if item.is_counted:
        return said
    return texts.say("%(minutes)s, before the window", minutes=said)
