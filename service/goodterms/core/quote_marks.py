"""The signs of quoted and forwarded text, as data for `cleaning`.

Patterns run on one folded line (see `folded`) of at most `LINE_LIMIT` characters, with bounded
quantifiers, so that no text can make them slow (decision study B3.2, "ReDoS"). Croatian forms are
those of tone study (g): Gmail, Apple Mail, Outlook, Thunderbird and KMail.
"""

from __future__ import annotations

import re

_DRAWN = "-_=~* "

LINE_LIMIT = 400
"""Characters of a line that patterns look at."""

_PLAIN = dict(
    zip(
        "čćžšđäöüàáâãåèéêëìíîïòóôõùúûýñçßøæłśźżąęńřěůățţșşğıőűďťňľĺŕāēīū\xa0\ufeff\u200b\u200e\u200f",
        "cczsdaouaaaaaeeeeiiiioooouuuyncsoalszzaenreuattssgioudtnllraeiu     ",
        strict=True,
    )
)

_ACCENTED = re.compile(f"[{''.join(_PLAIN)}]")


def folded(text: str) -> str:
    """Return text in lower case without diacritics; every character keeps its place.

    Marks without width (byte order, direction of writing) become blanks.
    """
    lower = text.lower()
    if lower.isascii() and len(lower) == len(text):
        return lower
    if len(lower) != len(text):  # one Turkish capital becomes two characters
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return _ACCENTED.sub(lambda match: _PLAIN[match[0]], lower)


def folded_lines(text: str) -> list[str]:
    """Return the lines of a text folded, without line ends and cut to `LINE_LIMIT`.

    As many lines as ``text.splitlines()`` has.
    """
    return [line[:LINE_LIMIT] for line in folded(text).splitlines()]


def any_of(phrases: str) -> str:
    r"""Return the lines of `phrases` as alternatives of one pattern.

    A blank is one to three white space characters, a blank with ``?`` none to three; a line that
    begins with ``&`` goes on with the one before. In a raw string, the rest is a pattern as usual.
    """
    lines: list[str] = []
    for line in phrases.strip().splitlines():
        content = " ".join(line.split())
        if content.startswith("&"):
            lines[-1] += content[1:]
        else:
            lines.append(content)
    return "|".join(line.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") for line in lines)


QUOTED = re.compile(r"\s{0,3}>(?!from )")
"""A quoted line; mailbox files escape a line that begins with "From " by the same sign."""

MARKER = re.compile(
    r"[\s*]{0,6}[-_=~]{2,60}\s{0,5}(?:"
    + any_of(
        r"""
        original(?:e|na|nal|ni)? (?:message|mail|e-?mail|appointment|poruka|nachricht|besked)
        izvorna poruka
        izvirno sporocilo
        urspru?ngliche nachricht
        urspruengliche nachricht
        messaggio originale
        message d['’]origine
        mensaje original
        mensagem original
        oorspronkelijk bericht
        forwarded message
        (?:proslije?dena|prosljedena|prosledena) poruka
        posredovano sporocilo
        weitergeleitete nachricht
        messaggio inoltrato
        message transfere
        mensaje reenviado
        oprindelig(?: meddelelse|t meddelelse)
        urspr?ungligt meddelande
        исходное сообщение
        пересылаемое сообщение
        (?:оригинална|прослеђена|изворна) порука
        puvodni (?:zprava|e-?mail)
        wiadomosc oryginalna
        (?:eredeti|tovabbitott) uzenet
        alkuperainen viesti
        mesaj original
        (?:orijinal|iletilen|ozgun) (?:mesaj|ileti)
        videresendt (?:melding|meddelelse|besked)
        doorgestuurd bericht
        przekazana wiadomosc
        original
        (?:原始邮件|原始郵件|转发邮件|转发的邮件|轉寄郵件|元のメッセージ|転送メッセージ)
        (?:원본 메시지|원본 메일|전달된 메시지)
        """
    )
    + r")\s{0,5}[-_=~]{0,60}\s{0,5}$"
    r"|[\s*]{0,6}-{4,60}\s{0,3}forwarded by .{1,200}"
    r"|\s{0,6}(?:"
    + any_of(
        r"""
        begin forwarded message
        pocetak proslije?dene poruke
        zapocni proslije?denu poruku
        anfang der weitergeleiteten nachricht
        inizio messaggio inoltrato
        debut du message (?:reexpedie|transfere)
        zacetek posredovanega sporocila
        pocetak prosledene poruke
        inicio del mensaje reenviado
        inicio da mensagem reencaminhada
        begin doorgestuurd bericht
        """
    )
    + r")\s{0,3}:\s{0,3}$"
)
"""A line that stands between new text and an older message."""


def is_marker(line: str) -> bool:
    """Return whether a folded line is a `MARKER`; most lines fail before the pattern runs."""
    bare = line.lstrip()
    is_drawn = bare[:1] in _DRAWN and bare[1:2] in _DRAWN
    return (is_drawn or line.rstrip().endswith(":")) and bool(MARKER.match(line))


RULE = re.compile(r"\s{0,6}(?:_{8,200}|-{8,200}|\*{8,200}|={8,200})\s{0,6}$")
"""A drawn line; it means something only in front of a header block."""

DATED = re.compile(
    r"\d{1,4}[/.-]\s?\d{1,2}[/.-]\s?\d{2,4}\.?,?\s{1,30}(?:u |um |at |ob )?\d{1,2}[:.]\d{2}"
)
"""A date with a time, in figures."""

SENT_BY = re.compile(r"\s{0,9}(?:sent by:|please respond to)")
"""Lines that Lotus Notes puts between sender and recipients."""

TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")

BRACKETED = re.compile(r"[<\[(](?:mailto:)?[^\s<>@]{1,80}@[^\s<>@]{2,80}[>\])]")
"""An address as a program writes it behind a name."""

MAILBOX = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{2,80}")

DAY = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}[./-]\s?\d{1,2}[./-]")
"""A year or a day in figures."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

WROTE = re.compile(
    r"(?:^|[\s,\xa0])(?:"
    + any_of(
        r"""
        wrote
        writes
        (?:je )?napisao(?:/la)?
        (?:je )?napisala
        (?:je )?napisali
        (?:je )?pise
        napisal(?:a|/a|\(a\))?
        schrieb
        geschrieben
        ha scritto
        a ecrit
        escribio
        escreveu
        schreef
        skrev
        napsal(?:a|\(a\))?
        napisal\(a\)
        pisze
        irta
        a scris
        yazdi
        kirjoitti
        написа[олв]{1,2}(?:а|\(а\)|/ла)?
        пише
        пишет
        """
    )
    + r")(?=[\s,:(]|$)|(?:写道|寫道|님이 작성|のメール)"
)
"""Verbs of the line that introduces a quote."""

LEAD = re.compile(
    r"[\s*]{0,4}(?:on|dana|dne|dnia|am|il|le|el|op|den|em|in|w dniu|v|u|at|v v|дана|у|в|от"
    r"|mon|tue|wed|thu|fri|sat|sun|pon|uto|sri|sre|cet|pet|sub|ned|di|mi|do|fr|sa|so"
    r"|man|tir|ons|tor|fre|lor|son|lun|mar|mer|jeu|ven|sam|dim|gio|sab|dom|wt|sr|czw|pt|sob"
    r"|po|ut|st|ct|pa|ne|ma|ti|ke|to|pe|la|su|уто|сре|чет|пет|суб|нед|пон)\b[^a-z]{0,3}"
    r"|[\s*]{0,4}\d{1,4}[./-]|\s{0,4}\d{4}\s?[年년]"
)
"""How an introduction begins."""
