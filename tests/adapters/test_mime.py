from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import mailparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters import mime
from goodterms.adapters.mime import parse_body
from goodterms.core.mail import Address, Location

REAL = Path(__file__).parents[2].parent / "shared" / "eval" / "real"
NOW = datetime(2026, 5, 5, 8, 12, tzinfo=UTC)

HEAD = """\
Date: Tue, 5 May 2026 10:12:13 +0200
From: =?utf-8?q?Ana_Kova=C4=8D?= <Ana@Kovac.Example>
To: "Horvat, Mara" <mara@studio.example>, b@x.example
Cc: team: inside@x.example;, undisclosed: ;
Subject: =?utf-8?q?Jo=C5=A1?= jedna verzija
Message-ID: <abc@kovac.example>
In-Reply-To: <def@studio.example>
References: <a@x.example> <def@studio.example>
List-Id: <x.y>
"""


def envelope(head):
    raw = head if isinstance(head, bytes) else head.replace("\n", "\r\n").encode()
    return mime.parse_envelope(
        raw + b"\r\n",
        location=Location(folder="INBOX", uidvalidity=1, uid=7),
        internal_at=NOW,
        size=99,
    )


def body(raw, *, truncated=False):
    return parse_body(raw.encode() if isinstance(raw, str) else raw, truncated=truncated)


def multipart(kind, *parts):
    mark = kind.replace("/", "-").partition(";")[0]
    return (
        f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'
        + "".join(f"--{mark}\n{part}\n" for part in parts)
        + f"--{mark}--\n"
    )


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nMoje riječi."
RICH = "Content-Type: text/html; charset=utf-8\n\n<p>Moje <b>riječi</b>.</p>"
PDF = 'Content-Type: application/pdf; name="logo.pdf"\nContent-Disposition: attachment\n\nx'


def test_headers_become_facts():
    found = envelope(HEAD)
    assert found.sender == Address(address="ana@kovac.example", name="Ana Kovač")
    assert [each.address for each in found.recipients] == [
        "mara@studio.example",
        "b@x.example",
        "inside@x.example",
    ]
    assert found.recipients[0].name == "Horvat, Mara"
    assert found.subject == "Još jedna verzija"
    assert found.message_id == "abc@kovac.example"
    assert found.parents == ("a@x.example", "def@studio.example")
    assert found.sent_at == datetime(2026, 5, 5, 8, 12, 13, tzinfo=UTC)
    assert found.sent_offset_minutes == 120
    assert found.headers == {"date": "Tue, 5 May 2026 10:12:13 +0200", "list-id": "<x.y>"}
    assert (found.internal_at, found.size, found.location.uid) == (NOW, 99, 7)
    assert found.flaws == ()


@pytest.mark.parametrize(
    ("header", "flaw"),
    [
        ("X: y", "no-date"),
        ("Date: 31 Dec 9999 23:59:59 -1200", "bad-date"),
        ("X: y", "no-message-id"),
        ("X: y", "no-sender"),
        ("From: nobody at all", "bad-sender"),
        ("From: a@x.example\nFrom: b@x.example", "many-senders"),
        ("From: a@x.example, b@x.example", "many-senders"),
        ("To: " + ", ".join(f"a{n}@x.example" for n in range(300)), "many-recipients"),
        ("Date: Tue, 5 May 2026 10:12:13", "no-zone"),
        ("Date: Tue, 7 May 2026 10:12:13 +0200", "future-date"),
        ("Subject: Još", "raw-8bit"),
        ("Subject: " + "x" * 20_000, "long-headers"),
    ],
)
def test_what_is_wrong_becomes_a_flaw(header, flaw):
    assert flaw in envelope(header + "\n").flaws


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ('"boss@bank.example" <evil@x.example>', "evil@x.example"),
        ("boss@bank.example <evil@x.example>", "evil@x.example"),
        ("<a@x.example> <evil@x.example>", "evil@x.example"),
        ("Big Bug bb@bug.example", "bb@bug.example"),
        ("first@x.example, second@x.example", "first@x.example"),
        ("=?utf-8?q?boss=40bank.example?= <evil@x.example>", "evil@x.example"),
        ("(" * 500 + "a@x.example", None),
        ("group: a@x.example;", "a@x.example"),
        ("undisclosed: ;", None),
        ("<>", None),
        ("one@x.example two@x.example", None),
    ],
)
def test_a_display_name_never_stands_for_the_address(value, address):
    found = envelope(f"From: {value}\n").sender
    assert (found.address if found else None) == address


def test_subjects_are_one_short_safe_line():
    subject = envelope("Subject: a\u202eb =?utf-8?q?c=0d=0aBcc:=20x?=\n " + "d " * 300).subject
    assert subject.startswith("ab c Bcc: x d")
    assert len(subject) <= 200
    assert subject.isprintable()


def test_repeated_headers_keep_the_first():
    found = envelope("Subject: one\nSubject: two\nMessage-ID: <1@x>\nMessage-ID: <2@x>\n")
    assert (found.subject, found.message_id) == ("one", "1@x")


def test_a_crash_of_the_library_costs_nothing(monkeypatch):
    def crash(*_args, **_options):
        message = "embedded null character"
        raise ValueError(message)

    monkeypatch.setattr(mime, "get_addresses", crash)
    monkeypatch.setattr(mailparser, "parse_from_bytes", crash)
    mime._remembered.cache_clear()
    assert envelope("From: Ana <ana@kovac.example>\n").sender == Address(
        address="ana@kovac.example"
    )
    assert body(PLAIN).text == "Moje riječi."
    mime._remembered.cache_clear()


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN,
        RICH,
        multipart("alternative", PLAIN, RICH),
        multipart("alternative", "Content-Type: text/plain\n\n \n", RICH),
        multipart("mixed", multipart("alternative", PLAIN, RICH), PDF),
        multipart("signed", PLAIN, "Content-Type: application/pgp-signature\n\nx"),
        multipart("related", RICH, "Content-Type: image/png\nContent-ID: <1>\n\nx"),
        "Content-Type: text/plain; charset=utf-8\x00\n\nMoje riječi.",
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode("Moje riječi.".encode()).decode(),
        PLAIN.replace(
            "\n\nMoje riječi",
            "\nContent-Transfer-Encoding: quoted-printable\n\nMoje rije=C4=8Di=\n",
        ),
        multipart("mixed", PLAIN, "Content-Type: message/rfc822\n\nSubject: x\n\nTuđe riječi."),
        multipart("report; report-type=x", PLAIN, "Content-Type: text/plain\n\nstatus"),
    ],
)
def test_the_senders_words_are_found(raw):
    assert body(raw).text.strip() == "Moje riječi."


def test_forwarded_messages_are_attachments_and_not_the_senders_words():
    found = body(
        multipart("mixed", PLAIN, "Content-Type: message/rfc822\n\nSubject: x\n\nSramota!")
    )
    assert "Sramota" not in found.text
    assert found.attachments == ("",)


def test_attachments_are_named_and_inline_pictures_left_out():
    named = (
        "Content-Type: application/pdf\nContent-Disposition: attachment;"
        " filename*=utf-8''ra%C4%8Dun.pdf\n\nx"
    )
    picture = "Content-Type: image/png; name=logo.png\nContent-Disposition: inline\n\nx"
    found = body(multipart("mixed", PLAIN, PDF, named, picture, "Content-Type: audio/ogg\n\nx"))
    assert found.attachments == ("logo.pdf", "račun.pdf", "")


def test_text_files_are_attachments():
    notes = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nnotes"
    assert body(multipart("mixed", PLAIN, notes)).text == "Moje riječi."


@pytest.mark.parametrize(
    "raw",
    [
        multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1", PDF),
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx",
        "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n",
    ],
)
def test_encrypted_mail_has_no_text_and_says_so(raw):
    found = body(raw)
    assert found.text == ""
    assert found.flaws == ("encrypted",)


def test_an_inline_signature_is_taken_off():
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nMy words.\n"
        "-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n"
    )
    assert body("Content-Type: text/plain\n\n" + signed).text.strip() == "My words."


def test_no_text_is_said():
    assert body(PDF).flaws == ("no-text",)
    assert body("").flaws == ("no-text",)


@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_deep_and_wide_messages_are_refused_in_bounded_time():
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1000))
    wide = 'Content-Type: multipart/mixed; boundary="x"\n\n' + "--x\n\na\n" * 100_000
    half = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(100))
    many = 'Content-Type: multipart/mixed; boundary="x"\n\n' + "--x\n\na\n" * 3000
    for raw in (deep, wide, half + PLAIN, many):
        assert "too-many-parts" in body(raw[:262_144]).flaws


FRAGMENTS = [
    b"From: ", b"<a@b>", b"\n", b"\r\n\r\n", b"Content-Type: ", b"multipart/mixed; boundary=x",
    b"text/plain; charset=", b"\x00", b"\xff\xfe", b"--x", b"--x--", b"=?utf-8?b?", b"?=", b"(",
    b"Content-Transfer-Encoding: base64", b"message/rfc822", b"; name*0*=", b"utf-7", b'"',
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=12), max_size=40).map(b"".join))
def test_no_bytes_make_it_raise(raw):
    found = envelope(raw)
    found.subject.encode("utf-8")
    assert found.sender is None or "@" in found.sender.address
    text = parse_body(raw, truncated=False)
    text.text.encode("utf-8")
    "".join(text.attachments).encode("utf-8")


def test_headers_that_say_nothing_of_the_structure_are_not_taken_apart():
    head = "Received: from a.example by b.example; Tue, 5 May 2026 10:12:13 +0200\n" * 3
    light = mime._lightened(
        (head + "X-A: b\n c\nCONTENT-type: text/plain;\n charset=x\n\nbody\n").encode()
    )
    assert light == b"CONTENT-type: text/plain;\n charset=x\n\nbody\n"
    for broken in (b"Subject: x\nno field\n\nbody", b"From ana Tue May 5\nA: b\n\nbody", b"A: b\n"):
        assert mime._lightened(broken) == broken


def test_a_body_that_follows_its_headers_without_an_empty_line_is_kept():
    assert "My words" in body("Subject: x\nMy words\n\nand more").text


def test_a_mailings_recipients_fill_no_memory():
    mime._remembered.cache_clear()
    envelope("To: " + ", ".join(f"a{n}@x.example" for n in range(300)) + "\n")
    assert mime._remembered.cache_info().currsize == 0


EXPLAINED = {"no-text", "encrypted", "too-many-parts", "unreadable"}


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared evaluation data is not beside this tree")
def test_broken_mail_of_other_projects_gives_facts_or_says_what_is_wrong():
    files = sorted((REAL / "mime_fixtures").rglob("*.eml"))
    assert files
    for path in files:
        raw = path.read_bytes()
        found, text = envelope(raw), parse_body(raw, truncated=False)
        assert found.sender or {"no-sender", "bad-sender"} & set(found.flaws), path.name
        assert found.sent_at or {"no-date", "bad-date"} & set(found.flaws), path.name
        assert found.message_id or "no-message-id" in found.flaws, path.name
        assert text.text.strip() or EXPLAINED & set(text.flaws), path.name
        assert "unreadable" not in text.flaws, path.name
        assert found.subject.isprintable()
        assert not any(len(name) > 120 or "\n" in name for name in text.attachments)
