from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_message
from goodterms.core import header_fields
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


def test_a_threadid_joins_and_never_splits():
    messages = [named(1, hint="thread:T1"), named(2, "m1", hint="thread:T2")]
    assert groups(messages) == {together(1, 2)}, "some servers split what References join"
    assert groups([*messages, named(3, hint="thread:T2")]) == {together(1, 2, 3)}


def test_mails_that_share_a_message_id_give_one_answer_in_any_order():
    one, two = named(1, hint="t2"), named(2, hint="t1")
    copies = [one, replace(two, message_id="m1"), named(3, "m1")]
    assert thread_ids(copies) == thread_ids(reversed(copies))
    assert thread_ids(copies)[copies[2].id] == "t1"


def test_junk_in_in_reply_to_joins_nothing():
    junk = ["<>", "your letter of Monday", "<a b@c>", "ana@alba.example", "<a@x> <b@x>"]
    assert [header_fields.parents({"in-reply-to": [text]}) for text in junk] == [()] * len(junk)
    named_writer = [named(1, "ana@alba.example"), named(2, "Ana@alba.example")]
    assert groups(named_writer) == {together(1), together(2)}, "an address is no letter"


@settings(max_examples=100, deadline=None)
@given(
    links=st.lists(
        st.tuples(
            st.lists(st.integers(0, 14), max_size=3),
            st.sampled_from(["", "", "t1", "t2", "thread:1", "thread:2"]),
            st.sampled_from(["", "m0", *(f"m{each}" for each in range(12))]),
        ),
        max_size=12,
    ),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(links, chance):
    messages = [
        replace(named(number, *(f"m{parent}" for parent in parents), hint=hint), message_id=name)
        for number, (parents, hint, name) in enumerate(links)
    ]
    shuffled = list(messages)
    chance.shuffle(shuffled)
    assert thread_ids(shuffled) == thread_ids(messages)
