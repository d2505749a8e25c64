"""Everything that reads mail text, each as one function of bytes, for the fuzz.

Beyond "does not raise", each states what must hold of its answer whatever the input.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from builders import a_client, a_message, an_envelope
from goodterms.adapters import imap_body, imap_envelope, mime, weights
from goodterms.adapters.imap_fetch import Fetching, Request
from goodterms.core import aliases, arrival, cleaning, facts, identity, matching, noise
from goodterms.core.mail import Body, Envelope, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.core.tone import ToneModel

NOW = datetime(2026, 3, 2, 9, 31, tzinfo=UTC)
OWN = ("mara@studio.example",)
MAPPING = matching.Mapping([a_client(domains=("alba.example",))])
PLACE = Location(folder="INBOX", uidvalidity=1, uid=1)
KNOWN = an_envelope(message_id="0@studio.example")


@lru_cache(maxsize=1)
def model() -> ToneModel:
    return weights.load()


def storable(*texts: str) -> None:
    """Check that a database and a page can take texts."""
    for text in texts:
        text.encode("utf-8")
        assert "\0" not in text


def checked(envelope: Envelope) -> None:
    """Check what every envelope promises, and send it through the rules that read headers."""
    people = [each for each in (envelope.sender, *envelope.recipients) if each]
    storable(envelope.subject, envelope.message_id, *envelope.parents, *envelope.headers.values())
    for each in people:
        storable(each.name, each.address)
        assert re.fullmatch(r"[^\s@]+@[^\s@]+", each.address)
    assert len(envelope.subject) <= mime.SUBJECT_LIMIT
    assert envelope.subject.isprintable()
    assert envelope.sent_at is None or envelope.sent_at.tzinfo is UTC
    assert noise.reason(envelope) in {None, *noise.REASONS}
    assert identity.message_key(envelope).startswith("M-")
    at, _ = arrival.arrived(envelope.sent_at, envelope.internal_at, crowded=False)
    assert at <= envelope.internal_at + arrival.EARLY
    MAPPING.client_of(envelope, OWN)
    aliases.likely([("inbox", envelope)], own=OWN, is_client=lambda _: False)
    aliases.likely_clients([KNOWN, envelope, envelope, envelope], mapping=MAPPING, own=OWN)


def headers(raw: bytes) -> None:
    """Read the header block."""
    checked(mime.parse_envelope(raw, location=PLACE, internal_at=NOW, size=len(raw)))


def whole(raw: bytes) -> None:
    """Read a message from its beginning, whole and cut."""
    for is_cut in (False, True):
        checked_body(mime.parse_body(raw, truncated=is_cut))


def text(raw: bytes) -> None:
    """Read the text as facts: newest words, tone, demands."""
    _, _, payload = raw.partition(b"\r\n\r\n")
    kinds = re.search(rb"charset=\"?([^\"\r\n;]{1,60})", raw)
    charset = kinds[1].decode("latin-1") if kinds else ""
    for subtype, encoding in (("plain", ""), ("html", "quoted-printable"), ("plain", "base64")):
        options = {"subtype": subtype, "charset": charset, "encoding": encoding}
        found, flaws = mime.decode_part(payload, **options, truncated=False)
        checked_body(Body(text=found, flaws=flaws))
        if encoding != "base64":
            judged(found[:6_000])


def judged(found: str) -> None:
    """Cut and score a text; what is kept of it must come from it."""
    parts = cleaning.newest(found)
    storable(parts.new)
    assert len(parts.new) <= len(found)
    fact = facts.with_text(a_message(), Body(text=found), model())
    storable(fact.excerpt)
    assert all(0 <= value <= 1 for value in fact.scores.values())


def checked_body(body: Body) -> None:
    storable(body.text, *body.attachments)
    assert len(body.text) <= 4 * imap_body.WHOLE_BYTES


class Server:
    """A connection that gives the same answer to everything, cut where its literals are."""

    def __init__(self, answer: tuple[bytes, ...]) -> None:
        self.answer = answer

    def ask(self, uids: Sequence[int], items: Sequence[str]) -> bytes:
        del uids, items
        return b"A1"

    def answers(self, tag: bytes) -> Iterator[tuple[bytes, ...]]:
        del tag
        yield self.answer

    def finish(self, tag: bytes) -> None:
        """Nothing more is said."""

    def forget(self) -> None:
        """Nothing is kept here."""


def answers(raw: bytes) -> None:
    """Read a FETCH answer: rows, envelope, structure, part and whole message."""
    chance = random.Random(raw)  # noqa: S311 - to be repeated
    server = Server(_shaped(_garbled(_structure_line(raw), chance), raw, chance))

    def fetch(requests: Sequence[Request]) -> Iterator[Fetched]:
        for request in requests:
            fetching = Fetching(server)  # type: ignore[arg-type]
            fetching.send(request)
            yield fetching.receive()

    for fetched in fetch([Request(uids=[1], items=imap_envelope.ITEMS)]):
        for row in fetched.rows.values():
            found = imap_envelope.envelope(row, PLACE)
            if isinstance(found, Envelope):
                checked(found)
    for body in imap_body.read(fetch, [1], together=9).values():
        if isinstance(body, Body):
            checked_body(body)


def _garbled(line: bytes, chance: random.Random) -> bytes:
    """Return a line with up to three signs of the grammar where they do not belong."""
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(line) + 1)
        token = chance.choice((b"(", b")", b'"', b"NIL", b" ", b"{3}", b"\\", b"1", b"\x00", b""))
        line = line[:at] + token + line[at + chance.randint(0, 3) :]
    return line


def _shaped(line: bytes, raw: bytes, chance: random.Random) -> tuple[bytes, ...]:
    """Return an answer in pieces: text up to a literal, the literal, text and so on."""
    start = b'(UID 1 INTERNALDATE " 2-Mar-2026 09:31:00 +0000" RFC822.SIZE 900 BODYSTRUCTURE '
    literal = raw[: chance.choice((0, 50, 2_000, 40_000))]
    name = chance.choice((b"BODY[1]<0>", b"BODY[]<0>", b"BODY[HEADER.FIELDS (DATE)]"))
    if chance.random() < 0.3:
        return (start + line + b" " + name + b' "quoted" )',)
    text = start + line + b" " + name + b" {%d}" % len(literal)
    return text, literal, chance.choice((b")", b"", b" FLAGS ())", b' X "'))


def _structure_line(raw: bytes) -> bytes:
    """Return a BODYSTRUCTURE that names what stands in the mail."""
    kinds = re.findall(rb"(?i)content-type:\s*([a-z]+)/([a-z0-9.-]+)", raw[:20_000])[:40]
    parts = b"".join(
        b'("%s" "%s" ("CHARSET" "%s" "NAME*0*" "utf-8\'\'%%C4%%8D") NIL NIL "7BIT" 40 2 NIL'
        b' ("attachment" ("FILENAME" "=?utf-8?q?x?=")))' % (first, second, first)
        for first, second in kinds
    )
    return b"(" + parts + b' "MIXED" ("BOUNDARY" "x"))' if len(kinds) > 1 else parts or b"NIL"


READERS: tuple[Callable[[bytes], None], ...] = (headers, whole, text, answers)
