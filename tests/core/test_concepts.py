from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import concepts
from goodterms.core.concept_terms import LONGEST_TERM, compile_terms


def found(lists: dict[str, list[str]], text: str) -> dict[str, tuple[int, int]]:
    compiled = compile_terms(lists)
    places = concepts.find(compiled, text.split())
    return {compiled.names[index]: place for index, place in places.items()}


def test_a_word_is_found_where_it_first_stands() -> None:
    assert found({"urgency": ["asap"]}, "send it asap asap") == {"urgency": (2, 3)}


def test_a_word_inside_another_is_not_found() -> None:
    assert found({"urgency": ["now"]}, "i know nowhere") == {}


def test_a_star_matches_every_ending_of_a_stem() -> None:
    assert found({"payment": ["racun*"]}, "o racunima cemo") == {"payment": (1, 2)}


def test_a_leading_star_matches_an_ending_with_a_stem_before_it() -> None:
    lists = {"reader": ["*jte"]}
    assert found(lists, "posaljite cekajte") == {"reader": (1, 2)}
    assert found(lists, "ajte") == {}


def test_a_phrase_needs_its_words_in_order_and_side_by_side() -> None:
    lists = {"while": ["while youre at it"]}
    assert found(lists, "and while youre at it add") == {"while": (1, 5)}
    assert found(lists, "while youre still at it") == {}


def test_choices_stems_any_and_gap_work_inside_a_phrase() -> None:
    lists = {"chase": ["third|fourth mail|messag* _ day"], "far": ["not .. feeling"]}
    assert found(lists, "fourth messages this day") == {"chase": (0, 4)}
    assert found(lists, "not a b c feeling") == {"far": (0, 5)}
    assert found(lists, "not a b c d feeling") == {}


def test_a_phrase_can_begin_with_a_stem_or_with_another_concept() -> None:
    lists = {"time": ["today", "veceras"], "need": ["treb* do", "@time please"]}
    assert found(lists, "trebamo do") == {"need": (0, 2)}
    assert found(lists, "veceras please")["need"] == (0, 2)


def test_a_gap_does_not_reach_behind_the_end() -> None:
    assert found({"open": ["wait .. now"]}, "wait a") == {}


@pytest.mark.parametrize(
    "term", ["", "a|", "*", ".. now", "_ now", "*jte se", "@nothing", "a " * (LONGEST_TERM + 1)]
)
def test_a_term_that_cannot_be_looked_up_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match=r"term|choice|concept"):
        compile_terms({"some": [term]})


WORDS = st.sampled_from(["pay", "paid", "now", "later", "we", "will"])


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=12))
def test_a_phrase_is_found_exactly_where_a_plain_search_finds_it(
    term: list[str], items: list[str]
) -> None:
    compiled = compile_terms({"some": [" ".join(term)]})
    size = len(term)
    places = [at for at in range(len(items)) if items[at : at + size] == term]
    expected = {0: (places[0], places[0] + size)} if places else {}
    assert concepts.find(compiled, items) == expected


@settings(max_examples=50)
@given(st.permutations(["asap", "right now", "urgent*", "at|by once"]))
def test_the_order_of_terms_changes_nothing(terms: list[str]) -> None:
    assert compile_terms({"urgency": terms}) == compile_terms({"urgency": sorted(terms)})
