"""The pass over the owner's own files: once, resumable, within the budget, never for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import CLIENT, MORNING, OWN, a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms.adapters.mail_invoices import MailedInvoices
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Address
from goodterms.core.own_invoices import Books
from goodterms.errors import MailboxError
from invoice_files import an_invoice
from mailroom import ACCOUNT, NOW, a_reading, content, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from goodterms.core.attachment_choice import Attached
    from goodterms.core.tone import ToneModel
    from goodterms.reading import Reading

READER = MailedInvoices(
    Books(
        name="Mara Horvat",
        addresses=(OWN,),
        tax_ids=("HR98765432109",),
        clients=(a_client(tax_id="HR11223344556"),),
    )
)
FILES = ("r.xml",)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


def reading(model: ToneModel, **changes: object) -> Reading:
    return a_reading(model, **{"invoices": READER, **changes})


def send(mailbox: FakeMailbox, number: int, folder: str = "Sent") -> int:
    """Deliver a mail of the owner's with one invoice."""
    envelope = an_envelope(
        number,
        at=MORNING + timedelta(hours=number),
        sender=Address(address=OWN),
        recipients=(Address(address=CLIENT),),
    )
    uid = mailbox.add(folder, envelope, a_body("Attached.", attachments=FILES))
    mailbox.attachments[folder, uid] = {"r.xml": an_invoice(f"{number}-1-1")}
    return uid


def a_mailbox(count: int = 30) -> FakeMailbox:
    mailbox = FakeMailbox({"INBOX": FakeFolder(), "Sent": FakeFolder(uidvalidity=3)})
    for number in range(1, count + 1):
        send(mailbox, number)
    return mailbox


def numbers(store: SqliteStore) -> int:
    return len(store.ledger()[0])


def test_every_file_is_read_once(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox()
    first = fetch(mailbox, store, reading(model))
    assert (first.invoices, numbers(store)) == (30, 30)
    assert len(mailbox.files_of) == 30
    assert fetch(mailbox, store, reading(model)).invoices == 0
    assert len(mailbox.files_of) == 30
    send(mailbox, 31)
    assert fetch(mailbox, store, reading(model)).invoices == 1


def test_a_copy_in_another_folder_is_the_same_mail(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox(1)
    send(mailbox, 1, "INBOX")
    assert fetch(mailbox, store, reading(model)).invoices == 1
    assert len(mailbox.files_of) == 1


def test_files_that_clients_sent_are_never_asked_for(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    uid = mailbox.add("INBOX", an_envelope(), a_body(attachments=FILES))
    mailbox.attachments["INBOX", uid] = {"r.xml": an_invoice()}
    assert fetch(mailbox, store, reading(model)).invoices == 0
    assert not [each for each in mailbox.asked if "STRUCTURE" in each or "FILES" in each]


def test_without_a_reader_nothing_is_asked_for(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox(3)
    fetch(mailbox, store, reading(model, invoices=None))
    assert mailbox.files_of == []
    assert fetch(mailbox, store, reading(model)).invoices == 3, "they are read when it is allowed"


def test_a_lost_connection_at_any_command_ends_in_the_same_stored_content(
    tmp_path: Path, model: ToneModel
) -> None:
    with open_store(tmp_path / "whole.db") as store:
        whole = a_mailbox()
        fetch(whole, store, reading(model))
        expected = content(store)
    assert len(whole.asked) > 35
    for point in range(0, len(whole.asked), 2):
        with open_store(tmp_path / f"cut{point}.db") as store:
            mailbox = a_mailbox()
            mailbox.fail_after = point
            with pytest.raises(MailboxError):
                fetch(mailbox, store, reading(model))
            mailbox.fail_after = None
            fetch(mailbox, store, reading(model))
            assert content(store) == expected, f"cut at command {point}"


def test_half_of_the_budget_is_left_to_mail(tmp_path: Path, model: ToneModel) -> None:
    mailbox = a_mailbox()
    with open_store(tmp_path / "first.db") as store:
        fetch(mailbox, store, reading(model, invoices=None))
    half = reading(model, daily_bytes=2 * mailbox.received_bytes - 10)
    mailbox = a_mailbox()
    with open_store(tmp_path / "second.db") as store:
        found = fetch(mailbox, store, half)
        assert (found.invoices, found.stopped, mailbox.files_of) == (0, False, [])
        assert store.freshness(ACCOUNT).mail_at == NOW, "no mail is stale for it"
        assert fetch(mailbox, store, half, now=NOW + timedelta(days=1)).invoices == 30


def test_the_budget_is_asked_again_between_large_files(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(10)
    for uid in range(1, 11):
        mailbox.attachments["Sent", uid] = dict.fromkeys(
            ("a.pdf", "b.pdf", "c.pdf", "d.pdf"), b"%PDF-" + b" " * 3900000
        )
    fetch(mailbox, store, reading(model, daily_bytes=60_000_000))
    assert len(mailbox.files_of) == 2, "16 MB each, and half of the day is 30 MB"
    tomorrow = NOW + timedelta(days=1)
    fetch(mailbox, store, reading(model, daily_bytes=60_000_000), now=tomorrow)
    assert len(mailbox.files_of) == 4, "none twice"


def test_a_file_that_fetch_leaves_out_is_asked_for_in_later_runs_and_then_given_up(
    store: SqliteStore, model: ToneModel
) -> None:
    class Forgetful(FakeMailbox):
        def attached(self, uids: Sequence[int]) -> dict[int, list[Attached]]:
            self._command("FETCH STRUCTURE", len(uids))
            return {}

    mailbox = a_mailbox(1)
    mailbox.__class__ = Forgetful
    for day in range(5):
        assert fetch(mailbox, store, reading(model), now=NOW + timedelta(days=day)).invoices == 0
    assert mailbox.asked.count("FETCH STRUCTURE") == 3


def test_another_tax_number_has_all_files_looked_at_again(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(2)
    stranger = MailedInvoices(replace(READER.books, tax_ids=("HR55555555555",)))
    assert fetch(mailbox, store, reading(model, invoices=stranger)).invoices == 0
    assert fetch(mailbox, store, reading(model, invoices=stranger)).invoices == 0
    assert len(mailbox.files_of) == 2
    assert fetch(mailbox, store, reading(model)).invoices == 2
    assert len(mailbox.files_of) == 4


def test_a_broken_invoice_is_a_problem_once_and_the_others_are_kept(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(2)
    mailbox.attachments["Sent", 1] = {"r.xml": an_invoice()[:400]}
    for _ in range(2):
        fetch(mailbox, store, reading(model))
    (problem,) = store.problems()
    assert problem.kind == "invoice"
    assert problem.source.endswith(", r.xml")
    assert "not well-formed" in problem.text
    assert numbers(store) == 1


def test_a_mailed_invoice_does_not_make_payments_fresh(
    store: SqliteStore, model: ToneModel
) -> None:
    fetch(a_mailbox(1), store, reading(model))
    assert numbers(store) == 1
    assert store.freshness(ACCOUNT).invoices_at is None


def test_mail_before_the_horizon_is_left_alone(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox(2)
    fetch(mailbox, store, reading(model, invoices=None))
    later = replace(reading(model), since=(NOW + timedelta(days=1)).date())
    fetch(mailbox, store, later)
    assert mailbox.files_of == []
