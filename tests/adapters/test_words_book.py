from __future__ import annotations

from dataclasses import replace

import pytest

import catalogue
from builders_book import a_book, a_paying_client
from builders_verdict import an_owner
from goodterms.adapters import words_book
from goodterms.adapters.texts import Texts
from goodterms.core.book import book_view
from goodterms.core.policy import Policy

ENGLISH, CROATIAN = Texts("en"), Texts("hr")


def test_the_top_share_is_the_owners_own_number():
    book = a_book([5000, 1000, 1000, 1000, 1000, 1000])
    assert words_book.top(ENGLISH, book).replace("\N{NO-BREAK SPACE}", "") == (
        "1 of your 6 paying clients (17%) makes 50% of the income and 17% of the trouble."
    )


def test_below_five_clients_it_says_so():
    book = a_book([5000, 1000, 1000, 1000])
    assert words_book.summary(ENGLISH, book) == [
        "4 paying clients: too few to say what the top fifth makes. From 5 on it is shown."
    ]
    assert words_book.top(ENGLISH, replace(book, paying=1)).startswith("1 paying client: ")


def test_what_is_left_out_is_said():
    idle = a_paying_client("idle", 1000, hours=0.0)
    book = book_view([idle], owner=an_owner(), policy=Policy())
    said = words_book.summary(ENGLISH, replace(book, unassigned_minor=12_300))
    assert "1 client without paid hours is not in the funnel." in said
    assert "Invoices of €123 belong to no client of yours here and are not in it." in said


@pytest.mark.parametrize("texts", [ENGLISH, CROATIAN])
def test_every_sentence_exists_in_both_languages(texts):
    book = a_book([5000, 1000, 1000, 1000, 1000, 1000])
    said = [
        words_book.funnel_title(texts),
        words_book.curve_title(texts, book),
        words_book.curve_title(texts, replace(book, hour_minor=None)),
        *words_book.summary(texts, book),
        *(words_book.point(texts, each) for each in book.funnel.points),
        *(words_book.step(texts, each, book.currency) for each in book.curve),
        *(texts.say(each) for each in words_book.PLACES.values()),
    ]
    assert all(said)
    assert not any("%(" in each for each in said)
    if texts is CROATIAN:
        assert not any(" the " in each for each in said)


def test_every_sentence_of_the_book_is_translated():
    known = {
        each.id if isinstance(each.id, str) else each.id[0] for each in catalogue.committed("hr")
    }
    files = {"words_book.py", "words_insight.py"}
    mine = [each for each in catalogue.extracted() if {n for n, _ in each.locations} & files]
    wanted = {each.id if isinstance(each.id, str) else each.id[0] for each in mine}
    assert len(wanted) > 20
    assert wanted <= known
