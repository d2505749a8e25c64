"""What the fuzz mutates: hand-built mails of every kind the reader knows, and where they come from.

Source of the kinds: IMAP study d 53 to 79. All of it is made up here; the demo's letters and, when
the evaluation data lie beside the repository, its MIME files are added in memory.
"""

from __future__ import annotations

import base64
import quopri
import random
from pathlib import Path

from goodterms.demo.world import make_world

SHARED = Path(__file__).parents[2] / "shared" / "eval" / "real" / "mime_fixtures"

LARGEST = 40_000
"""Largest mail taken, in bytes: mutation finds little in attachments."""

DEMO_LETTERS = 150
"""How many of the demo's letters are taken."""

HEAD = (
    "Return-Path: <ana@alba.example>\r\n"
    "From: =?utf-8?q?Ana_Kova=C4=8D?= <ana@alba.example>\r\n"
    'To: "Horvat, Mara" <mara@studio.example>, team: ivo@alba.example;\r\n'
    "Date: Mon, 2 Mar 2026 10:30:00 +0100 (CET)\r\n"
    "Subject: =?utf-8?b?Sml0bm8=?= =?windows-1250?q?=9Eivo?=\r\n"
    "Message-ID: <1@alba.example>\r\n"
    "In-Reply-To: <0@studio.example>\r\n"
    "References: <a@studio.example>\r\n <0@studio.example>\r\n"
    "MIME-Version: 1.0\r\n"
)

WORDS = "Mara, ovo je hitno: molim te javi do sutra ujutro. Can you change the logo again today?"

QUOTED = (
    f"{WORDS}\r\n\r\nAna\r\n-- \r\nAlba d.o.o.\r\n\r\n"
    "Dana 1. ožujka 2026. u 9:00 Mara Horvat <mara@studio.example> piše:\r\n"
    "> Here is the offer.\r\n> > And what came before.\r\n"
)

OUTLOOK = (
    f"{WORDS}\r\n\r\n-----Original Message-----\r\nFrom: Mara\r\nSent: Monday\r\nTo: Ana\r\n"
    "Subject: Offer\r\n\r\nHere is the offer.\r\n"
)

HTML = (
    '<html><head><meta charset="windows-1250"><style>p{color:red}</style></head><body>'
    f"<p>{WORDS}</p><ul><li>one<li>two</ul><table><tr><td>a<td>b</table>&nbsp;&#353;&bogus;"
    '<div style="display:none">hidden</div><img src="http://x.example/p.gif">'
    '<div class="gmail_quote"><blockquote>Here is the offer.</blockquote></div></body></html>'
)


def single(body: bytes | str, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """Return a mail of one part."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    octets = body.encode() if isinstance(body, str) else body
    return f"{HEAD}Content-Type: {kind}\r\n{more}\r\n".encode() + octets


def many(kind: str, *parts: bytes) -> bytes:
    """Return a mail of several parts, each given with its own headers."""
    mark = f"=_{kind.partition(';')[0]}"
    head = f'{HEAD}Content-Type: multipart/{kind}; boundary="{mark}"\r\n\r\npreamble\r\n'
    joined = b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts)
    return head.encode() + joined + f"--{mark}--\r\nepilogue\r\n".encode()


def part(kind: str, body: bytes, *lines: str) -> bytes:
    """Return one part of a multipart."""
    head = [f"Content-Type: {kind}", *lines]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def own_letters() -> list[bytes]:
    """Return the hand-built mails."""
    plain = part("text/plain; charset=utf-8; format=flowed", QUOTED.encode())
    rich = part("text/html; charset=utf-8", HTML.encode())
    encoded = base64.encodebytes(QUOTED.encode())
    invite = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    pdf = part(
        'application/pdf; name="=?utf-8?q?ra=C4=8Dun?="',
        base64.encodebytes(bytes(300)),
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename*0*=utf-8''ra%C4%8D; filename*1*=un.pdf",
    )
    return [
        single(QUOTED),
        single(OUTLOOK),
        single(HTML, "text/html"),
        single(encoded, Content_Transfer_Encoding="base64"),
        single(quopri.encodestring(HTML.encode()), "text/html", Content_Transfer_Encoding="q-p"),
        single(
            quopri.encodestring(QUOTED.encode("cp1250")),
            "text/plain; charset=windows-1250",
            Content_Transfer_Encoding="quoted-printable",
        ),
        single(
            "こんにちは、急いでください。".encode("iso2022_jp"), "text/plain; charset=iso-2022-jp"
        ),
        single("Šaljem +AGE- đak".encode("utf-7"), "text/plain; charset=utf-7"),
        single(QUOTED.encode("utf-16"), "text/plain; charset=utf-16"),
        single("begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n", Content_Transfer_Encoding="x-uuencode"),
        single("I am away until Monday.", Auto_Submitted="auto-replied", Precedence="bulk"),
        single("News", List_Id="<n.alba.example>", List_Unsubscribe="<mailto:x@alba.example>"),
        single(invite, "text/calendar; method=REQUEST; charset=utf-8"),
        single(
            "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n" + WORDS + "\r\n"
            "-----BEGIN PGP SIGNATURE-----\r\nx\r\n-----END PGP SIGNATURE-----\r\n"
        ),
        single(WORDS, X_Failed_Recipients="ivo@alba.example"),
        many("alternative", plain, rich),
        many("mixed", plain, pdf),
        many("related; type=text/html", rich, part("image/png; name=x", b"x", "Content-ID: <1>")),
        many("mixed", many("alternative", plain, rich), pdf),
        many("signed", plain, part("application/pgp-signature; name=s.asc", b"x")),
        many("encrypted", part("application/pgp-encrypted", b"Version: 1"), pdf),
        many("mixed", plain, part("message/rfc822", single("You idiot!"))),
        many("mixed", plain, part("application/ms-tnef; name=winmail.dat", b'x\x9f>"')),
        many("alternative", plain, part("text/calendar; method=REPLY", invite)),
        many(
            "report; report-type=delivery-status",
            plain,
            part("message/delivery-status", b"Final-Recipient: rfc822; ivo@alba.example\r\n"),
        ),
    ]


def gathered() -> list[bytes]:
    """Return everything there is to mutate."""
    stored = [each[0] for folder in make_world(7).folders.values() for each in folder]
    demo = random.Random(7).sample(stored, DEMO_LETTERS)  # noqa: S311 - no secret
    shared = [path.read_bytes() for path in sorted(SHARED.rglob("*.eml"))]
    return own_letters() + [each for each in demo + shared if len(each) <= LARGEST]
