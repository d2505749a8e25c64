from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import CLIENT, MORNING, OWN, a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Address, Direction, Problem
from goodterms.core.matching import Mapping
from goodterms.errors import MailboxError, UnreachableError
from mailroom import ACCOUNT, NOW, a_mailbox, a_reading, content, fetch

if TYPE_CHECKING:
    from goodterms.core.tone import ToneModel


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


def test_a_second_reading_sees_nothing_new(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox()
    first = fetch(mailbox, store, a_reading(model))
    assert first.mapped > 0
    before = content(store)
    second = fetch(mailbox, store, a_reading(model))
    assert (second.seen, second.mapped, second.folders) == (0, 0, 2)
    assert content(store) == before


def test_only_new_mail_is_read_later(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox()
    fetch(mailbox, store, a_reading(model))
    mailbox.add("INBOX", an_envelope(9001, at=NOW), a_body())
    assert fetch(mailbox, store, a_reading(model)).seen == 1


def test_text_of_strangers_and_of_automatic_mail_is_never_asked_for(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    mailbox.add("INBOX", an_envelope(sender=Address(address="x@elsewhere.example")), a_body())
    mailbox.add("INBOX", an_envelope(headers={"auto-submitted": "auto-replied"}), a_body())
    wanted = mailbox.add("INBOX", an_envelope(), a_body())
    found = fetch(mailbox, store, a_reading(model, everybody=True))
    assert found.seen == 3
    assert found.mapped == 2
    assert sum(found.noise.values()) == 1
    assert mailbox.bodies_of == [wanted]


def test_strangers_are_not_even_searched_for_unless_allowed(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    mailbox.add("INBOX", an_envelope(sender=Address(address="x@elsewhere.example")), a_body())
    assert fetch(mailbox, store, a_reading(model)).seen == 0


def test_one_mail_in_two_folders_is_one_message(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder(), "Archive": FakeFolder()})
    for folder in mailbox.store:
        mailbox.add(folder, an_envelope(), a_body())
    assert fetch(mailbox, store, a_reading(model)).mapped == 2
    assert len(store.facts("Alba").messages) == 1


def test_mail_before_the_horizon_stays_unread(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    mailbox.add("INBOX", an_envelope(at=MORNING - timedelta(days=400)), a_body())
    assert fetch(mailbox, store, a_reading(model)).seen == 0


def test_a_message_that_cannot_be_read_is_kept_as_a_problem(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    bad = Problem(kind="message", source="INBOX/1", text="its text cannot be parsed")
    mailbox.add("INBOX", an_envelope(1), bad)
    mailbox.add("INBOX", an_envelope(2), a_body())
    found = fetch(mailbox, store, a_reading(model))
    assert found.problems == 1
    assert len(store.facts("Alba").messages) == 2, "its time still counts"
    assert replace(bad, code="unparsable") in store.problems()


def test_a_folder_that_cannot_be_read_stops_only_itself(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(20)
    mailbox.store["INBOX"].broken = True
    found = fetch(mailbox, store, a_reading(model))
    assert found.unread == 1
    assert found.mapped > 0
    assert store.freshness(ACCOUNT).mail_at is None, "half a reading is not a fresh one"
    assert [each.source for each in store.problems()] == ["INBOX"]
    mailbox.store["INBOX"].broken = False
    assert fetch(mailbox, store, a_reading(model)).mapped > 0
    assert store.freshness(ACCOUNT).mail_at == NOW
    assert store.problems() == [], "what was mended is no problem any more"


def test_a_new_client_brings_the_past_mail_in(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    mailbox.add("INBOX", an_envelope(), a_body())
    other = Address(address="ivo@other.example")
    mailbox.add("INBOX", an_envelope(2, sender=other), a_body())
    fetch(mailbox, store, a_reading(model))
    both = Mapping([a_client(), a_client("Other", addresses=("ivo@other.example",))])
    fetch(mailbox, store, a_reading(model, mapping=both))
    assert len(store.facts("Other").messages) == 1
    assert len(store.facts("Alba").messages) == 1


def test_a_client_that_is_renamed_keeps_its_messages(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    mailbox.add("INBOX", an_envelope(), a_body())
    fetch(mailbox, store, a_reading(model))
    fetch(mailbox, store, a_reading(model, mapping=Mapping([a_client("Alba II")])))
    assert store.facts("Alba").messages == ()
    assert len(store.facts("Alba II").messages) == 1


def test_the_owners_answers_are_outbound_and_not_scored(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = FakeMailbox({"Sent": FakeFolder()})
    sent = an_envelope(
        sender=Address(address=OWN), recipients=(Address(address=CLIENT),), subject="Poster v2"
    )
    mailbox.add("Sent", sent, a_body("Attached is version 2.", attachments=("poster.pdf",)))
    fetch(mailbox, store, a_reading(model))
    (message,) = store.facts("Alba").messages
    assert message.direction is Direction.OUT
    assert message.delivers
    assert message.scores == {}


def test_quoted_words_of_the_owner_are_not_laid_to_the_client(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    text = (
        "Perfect, thank you very much for this.\n\n"
        "On Mon, Mar 2, 2026 at 9:00 AM Mara Horvat <mara@studio.example> wrote:\n"
        "> You incompetent idiot, answer me at once or I will sue you.\n"
    )
    mailbox.add("INBOX", an_envelope(), a_body(text))
    fetch(mailbox, store, a_reading(model))
    (message,) = store.facts("Alba").messages
    assert message.scores["hostile"] < 0.3
    assert message.excerpt == ""


def test_a_lost_connection_at_any_command_ends_in_the_same_stored_content(
    tmp_path: Path, model: ToneModel
) -> None:
    reading = a_reading(model)
    with open_store(tmp_path / "whole.db") as store:
        whole = a_mailbox()
        fetch(whole, store, reading)
        expected = content(store)
        commands = len(whole.asked)
    assert commands > 10
    for point in range(commands):
        with open_store(tmp_path / f"cut{point}.db") as store:
            mailbox = a_mailbox()
            mailbox.fail_after = point
            with pytest.raises(MailboxError):
                fetch(mailbox, store, reading)
            mailbox.fail_after = None
            fetch(mailbox, store, reading)
            assert content(store) == expected, f"cut at command {point}"


def test_an_imported_mailbox_is_dated_by_its_headers_even_when_cut(
    tmp_path: Path, model: ToneModel
) -> None:
    """Hundreds of mails with one INTERNALDATE: the server's date says nothing of their arrival."""

    def imported() -> FakeMailbox:
        mailbox = FakeMailbox({"INBOX": FakeFolder()})
        for number in range(1, 401):
            sent = MORNING + timedelta(hours=number)
            envelope = replace(an_envelope(number, at=sent), internal_at=NOW)
            mailbox.add("INBOX", envelope, a_body())
        return mailbox

    reading = a_reading(model)
    with open_store(tmp_path / "whole.db") as store:
        fetch(imported(), store, reading)
        assert {each.clock for each in store.facts("Alba").messages} == {"header-imported"}
        expected = content(store)
    with open_store(tmp_path / "cut.db") as store:
        mailbox = imported()
        mailbox.fail_after = 6
        with pytest.raises(UnreachableError):
            fetch(mailbox, store, reading)
        assert 0 < len(store.facts("Alba").messages) < 400
        mailbox.fail_after = None
        fetch(mailbox, store, reading)
        assert content(store) == expected
