from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goodterms.core.mail import Address, Envelope, Location
from goodterms.core.noise import REASONS, reason


def mail(subject="Logo", sender="ana@kovac.example", **headers):
    return Envelope(
        location=Location(folder="INBOX", uidvalidity=1, uid=1),
        message_id="",
        parents=(),
        sender=Address(address=sender),
        recipients=(),
        subject=subject,
        sent_at=None,
        sent_offset_minutes=None,
        internal_at=datetime(2026, 5, 5, tzinfo=UTC),
        size=1,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@pytest.mark.parametrize(
    ("envelope", "expected"),
    [
        (mail(auto_submitted="auto-replied (vacation)"), "auto-reply"),
        (mail(auto_submitted="auto-replied; owner-email=x"), "auto-reply"),
        (mail(auto_submitted="auto-generated"), "robot"),
        (mail("Automatic reply: Logo"), "auto-reply"),
        (mail("Out of Office"), "auto-reply"),
        (mail("[EXTERNAL] Automatski odgovor: Logo"), "auto-reply"),
        (mail("Odsutnost s posla"), "auto-reply"),
        (mail("Abwesenheitsnotiz: Logo"), "auto-reply"),
        (mail(x_auto_response_suppress="All"), "robot"),
        (mail("Automatic reply", return_path="<>"), "auto-reply"),
        (mail(return_path="<>"), "bounce"),
        (mail("Undelivered Mail Returned to Sender"), "bounce"),
        (mail(content_type="multipart/report; report-type=delivery-status"), "bounce"),
        (mail(sender="MAILER-DAEMON@x.example".lower()), "bounce"),
        (mail(content_type="multipart/report; report-type=disposition-notification"), "receipt"),
        (mail("Pročitano: Logo", content_type="multipart/report"), "receipt"),
        (mail(content_type="text/calendar; method=REPLY"), "calendar"),
        (mail(content_class="urn:content-classes:calendarmessage"), "calendar"),
        (mail("Accepted: Sastanak"), "calendar"),
        (mail("Prihvaćeno: Sastanak"), "calendar"),
        (mail("Invitation: Logo @ Tue May 5, 2026 10am"), "calendar"),
        (mail(list_id="Team <team.kovac.example>"), "list"),
        (mail(precedence="list"), "list"),
        (mail(list_unsubscribe="<mailto:x@y>"), "newsletter"),
        (mail(precedence="bulk"), "newsletter"),
        (mail(sender="no-reply@kovac.example"), "robot"),
        (mail(sender="noreply+7@kovac.example"), "robot"),
        (mail(sender="donotreply@kovac.example"), "robot"),
        (mail(sender="ne-odgovaraj@kovac.example"), "robot"),
        (mail(sender="e-racun@kovac.example"), "robot"),
        (mail(sender="einvoicing@kovac.example"), "robot"),
        (mail(x_good_terms="1"), "own-report"),
        (mail(list_id="<goodterms.localhost>"), "own-report"),
    ],
)
def test_automatic_mail_is_set_apart_with_its_reason(envelope, expected):
    assert reason(envelope) == expected
    assert expected in REASONS


@pytest.mark.parametrize(
    "envelope",
    [
        mail(),
        mail("Re: out of office next week"),
        mail("Re: Automatski odgovor na webu"),
        mail("Invitation: text for the card"),
        mail("Pozivnica: tekst za tisak"),
        mail("Read: our new menu"),
        mail(auto_submitted="no"),
        mail(auto_submitted="no (a person)"),
        mail(x_auto_response_suppress="None"),
        mail(content_type="multipart/alternative; boundary=x"),
        mail(return_path="<ana@kovac.example>"),
        mail(sender="norea@kovac.example"),
        mail(sender="botica@kovac.example"),
        mail(sender="racuni@kovac.example"),
        mail(content_class="urn:content-classes:message"),
        mail(sender="systems.ana@kovac.example"),
    ],
)
def test_what_a_person_wrote_is_no_noise(envelope):
    assert reason(envelope) is None


def test_a_message_without_sender_is_judged_by_its_headers():
    assert reason(mail(sender="")) is None
