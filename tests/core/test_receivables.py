from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.journal import Posting, Transaction
from goodterms.core.receivables import read_journal

ALBA = "assets:receivable:alba"


def a_transaction(
    day: int, amount: str, other: str = "assets:bank", *, code: str = "", **tags: str
) -> Transaction:
    """A posting to the receivable of Alba and what balances it."""
    return Transaction(
        day=date(2026, 1, day),
        code=code,
        payee="Alba",
        note="",
        tags=tags,
        links=(),
        line=day,
        postings=(
            Posting(account=ALBA, amount=Decimal(amount), commodity="EUR"),
            Posting(account=other, amount=None),
        ),
    )


def read(*transactions: Transaction, currency: str = ""):
    return read_journal(
        transactions, source="b.journal", tool="hledger", clients=[], currency=currency
    )


def test_a_payment_in_the_file_before_its_invoice_still_finds_it() -> None:
    found = read(
        a_transaction(20, "-10.00", code="7"), a_transaction(3, "10.00", "income", code="7")
    )
    assert [each.document for each in found.payments] == ["7/2026"]


def test_an_amount_with_too_many_decimals_is_refused() -> None:
    found = read(a_transaction(3, "10.001", "income"))
    assert found.documents == ()
    assert "more decimals than EUR has" in found.problems[0].text


def test_a_prepayment_taken_from_a_liability_settles() -> None:
    found = read(
        a_transaction(3, "10.00", "income", code="7"),
        a_transaction(5, "-4.00", "liabilities:deposits", invoice="7"),
    )
    assert found.documents[0].paid_minor == 400


def test_giving_up_what_names_no_invoice_is_asked() -> None:
    found = read(
        a_transaction(3, "10.00", "income", code="7"),
        a_transaction(4, "10.00", "income", code="8"),
        a_transaction(5, "-4.00", "expenses:bad debts"),
    )
    assert "without naming its invoice" in found.problems[0].text


def test_without_a_number_day_and_account_name_an_invoice() -> None:
    assert read(a_transaction(3, "10.00", "income")).documents[0].number == "alba 2026-01-03"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 28),
            st.integers(-500, 500).filter(bool),
            st.sampled_from(
                ["assets:bank", "income", "expenses:bad debts", "liabilities:deposits"]
            ),
            st.sampled_from(["", "1", "2", "3"]),
        ),
        max_size=8,
    )
)
def test_money_adds_up_and_order_does_not_matter(
    rows: list[tuple[int, int, str, str]],
) -> None:
    made = [
        a_transaction(day, f"{minor / 100:.2f}", other, code=code)
        for day, minor, other, code in rows
    ]
    found = read(*made)
    for each in found.documents:
        if each.total_minor > 0:
            paid = sum(one.amount_minor for one in found.payments if one.document == each.id)
            assert each.paid_minor == paid
    lines = {each.line for each in made}
    if len(lines) == len(made):
        assert read(*reversed(made)) == found


def test_a_description_without_a_payee_is_the_name_or_what_stands_before_the_invoice() -> None:
    made = a_transaction(3, "10.00", "income")
    names = {
        "Alba d.o.o.": "Alba d.o.o.",
        "Alba d.o.o. - računa br. 7/P1": "Alba d.o.o.",
        "Invoice 7": "alba",
        "": "alba",
    }
    for note, name in names.items():
        found = read(replace(made, payee="", note=note))
        assert found.documents[0].buyer == name
    assert read(replace(made, note="investment 5")).documents[0].number == "alba 2026-01-03"
