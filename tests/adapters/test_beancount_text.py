from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.beancount_text import parse
from goodterms.core.ledger import DocumentState

BOOK = """option "operating_currency" "EUR"
2026-01-01 open Assets:Receivable:Alba EUR

2026-01-12 * "Alba d.o.o." "Invoice 2026-01" ^inv-2026-01 #work
  due: 2026-02-11
  Assets:Receivable:Alba     1,250.00 EUR
  Income:Consulting         -1,000.00 EUR
  Liabilities:VAT             -250.00 EUR

2026-02-20 txn "Alba d.o.o." "Payment" ^inv-2026-01
  Assets:Bank           995.00 EUR
  Expenses:Bank:Fees      5.00 EUR
  Assets:Receivable:Alba
2026-03-01 * "Alba d.o.o." "Given up" ^inv-2026-01
  Expenses:BadDebt      250.00 EUR
  Assets:Receivable:Alba
"""


def read(text: str):
    return read_bytes(text.encode(), "books.beancount", Asked())


def test_links_tie_payments_and_write_offs_to_invoices() -> None:
    found = read(BOOK)
    (document,) = found.documents
    (payment,) = found.payments
    assert found.format == "beancount"
    assert found.problems == []
    assert (document.number, document.buyer) == ("2026-01", "Alba d.o.o.")
    assert (document.due_date, document.total_minor) == (date(2026, 2, 11), 125_000)
    assert document.state is DocumentState.WRITTEN_OFF
    assert (payment.document, payment.amount_minor) == (document.id, 100_000)
    assert json.loads(document.stated)["fee_minor"] == 500
    assert json.loads(document.stated)["key"] == "inv-2026-01"


def test_renamed_roots_and_prices() -> None:
    found = read(
        'option "name_assets" "Vermoegen"\n'
        '2026-01-12 * "Beta" "Invoice 9"\n  number: "R-9"\n'
        "  Vermoegen:Receivable:Beta  1000.00 USD\n  Income:Work\n"
        '2026-02-12 * "Beta" "paid" ; ^not-a-link\n'
        "  Vermoegen:Bank  900.00 EUR @@ 1000.00 USD\n  Vermoegen:Receivable:Beta  -1000.00 USD\n"
    )
    (document,) = found.documents
    assert (document.number, document.state) == ("R-9", DocumentState.PAID)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ('2026-02-30 * "x"', 1),
        ('2026-01-12 * "x', 1),
        ("2026-01-12 wonder x", 1),
        ('include "other.beancount"', 1),
        ("not a directive", 1),
        ('2026-01-12 * "x"\n  Assets:Receivable  (1 + 2) EUR', 2),
        ('2026-01-12 * "x"\n' + "  Assets:" + "x" * 6000, 2),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(line: str, at: int) -> None:
    transactions, flaws = parse(line)
    assert [number for number, _ in flaws] == [at]
    assert transactions == []


def test_other_directives_headings_and_comments_are_passed_over() -> None:
    transactions, flaws = parse(
        '* Heading\n; comment\n2026-01-01 price USD 0.9 EUR\n2026-01-01 note Assets:X "y"\n'
        '  key: "value"\nplugin "x"\npushtag #a\n'
    )
    assert (transactions, flaws) == ([], [])


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_parsed_or_named(text: str) -> None:
    transactions, flaws = parse('2026-01-12 * "x" ' + text)
    assert len(transactions) <= 1 + text.count("\n") + text.count("\r")
    assert all(line >= 1 for line, _ in flaws)
