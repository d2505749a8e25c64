"""Sixty hostile names and texts in every place of a mail that takes foreign words.

A display name becomes a client's name where the owner takes it over in `init`; a body is quoted at
privacy `full`; subjects are never mailed. Source of the cases: decision study B3.1, B3.2; field
study of mail programs that turn words into links.
"""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
from dataclasses import replace

import pytest

from builders_mails import DAY, an_event_mail
from builders_verdict import NOW, a_client, an_assessment, an_owner
from builders_views import Seen, a_report
from goodterms.adapters.letter import ALLOWED, Letterhead, letter
from goodterms.adapters.render import Renderer
from goodterms.core.event import Event, EventKind
from goodterms.core.findings import Privacy
from goodterms.core.verdict import Verdict

WORDS = [
    # header injection
    "=?utf-8?q?hi=0d=0aBcc:=20eve@evil.example?=",
    "=?UTF-8?B?aGkNCkJjYzogZXZlQGV2aWwuZXhhbXBsZQ==?=",
    "=?utf-8?q?=0a=0a<b>body</b>?=",
    "=?iso-8859-1?q?a?= =?utf-8?q?=0d=0aTo:=20e@evil.example?=",
    "hi\r\nBcc: eve@evil.example",
    "hi\nBcc: eve@evil.example",
    "hi\rBcc: eve@evil.example",
    "hi\r\n\r\n<script>alert(1)</script>",
    "hi\x0bBcc: eve@evil.example",
    "hi\x85Bcc: eve@evil.example",
    "hi\u2028Bcc: eve@evil.example\u2029x",
    'Ana" <eve@evil.example>, "x',
    "X-Good-Terms: forged 00000000000000000000000000000000",
    "References: <x@evil.example>",
    # direction and invisible signs
    "\u202egnp.exe\u202c",
    "\u2066evil\u2069\u2067example",
    "a\u200bb\u200cc\u200dd\u2060e\ufeff",
    "e\u00advil.exam\u00adple",
    "\u061c\u200e\u200f",
    "zero\x00null\x1b[31mred\x07",
    "\ue000\uf8ff\U000f0000",
    "Z\u0351\u036b\u0343" + "\u0301" * 200 + "algo",
    # links
    "https://evil.example/login?u=1",
    "HTTP://EVIL.EXAMPLE",
    "www.evil.example",
    "evil.example",
    "evil\u3002example",
    "evil\uff0eexample",
    "evil\uff61example",
    "evil\u2024example",
    "eve@evil.example",
    "eve\uff20evil.example",
    "mailto:eve",
    "tel:+385123",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)//evil.example",
    "data:text/html,hi",
    "file:///etc/passwd",
    r"\\evil\share",
    "10.0.0.1/admin",
    "xn--80ak6aa92e.com/apple",
    "[link](https://evil.example)",
    "<https://evil.example|bank>",
    # HTML, CSS and templates
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='https://evil.example'>pay</a>",
    "</td></table><h1>Your bank</h1>",
    "</title><style>*{display:none}</style>",
    "<!--[if mso]><b>x</b><![endif]-->",
    "&lt;script&gt;&#60;b&#62;&nbsp;",
    "{{ 7*7 }}{% for x in y %}{# #}",
    "%(count)s %s %n %d %",
    "expression(alert(1));background:url(//evil.example/x)",
    "<plaintext><svg/onload=alert(1)>",
    # size, scripts and other programs
    "A" * 100_000,
    "evil.example " * 5_000,
    "👩‍👩‍👧‍👦🏳️‍🌈🇭🇷",
    "שלום עולם مرحبا",
    '=HYPERLINK("https://evil.example")',
    "+1+cmd|' /C calc'!A0",
]

LINK = re.compile(
    r"(?i)\w[.\u2024\u3002\uff0e\uff61][a-z\u00a1-\uffff]{2}|://|\w@\w|\uff20"
    r"|\b(?:mailto|tel|javascript|data|file):|\\\\\w|\b\d+\.\d+\.\d+\.\d+|www\."
)
"""What mail programs make a link of."""

HIDDEN = {"Cc", "Cf", "Co", "Cs"}


def test_there_are_sixty_different_cases():
    assert len(set(WORDS)) == 60


def written(words, kind):
    """A mail that holds the words wherever foreign ones may stand."""
    name = words
    judged = [an_assessment(name, Verdict.TALK, since=DAY)]
    if kind == "event":
        event = Event(client=name, kind=EventKind.TALK, on=DAY)
        view = an_event_mail(event, privacy=Privacy.FULL, assessments=judged, names=(name,))
    else:
        excerpts = {f"M-{40 + n:012x}": words[:280] for n in range(4)}
        owner = an_owner(name=words)
        view = a_report(
            judged, names=(name,), privacy=Privacy.FULL, excerpts=excerpts, owner=owner, previous={}
        )
    outgoing = Renderer("en").letter(view)
    return replace(outgoing, text=outgoing.text), letter(
        outgoing, Letterhead(to="mara@studio.example", key=bytes(32)), now=NOW
    )


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["digest", "event"])
@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_hostile_words_leave_no_foreign_header_and_no_live_link(words, kind):
    outgoing, data = written(words, kind)

    found = email.message_from_bytes(data, policy=email.policy.default)
    names = [name.lower() for name in found]
    assert set(names) <= ALLOWED
    assert len(names) == len(set(names))
    for name, value in found.items():
        if name != "List-Unsubscribe":
            assert "evil" not in str(value), name
    assert {part.get_content_maintype() for part in found.walk()} <= {"multipart", "text"}

    clean, _ = written("Alba", kind)
    seen, plain = Seen(outgoing.html), Seen(clean.html)
    assert seen.tags == plain.tags
    assert {(tag, name) for tag, name, _ in seen.attributes} == {
        (tag, name) for tag, name, _ in plain.attributes
    }
    for text in (outgoing.text, " ".join(seen.text)):
        assert not LINK.search(text), LINK.search(text)
        assert not {unicodedata.category(each) for each in text if each != "\n"} & HIDDEN
    assert len(data) < 60_000


def test_a_name_that_would_be_a_link_is_not_typed_into_a_command():
    view = a_report([an_assessment("evil.example")], names=("evil.example",), previous={})
    text = Renderer("en").letter(view).text

    assert "goodterms dossier CLIENT" in text
    assert "evil . example: prepare to part" in text
    assert a_client("evil.example").name == "evil.example"
