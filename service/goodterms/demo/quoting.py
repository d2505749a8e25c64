"""How mail programs lay out an answer: signature, attribution line, quote, in text and in HTML.

The layouts are those that real mailboxes are full of, in English and Croatian; the program of the
writer decides (tone study g, "Quoted text").
"""

from __future__ import annotations

import html as markup
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.demo.people import Program

if TYPE_CHECKING:
    from goodterms.demo.letters import Letter

DEPTH = 3
"""Mails quoted inside each other at most; people cut the rest away."""

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "hr": ("pon", "uto", "sri", "čet", "pet", "sub", "ned"),
}
_LONG_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "hr": ("ponedjeljak", "utorak", "srijeda", "četvrtak", "petak", "subota", "nedjelja"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "hr": ("sij", "velj", "ožu", "tra", "svi", "lip", "srp", "kol", "ruj", "lis", "stu", "pro"),
}
_LONG_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "hr": (
        *("siječnja", "veljače", "ožujka", "travnja", "svibnja", "lipnja"),
        *("srpnja", "kolovoza", "rujna", "listopada", "studenoga", "prosinca"),
    ),
}
_OFFICE_WORDS = {
    "en": ("From", "Sent", "To", "Subject"),
    "hr": ("Od", "Poslano", "Prima", "Predmet"),
}
_PHONE_LINE = {"en": "Sent from my phone", "hr": "Poslano s mobitela"}


def plain(letter: Letter) -> str:
    """Return the plain text: new text, signature, quote."""
    if letter.is_bare:
        return letter.text
    if letter.answers and letter.parent is not None:
        return _interleaved(letter)
    pieces = [letter.text, _signature(letter)]
    if letter.parent is not None:
        pieces.append(_quote(letter))
    return "\n\n".join(each for each in pieces if each)


def html(letter: Letter) -> str:
    """Return the same as HTML."""
    program = letter.sender.program
    pieces = [_paragraphs(letter.text)]
    if program is Program.OFFICE:
        pieces = [f'<div class="WordSection1">{pieces[0]}</div>']
    signature = _signature(letter)
    if signature:
        lines = markup.escape(signature).replace("\n", "<br>")
        pieces.append(f'<div class="signature">{lines}</div>')
    if letter.parent is not None and not letter.is_bare:
        pieces.append(_html_quote(letter))
    charset = letter.sender.charset
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    return f"<html>{head}<body>{''.join(pieces)}</body></html>"


def _signature(letter: Letter) -> str:
    sender = letter.sender
    if sender.program is Program.PHONE:
        return _PHONE_LINE[sender.language]
    if not sender.signature:
        return ""
    return f"-- \n{sender.signature}" if sender.program is not Program.OFFICE else sender.signature


def _quote(letter: Letter) -> str:
    parent = letter.parent
    if parent is None:
        return ""
    if letter.sender.program is Program.OFFICE:
        return _office_header(letter, parent) + "\n\n" + _chain(parent, DEPTH - 1)
    quoted = "\n".join(f"> {line}".rstrip() for line in _chain(parent, DEPTH - 1).splitlines())
    return f"{attribution(letter, parent)}\n\n{quoted}"


def _chain(letter: Letter, depth: int) -> str:
    """The text of a quoted mail with what it quoted itself, `depth` mails deep."""
    signature = _signature(letter)
    text = f"{letter.text}\n\n{signature}" if signature else letter.text
    if letter.parent is None or depth == 0 or letter.answers:
        return text
    inner = "\n".join(
        f"> {line}".rstrip() for line in _chain(letter.parent, depth - 1).splitlines()
    )
    return f"{text}\n\n{attribution(letter, letter.parent)}\n\n{inner}"


def attribution(letter: Letter, parent: Letter) -> str:
    """Return the line above a quote, as the program of the one who answers writes it."""
    local = parent.at.astimezone(ZoneInfo(letter.sender.zone))
    language, who = letter.sender.language, parent.sender
    month, day = _MONTHS[language][local.month - 1], _DAYS[language][local.weekday()]
    clock = f"{local:%H:%M}"
    if letter.sender.program is Program.PLAIN:
        if language == "hr":
            return f"Dana {local:%d.%m.%Y.} u {clock}, {who.name} je napisao/la:"
        return f"On {local:%d/%m/%Y} {clock}, {who.name} wrote:"
    if letter.sender.program is Program.PHONE:
        named = f"{who.name} <{who.address}>"
        if language == "hr":
            return f"Dana {local.day}. {month} {local.year}., u {clock}, {named} je napisao:"
        return f"On {local.day} {month} {local.year}, at {clock}, {named} wrote:"
    if language == "hr":
        start = f"{day}, {local.day}. {month} {local.year}. u {clock}"
        return f"{start} {who.name} <{who.address}> napisao je:"
    noon = f"{(local.hour - 1) % 12 + 1}:{local:%M} {'PM' if local.hour > 11 else 'AM'}"
    start = f"On {day}, {month} {local.day}, {local.year} at {noon}"
    return f"{start} {who.name} <{who.address}> wrote:"


def _office_fields(letter: Letter, parent: Letter) -> list[tuple[str, str]]:
    local = parent.at.astimezone(ZoneInfo(letter.sender.zone))
    language = letter.sender.language
    month = _LONG_MONTHS[language][local.month - 1]
    day = _LONG_DAYS[language][local.weekday()]
    if language == "hr":
        sent = f"{day}, {local.day}. {month} {local.year}. {local:%H:%M}"
    else:
        sent = f"{day}, {local.day} {month} {local.year} {local:%H:%M}"
    receivers = "; ".join(name or address for name, address in parent.to)
    values = (f"{parent.sender.name} <{parent.sender.address}>", sent, receivers, parent.subject)
    return list(zip(_OFFICE_WORDS[language], values, strict=True))


def _office_header(letter: Letter, parent: Letter) -> str:
    lines = [f"{word}: {value}" for word, value in _office_fields(letter, parent)]
    return "\n".join(["_" * 32, *lines])


def _interleaved(letter: Letter) -> str:
    """Answers below the quoted lines they answer, as plain-text people write."""
    parent = letter.parent
    if parent is None:
        return letter.text
    lines = [f"> {line}".rstrip() for line in parent.text.splitlines() if line.strip()]
    pieces = [attribution(letter, parent), ""]
    answers = list(letter.answers)
    for line in lines:
        pieces.append(line)
        if answers:
            pieces += ["", answers.pop(0), ""]
    pieces += ["", *answers]
    signature = _signature(letter)
    return "\n".join([*pieces, "", signature] if signature else pieces)


def _paragraphs(text: str) -> str:
    blocks = [markup.escape(block).replace("\n", "<br>") for block in text.split("\n\n")]
    return "".join(f"<p>{block}</p>" for block in blocks)


def _html_quote(letter: Letter) -> str:
    parent = letter.parent
    if parent is None:
        return ""
    quoted = _paragraphs(_chain(parent, DEPTH - 1))
    if letter.sender.program is Program.OFFICE:
        fields = "<br>".join(
            f"<b>{word}:</b> {markup.escape(value)}"
            for word, value in _office_fields(letter, parent)
        )
        line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0 0 0"
        return f'<div style="{line}"><p>{fields}</p></div>{quoted}'
    said = markup.escape(attribution(letter, parent))
    if letter.sender.program is Program.PHONE:
        return f'<div><br><blockquote type="cite"><div>{said}</div>{quoted}</blockquote></div>'
    return (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{said}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{quoted}</blockquote></div>'
    )
