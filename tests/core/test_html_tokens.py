from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.html_tokens import tokens


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a<BR>b", [("text", "", "a"), ("start", "br", "<BR>"), ("text", "", "b")]),
        ('<a t="x>y">', [("start", "a", '<a t="x>y">')]),
        ("<a t='1' u=\"2\">", [("start", "a", "<a t='1' u=\"2\">")]),
        ("<p don't>a", [("start", "p", "<p don't>"), ("text", "", "a")]),
        ("</o:p>", [("end", "o:p", "</o:p>")]),
        ("<!-- <b> -->a", [("text", "", "a")]),
        ("1 < 2", [("text", "", "1 "), ("text", "", "<"), ("text", "", " 2")]),
    ],
)
def test_tags_and_text_come_in_order(source, expected):
    assert list(tokens(source)) == expected


def test_the_inside_of_a_script_is_left_out():
    kinds = [kind for kind, _, _ in tokens("<script>if (a<b) {}</script>x")]
    assert kinds == ["start", "end", "text"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/!-='\"ab \n", max_size=60))
def test_no_source_makes_it_raise_or_repeat_itself(source):
    assert sum(len(content) for _, _, content in tokens(source)) <= len(source)
