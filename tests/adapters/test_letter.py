from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters import letter
from goodterms.adapters.letter import Letterhead
from goodterms.core import command_token, own_mail
from goodterms.core.command import Offer, Verb
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError

NOW = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
HEAD = Letterhead(to="mara@studio.example")
REPORT = Outgoing(
    period="m:2026-10",
    subject="Good Terms, October: 1 to talk to, 9 in good order",
    text="Čestitke: 1.234,50 €\n\n.\nFrom here on\n" + "long " * 300 + "\n",
    html="<!DOCTYPE html><p>Čestitke: 1.234,50 €</p>",
    message_id="report.0123456789abcdef@goodterms.invalid",
)


def read(data: bytes):
    return email.message_from_bytes(data, policy=email.policy.default)


def test_letter_has_exactly_the_headers_it_should_have():
    written = read(letter.letter(REPORT, HEAD, now=NOW))

    headers = {name: str(value) for name, value in written.items() if name != "Content-Type"}
    assert headers == {
        "From": "Good Terms <mara@studio.example>",
        "To": "mara@studio.example",
        "Subject": "Good Terms, October: 1 to talk to, 9 in good order",
        "Date": "Mon, 16 Nov 2026 08:30:00 +0000",
        "Message-ID": "<report.0123456789abcdef@goodterms.invalid>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": "Good Terms <reports.goodterms.invalid>",
        "X-Good-Terms": "report.0123456789abcdef@goodterms.invalid",
        "MIME-Version": "1.0",
    }


def test_text_comes_first_and_both_parts_arrive_whole():
    written = read(letter.letter(REPORT, HEAD, now=NOW))

    assert written.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in written.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    text, html = (part.get_content() for part in written.iter_parts())
    assert text.replace("\r\n", "\n") == REPORT.text
    assert html.strip() == REPORT.html


def test_bytes_are_mail_lines():
    data = letter.letter(REPORT, HEAD, now=NOW)

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()


def test_same_report_gives_the_same_bytes():
    assert letter.letter(REPORT, HEAD, now=NOW) == letter.letter(REPORT, HEAD, now=NOW)


def test_long_croatian_subject_stays_one_header():
    subject = "Good Terms, studeni: 2 za pripremu rastanka, 3 za razgovor, 1 odgođen, žšćčđ " * 3
    written = read(letter.letter(replace(REPORT, subject=subject.strip()), HEAD, now=NOW))

    assert str(written["Subject"]) == subject.strip()


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?hi=0d=0aBcc:=20eve@evil.example?=",
        "=?UTF-8?B?aGkNCkJjYzogZXZlQGV2aWwuZXhhbXBsZQ==?=",
        "hi\r\nBcc: eve@evil.example",
        "hi\nBcc: eve@evil.example",
        "hi\x00",
        "hi\u2028there",
    ],
)
def test_subject_that_would_become_a_header_is_not_sent(subject):
    with pytest.raises(DeliveryError, match="header"):
        letter.letter(replace(REPORT, subject=subject), HEAD, now=NOW)


def test_written_mail_with_a_smuggled_header_is_refused_even_when_it_got_that_far():
    """CVE-2024-6923 on this interpreter: the check must not need the first guard."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "=?utf-8?q?hi=0d=0aBcc:=20eve@evil.example?="
    data = message.as_bytes()

    with pytest.raises(DeliveryError) as caught:
        letter.check(data)
    if b"\r\nBcc:" in data:  # interpreters before 3.11.15
        assert "bcc" in str(caught.value)


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b"List-Id:", b"Bcc: eve@evil.example\r\nList-Id:"),
        (b"List-Id:", b"X-List-Id:"),
        (b"To: mara@studio.example", b"To: mara@studio.example\r\nTo: eve@evil.example"),
        (b"Auto-Submitted: auto-generated", b"Auto-Submitted: auto-\r\n generated"),
        (b"Content-Type: text/plain", b"Content-Location: x\r\nContent-Type: text/plain"),
    ],
)
def test_check_refuses_headers_that_are_foreign_missing_twice_or_broken_over_lines(found, instead):
    data = letter.letter(REPORT, HEAD, now=NOW)
    letter.check(data)
    assert found in data

    with pytest.raises(DeliveryError):
        letter.check(data.replace(found, instead, 1))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mara",
        "mara@studio.example, eve@evil.example",
        "mara@studio.example\r\nBcc: eve@evil.example",
        "<mara@studio.example>",
        "màra@studio.example",
        "-t mara@studio.example",
    ],
)
def test_recipient_that_is_no_single_plain_address_is_refused(address):
    with pytest.raises(DeliveryError, match="not a mail address"):
        letter.letter(REPORT, Letterhead(to=address), now=NOW)


def test_sender_can_differ_from_the_recipient():
    head = Letterhead(to="mara@private.example", sender="mara@studio.example")

    written = read(letter.letter(REPORT, head, now=NOW))

    assert written["From"] == "Good Terms <mara@studio.example>"
    assert written["To"] == "mara@private.example"


@settings(max_examples=150)
@given(st.text(max_size=120))
def test_no_subject_ever_adds_a_header(subject):
    try:
        data = letter.letter(replace(REPORT, subject=subject), HEAD, now=NOW)
    except DeliveryError:
        return
    names = [name.lower() for name in email.message_from_bytes(data)]
    assert sorted(names) == sorted(letter.ALWAYS)


# --- of a case, of a report that can be answered, with a calendar --------------------------------

KEY = bytes(range(32))
ANSWERED = replace(
    REPORT,
    text=f"{command_token.placeholder(0)}\n",
    html=f"<p>{command_token.placeholder(0)}</p>",
    offers=(Offer(verbs=(Verb.SEEN, Verb.DIGEST_OFF)),),
)


def test_a_mail_with_a_key_is_marked_and_carries_its_token():
    written = read(letter.letter(ANSWERED, replace(HEAD, key=KEY), now=NOW))
    token = command_token.token(KEY, REPORT.message_id, 0)

    assert own_mail.is_marked(KEY, {"x-good-terms": written["X-Good-Terms"]}, REPORT.message_id)
    assert not own_mail.is_marked(
        bytes(32), {"x-good-terms": written["X-Good-Terms"]}, REPORT.message_id
    )
    for part in written.iter_parts():
        assert token in part.get_content()
        assert command_token.placeholder(0) not in part.get_content()


def test_a_report_can_be_put_off_by_an_answer_to_it():
    written = read(letter.letter(ANSWERED, replace(HEAD, key=KEY), now=NOW))
    token = command_token.token(KEY, REPORT.message_id, 0)

    address, _, query = str(written["List-Unsubscribe"]).strip("<>").partition("?")
    assert address == "mailto:mara@studio.example"
    assert parse_qs(query) == {
        "subject": [f"digest off {token}"],
        "in-reply-to": [f"<{REPORT.message_id}>"],
        "body": [f"digest off {token}"],
    }
    assert "List-Unsubscribe-Post" not in written


def test_a_mail_of_a_case_refers_to_its_root_and_to_nothing_else():
    written = read(letter.letter(replace(REPORT, thread="case.7@goodterms.invalid"), HEAD, now=NOW))

    assert written["References"] == written["In-Reply-To"] == "<case.7@goodterms.invalid>"
    assert "List-Unsubscribe" not in written


def test_a_calendar_goes_along_as_a_file_that_asks_for_no_answer():
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    written = read(letter.letter(replace(REPORT, calendar=calendar), HEAD, now=NOW))

    assert written.get_content_type() == "multipart/mixed"
    mail, file = written.iter_parts()
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]
    assert file.get_content_type() == "text/calendar"
    assert file.get_param("method") == "PUBLISH"
    assert file.get_filename() == "goodterms.ics"
    assert file.get_content().splitlines() == calendar.splitlines()
    written = letter.letter(replace(REPORT, calendar=calendar), HEAD, now=NOW)
    assert letter.letter(replace(REPORT, calendar=calendar), HEAD, now=NOW) == written


@pytest.mark.parametrize("field", ["message_id", "thread"])
@pytest.mark.parametrize("text", ["x\r\nBcc: eve@evil.example", "=?utf-8?q?a=0d=0aBcc:=20e?="])
def test_ids_that_would_become_headers_are_not_sent(field, text):
    with pytest.raises(DeliveryError, match="header"):
        letter.letter(replace(REPORT, **{field: text}), HEAD, now=NOW)
