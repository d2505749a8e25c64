"""Our own mark: made with the key, worth nothing without it."""

from __future__ import annotations

import pytest

from builders import an_envelope
from goodterms.core import noise, own_mail

KEY, MAIL = b"k" * 32, "report.1@goodterms.invalid"


def test_a_mark_is_known_by_the_key_that_made_it() -> None:
    headers = {"x-good-terms": own_mail.mark(KEY, MAIL)}
    assert own_mail.is_marked(KEY, headers, MAIL)
    assert not own_mail.is_marked(b"q" * 32, headers, MAIL)
    assert not own_mail.is_marked(KEY, headers, "report.2@goodterms.invalid")


@pytest.mark.parametrize("value", ["", "x", MAIL, f"{MAIL} {'0' * 32}", "š" * 40])
def test_anything_else_is_no_mark(value: str) -> None:
    assert not own_mail.is_marked(KEY, {"x-good-terms": value}, MAIL)
    assert not own_mail.is_marked(KEY, {}, MAIL)


def test_with_a_key_a_mere_header_hides_no_mail_without_one_it_does() -> None:
    bare = an_envelope(headers={"x-good-terms": "x"})
    marked = an_envelope(message_id=MAIL, headers={"x-good-terms": own_mail.mark(KEY, MAIL)})
    tester = own_mail.tester(KEY)
    assert noise.reason(bare) == noise.OWN
    assert noise.reason(bare, is_ours=tester) is None
    assert noise.reason(marked, is_ours=tester) == noise.OWN
    assert own_mail.tester(None) is None


def test_ours_are_told_by_their_end() -> None:
    assert own_mail.ours((MAIL, "1@alba.example", "x@goodterms.invalid.example")) == (MAIL,)
