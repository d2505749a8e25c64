"""Searches that no address can break out of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.adapters.imap_search import TOGETHER, checked, searches, simple_searches
from goodterms.errors import MailboxError

SINCE = date(2026, 1, 1)


def flat(criteria: object) -> list[object]:
    if isinstance(criteria, list):
        return [each for part in criteria for each in flat(part)]
    return [criteria]


def depth(criteria: object) -> int:
    return 1 + max(map(depth, criteria), default=0) if isinstance(criteria, list) else 0


def test_everybody_needs_one_search_and_no_limit_no_day() -> None:
    assert searches(1, 9, since=SINCE, correspondents=None) == [["UID", "1:9", "SINCE", SINCE]]
    assert searches(1, 9, since=None, correspondents=None) == [["UID", "1:9"]]


@given(st.integers(1, 200))
def test_every_correspondent_is_looked_for_in_three_headers(count: int) -> None:
    names = [f"p{number}@x.example" for number in range(count)]
    found = searches(1, 9, since=SINCE, correspondents=[*names, names[0]])
    words = [word for each in found for word in flat(each)]
    assert all(words.count(name) == 3 for name in names)
    assert words.count("OR") == 3 * count - len(found), "OR takes exactly two"
    assert len(found) == -(-count // TOGETHER)
    assert all(depth(each) <= 9 for each in found)
    single = simple_searches(1, 9, since=SINCE, correspondents=names)
    assert len(single) == 3 * count
    assert not any("OR" in flat(each) for each in single)


def test_a_domain_in_other_letters_is_searched_as_it_is_sent() -> None:
    assert checked("ana@žuti.example") == "ana@xn--uti-b3a.example"
    assert checked("@alba.example") == "@alba.example"


@given(st.text(max_size=30))
def test_what_passes_is_one_plain_word(text: str) -> None:
    try:
        word = checked(text)
    except MailboxError:
        return
    assert word.isascii()
    assert word.isprintable()
    assert not set(word) & set(' "\\(){}%*')


@pytest.mark.parametrize("bad", ["", "a b", 'a"', "a\r\n", "ć@x.example", "{3}"])
def test_the_rest_is_refused_by_name(bad: str) -> None:
    with pytest.raises(MailboxError, match="cannot be searched for"):
        searches(1, 9, since=SINCE, correspondents=[bad])
