"""Tokens: 65 bits, bound to mail and place, never in the outbox, found again in a quote."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import command_token as tokens

KEY, MAIL = b"k" * 32, "report.1@goodterms.invalid"


def test_a_token_has_13_base32_characters_and_is_the_same_for_the_same_mail() -> None:
    found = tokens.token(KEY, MAIL, 0)
    assert re.fullmatch(r"GT-[A-Z2-7]{13}", found)
    assert found == tokens.token(KEY, MAIL, 0)


def test_another_key_mail_or_place_gives_another_token() -> None:
    made = {
        tokens.token(key, mail, number)
        for key in (KEY, b"q" * 32)
        for mail in (MAIL, "report.2@goodterms.invalid")
        for number in (0, 1, 10)
    }
    assert len(made) == 12


def test_the_digest_does_not_hold_the_token_and_takes_any_case() -> None:
    found = tokens.token(KEY, MAIL, 0)
    assert tokens.digest(found) == tokens.digest(found.lower())
    assert found[3:].lower() not in tokens.digest(found)


@pytest.mark.parametrize("number", [0, 1, 7, 10, 123])
def test_a_placeholder_is_as_long_as_a_token_and_never_one(number: int) -> None:
    held = tokens.placeholder(number)
    assert len(held) == len(tokens.token(KEY, MAIL, number))
    assert tokens.tokens_in(held) == ()


def test_placeholders_are_filled_each_with_its_own_token() -> None:
    text = f"a {tokens.placeholder(1)} b {tokens.placeholder(0)}, {tokens.placeholder(2)}"
    made = {tokens.placeholder(n): tokens.token(KEY, MAIL, n) for n in (0, 1)}
    filled = tokens.filled(text, made)
    assert tokens.tokens_in(filled) == (made[tokens.placeholder(1)], made[tokens.placeholder(0)])
    assert tokens.placeholder(2) in filled


def test_a_token_is_found_in_a_quote_once_and_not_inside_other_words() -> None:
    found = tokens.token(KEY, MAIL, 0)
    assert tokens.tokens_in(f"seen\n> Code: {found}.\n>> {found.lower()}") == (found,)
    assert tokens.tokens_in(f"x{found} {found}A {found}-1 A-{found}") == ()


@pytest.mark.timeout(20)
def test_a_long_text_of_tokens_is_cut_short() -> None:
    many = " ".join(tokens.token(KEY, MAIL, number) for number in range(500))
    assert len(tokens.tokens_in(many * 20)) == tokens.MOST
    assert tokens.tokens_in("GT-" * 100_000) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_text_around_a_placeholder_stays_as_it_is(before: str, after: str) -> None:
    text = f"{before} {tokens.placeholder(0)} {after}"
    filled = tokens.filled(text, {tokens.placeholder(0): "GT-AAAAAAAAAAAAA"})
    assert len(filled) == len(text)
    assert f" GT-AAAAAAAAAAAAA {after[:0]}" in filled
