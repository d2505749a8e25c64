from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_exit import a_word
from builders_people import TODAY
from goodterms.core.exit_words import STEPS, Said, checked, items, standing, step_named
from goodterms.errors import StepError


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("contract", "ways_out"),
        ("Referral", "alternative"),
        (" final-payment ", "final_payment"),
        ("access: DNS  zone ", "access:DNS zone"),
        ("mail:M-3f9a2c11d0aa", "mail:M-3f9a2c11d0aa"),
        *((each, each) for each in STEPS),
    ],
)
def test_steps_are_named_as_people_name_them(name, step):
    assert step_named(name) == step


@pytest.mark.parametrize(
    "name",
    ["", "calm", "cool_off", "repeated", "nothing", "access:", "friend:x", "access:a\x07b",
     "access:" + "x" * 81, "access:a=b"],
)  # fmt: skip
def test_a_name_that_is_no_step_is_refused(name):
    with pytest.raises(StepError) as caught:
        step_named(name)
    assert caught.value.hint


@pytest.mark.parametrize(
    "changes",
    [
        {"step": "reason", "note": "word " * 21},
        {"note": "x" * 1001},
        {"step": "trial", "state": Said.OPEN},
        {"step": "right_decision"},
        {"rating": 3},
        {"step": "right_decision", "state": Said.OPEN, "rating": 3},
    ],
)
def test_a_word_that_says_nothing_clear_is_refused(changes):
    with pytest.raises(StepError):
        checked(a_word(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"step": "reason", "note": "word " * 20},
        {"step": "trial", "state": Said.OPEN, "day": TODAY},
        {"step": "trial", "state": Said.DONE},
        {"step": "right_decision", "rating": 0},
        {"step": "right_decision", "state": Said.OPEN},
    ],
)
def test_a_clear_word_is_kept_as_it_is(changes):
    assert checked(a_word(**changes)) == a_word(**changes)


def test_the_later_word_on_a_step_holds_and_later_days_are_not_seen():
    first, second = a_word(1), a_word(2, state=Said.OPEN)
    late = a_word(3, said_on=TODAY + timedelta(days=1))

    assert standing([late, second, first], today=TODAY) == {"ways_out": second}


def test_a_word_that_is_taken_back_gives_way_to_the_one_before():
    first, second = a_word(1), a_word(2, state=Said.OPEN)
    back = a_word(3, undoes=2)

    assert standing([first, second, back], today=TODAY) == {"ways_out": first}
    assert standing([first, replace(back, undoes=1)], today=TODAY) == {}


@given(st.permutations(range(6)))
def test_the_order_in_which_words_are_read_changes_nothing(order):
    words = [
        a_word(number, said_on=date(2026, 11, 1 + number // 2), state=list(Said)[number % 3])
        for number in range(5)
    ]
    words.append(a_word(5, undoes=4))

    assert standing([words[each] for each in order], today=TODAY) == standing(words, today=TODAY)


def test_items_of_a_list_come_in_the_order_they_were_said():
    held = {
        each.step: each
        for each in (a_word(2, step="promise:b"), a_word(1, step="promise:z"), a_word(3))
    }

    assert [name for name, _ in items(held, "promise")] == ["z", "b"]
