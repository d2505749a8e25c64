from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goodterms.adapters.invoices import Asked, plain_text
from goodterms.adapters.invoices.journal_text import MOST_ALIASES, parse, tags_in


def only(text: str):
    (transaction,), flaws = parse(text)
    assert flaws == []
    return transaction


def test_date_status_code_payee_and_note() -> None:
    found = only(
        "2026/1/12=2026/2/1 * (INV 7) Alba | web site ; due:2026-02-11\n    a  1 EUR\n    b\n"
    )
    assert (found.day, found.code) == (date(2026, 1, 12), "INV 7")
    assert (found.payee, found.note) == ("Alba", "web site")
    assert found.tags == {"due": "2026-02-11"}


def test_comments_below_belong_to_what_stands_above() -> None:
    found = only("2026-01-12 x\n    ; Invoice: 7\n    a  1 EUR  ; k:v\n    ; l:w\n    b\n")
    assert found.tags == {"invoice": "7"}
    assert found.postings[0].tags == {"k": "v", "l": "w"}
    assert tags_in("one:1, two: 2 2,three:") == {"one": "1", "two": "2 2", "three": ""}


def test_directives_that_change_how_lines_are_read() -> None:
    transactions, flaws = parse(
        "decimal-mark ,\nY2026\nalias ar=assets:receivable\napply account books\n"
        "01-12 x\n    ar:alba  1.250 EUR\n    [b]  -1.250,00 EUR\n    (virtual)  5\n"
        "end apply account\n2026-01-13 y\n    ar:alba  1 EUR\n    b\n"
    )
    assert flaws == []
    first, second = transactions
    assert first.day == date(2026, 1, 12)
    assert [each.account for each in first.postings] == ["books:ar:alba", "books:b"]
    assert first.postings[0].amount == Decimal(1250)
    assert second.postings[0].account == "assets:receivable:alba"


def test_what_is_no_transaction_is_passed_over() -> None:
    text = (
        "comment\n2026-01-01 hidden\n    a  1 EUR\nend comment\n"
        "~ monthly\n    a  1 EUR\n= expenses\n    a  1 EUR\n"
        "account a\n    ; note\nP 2026-01-01 USD 0.9 EUR\ncommodity EUR\n    format EUR 1.000,00\n"
    )
    assert parse(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("nonsense\n", 1, "no directive"),
        ("\ninclude x\n", 2, "import it too"),
        ("alias /a/=b\n", 1, "pattern"),
        ("12 x\n    a  1 EUR\n", 1, "date"),
        ("01-12 x\n    a  1 EUR\n", 1, "year"),
        ("2026-01-12 x\n    a  1 EUR\n    b  what\n", 3, "amount"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(text: str, line: int, word: str) -> None:
    transactions, flaws = parse(text)
    assert transactions == []
    assert [number for number, _ in flaws] == [line]
    assert word in flaws[0][1]


def test_aliases_are_bounded() -> None:
    _, flaws = parse("alias a=b\n" * (MOST_ALIASES + 1))
    assert len(flaws) == 1


def test_lines_are_physical_lines() -> None:
    text = "; a\x0cb\x85c\r\n2026-01-12 x\r\n    a  1 EUR\r\n    b\r\n"
    assert only(text).line == 2


def test_the_format_the_owner_names_is_tried_where_content_tells_none() -> None:
    text = '2026-01-12 ! "Beta" ; odd\n\n  Assets:Receivable:Beta  1 EUR\n  Income:Work\n'
    found = plain_text.read(text.encode(), "x", Asked())
    assert (found.format, len(found.documents)) == ("beancount", 1)
