"""Documents, payments and mappings: merged by natural key, changed with history, never half."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_client, a_document, a_message, a_payment
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.mail import Location, Problem
from goodterms.errors import StoreError
from goodterms.ports import Chunk, Saved
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def test_documents_and_payments_come_back_as_they_were_stored(store: SqliteStore) -> None:
    document = a_document(
        kind=DocumentKind.CREDIT_NOTE,
        due_date=None,
        due_basis="absent",
        total_minor=-(2**53),
        state=DocumentState.DISPUTED,
        net_minor=-100,
        hours=7.25,
        buyer_tax_id="HR11111111119",
        buyer_email="a@b.example",
        payment_reference="HR00 1",
        source="a.csv",
        line=7,
    )
    payment = a_payment(amount_minor=-5, payer="Ana", reference="x", source="a.csv", line=7)
    save_ledger(store, "a.csv", [document], [payment], [], MORNING)
    assert store.facts("Alba").documents == (document,)
    assert store.booked() == ((document,), (payment,))


def test_importing_twice_changes_nothing(store: SqliteStore) -> None:
    problem = Problem(kind="invoice", source="a.csv", line=3, text="total: missing")
    args = ("a.csv", [a_document()], [a_payment()], [problem], MORNING)
    assert save_ledger(store, *args) == Saved(added=2, changed=0, same=0)
    before = store.dump()
    assert save_ledger(store, *args) == Saved(added=0, changed=0, same=2)
    assert store.dump() == before


def test_an_overlapping_export_under_another_name_adds_only_what_is_new(store: SqliteStore) -> None:
    save_ledger(store, "a.csv", [a_document("7", source="a.csv", line=2)], [], [], MORNING)
    both = [a_document("7", source="b.csv", line=9), a_document("8")]
    assert save_ledger(store, "b.csv", both, [], [], LATER) == Saved(added=1, changed=0, same=1)
    assert store.ledger()[0][0].source == "a.csv"


def test_a_changed_row_is_replaced_and_the_old_one_kept(store: SqliteStore) -> None:
    save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
    paid = a_document(state=DocumentState.PAID, paid_minor=60000, source="a.csv")
    assert save_ledger(store, "a.csv", [paid], [], [], LATER) == Saved(added=0, changed=1, same=0)
    assert store.ledger()[0] == (paid,)
    history = [line for line in store.dump().splitlines() if line.startswith("ledger_history")]
    assert len(history) == 1
    assert '\\"state\\": \\"open\\"' in history[0]
    assert "2026-03-03T09:00:00Z" in history[0]


def test_an_export_with_fewer_columns_does_not_unsay_what_is_known(store: SqliteStore) -> None:
    full = a_document(hours=4.0, net_minor=48000, buyer_tax_id="123", source="a.csv")
    save_ledger(store, "a.csv", [full], [], [], MORNING)
    poor = a_document(due_date=None, due_basis="absent")
    save_ledger(store, "b.csv", [poor], [], [], LATER)
    assert store.ledger()[0] == (full,)


def test_problems_of_a_file_are_replaced_when_it_is_read_again(store: SqliteStore) -> None:
    old = Problem(kind="invoice", source="a.csv", line=3, text="total: missing")
    other = Problem(kind="payment", source="b.csv", line=1, text="amount: missing")
    new = Problem(kind="invoice", source="a.csv", line=4, text="number: missing")
    save_ledger(store, "a.csv", [], [], [old, old], MORNING)
    save_ledger(store, "b.csv", [], [], [other], MORNING)
    save_ledger(store, "a.csv", [], [], [new], LATER)
    assert store.problems() == [other, new]


def test_a_failing_row_leaves_nothing_of_its_file(store: SqliteStore) -> None:
    before = store.dump()
    impossible = a_document("8", total_minor=2**63)
    with pytest.raises(StoreError):
        save_ledger(store, "a.csv", [a_document(), impossible], [], [], MORNING)
    assert store.dump() == before


def test_payments_find_their_document_whichever_file_comes_first(tmp_path: Path) -> None:
    document = a_document("INV-7", source="i")
    payment = a_payment(id="P-1", document=None, client=None, reference="inv 7", source="p")  # type: ignore[arg-type]
    found = []
    for name, order in (("a.db", ("i", "p")), ("b.db", ("p", "i"))):
        with open_store(tmp_path / name) as store:
            for each in order:
                documents, payments = ([document], []) if each == "i" else ([], [payment])
                save_ledger(store, each, documents, payments, [], MORNING)
            found.append(store.facts("Alba").payments)
    assert found[0] == found[1]
    assert [(each.document, each.client) for each in found[0]] == [("INV-7/2026", "Alba")]


def test_unmatched_payments_belong_to_the_client_known_to_have_paid(store: SqliteStore) -> None:
    loose = a_payment(id="P-1", document=None, source="p.csv")  # type: ignore[arg-type]
    foreign = a_payment(id="P-2", document=None, client="Brodet")  # type: ignore[arg-type]
    save_ledger(store, "p.csv", [], [loose, foreign], [], MORNING)
    assert store.facts("Alba").payments == (loose,)


def test_documents_and_payments_are_sorted_by_day(store: SqliteStore) -> None:
    documents = [a_document("9", issued=date(2026, 5, 1)), a_document("8", issued=date(2026, 4, 1))]
    payments = [a_payment("8/2026", on=date(2026, 6, 2)), a_payment("9/2026", on=date(2026, 6, 1))]
    save_ledger(store, "a.csv", documents, payments, [], MORNING)
    facts = store.facts("Alba")
    assert [each.number for each in facts.documents] == ["8", "9"]
    assert [each.document for each in facts.payments] == ["9/2026", "8/2026"]


def test_remap_gives_rows_the_client_that_the_config_names_now(store: SqliteStore) -> None:
    document = a_document(client=None, buyer="ALBA d.o.o.")
    payment = a_payment(id="P-1", document=None, client=None, payer="Alba D.O.O.")  # type: ignore[arg-type]
    stranger = a_document("8", client=None, buyer="Brodet")
    save_ledger(store, "a.csv", [document, stranger], [payment], [], MORNING)
    alba = a_client(invoice_names=("Alba d.o.o.",))
    assert store.remap([alba]) == 2
    assert store.remap([alba]) == 0
    facts = store.facts("Alba")
    assert (len(facts.documents), len(facts.payments)) == (1, 1)
    assert store.remap([a_client(name="Alba II", invoice_names=("Alba d.o.o.",))]) == 2
    assert store.facts("Alba").documents == ()


def test_a_payment_that_an_invoice_tells_of_follows_its_document(store: SqliteStore) -> None:
    save_ledger(store, "a.csv", [a_document()], [a_payment()], [], MORNING)
    store.remap([a_client(name="Brod", invoice_names=("Alba d.o.o.",))])
    facts = store.facts("Brod")
    assert (len(facts.documents), len(facts.payments)) == (1, 1)


def test_mail_of_a_sender_who_is_no_client_any_more_is_held_against_nobody(
    store: SqliteStore,
) -> None:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    store.save_chunk("mara", Chunk(messages=[(a_message(), place)]))
    assert store.remap([a_client(addresses=("other@alba.example",))]) == 1
    assert store.facts("Alba").messages == ()
    assert store.remap([a_client()]) == 1
    assert store.facts("Alba").messages == (a_message(),)


def test_a_column_mapping_is_kept_and_what_it_proved_is_not_unsaid(store: SqliteStore) -> None:
    mapping = ColumnMapping(
        digest="d1",
        kind=TableKind.INVOICES,
        fields={"broj": Field.NUMBER},
        decimal=",",
        date_order="dmy",
    )
    store.save_mapping(mapping, MORNING)
    store.save_mapping(replace(mapping, decimal="", date_order=""), LATER)
    assert store.mappings() == {"d1": mapping}
    store.save_mapping(replace(mapping, date_order="mdy"), LATER)
    assert store.mappings()["d1"].date_order == "mdy"


def test_a_damaged_mapping_is_an_error_of_ours(store: SqliteStore) -> None:
    with store._writing():
        store._insert("column_mapping", {"digest": "d", "mapping": "[]", "saved_at": "x"})
    with pytest.raises(StoreError, match="damaged column mapping"):
        store.mappings()
