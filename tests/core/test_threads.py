from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_message
from goodterms.core.threads import thread_ids


def groups(messages):
    found: dict[str, set[str]] = {}
    for message, thread in thread_ids(messages).items():
        found.setdefault(thread, set()).add(message)
    return {frozenset(each) for each in found.values()}


def named(number, *parents, hint=""):
    return a_message(number, message_id=f"m{number}", parents=parents, thread_hint=hint)


def together(*numbers):
    return frozenset(f"M-{number:012x}" for number in numbers)


def test_an_answer_joins_what_it_answers():
    assert groups([named(1), named(2, "m1"), named(3)]) == {together(1, 2), together(3)}


def test_two_answers_to_a_lost_message_share_a_thread():
    assert groups([named(1, "lost"), named(2, "lost")]) == {together(1, 2)}


def test_messages_without_a_message_id_stand_alone():
    bare = [a_message(1, message_id=""), a_message(2, message_id="")]
    assert groups(bare) == {together(1), together(2)}


def test_a_provider_id_wins_over_references():
    split = [named(1, hint="t1"), named(2, "m1", hint="t2")]
    assert groups(split) == {together(1), together(2)}
    joined = [named(1, hint="t1"), named(2, hint="t1")]
    assert groups(joined) == {together(1, 2)}


def test_a_message_without_a_provider_id_joins_the_nearest_parent_that_has_one():
    messages = [named(1, hint="t2"), named(2, "m1", hint="t1"), named(3, "m2", "m1")]
    assert groups(messages) == {together(1, 3), together(2)}


def test_a_circle_of_references_ends():
    assert groups([named(1, "m2"), named(2, "m1"), named(3, "m3")]) == {together(1, 2), together(3)}


@settings(max_examples=100, deadline=None)
@given(
    links=st.lists(
        st.tuples(st.lists(st.integers(0, 14), max_size=3), st.sampled_from(["", "", "t1", "t2"])),
        max_size=12,
    ),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(links, chance):
    messages = [
        named(number, *(f"m{parent}" for parent in parents), hint=hint)
        for number, (parents, hint) in enumerate(links)
    ]
    shuffled = list(messages)
    chance.shuffle(shuffled)
    assert thread_ids(shuffled) == thread_ids(messages)
