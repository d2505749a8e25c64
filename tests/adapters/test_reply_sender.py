"""The way out: offers before the mail, tokens only in what leaves, one process at a time."""

from __future__ import annotations

import threading
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from builders import MORNING, OWN
from goodterms.adapters import mail_key, reply_test
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.eml import EmlSender
from goodterms.adapters.receipts import OnceSender, Receipts
from goodterms.adapters.reply_sender import way_out
from goodterms.adapters.store import open_store
from goodterms.core import command_token

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.outgoing import Outgoing

CLOCK = FixedClock(MORNING)


def test_the_token_is_in_the_mail_and_nowhere_in_the_database(tmp_path: Path) -> None:
    database = tmp_path / "goodterms.db"
    letter = reply_test.letter("en", now=MORNING)
    token = command_token.token(mail_key.read(database), letter.message_id, 0)
    with open_store(database) as store:
        store.enqueue(letter, again=True, now=MORNING)
        key = mail_key.read(database)
        sender = EmlSender(tmp_path / "out", to=OWN, clock=CLOCK, key=key)
        way_out(sender, store, database, CLOCK).send(store.outbox()[0][1])
        (offered,) = store.offers(MORNING)
        assert offered.digest == command_token.digest(token)
        assert not offered.used
    (path,) = (tmp_path / "out").iterdir()
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert token in body.get_content()
    assert letter.message_id in mail["X-Good-Terms"]
    for file in tmp_path.glob("goodterms.db*"):
        assert token.encode() not in file.read_bytes()
        assert token[3:].encode() not in file.read_bytes()


def test_offers_of_a_mail_that_is_tried_again_stay_and_follow_a_new_key(tmp_path: Path) -> None:
    letter = reply_test.letter("hr", now=MORNING)
    with open_store(tmp_path / "a.db") as store:
        for key in (b"a" * 32, b"a" * 32, b"b" * 32):
            digest = command_token.digest(command_token.token(key, letter.message_id, 0))
            store.offer(letter.message_id, [(letter.offers[0], digest)], MORNING)
        (offered,) = store.offers(MORNING)
        assert offered.digest == digest
        store.offer("none@goodterms.invalid", [], MORNING)
        assert len(store.offers(MORNING)) == 1


def test_of_two_processes_that_send_the_same_mail_one_sends(tmp_path: Path) -> None:
    sent: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    class Slow:
        def send(self, outgoing: Outgoing) -> str:
            inside.set()
            go_on.wait(10)
            sent.append(outgoing.message_id)
            return "there"

    letter = reply_test.letter("en", now=MORNING)
    receipts = Receipts.beside(tmp_path / "goodterms.db")
    places: list[str] = []

    def run() -> None:
        places.append(OnceSender(Slow(), receipts).send(letter))

    first, second = threading.Thread(target=run), threading.Thread(target=run)
    first.start()
    assert inside.wait(10)
    second.start()
    go_on.set()
    first.join(10)
    second.join(10)
    assert sorted(places) == ["sent before", "there"]
    assert sent == [letter.message_id]


def test_a_receipt_that_is_taken_back_lets_a_mail_leave_again(tmp_path: Path) -> None:
    receipts = Receipts.beside(tmp_path / "goodterms.db")
    letters = [reply_test.letter("en", now=MORNING) for _ in range(2)]
    for each in letters:
        receipts.add(each)
    receipts.forget(letters[0].message_id)
    receipts.forget("unknown@goodterms.invalid")
    assert not receipts.has(letters[0].message_id)
    assert receipts.has(letters[1].message_id)


def test_a_test_mail_says_in_both_languages_what_to_answer() -> None:
    english, croatian = (reply_test.letter(each, now=MORNING) for each in ("en", "hr"))
    assert english.message_id != croatian.message_id
    assert "\nseen\n" in english.text
    assert "\nviđeno\n" in croatian.text
    assert "test mail" not in croatian.text.lower()
    assert english.offers == (reply_test.OFFER,)
