"""Why a message counts as automatic mail: set apart, kept, never scored and never held against.

Headers that programs write for programs come first; subjects only where they are fixed words of a
mail program. When in doubt a message is noise: a kinder reading (IMAP study d 74 to 77, RFC 3834).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodterms.core.quote_marks import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.core.mail import Body, Envelope

OWN = "own-report"
"""Our own mail, and what answers it."""

REASONS = (
    OWN,
    "bounce",
    "receipt",
    "calendar",
    "auto-reply",
    "list",
    "newsletter",
    "robot",
)
"""Every word `reason` may answer, in the order of asking."""

AWAY = re.compile(
    r"(?:out of (?:the )?office|auto(?:matic)?[ -]?re(?:ply|sponse|sponder)"
    r"|away from (?:my|the) (?:mail|e-?mail|office|desk)|on (?:vacation|annual leave) until"
    r"|automatski odgovor|automatska poruka|auto[ -]?odgovor|izvan ureda|odsut(?:nost|an|na)\b"
    r"|nisam u uredu|na godisnjem(?: odmoru)? (?:sam )?do"
    r"|automatische (?:antwort|ruckmeldung)|abwesenheits|abwesend\b|nicht im (?:buro|hause)"
    r"|autosvar|risposta automatica|reponse automatique|samodejni odgovor)"
)
"""Subjects of out-of-office notes in English, Croatian, German and neighbours, folded.

Only at the very beginning: "Re: out of office next week" is a person.
"""

_TAG = re.compile(r"\[[^\]]{0,30}\]\s{0,3}")

CALENDAR = re.compile(
    r"(?:accepted|declined|tentative(?:ly accepted)?|prihvaceno|odbijeno|uvjetno prihvaceno"
    r"|zugesagt|abgelehnt|mit vorbehalt)\s?: "
    r"|(?:(?:updated )?invitation|cancel+ed(?: event)?|pozivnica|otkazano|einladung|abgesagt)\s?: "
    r".{0,150}(?:@ |\d{1,2}[:.]\d{2}|\b20\d{2}\b)"
)
"""Subjects that calendar programs write; an invitation only with a time, as people invite too."""

RECEIPT = re.compile(
    r"(?:read|read receipt|gelesen|procitano|potvrda o citanju|return receipt(?: \(displayed\))?)"
    r"\s?(?:-|:) "
)
"""Subjects of read receipts; they count only on a report."""

BOUNCE = re.compile(
    r"(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)|mail delivery"
    r" (?:failed|subsystem|system)|returned mail|failure notice|nije isporuceno|neisporuceno"
    r"|poruka nije dostavljena|unzustellbar)"
)

_BOUNCERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})

ROBOT = re.compile(
    r"(?:(?:do[._-]?)?not?[._-]?reply|ne[._-]?odgovaraj(?:te)?|nemojte[._-]?odgovarati"
    r"|bez[._-]?odgovora|keine[._-]?antwort|automailer|autoresponder"
    r"|(?:auto[._-]?)?notif(?:y|ications?)|obavijesti|e-?(?:racuni?|invoic(?:e|ing))"
    r"|alerts?|mailer|bounces?|system|cron|daemon|robot|bot)(?:[._+-].{0,60})?$"
)
"""Local parts behind which nobody sits."""


def reason(envelope: Envelope, *, is_ours: Callable[[Envelope], bool] | None = None) -> str | None:
    """Return one of `REASONS`, None when a person wrote the message.

    Args:
        envelope: The headers as fetched.
        is_ours: Whether our own mark is genuine; None takes it on trust, so that its header is
            enough. It can hide a mail from counting, and do nothing else.
    """
    headers = {name: value.strip().lower() for name, value in envelope.headers.items()}
    subject = _TAG.sub("", folded(envelope.subject)).strip()
    sender = envelope.sender.address if envelope.sender else ""
    if _is_own(headers) if is_ours is None else is_ours(envelope):
        return OWN
    for ask in (_report, _calendar, _answered_by_program, _sent_to_many):
        found = ask(headers, subject)
        if found:
            return found
    local = sender.partition("@")[0]
    if local in _BOUNCERS:
        return "bounce"
    return "robot" if ROBOT.match(local) else None


def _is_own(headers: dict[str, str]) -> bool:
    """Return whether a mail says that it is ours."""
    listed = re.search(r"good-?terms", headers.get("list-id", ""))
    return "x-good-terms" in headers or listed is not None


def of_body(body: Body) -> str | None:
    """Return ``calendar`` for a letter around an invitation, None when a person wrote the message.

    Such mail often shows only ``multipart/alternative`` in its headers (IMAP study d 74).
    """
    return "calendar" if "calendar" in body.flaws else None


def _report(headers: dict[str, str], subject: str) -> str | None:
    """Return the word for a delivery report or a read receipt."""
    kind = headers.get("content-type", "")
    if "disposition-notification" in kind or (
        kind.startswith("multipart/report") and (RECEIPT.match(subject))
    ):
        return "receipt"
    if "delivery-status" in kind or kind.startswith("multipart/report"):
        return "bounce"
    if headers.get("return-path") == "<>" or BOUNCE.match(subject):
        return "auto-reply" if AWAY.match(subject) else "bounce"
    return None


def _calendar(headers: dict[str, str], subject: str) -> str | None:
    """Return the word for invitations and answers to them."""
    if headers.get("content-type", "").startswith("text/calendar"):
        return "calendar"
    if "calendarmessage" in headers.get("content-class", ""):  # Exchange, however it is built
        return "calendar"
    return "calendar" if CALENDAR.match(subject) else None


def _answered_by_program(headers: dict[str, str], subject: str) -> str | None:
    """Return the word for what a program answered or announced."""
    submitted = headers.get("auto-submitted", "no").partition(";")[0].strip()
    if submitted.startswith("auto-replied") or AWAY.match(subject):
        return "auto-reply"
    if submitted.split(" ")[0] not in {"no", ""}:
        return "robot"
    # Exchange puts this on its own notices; "None" asks for nothing
    suppress = headers.get("x-auto-response-suppress", "none")
    if suppress not in {"none", ""}:
        return "auto-reply" if suppress == "all" and subject.startswith("auto") else "robot"
    return "auto-reply" if headers.get("precedence") == "auto_reply" else None


def _sent_to_many(headers: dict[str, str], subject: str) -> str | None:
    """Return the word for lists and mailings."""
    del subject
    precedence = headers.get("precedence", "")
    if headers.get("list-id") or precedence == "list":
        return "list"
    if "list-unsubscribe" in headers or precedence in {"bulk", "junk"}:
        return "newsletter"
    return None
