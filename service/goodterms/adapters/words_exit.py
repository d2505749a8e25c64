"""What the dossier says of an ending beyond its steps: notes, days, a trial, what comes after.

Facts are the core's; calendars get other, neutral words (`ics`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import ics
from goodterms.adapters.texts import mark
from goodterms.core.exit_dates import DateKind
from goodterms.core.exit_words import Said

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.exit import Exit
    from goodterms.core.exit_after import Access, FollowUp
    from goodterms.core.exit_compare import Compared, Tally
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.notice import CountryNote

DATES = {
    DateKind.COOL_OFF: mark("the cool-off ends; then everything is checked again"),
    DateKind.COLLECT_BY: mark("the open money should be there"),
    DateKind.MEETING: mark("the talk"),
    DateKind.NOTICE_END: mark("the notice ends, and the work with it"),
    DateKind.TRIAL_30: mark("30 days of the trial are over"),
    DateKind.TRIAL_90: mark("90 days of the trial are over"),
    DateKind.FOLLOW_UP_30: mark("30 days after the end: look back"),
    DateKind.FOLLOW_UP_90: mark("90 days after the end: look back"),
}

ACCESS = {
    "accounts": mark("accounts and passwords"),
    "files": mark("files and originals"),
    "hosting": mark("hosting and domains"),
    "code": mark("code and repositories"),
    "contacts": mark("contacts and subscriptions in your name"),
    "devices": mark("devices and keys"),
}

SAID = {
    Said.DONE: mark("done"),
    Said.OPEN: mark("to do"),
    Said.NOT_NEEDED: mark("not needed"),
}

SURETY = {
    "text": mark("read in the text of the law"),
    "second": mark("from a secondary source"),
    "unsure": mark("not confirmed: look it up first"),
}

RATINGS = (
    mark("0: it was not right"),
    mark("1: rather not"),
    mark("2: hard to say"),
    mark("3: rather right"),
    mark("4: it was right"),
)


def note(texts: Texts, item: CountryNote) -> tuple[str, str]:
    """Return a country note and the line that says how far to trust it."""
    place = "" if item.country == "*" else f"{item.country}: "
    law = f" ({item.law})" if item.law else ""
    trust = texts.say(
        "%(surety)s, %(day)s: %(source)s",
        surety=texts.say(SURETY[item.surety]),
        day=texts.short_day(item.checked_on),
        source=item.source(texts.language),
    )
    return f"{place}{item.words(texts.language)}{law}", trust


def no_advice(texts: Texts) -> str:
    """Return what stands above the notes."""
    return texts.say(
        "Pointers, not legal advice: whose law holds and what it asks is for a lawyer to say. Your "
        "contract goes first."
    )


def date(texts: Texts, item: ExitDate) -> tuple[str, str, str]:
    """Return one day as a row: the day, what it is, and its neutral title in the calendar."""
    return texts.day(item.on), texts.say(DATES[item.kind]), ics.title(texts, item)


def compared(texts: Texts, found: Compared) -> list[tuple[str, str, str]]:
    """Return rows of a comparison: what is counted, before, after."""
    rows = zip(_tally(texts, found.before), _tally(texts, found.after), strict=True)
    return [(name, before, after) for (name, before), (_, after) in rows]


def _tally(texts: Texts, found: Tally) -> list[tuple[str, str]]:
    say, number = texts.say, texts.number
    first, last = texts.short_day(found.first), texts.short_day(found.last)
    return [
        (say("Days"), say("%(first)s to %(last)s", first=first, last=last)),
        (say("Trouble minutes"), number(found.minutes)),
        (say("Demands after hours"), number(found.demands)),
        (say("Early reminders"), number(found.chasers)),
        (say("Messages received"), number(found.received)),
        (say("of them after hours"), number(found.after_hours)),
        (say("Evenings and free days with mail"), number(found.nights)),
        (say("Messages you sent"), number(found.sent)),
        (say("of them after your own hours"), number(found.own_after_hours)),
    ]


def honest(texts: Texts, found: Compared) -> str:
    """Return how far a comparison may be trusted."""
    days = found.after.days
    if found.is_early:
        return texts.plural(
            "%(count)s day is too short to tell anything: look again after four weeks.",
            "%(count)s days are too short to tell anything: look again after four weeks.",
            days,
        )
    return texts.plural(
        "%(count)s day on each side. A calm time can be chance, or there was less work.",
        "%(count)s days on each side. A calm time can be chance, or there was less work.",
        days,
    )


def won(texts: Texts, item: FollowUp) -> str:
    """Return what one look back found, or when it will be possible."""
    found = item.compared
    if found is None:
        return texts.say(
            "%(days)s days after the end: on %(day)s.", days=item.days, day=texts.day(item.on)
        )
    return texts.say(
        "%(days)s days after the end: %(hours)s of trouble and %(nights)s disturbed evenings or "
        "free days less than in as many days before.",
        days=item.days,
        hours=_signed(texts, found.minutes_won),
        nights=texts.number(found.nights_won),
    )


def _signed(texts: Texts, minutes: float) -> str:
    said = texts.duration(abs(minutes))
    return f"−{said}" if round(minutes) < 0 else said


def access(texts: Texts, item: Access) -> str:
    """Return one thing to give back, with what the owner said of it."""
    name = texts.say(ACCESS[item.name]) if item.name in ACCESS else item.name
    said = texts.say(SAID[item.state])
    day = f", {texts.short_day(item.said_on)}" if item.said_on else ""
    tail = f": {item.note}" if item.note else ""
    return f"{name} ({said}{day}){tail}"


def payment(texts: Texts, found: Exit, open_money: str) -> str:
    """Return how the last payment stands; `open_money` is the sum still open, "" for none."""
    if open_money:
        return texts.say("%(open)s is still open.", open=open_money)
    if found.paid_on is None:
        return texts.say("No invoice is open.")
    return texts.say(
        "No invoice is open; the last payment came on %(day)s.", day=texts.day(found.paid_on)
    )


def rating(texts: Texts, found: Exit) -> str:
    """Return the owner's answer to "was it right?", or how to give one."""
    after = found.after
    if after is None or after.rating is None or after.rated_on is None:
        return texts.say("Was it the right decision? Answer it once you have looked back.")
    return texts.say(
        "Was it the right decision? %(answer)s (%(day)s)",
        answer=texts.say(RATINGS[after.rating]),
        day=texts.short_day(after.rated_on),
    )
