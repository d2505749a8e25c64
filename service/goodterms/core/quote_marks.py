"""The signs of quoted and forwarded text, as data for `cleaning`.

Patterns run on one folded line (see `folded`) of at most `LINE_LIMIT` characters, with bounded
quantifiers, so that no text can make them slow (decision study B3.2, "ReDoS"). Croatian forms are
those of tone study (g): Gmail, Apple Mail, Outlook, Thunderbird and KMail.
"""

from __future__ import annotations

import re

LINE_LIMIT = 400
"""Characters of a line that patterns look at."""

_FOLDED = str.maketrans(
    "čćžšđäöüàáâãåèéêëìíîïòóôõùúûýñçßøæłśźżąęńřěů\xa0",
    "cczsdaouaaaaaeeeeiiiioooouuuyncsoalszzaenreu ",
)


def folded(text: str) -> str:
    """Return text in lower case without diacritics; every character keeps its place."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if len(lower) != len(text):  # one Turkish capital becomes two characters
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return lower.translate(_FOLDED)


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
        """
    )
    + r")\s{0,3}:\s{0,3}$"
)
"""A line that stands between new text and an older message."""

RULE = re.compile(r"\s{0,6}(?:_{8,200}|-{8,200}|\*{8,200}|={8,200})\s{0,6}$")
"""A drawn line; it means something only in front of a header block."""

ROLES = {
    "from": "from od von da de salje posiljatelj posiljalac van fra fran от од шаље",
    "date": "sent date poslano poslato datum gesendet inviato data envoye enviado fecha dana dato"
    " sendt skickat verzonden wyslano послато датум отправлено дата",
    "to": "to prima za primatelj an a para aan til till do komu kome кому за прима",
    "cc": "cc kopija kp copie kopie kopi dw копија копия",
    "subject": "subject predmet betreff oggetto objet zadeva naslov asunto onderwerp emne amne"
    " temat тема предмет наслов",
}
"""Header names by role in English, Croatian, German, Italian, French, Slovene, Serbian ..."""

ROLE_OF = {name: role for role, names in ROLES.items() for name in names.split()}

KEY = re.compile(
    rf"[\s*_|]{{0,8}}({'|'.join(sorted(map(re.escape, ROLE_OF), key=len, reverse=True))})"
    r"[*_\s]{0,3}:"
)
"""A line of a header block."""

DATED = re.compile(
    r"\d{1,4}[/.-]\s?\d{1,2}[/.-]\s?\d{2,4}\.?,?\s{1,30}(?:u |um |at |ob )?\d{1,2}[:.]\d{2}"
)
"""A date with a time, in figures."""

SENT_BY = re.compile(r"\s{0,9}(?:sent by:|please respond to)")
"""Lines that Lotus Notes puts between sender and recipients."""

TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")

MAILBOX = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{2,80}")

DAY = re.compile(r"\b(?:19|20)\d{2}\b|\d{1,2}[./-]\s?\d{1,2}[./-]")
"""A year or a day in figures."""

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
        irta
        написа[олв]{1,2}(?:а|\(а\)|/ла)?
        пише
        """
    )
    + r")(?=[\s,:]|$)"
)
"""Verbs of the line that introduces a quote."""

LEAD = re.compile(
    r"[\s*]{0,4}(?:on|dana|dne|am|il|le|el|op|den|em|w dniu|v|u|at"
    r"|mon|tue|wed|thu|fri|sat|sun|pon|uto|sri|cet|pet|sub|ned|di|mi|do|fr|sa|so)\b[^a-z]{0,3}"
    r"|[\s*]{0,4}\d{1,4}[./-]"
)
"""How an introduction begins."""
