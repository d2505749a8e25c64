from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import tokens

CROATIAN = "čćžšđČĆŽŠĐ"


def test_croatian_letters_fold_to_plain_ones() -> None:
    assert tokens.fold("Čekaj, Đuro, šaljem žurno ćirilicu") == "cekaj, duro, saljem zurno cirilicu"


def test_decomposed_letters_fold_like_composed_ones() -> None:
    assert tokens.fold(unicodedata.normalize("NFD", "čćž")) == "ccz"


def test_inner_apostrophes_of_every_kind_disappear() -> None:
    assert tokens.tokens("don't DON’T 'quoted'") == ["dont", "dont", "quoted"]


def test_drawn_out_letters_are_one_letter_and_double_letters_stay() -> None:
    assert tokens.tokens("sooo hmmmm good") == ["so", "hm", "good"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until 17:30", tokens.TIME),
        ("at 5pm", tokens.TIME),
        ("do 15h", tokens.TIME),
        ("on 12.5.2026", tokens.DATE),
        ("do 12. 5.", tokens.DATE),
        ("the 3rd", tokens.DATE),
        ("on 2026-11-23", tokens.DATE),
        ("pay 1.200,50 €", tokens.MONEY),
        ("pay €500", tokens.MONEY),
        ("300 eura", tokens.MONEY),
        ("see https://example.org/a?b=c", tokens.LINK),
        ("to ana@alba.example", tokens.ADDRESS),
        ("open kitchen_07.jpg", tokens.FILE),
        ("up by 20%", tokens.SIZE),
        ("page 14", tokens.NUMBER),
    ],
)
def test_figures_become_typed_tokens(text: str, expected: str) -> None:
    assert expected in tokens.tokens(text)


def test_no_digit_survives_in_a_price_or_a_time() -> None:
    assert tokens.tokens("640 EUR at 9:15") == [tokens.MONEY, "at", tokens.TIME]


def test_marks_are_classes() -> None:
    assert tokens.tokens("a? b! c?? d!!! e?! f... g…") == [
        *("a", "?", "b", "!", "c", "??", "d", "!!", "e", "??", "f", "...", "g", "..."),
    ]


def test_other_punctuation_is_dropped_and_pictograms_stay() -> None:
    assert tokens.tokens("yes, (no); ok 😅") == ["yes", "no", "ok", "😅"]


def test_word_pairs_follow_the_words() -> None:
    assert tokens.word_grams(["not", "quite", "it"]) == [
        *("not", "quite", "it", "not quite", "quite it", "not  it"),
    ]


def test_loose_pairs_have_one_or_two_words_in_between() -> None:
    loose = [each for each in tokens.word_grams(list("abcde")) if "  " in each]
    assert loose == ["a  c", "b  d", "c  e", "a  d", "b  e"]


def test_char_pieces_know_the_borders_of_a_word() -> None:
    assert tokens.char_grams("pay") == [" pa", "pay", "ay ", " pay", "pay "]


def test_typed_tokens_have_no_char_pieces() -> None:
    assert tokens.all_char_grams([tokens.TIME, "?", "ok"]) == [" ok", "ok ", " ok "]


def test_a_very_long_word_is_cut() -> None:
    assert tokens.tokens("ab" * 500) == [("ab" * 500)[: tokens.LONGEST_WORD]]


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_gives_short_folded_tokens(text: str) -> None:
    for token in tokens.tokens(text):
        assert token
        assert " " not in token
        assert len(token) <= tokens.LONGEST_WORD
        assert not set(token) & set(CROATIAN)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["račun", "šaljem", "žurno", "čim", "đon", "već", "ćemo", "platiti"]),
        max_size=12,
    )
)
def test_text_without_diacritics_gives_the_same_tokens(words: list[str]) -> None:
    text = " ".join(words)
    plain = text.translate(str.maketrans("čćžšđ", "cczsd"))
    assert tokens.tokens(text) == tokens.tokens(plain)


def test_long_hostile_input_is_read_in_linear_time() -> None:
    for piece in ("1.", "a@", "1/", "http://", "€", "9:", "a-", "'a"):
        assert tokens.tokens(piece * 20_000) is not None
