from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.sentences import sentences


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("", []),
        ("Hi", ["Hi"]),
        ("One. Two! three? four", ["One.", "Two!", "three?", "four"]),
        ("nije to to. treba drugačije", ["nije to to.", "treba drugačije"]),
        ("Npr. logo i dr. Horvat, tj. mi.", ["Npr. logo i dr. Horvat, tj. mi."]),
        ("Pošalji račun, ponudu itd. Hvala!", ["Pošalji račun, ponudu itd.", "Hvala!"]),
        ("Pošalji račun itd. do petka.", ["Pošalji račun itd. do petka."]),
        ("Rok je 5. svibnja. Može?", ["Rok je 5. svibnja.", "Može?"]),
        ("Vidi str. 3. Onda javi.", ["Vidi str. 3.", "Onda javi."]),
        ("Call Mr. Smith, e.g. today. Thanks.", ["Call Mr. Smith, e.g. today.", "Thanks."]),
        ("hm... ne znam. Zovi.", ["hm... ne znam.", "Zovi."]),
        ("Wait... Really?! ok", ["Wait...", "Really?!", "ok"]),
        ("See www.a.example/b.c now. Ok", ["See www.a.example/b.c now.", "Ok"]),
        ("Hej Mara,\nmože do petka?\n\nLP", ["Hej Mara,", "može do petka?", "LP"]),
        ("Fix:\n- logo\n- e.g. blue\n1. font", ["Fix:", "- logo", "- e.g. blue", "1. font"]),
        ('She said "no." Then left.', ['She said "no."', "Then left."]),
    ],
)
def test_sentences_are_found(new, expected):
    assert sentences(new) == expected


def test_a_line_that_a_program_wrapped_is_read_on():
    new = (
        "Hi Mara,\nthe first draft you sent on Monday is fine, but the headline is still too\n"
        "small. Please fix it."
    )
    first = "the first draft you sent on Monday is fine, but the headline is still too\nsmall."
    assert sentences(new) == ["Hi Mara,", first, "Please fix it."]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='aZ. \n!?…"-1č,)', max_size=120))
def test_sentences_are_pieces_of_the_text_in_order_and_lose_no_letter(new):
    position = 0
    for sentence in sentences(new):
        position = new.index(sentence, position) + len(sentence)
    assert "".join("".join(sentences(new)).split()) == "".join(new.split())
