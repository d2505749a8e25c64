from __future__ import annotations

import pytest

from builders import an_envelope
from goodterms.core.bounces import failed
from goodterms.core.mail import Address


def back(named: str, sender: str = "mailer-daemon@studio.example") -> tuple[str, ...]:
    headers = {"x-failed-recipients": named} if named else {}
    return failed(an_envelope(sender=Address(address=sender), headers=headers))


@pytest.mark.parametrize(
    ("named", "addresses"),
    [
        ("ana@alba.example", ("ana@alba.example",)),
        (" Ana+work@Alba.Example, <ivo@alba.example>", ("ana@alba.example", "ivo@alba.example")),
        ("ana@alba.example ana@alba.example", ("ana@alba.example",)),
        ("nobody", ()),
        ("", ()),
        ("@" * 5_000, ()),
    ],
)
def test_whom_mail_was_for_is_read_from_the_report(named, addresses) -> None:
    assert back(named) == addresses


def test_a_person_cannot_write_such_a_report() -> None:
    assert back("ana@alba.example", sender="evil@evil.example") == ()
