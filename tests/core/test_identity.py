from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from goodterms.core.identity import message_key
from goodterms.core.mail import Address, Envelope, Location

NOW = datetime(2026, 5, 5, 8, 12, tzinfo=UTC)
MAIL = Envelope(
    location=Location(folder="INBOX", uidvalidity=1, uid=1),
    message_id="a@kovac.example",
    parents=(),
    sender=Address(address="ana@kovac.example", name="Ana"),
    recipients=(Address(address="mara@studio.example"),),
    subject="Logo",
    sent_at=NOW,
    sent_offset_minutes=120,
    internal_at=NOW,
    size=1000,
    headers={"date": "Tue, 5 May 2026 10:12:00 +0200"},
)
BARE = replace(MAIL, message_id="")


def test_the_key_has_a_fixed_form_and_value():
    assert re.fullmatch(r"M-[0-9a-f]{12}", message_key(MAIL))
    assert message_key(MAIL) == "M-5151f93f5ac6"


def test_copies_in_other_folders_are_one_message():
    other = replace(
        MAIL,
        location=Location(folder="Sent", uidvalidity=7, uid=9),
        internal_at=datetime(2027, 1, 1, tzinfo=UTC),
        size=1100,
        headers={"date": "Tue,  5 May 2026 10:12:00 +0200", "list-id": "x"},
    )
    assert message_key(other) == message_key(MAIL)


def test_one_message_id_on_different_mails_gives_different_keys():
    assert message_key(MAIL) != message_key(replace(MAIL, headers={"date": "Wed, 6 May 2026"}))
    assert message_key(MAIL) != message_key(replace(MAIL, sender=Address(address="x@y.example")))


def test_without_message_id_content_decides():
    assert message_key(BARE) == message_key(
        replace(BARE, internal_at=datetime.max.replace(tzinfo=UTC))
    )
    for changed in (
        replace(BARE, subject="Other"),
        replace(BARE, size=1001),
        replace(BARE, recipients=()),
        replace(BARE, sender=None),
    ):
        assert message_key(changed) != message_key(BARE)


def test_without_date_either_the_server_date_tells_short_mails_apart():
    undated = replace(BARE, headers={}, sent_at=None)
    later = replace(undated, internal_at=datetime(2026, 5, 6, tzinfo=UTC))
    assert message_key(undated) != message_key(later)


def test_a_broken_subject_does_not_stop_it():
    assert message_key(replace(BARE, subject="\ud800"))
