"""Answers to our mails as commands: the verbs, their words, and the one line that is read.

Only what can be taken back can be said by mail. Never by mail: begin or end a parting, lift a cap,
forget a client, change settings. Source: decision study B1.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.client import Decision, DecisionKind
from goodterms.core.command_token import TOKEN, normal, placeholder
from goodterms.core.quote_marks import folded

if TYPE_CHECKING:
    from datetime import date


class Verb(StrEnum):
    """What an answer can say; every one can be taken back.

    Attributes:
        TALKED: The owner talked with the client.
        SNOOZE: No advice on this client for some days, at most `LONGEST_SNOOZE`.
        WRONG: The owner disagrees with this verdict; kept and shown, it changes no figure.
        SEEN: The mail was read; kept and shown.
        GUT: How much the owner dreads this client, 0 to 4.
        DIGEST_OFF: No further periodic reports; mails on events go on.
    """

    TALKED = "talked"
    SNOOZE = "snooze"
    WRONG = "wrong"
    SEEN = "seen"
    GUT = "gut"
    DIGEST_OFF = "digest off"


LONGEST_SNOOZE = 90
"""Days (decision study B1.3)."""

HIGHEST_GUT = 4
"""Ratings are 0 to 4 (decision model A2.9)."""

WITHOUT_CLIENT = frozenset({Verb.SEEN, Verb.DIGEST_OFF})
"""What can be said of a mail that is about no single client."""

WORDS = {
    "en": {verb: str(verb) for verb in Verb},
    "hr": {
        Verb.TALKED: "razgovor",
        Verb.SNOOZE: "odgodi",
        Verb.WRONG: "pogrešno",
        Verb.SEEN: "viđeno",
        Verb.GUT: "osjećaj",
        Verb.DIGEST_OFF: "bez izvještaja",
    },
}
"""The word of each verb by language; both languages are understood whatever the mail's."""

ARGUMENT = {Verb.SNOOZE: "30d", Verb.GUT: "3"}
"""What follows a verb, as an example."""

LINE_LIMIT = 80
"""Longest command line, in characters; the longest command has 32."""

_VERBS = {folded(word): verb for words in WORDS.values() for verb, word in words.items()}
# typed without the letters of Croatian, "đ" becomes "dj"
_VERBS["vidjeno"] = Verb.SEEN

_COMMAND = re.compile(
    rf"(?P<verb>{'|'.join(sorted(map(re.escape, _VERBS), key=len, reverse=True))})"
    rf"(?: (?P<number>[0-9]{{1,2}})(?P<unit>d?))?(?: (?P<token>{TOKEN}))?",
    re.IGNORECASE,
)

_INVISIBLE = "\ufeff\u200b\u200e\u200f\u00ad\u2060"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one token of a mail may be used for.

    Attributes:
        client: The client's name in the config; "" for a mail about no single client.
        verdict: The verdict that the mail told, "" where it told none.
        verbs: What can be answered.
    """

    client: str = ""
    verdict: str = ""
    verbs: tuple[Verb, ...] = (Verb.SEEN,)

    def allows(self, verb: Verb) -> bool:
        """Return whether a verb was offered and means something here."""
        return verb in self.verbs and (bool(self.client) or verb in WITHOUT_CLIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a mail prints so that it can be answered.

    Attributes:
        code: Stands for the token until the mail is sent; to be printed as it is, on one line.
        commands: The first line of an answer for each verb, in the owner's language.
    """

    code: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One understood line; `number` are days of a snooze or a rating, `token` is upper case."""

    verb: Verb
    number: int | None = None
    token: str = ""


def invitation(offer: Offer, number: int, language: str) -> Invitation:
    """Return what to print for the offer of a mail with this place among its offers, from 0 on."""
    words = WORDS[language]
    lines = (
        f"{words[verb]} {ARGUMENT[verb]}" if verb in ARGUMENT else words[verb]
        for verb in offer.verbs
        if offer.allows(verb)
    )
    return Invitation(code=placeholder(number), commands=tuple(lines))


def first_line(text: str) -> str:
    """Return the first line that is not empty, with single blanks; all that is ever read.

    Whatever stands above a quote is the first line; where nothing does, it is the quote's own first
    line, which is no command.
    """
    for line in text.splitlines():
        plain = " ".join(line.translate(dict.fromkeys(map(ord, _INVISIBLE))).split())
        if plain:
            return plain[: LINE_LIMIT + 1]
    return ""


def parsed(text: str) -> Command | None:
    """Return the command in the first line of a text, None when the line is anything else.

    The line is exactly ``VERB``, ``VERB NUMBER`` where the verb wants one, either followed by the
    token or not; upper and lower case and Croatian accents do not matter.
    """
    line = first_line(text)
    found = _COMMAND.fullmatch(folded(line)) if len(line) <= LINE_LIMIT else None
    if found is None:
        return None
    verb = _VERBS[found["verb"]]
    number = int(found["number"]) if found["number"] else None
    if not _is_whole(verb, number, found["unit"] or ""):
        return None
    return Command(verb=verb, number=number, token=normal(found["token"] or ""))


def _is_whole(verb: Verb, number: int | None, unit: str) -> bool:
    """Return whether a verb has the number it wants, and no other."""
    if verb is Verb.SNOOZE:
        return number is not None and unit == "d" and 1 <= number <= LONGEST_SNOOZE
    if verb is Verb.GUT:
        return number is not None and not unit and number <= HIGHEST_GUT
    return number is None


def decision(command: Command, client: str, day: date) -> Decision | None:
    """Return what a command means as a decision about a client; None when it is none.

    Args:
        command: One understood line.
        client: From the offer.
        day: Of the answer, on the owner's calendar.
    """
    kinds = {
        Verb.TALKED: DecisionKind.TALKED,
        Verb.SNOOZE: DecisionKind.SNOOZED,
        Verb.GUT: DecisionKind.GUT,
    }
    kind = kinds.get(command.verb)
    if kind is None or not client:
        return None
    days = command.number if command.verb is Verb.SNOOZE else None
    return Decision(
        id=0,
        client=client,
        kind=kind,
        decided_on=day,
        until=None if days is None else day + timedelta(days=days),
        value=command.number if command.verb is Verb.GUT else None,
        note="answered by mail",
    )
