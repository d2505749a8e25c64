from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import quote_headers, quote_marks, signature_marks
from goodterms.core.quote_marks import LINE_LIMIT, any_of, folded, folded_lines, is_marker

PATTERNS = {
    name: value
    for module in (quote_headers, quote_marks, signature_marks)
    for name, value in vars(module).items()
    if hasattr(value, "pattern")
}

PIECES = [
    " ",
    "-",
    "_",
    "a",
    "a ",
    "1",
    "1.",
    "1/1/2026 ",
    "a@",
    "<",
    "(",
    "this e-mail is ",
    "+385 ",
]
PIECES += ["ovaj mail moze ", "if you are not ", "sent from my ", "on ", "wrote ", "*", "tel", "x,"]


@pytest.mark.parametrize("name", sorted(PATTERNS))
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_no_line_makes_a_pattern_slow(name):
    for piece in PIECES:
        line = (piece * LINE_LIMIT)[:LINE_LIMIT]
        PATTERNS[name].search(line)
        PATTERNS[name].match(line)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text):
    assert len(folded(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aČİß\n\r\x0b\x0c\x1c\x85\u2028 >", max_size=60))
def test_folded_lines_are_as_many_as_lines(text):
    assert len(folded_lines(text)) == len(text.splitlines())


@pytest.mark.parametrize("line", ["----- original message -----", "  --- izvorna poruka ---"])
def test_a_marker_is_told_from_a_drawn_line(line):
    assert is_marker(line)
    assert not is_marker("-" * 30)
    assert not is_marker("original message")


def test_folding_removes_croatian_diacritics():
    assert folded("ŠĐČĆŽ šđčćž Größe") == "sdccz sdccz grose"


def test_blanks_in_phrases_match_any_white_space():
    assert any_of("one two\n& three\nfour ?five") == (r"one\s{1,3}two\s{1,3}three|four\s{0,3}five")
