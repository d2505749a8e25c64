from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import passages


def test_a_passage_is_found_letter_for_letter() -> None:
    assert passages.locate("not it", "this is not it.") == (8, 14)


def test_line_breaks_count_as_blanks() -> None:
    text = "we need\r\n  the logo now"
    assert passages.shown("need the logo", text) == "need\r\n  the logo"


def test_the_search_starts_where_it_is_told() -> None:
    assert passages.locate("a", "a b a", start=1) == (4, 5)


def test_of_a_passage_in_pieces_the_longest_line_is_shown() -> None:
    text = "first line here\n> quoted words\nsecond"
    assert passages.shown("first line here\nsecond", text) == "first line here"


def test_what_is_not_there_is_not_shown() -> None:
    assert passages.shown("never said", "something else") == ""
    assert passages.locate("", "something") is None


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_shown_is_always_a_piece_of_the_text(passage: str, text: str) -> None:
    assert passages.shown(passage, text) in text
