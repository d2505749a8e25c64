"""Payments of the shared samples find the invoices they are expected to find (measured)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builders import a_client, a_document
from goodterms.adapters.invoices import FileImporter
from goodterms.core.allocations import Confidence
from goodterms.core.ledger import Document, Payment
from goodterms.core.owner_words import DocumentWord, DocumentWordKind, as_said
from goodterms.core.payment_links import linked, matched
from goodterms.core.settlement import Settlement, settlements

FOLDER = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices" / "synthetic-payments"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)

AGAIN, FIRST = "hr_camt053_again.xml", "hr_camt053.xml"


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    return found


def invoices() -> list[Document]:
    rows = json.loads((FOLDER / "open_invoices.json").read_text(encoding="utf-8"))
    return [
        a_document(
            each["number"],
            issued=date.fromisoformat(each["issue_date"]),
            due_date=date.fromisoformat(each["due_date"]),
            currency=each["currency"],
            total_minor=each["total_minor"],
            payment_reference=each.get("payment_reference", ""),
            buyer=each["client"],
            client=each["client"],
        )
        for each in rows
    ]


def clients():
    names = {each.buyer for each in invoices()}
    return [a_client(name, addresses=()) for name in sorted(names)]


def payments(*names: str) -> list[Payment]:
    """Return what the ledger keeps of these files; an overlap counts once."""
    found = {}
    for name in names:
        read = FileImporter().read(FOLDER / name, clients=clients(), known={})
        assert read.problems == ()
        found.update(
            (each.id, each) for each in read.payments if each.status in ("booked", "pending")
        )
    return list(found.values())


def found_by_amounts(paid: list[Payment]) -> list[tuple[int, list[tuple[str, int]], set[str]]]:
    """Return amount of the payment, its documents with their parts, and how sure they are."""
    numbers = {each.id: each.number for each in invoices()}
    matches = matched(invoices(), paid)
    rows = {each.id: [] for each in paid}
    for each in matches.allocations:
        rows[each.payment].append(each)
    return [
        (
            each.amount_minor,
            [(numbers[row.document], row.applied_minor) for row in rows[each.id]],
            {row.confidence.value for row in rows[each.id]},
        )
        for each in paid
    ]


def wanted_parts(match: dict[str, Any]) -> list[tuple[str, int]]:
    if "invoices" in match:
        return [(each["number"], each["applied_minor"]) for each in match["invoices"]]
    return [(match["invoice"], match["applied_minor"])]


def settle(paid: list[Payment], *, words=(), today=date(2026, 4, 30)) -> dict[str, Settlement]:
    documents = as_said(invoices(), words, today=today)
    cut = linked(documents, paid)
    found = {}
    for client in {each.client for each in documents}:
        mine = [each for each in documents if each.client == client]
        theirs = [each for each in cut if each.client == client]
        for each in settlements(mine, theirs, today=today, terms_days=30):
            found[each.document.number] = each
    return found


@pytest.mark.parametrize("name", [FIRST, "paypal_activity_usd.csv", "wise_balance_gbp.csv"])
def test_every_payment_pays_what_it_is_expected_to(name: str) -> None:
    told = found_by_amounts(payments(name))
    for match in expected(name)["matches"]:
        parts = wanted_parts(match)
        (_, _, confidences) = next(each for each in told if each[1] == parts)
        if "confidence" in match:
            assert confidences == {match["confidence"]}
    assert sum(bool(parts) for _, parts, _ in told) == len(expected(name)["matches"])


def test_credits_that_pay_nothing_are_left_unmatched() -> None:
    unmatched = [amount for amount, parts, _ in found_by_amounts(payments(FIRST)) if not parts]
    assert unmatched == [4500]
    assert len(expected(FIRST)["unmatched_credits"]) == len(unmatched)


def test_what_was_imported_before_is_not_new_and_the_reversal_opens_both_again() -> None:
    before, after = payments(FIRST), payments(FIRST, AGAIN)
    assert len(after) - len(before) == len(expected(AGAIN)["new"])
    numbers = ("INV-2026-0009", "INV-2026-0010")
    assert all(settle(before)[each].is_settled for each in numbers)
    reopened = settle(after)
    assert [(reopened[each].is_settled, reopened[each].remaining_minor) for each in numbers] == [
        (False, 45000),
        (False, 45000),
    ]
    assert settle(after, today=date(2026, 4, 2))["INV-2026-0009"].is_settled


def test_a_fee_leaves_a_rest_until_the_owner_writes_it_off() -> None:
    wanted = next(each for each in expected(FIRST)["matches"] if "short_minor" in each)
    short = settle(payments(FIRST))[wanted["invoice"]]
    assert (short.remaining_minor, short.state) == (wanted["short_minor"], "partial")
    word = DocumentWord(
        id=1,
        document=short.document.id,
        word=DocumentWordKind.WRITTEN_OFF,
        on_day=date(2026, 4, 1),
    )
    assert settle(payments(FIRST), words=[word])[wanted["invoice"]].state == "paid"
    earlier = settle(payments(FIRST), words=[word], today=date(2026, 3, 31))
    assert earlier[wanted["invoice"]].state == "partial"


def test_a_refund_leaves_open_what_went_back() -> None:
    wanted = expected("paypal_activity_usd.csv")["open_after_minor"]
    found = settle(payments("paypal_activity_usd.csv"))
    assert {number: found[number].remaining_minor for number in wanted} == wanted


def test_all_files_in_any_order_give_the_same_matches() -> None:
    names = [FIRST, AGAIN, "paypal_activity_usd.csv", "wise_balance_gbp.csv"]
    one, other = payments(*names), payments(*reversed(names))
    assert matched(invoices(), one) == matched(invoices()[::-1], other)
    sure = {Confidence.CERTAIN, Confidence.HIGH}
    assert {each.confidence for each in matched(invoices(), one).allocations} == sure
