from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.journal import (
    AccountKind,
    JournalError,
    Posting,
    Transaction,
    balanced,
    deduction_of,
    kind_of,
    leaf_of,
)


def a_transaction(*postings: tuple[str, str | None, str]) -> Transaction:
    return Transaction(
        day=date(2026, 1, 12),
        code="",
        payee="",
        note="",
        tags={},
        links=(),
        line=1,
        postings=tuple(
            Posting(account=name, amount=None if text is None else Decimal(text), commodity=unit)
            for name, text, unit in postings
        ),
    )


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ("assets:receivable:alba", AccountKind.RECEIVABLE),
        ("Assets:Accounts-Receivable:Alba", AccountKind.RECEIVABLE),
        ("assets:a/r", AccountKind.RECEIVABLE),
        ("imovina:potraživanja:alba", AccountKind.RECEIVABLE),
        ("aktiva:Forderungen:Alba", AccountKind.RECEIVABLE),
        ("assets:loans receivable:ivo", AccountKind.MONEY),
        ("assets:vat receivable", AccountKind.MONEY),
        ("Assets:Bank", AccountKind.MONEY),
        ("income:clients:alba", AccountKind.INCOME),
        ("Prihodi:usluge", AccountKind.INCOME),
        ("Erlöse", AccountKind.INCOME),
        ("rashodi:banka", AccountKind.EXPENSE),
        ("liabilities:customers", AccountKind.LIABILITY),
        ("equity:opening", AccountKind.EQUITY),
    ],
)
def test_words_of_an_account_tell_its_kind(account: str, kind: AccountKind) -> None:
    assert kind_of(account) is kind


def test_the_part_behind_the_receivable_names_the_client() -> None:
    assert leaf_of("assets:receivable:alba") == "alba"
    assert leaf_of("assets:receivable") == ""
    assert leaf_of("assets:bank") == ""


def test_deductions_are_told_apart() -> None:
    found = [
        deduction_of(each)
        for each in (
            "expenses:bank fees",
            "expenses:discounts",
            "expenses:withholding",
            "expenses:x",
        )
    ]
    assert found == ["fee_minor", "discount_minor", "withheld_minor", "deducted_minor"]


def test_one_missing_amount_is_worked_out() -> None:
    found = balanced(a_transaction(("a", "10.00", "EUR"), ("b", "-4.00", "EUR"), ("c", None, "")))
    assert (found[2].amount, found[2].commodity) == (Decimal("-6.00"), "EUR")


@pytest.mark.parametrize(
    "postings",
    [
        (("a", "10.00", "EUR"), ("b", "-9.99", "EUR")),
        (("a", None, ""), ("b", None, ""), ("c", "1.00", "EUR")),
        (("a", "10.00", "EUR"), ("b", "5.00", "USD"), ("c", None, "")),
        (("a", "10.00", "EUR"), ("b", "5.00", "USD")),
    ],
)
def test_what_does_not_balance_is_refused(
    postings: tuple[tuple[str, str | None, str], ...],
) -> None:
    with pytest.raises(JournalError):
        balanced(a_transaction(*postings))


def test_two_currencies_of_opposite_sign_are_an_exchange() -> None:
    assert len(balanced(a_transaction(("a", "10.00", "EUR"), ("b", "-11.00", "USD")))) == 2


@settings(max_examples=50)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6))
def test_the_missing_amount_makes_the_sum_nothing(cents: list[int]) -> None:
    rows = [("a", str(Decimal(each) / 100), "EUR") for each in cents]
    found = balanced(a_transaction(*rows, ("rest", None, "")))
    assert abs(sum(each.amount or 0 for each in found)) < Decimal("0.005")
