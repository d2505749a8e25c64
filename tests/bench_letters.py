"""Seeded mail for the bench of a mailbox: 40 clients, and everybody else.

Texts are dealt from the tone corpus and the demo's own phrases; quotes, signatures, HTML and
charsets come from the demo's layouts, headers (Received, DKIM) are as long as real ones.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from goodterms.adapters import corpus
from goodterms.adapters.bundled import bundled
from goodterms.core.client import Client
from goodterms.demo import mime, people, prose
from goodterms.demo.letters import Letter
from goodterms.demo.people import Contact, Program
from goodterms.demo.scene import owner_contact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

CLIENTS = 40
MAPPED = 0.3
"""Share of mail from and to clients."""

FOLDERS = (
    *("INBOX", "Sent", "Archive", "Clients/North", "Clients/South"),
    *("Projects", "Newsletters", "Notices", "Lists", "Private"),
)
DAYS = 360
"""All mail lies within the horizon of a year, so that none of it is spared by its age."""

PAUSE_MINUTES = 3000
"""Longest time until an answer."""

PROGRAMS = {
    Program.WEBMAIL: 40,
    Program.OFFICE: 25,
    Program.PHONE: 15,
    Program.PLAIN: 12,
    Program.HTML: 8,
}
KINDS = {"newsletter": 35, "notice": 30, "list": 15, "private": 20}
NOTICES = 16
"""Of the HTML pages, how many are short ones."""

STYLE = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px;color:#333333"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One mail as it lies on the server; `raw` has bare line feeds, as delivery agents write."""

    folder: str
    at: datetime
    raw: bytes
    is_mapped: bool


def clients() -> list[Client]:
    return [
        Client(
            name=f"Client {number}",
            addresses=() if number % 4 else tuple(each.address for each in staff(number)),
            domains=(domain(number),) if number % 4 else (),
        )
        for number in range(CLIENTS)
    ]


def domain(number: int) -> str:
    return f"client-{number}.example"


def staff(number: int) -> list[Contact]:
    """The two people who write for a client."""
    rng = Random(f"staff {number}")  # noqa: S311 - made-up mail, not a secret
    language = "hr" if number % 2 else "en"
    names = ("Ana Kovač", "Ivo Marić", "Petra Jurić") if number % 2 else ("Tom Hale", "Joan Reed")
    old = rng.choice(("windows-1250", "iso-8859-2", "utf-8")) if number % 2 else "utf-8"
    return [
        Contact(
            name=name,
            address=f"{name.split()[0].lower()}@{domain(number)}",
            called=name,
            is_woman=False,
            language=language,
            zone=people.ZONE,
            program=rng.choices(list(PROGRAMS), list(PROGRAMS.values()))[0],
            signature=f"{name}\nOffice {number}, {domain(number)}\n+385 1 555 {number:04d}",
            charset=old,
        )
        for name in names[:2]
    ]


class Writer:
    """Writes mail until told to stop; the same seed and day give the same bytes."""

    def __init__(self, seed: int, until: datetime) -> None:
        self._rng = Random(seed)  # noqa: S311 - likewise
        self._until = until
        self._staff = [staff(number) for number in range(CLIENTS)]
        self._texts: dict[str, list[corpus.Row]] = {"en": [], "hr": []}
        for row in corpus.load(bundled("models/tone") / "corpus")[0]:
            self._texts[row.language].append(row)
        self._strangers = prose.strangers()
        self._pages = [self._page(number) for number in range(48)]
        self._key = base64.b64encode(self._rng.randbytes(3000)).decode()

    def letters(self, number: int) -> Iterator[Posted]:
        """Yield exactly so many mails, three in ten of clients."""
        mapped = round(number * MAPPED)
        yield from self._threads(mapped, is_mapped=True)
        kinds = self._rng.choices(list(KINDS), list(KINDS.values()), k=number - mapped)
        yield from (self._machine(each) for each in kinds if each != "private")
        yield from self._threads(kinds.count("private"), is_mapped=False)

    def talks(self, number: int) -> list[Letter]:
        """Return so many mails of clients before they become bytes."""
        found: list[Letter] = []
        for turn in range(number):
            client = self._rng.choice(self._staff)
            parent = found[-1] if turn % 4 else None
            sender = client[0] if parent is None else parent.sender
            me = owner_contact(sender.language)
            both = (sender, me) if turn % 2 == 0 else (me, sender)
            found.append(self._letter(*both, parent, self._until))
        return found

    def large(self, at: datetime, size: int) -> Posted:
        """One mail of a client with a file of `size` bytes, in base64."""
        letter = self._letter(self._staff[0][0], owner_contact("en"), None, at)
        text = mime.raw(replace(letter, extra=self._extra(letter))).replace(b"\r\n", b"\n")
        block = base64.encodebytes(self._rng.randbytes(1_140_000))
        whole = block * (size // len(block))
        return Posted(folder="INBOX", at=at, raw=attached(text, "film.zip", whole), is_mapped=True)

    # --- people --------------------------------------------------------------------------------

    def _threads(self, number: int, *, is_mapped: bool) -> Iterator[Posted]:
        while number > 0:
            length = min(number, self._rng.choice((1, 1, 2, 3, 4, 5, 8)))
            number -= length
            client = self._rng.randrange(CLIENTS)
            other = self._rng.choice(self._staff[client])
            if not is_mapped:
                name, address = self._rng.choice(self._strangers["friends"])
                other = replace(other, name=name, address=address)
            yield from self._thread(other, client, length, is_mapped=is_mapped)

    def _thread(
        self, other: Contact, client: int, length: int, *, is_mapped: bool
    ) -> Iterator[Posted]:
        me = owner_contact(other.language)
        home = ("INBOX", "INBOX", "Archive", "Clients/North", "Clients/South", "Projects")
        inbound = home[client % len(home)] if is_mapped else "Private"
        first = length * PAUSE_MINUTES
        at = self._until - timedelta(minutes=self._rng.uniform(first, DAYS * 1440))
        parent: Letter | None = None
        for turn in range(length):
            sender, receiver = (other, me) if turn % 2 == 0 else (me, other)
            parent = self._letter(sender, receiver, parent, at)
            raw = mime.raw(replace(parent, extra=self._extra(parent)))
            folder = "Sent" if sender is me else inbound
            yield Posted(folder=folder, at=at, raw=raw.replace(b"\r\n", b"\n"), is_mapped=is_mapped)
            at += timedelta(minutes=self._rng.uniform(20, PAUSE_MINUTES))

    def _letter(
        self, sender: Contact, receiver: Contact, parent: Letter | None, at: datetime
    ) -> Letter:
        rows = self._rng.sample(self._texts[sender.language], self._rng.choice((1, 1, 2, 3)))
        subject = rows[0].subject or "Novo" if parent is None else parent.subject
        return Letter(
            sender=sender,
            to=((receiver.name, receiver.address),),
            subject=subject if parent is None or subject[:4] == "Re: " else f"Re: {subject}",
            at=at,
            text="\n\n".join(row.text for row in rows),
            message_id=self._id(sender.address),
            act="other",
            parent=parent,
            references=() if parent is None else (*parent.references, parent.message_id),
        )

    # --- machines ------------------------------------------------------------------------------

    def _machine(self, kind: str) -> Posted:
        at = self._until - timedelta(minutes=self._rng.uniform(60, DAYS * 1440))
        if kind == "newsletter":
            name, address, language = self._rng.choice(self._strangers["lists"])
            subject = self._rng.choice(self._strangers[f"headlines_{language}"])[0]
            marks: tuple[str, ...] = (f"List-Id: <news.{address.partition('@')[2]}>",)
        elif kind == "notice":
            name, address, subject, _ = self._rng.choice(self._strangers["notices"])
            marks = ("Auto-Submitted: auto-generated",)
        else:
            name, address = self._rng.choice(self._strangers["friends"])
            subject = self._rng.choice(self._strangers["discussion"])[0]
            marks = ("List-Id: <slova.popis-slova.example>", "Precedence: list")
        sender = replace(self._staff[0][0], name=name, address=address, program=Program.PLAIN)
        letter = Letter(
            sender=sender,
            to=((people.OWNER_NAME, people.OWNER_ADDRESS),),
            subject=subject.format(n=self._rng.randrange(9), m=self._rng.randrange(99)),
            at=at,
            text=self._rng.choice(self._texts["en"]).text,
            message_id=self._id(address),
            act="other",
            is_bare=True,
        )
        raw = mime.raw(replace(letter, extra=(*self._extra(letter), *marks)))
        raw = raw.replace(b"\r\n", b"\n")
        if kind != "list":
            pages = self._pages[: NOTICES if kind == "notice" else None]
            raw = with_page(raw, self._rng.choice(pages))
        folder = {"newsletter": "Newsletters", "notice": "Notices", "list": "Lists"}[kind]
        return Posted(folder=folder, at=at, raw=raw, is_mapped=False)

    def _page(self, number: int) -> bytes:
        """An HTML page: of 3 to 8 KB as notices are, or of 8 to 35 KB as newsletters are."""
        words = [row[0] for row in self._strangers[f"paragraphs_{('en', 'hr')[number % 2]}"]]
        least, most = (4, 12) if number < NOTICES else (12, 48)
        rows = "\n".join(
            f'<tr><td style="{STYLE};padding:0 24px 16px"><h2 style="{STYLE}">{number}.{row}</h2>'
            f'<p style="{STYLE}">{self._rng.choice(words)}</p>'
            f'<a href="https://click.example/{self._rng.getrandbits(400):x}">more</a></td></tr>'
            for row in range(self._rng.randrange(least, most))
        )
        page = f"<html><body><table>{rows}</table></body></html>"
        return page.encode("ascii", "xmlcharrefreplace")

    def _extra(self, letter: Letter) -> tuple[str, ...]:
        """Headers of delivery, about 2 KB."""
        host = letter.sender.address.partition("@")[2]
        start = self._rng.randrange(2000)
        signed = "\r\n\t".join(self._key[i : i + 70] for i in range(start, start + 344, 70))
        stamp = f"{letter.at:%a, %d %b %Y %H:%M:%S} +0000"
        hops = [
            f"Received: from relay{hop}.{host} (relay{hop}.{host} [192.0.2.{hop}])\r\n\tby"
            f" mx{hop}.{host} with ESMTPS id {self._rng.getrandbits(60):x}\r\n\t"
            f"(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n\t{stamp}"
            for hop in range(1, 4)
        ]
        method = "v=1; a=rsa-sha256; c=relaxed/relaxed"
        fields = "from:to:subject:date:message-id:mime-version"
        return (
            *hops,
            f"DKIM-Signature: {method}; d={host}; s=s1;\r\n\th={fields};\r\n\tb={signed}",
            f"ARC-Seal: i=1; a=rsa-sha256; cv=none; d={host}; s=arc;\r\n\tb={signed}",
            f"Authentication-Results: mx.studio-horvat.example;\r\n\tdkim=pass header.d={host}",
            "X-Spam-Status: No, score=-2.1 required=5.0 tests=DKIM_SIGNED,DKIM_VALID",
            f"Return-Path: <{letter.sender.address}>",
        )

    def _id(self, address: str) -> str:
        return f"{self._rng.getrandbits(64):016x}@{address.partition('@')[2]}"


def attached(raw: bytes, name: str, encoded: bytes) -> bytes:
    """Return a mail with a file put behind what it held before; `encoded` is base64."""
    kind = b'Content-Disposition: attachment; filename="' + name.encode() + b'"\n'
    head = b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n" + kind
    return _mixed(raw, b"mixed", head + b"\n" + encoded)


def with_page(raw: bytes, page: bytes) -> bytes:
    """Return a plain mail with an HTML page as the alternative."""
    head = b"Content-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n"
    return _mixed(raw, b"alternative", head + b"\n" + page)


def _mixed(raw: bytes, subtype: bytes, part: bytes) -> bytes:
    """Move the mail's own body, with its Content headers, into the first of two parts."""
    head, _, body = raw.partition(b"\n\n")
    top, mark, content = head.partition(b"\nContent-")
    again = b"\nContent-Type: multipart/" + subtype + b'; boundary="=_bench_two"\n\n'
    first = b"--=_bench_two" + mark + content + b"\n\n" + body
    return top + again + first + b"\n--=_bench_two\n" + part + b"\n--=_bench_two--\n"
