"""Fields of an e-invoice by path: what is found, and what is refused with its line."""

from __future__ import annotations

import pytest

from goodterms.adapters.invoices.einvoice_fields import Amount, Fields
from goodterms.adapters.invoices.xml_gate import parse
from goodterms.errors import ImportFileError

FIELDS = Fields(
    root=parse(
        b'<r xmlns="urn:x">\n<a> one </a><a/><a>two</a><a>one</a>\n<p><m currencyID="eur">1.50</m>'
        b'<m currencyID="EUR">2.00</m></p><p><m>3</m></p>\n<bad>x</bad></r>',
        "f.xml",
    ),
    name="f.xml",
)


def test_texts_are_found_by_path_in_any_namespace() -> None:
    assert (FIELDS.words("a"), FIELDS.words("b"), FIELDS.words("a", "b")) == ("one", "", "")
    assert FIELDS.all_words("a") == ("one", "two")
    assert FIELDS.below("p").words("m") == "1.50"
    assert FIELDS.below("b").words("a") == ""
    assert len(FIELDS.each("p")) == 2


def test_amounts_are_the_first_under_each_parent_and_add_up() -> None:
    assert FIELDS.amount("m", "EUR", "p", "m") == Amount(text="1.50", minor=150)
    assert FIELDS.amount("m", "EUR", "q") is None
    assert FIELDS.minor_sum("m", "EUR", ("p", "m")) == 450


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: FIELDS.needed("the number", "b"), "line 1: the number is missing"),
        (lambda: FIELDS.needed_day("the day", "b"), "line 1: the day is missing"),
        (lambda: FIELDS.day("the day", "bad"), "line 4: the day: the date is no calendar date"),
        (lambda: FIELDS.amount("it", "EUR", "bad"), "line 4: it: the amount is no number"),
        (lambda: FIELDS.below("p").amount("it", "USD", "m"), "line 3: it is in another currency"),
        (lambda: FIELDS.currency("bad"), "line 1: the currency is not known"),
        (lambda: FIELDS.below("none").refuse("it"), "can be used: it"),
    ],
    ids=range(7),
)
def test_what_cannot_be_used_is_refused_with_its_line(ask, reason: str) -> None:
    with pytest.raises(ImportFileError, match=r"^f\.xml is no invoice that can") as caught:
        ask()
    assert reason in str(caught.value)
