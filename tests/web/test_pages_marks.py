from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.findings import visible
from goodterms.web.pages.marks import pieces


def marked(text, *words):
    return [each.text for each in pieces(text, words) if each.is_marked]


def test_whole_words_are_marked_and_parts_of_words_are_not():
    assert marked("It pops, pop it!", "pop") == ["pop"]


def test_letters_are_folded_as_they_are_for_scoring():
    assert marked("Još Žurnije, MOŽE?", "jos", "moze", "zurnije") == ["Još", "Žurnije", "MOŽE"]
    assert marked("I don't know", "dont") == ["don't"]


def test_no_words_leave_one_piece_and_no_text_leaves_none():
    assert [each.text for each in pieces("As it came")] == ["As it came"]
    assert pieces("", ["x"]) == ()


@given(st.text(max_size=80), st.lists(st.text(max_size=6), max_size=4))
@settings(max_examples=80, deadline=None)
def test_pieces_joined_are_the_visible_line(text, words):
    assert "".join(each.text for each in pieces(text, words)) == visible(text)
