"""Letters are laid out as real programs do, and written as bytes that any parser reads back."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy

import pytest

from goodterms.demo import mime, oddities, quoting
from goodterms.demo.letters import Letter
from goodterms.demo.people import Contact, Program

AT = datetime(2026, 3, 2, 8, 12, tzinfo=UTC)


def contact(program: Program, language: str = "hr", charset: str = "utf-8") -> Contact:
    return Contact(
        name="Željko Đurić",
        address="zeljko@mrvica.example",
        called="Željko",
        is_woman=False,
        language=language,
        zone="Europe/Zagreb",
        program=program,
        signature="Željko\nMrvica",
        charset=charset,
    )


def letter(program: Program, language: str = "hr", charset: str = "utf-8") -> Letter:
    sender = contact(program, language, charset)
    asked = Letter(
        sender=replace(sender, name="Mara Horvat", address="mara@studio.example"),
        to=(("Željko Đurić", "zeljko@mrvica.example"),),
        subject="Omot za kruh",
        at=AT,
        text="Bok,\n\nu prilogu je skica.",
        message_id="a@studio.example",
        act="deliver",
    )
    return Letter(
        sender=sender,
        to=(("Mara Horvat", "mara@studio.example"),),
        subject="Re: Omot za kruh – šesti",
        at=AT,
        text="Može, šaljite u tisak.",
        message_id="b@mrvica.example",
        act="approve",
        parent=asked,
        references=("a@studio.example",),
    )


@pytest.mark.parametrize("program", list(Program))
@pytest.mark.parametrize("charset", ["utf-8", "windows-1250", "iso-8859-2"])
def test_text_headers_and_files_survive_the_way_through_bytes(
    program: Program, charset: str
) -> None:
    written = replace(letter(program, charset=charset), attachments=("račun.pdf", "b.png"))
    mail = email.message_from_bytes(mime.raw(written), policy=policy.default)
    body = mail.get_body(("plain", "html"))
    assert body is not None
    assert "Može, šaljite u tisak." in body.get_content()
    assert mail["Subject"] == "Re: Omot za kruh – šesti"
    assert "Željko Đurić" in str(mail["From"])
    assert [part.get_filename() for part in mail.iter_attachments()] == ["račun.pdf", "b.png"]
    assert mail["References"] == "<a@studio.example>"


@pytest.mark.parametrize(
    ("program", "language", "line"),
    [
        (
            Program.WEBMAIL,
            "hr",
            "pon, 2. ožu 2026. u 09:12 Mara Horvat <mara@studio.example> napisao je:",
        ),
        (
            Program.WEBMAIL,
            "en",
            "On Mon, Mar 2, 2026 at 9:12 AM Mara Horvat <mara@studio.example> wrote:",
        ),
        (
            Program.PHONE,
            "hr",
            "Dana 2. ožu 2026., u 09:12, Mara Horvat <mara@studio.example> je napisao:",
        ),
        (Program.PHONE, "en", "On 2 Mar 2026, at 09:12, Mara Horvat <mara@studio.example> wrote:"),
        (Program.PLAIN, "hr", "Dana 02.03.2026. u 09:12, Mara Horvat je napisao/la:"),
        (Program.OFFICE, "hr", "Poslano: ponedjeljak, 2. ožujka 2026. 09:12"),
        (Program.OFFICE, "en", "Sent: Monday, 2 March 2026 09:12"),
    ],
)
def test_a_quote_begins_as_the_program_of_the_writer_begins_it(
    program: Program, language: str, line: str
) -> None:
    lines = quoting.plain(letter(program, language)).splitlines()
    assert line in lines
    assert lines.index("Može, šaljite u tisak.") < lines.index(line)


def test_inline_answers_stand_below_the_quoted_line() -> None:
    inline = replace(letter(Program.PLAIN), answers=("Naslov manji.", "Hvala!"))
    lines = [line for line in quoting.plain(inline).splitlines() if line]
    assert lines[1:5] == ["> Bok,", "Naslov manji.", "> u prilogu je skica.", "Hvala!"]


def test_text_a_charset_cannot_hold_goes_out_as_utf_8() -> None:
    written = replace(letter(Program.PLAIN, charset="iso-8859-2"), text="Može 👍")
    mail = email.message_from_bytes(mime.raw(written), policy=policy.default)
    assert mail.get_content_charset() == "utf-8"
    assert "👍" in mail.get_content()


def test_damage_does_only_what_it_says() -> None:
    raw = mime.raw(letter(Program.PLAIN))
    assert b"\r\nDate:" in raw
    assert b"\r\nDate:" not in oddities.without_date(raw)
    assert b"1970" in oddities.with_absurd_date(raw)
    assert b"charset=x-made-up-7" in oddities.with_broken_charset(raw)
    assert oddities.without_date(raw).count(b"\r\n") == raw.count(b"\r\n") - 1
