"""Demands with a time: what the client wants by when, from explicit words only.

A demand is found when one clause both asks the reader for something and names a time, and nothing
in the message leaves a way out. Promises of the sender, reported speech, conditions and footers
are no demands. Precision goes before recall: how a message sounds is the tone model's part. The
words are in `urgency_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from goodterms.core import spoken
from goodterms.core import urgency_words as words

if TYPE_CHECKING:
    from datetime import date, tzinfo

NOON = time(12)
"""End of a morning: "tomorrow" without an hour means by then."""

LATE_HOUR = "18:00"
"""The end of an afternoon or evening that is asked for without an hour."""

_CLAUSE_END = re.compile(
    r"\s*(?:[,;()–—]|:(?!\d))\s*|\s+-+\s+|\s+(?=(?:but|so|because|al|ali|pa|jer|a)\s)"
)

_KIND = re.compile(r"(?P<word>hours|tomorrow|clock)[:@](?P<value>\d{1,2}(?::\d{2}|\.\d{1,2})?)")


def find_demand(text: str, *, language: str | None) -> Demand | None:
    """Return the first demand with a time in a client's new text, None when there is none.

    Args:
        text: New text only: quotes and signature are cut before.
        language: ``en``, ``hr``, ``other`` or None. Both languages' words are always read, since
            people mix them; a text in neither is not read at all.
    """
    if language == "other":
        return None
    found = _first_demand(text)
    if found is None or words.WAY_OUT.search(" ".join(spoken.folded(text).split())):
        return None
    return found


def _first_demand(text: str) -> Demand | None:
    """Return the first demand with a time, whatever way out the text leaves."""
    for sentence in spoken.read(text):
        if not sentence.may("time") or words.NOT_A_DEMAND.search(sentence.plain):
            continue
        for clause in _clauses(sentence.plain):
            kind = _demanded(clause)
            if kind is not None:
                return Demand(kind=kind, sentence=sentence.text)
    return None


def due(demand: str, *, arrived_at: datetime, zone: tzinfo) -> datetime | None:
    """Return the instant by which a demand wants to be answered, in the zone given.

    Args:
        demand: A `Demand.kind`.
        arrived_at: Arrival, aware.
        zone: The owner's: a client's "tonight" is the owner's night.

    Returns:
        ``now``: the arrival; ``hours:2``: that much later; ``tonight`` and ``today``: the end of
        that day; ``tomorrow``: noon of the next day; ``tomorrow@08:00``: that hour of it;
        ``clock@22:00``: the next such hour; ``weekend``: the end of the Sunday. None for any other
        word.
    """
    local = arrived_at.astimezone(zone)
    day = local.date()
    if demand == "now":
        return local
    if demand in {"today", "tonight"}:
        return _end_of(day, zone)
    if demand == "tomorrow":
        return datetime.combine(day + timedelta(days=1), NOON, tzinfo=zone)
    if demand == "weekend":
        return _end_of(day + timedelta(days=6 - day.weekday()), zone)
    found = _KIND.fullmatch(demand)
    return None if found is None else _at(found["word"], found["value"], local, zone)


def _at(word: str, value: str, local: datetime, zone: tzinfo) -> datetime | None:
    """Return the instant of a kind that carries a number."""
    if word == "hours":
        later = timedelta(hours=float(value.replace(":", ".")))
        return (local.astimezone(UTC) + later).astimezone(zone)
    hour, _, minute = value.partition(":")
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    at, day = time(int(hour), int(minute or 0)), local.date()
    if word == "tomorrow" or at < local.time():
        day += timedelta(days=1)
    return datetime.combine(day, at, tzinfo=zone)


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _clauses(plain: str) -> list[str]:
    """Split a folded sentence into clauses; a bare time goes with the clause beside it."""
    found: list[str] = []
    lead = ""
    for each in _CLAUSE_END.split(plain):
        if not each.strip():
            continue
        if _is_bare_time(each) and found:
            found[-1] = f"{found[-1]} {each}"
        elif _is_bare_time(each):
            lead = f"{lead}{each} "
        else:
            found.append(f"{lead}{each}")
            lead = ""
    return [*found, lead] if lead else found


def _is_bare_time(clause: str) -> bool:
    """Return whether a clause holds nothing but time words and fillers."""
    if not spoken.may(clause, "time"):
        return False
    rest = clause
    for pattern in (*words.SPAN, *(each for _, each in words.WORDS)):
        rest = pattern.sub(" ", rest)
    left = {each for each in re.findall(r"[a-z']+", rest) if not words.MORNING.match(each)}
    return left <= words.FILLER and rest != clause


def _demanded(clause: str) -> str | None:
    """Return the kind of demand of one folded clause, None when it asks for nothing by a time."""
    if not spoken.may(clause, "time") or words.NOT_ASKED.search(clause):
        return None
    asked = next((found for each in words.REQUESTS if (found := each.search(clause))), None)
    if asked is None:
        return None
    named = _time_word(clause)
    if named is None:
        return None
    kind, place = named
    low, high = sorted((asked.start(), place))
    return None if words.QUESTION_WORD.search(clause, low, high) else kind


def _time_word(clause: str) -> tuple[str, int] | None:
    """Return the kind of the most exact time in a clause and where it stands."""
    for pattern in words.SPAN:
        if found := pattern.search(clause):
            hours = _hours(found)
            return None if hours is None else (hours, found.start())
    other_day = words.OTHER_DAY.search(clause)
    for word, pattern in words.WORDS:
        found = pattern.search(clause)
        if found is None or (other_day and word in {"clock", "end_of_day", "midnight"}):
            continue
        kind = _kind(word, found, clause)
        if kind is not None:
            return kind, found.start()
    return None


def _hours(found: re.Match[str]) -> str | None:
    """Return ``hours:x`` of a span of time; None when "za 17 sati" may mean five o'clock."""
    groups = found.groupdict()
    number, unit = groups.get("number"), groups["unit"]
    count = 1.0 if number is None else words.NUMBERS.get(number) or float(number)
    if unit.startswith("min"):
        count /= 60
    elif found[0].startswith("za ") and count > 12:
        return None
    return f"hours:{count:.2f}".rstrip("0").rstrip(".") if count > 0 else None


def _kind(word: str, found: re.Match[str], clause: str) -> str | None:
    """Return the stored kind of a time word, None when it is no limit in this clause."""
    if word == "tomorrow":
        return _tomorrow(clause)
    if word == "clock":
        if not words.DAY_WORD.search(clause) and not words.is_exact(found):
            return None  # "do 20." may be the twentieth, "by 5" five of anything
        is_night = bool(words.NIGHT.search(clause))
        at = _hour(found, is_early=False, is_night=is_night)
        return None if at is None else f"clock@{at}"
    names = {"dawn": "tomorrow@08:00", "midnight": "tonight", "end_of_day": "today"}
    return names.get(word, word)


def _tomorrow(clause: str) -> str | None:
    """Return the kind of a clause that speaks of tomorrow."""
    is_early = bool(words.MORNING.search(clause))
    found = words.BY_CLOCK.search(clause) or words.AT_CLOCK.search(clause)
    at = _hour(found, is_early=is_early, is_night=False) if found else None
    if at is not None:
        return f"tomorrow@{at}"
    if not is_early and words.LATE.search(clause):
        return f"tomorrow@{LATE_HOUR}"
    return "tomorrow" if is_early or words.DEADLINE.search(clause) else None


def _hour(found: re.Match[str], *, is_early: bool, is_night: bool) -> str | None:
    """Return HH:MM of an hour of the clock; None when it is none.

    Up to six without more means the afternoon, unless the morning is named.
    """
    groups = found.groupdict()
    if groups.get("noon"):
        return "12:00"
    hour, minute = int(groups["hour"]), int(groups["minute"] or 0)
    half = (groups["half"] or "").replace(".", "")
    if half in {"pm", "navecer", "popodne"} or (is_night and not half):
        hour += 12 if hour < 12 else 0
    elif half in {"am", "ujutro"}:
        hour = 0 if hour == 12 else hour
    elif hour <= 6 and not is_early and half not in {"h", "sati", "sata"}:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A demand with a time.

    Attributes:
        kind: ``now``, ``hours:2``, ``tonight``, ``today``, ``tomorrow``, ``tomorrow@08:00``,
            ``weekend`` or ``clock@22:00``; see `due`.
        sentence: The client's own sentence, white space made single.
    """

    kind: str
    sentence: str
