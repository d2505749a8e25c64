"""Receipts: what left is not sent again, whatever the database knows of it."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import FakeSender
from goodterms.adapters.receipts import OnceSender, Receipts
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError

LETTER = Outgoing(
    period="m:2026-03", subject="March", text="text", html="<p>x</p>", message_id="1@goodterms"
)


@pytest.fixture
def receipts(tmp_path: Path) -> Receipts:
    return Receipts.beside(tmp_path / "goodterms.db")


def test_a_mail_is_sent_once_and_another_of_the_same_period_too(receipts: Receipts) -> None:
    inner = FakeSender()
    for _ in range(2):
        OnceSender(inner, receipts).send(LETTER)
    again = replace(LETTER, message_id="2@goodterms")
    OnceSender(inner, receipts).send(again)
    assert inner.sent == [LETTER, again]
    assert receipts.has_period("m:2026-03")
    assert not receipts.has_period("m:2026-04")
    assert stat.S_IMODE(receipts.path.stat().st_mode) == 0o600


def test_a_mail_that_did_not_leave_has_no_receipt(receipts: Receipts) -> None:
    with pytest.raises(DeliveryError):
        OnceSender(FakeSender(broken=True), receipts).send(LETTER)
    assert not receipts.has(LETTER.message_id)


def test_a_receipt_that_was_cut_off_is_none(receipts: Receipts) -> None:
    receipts.add(LETTER)
    whole = receipts.path.read_bytes()
    for length in range(len(whole) - 2):
        receipts.path.write_bytes(whole[:length])
        assert not receipts.has(LETTER.message_id)
