from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.html_text import LIMIT, RULE, text


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("one<br>two", "one\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("a  b\n c&nbsp;d &lt;e&gt; &scaron;", "a b c d <e> š"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("a<hr>b", f"a\n{RULE}\nb"),
        ('<a href="x>y">link</a>', "link"),
        ('<img alt="a > b">after', "after"),
        ("<o:p>office</o:p>", "office"),
        ("text <unfinished tag", "text"),
    ],
)
def test_html_reads_as_it_looks(source, plain):
    assert text(source) == plain


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<style>no{}</style>",
        "<head><title>no</title></head>",
        "<!-- no -->",
        "<!--[if mso]>no<![endif]-->",
        '<div style="display:none">no<div>no</div>no</div>',
        "<span style='VISIBILITY : hidden'>no</span>",
        '<span style="font-size:0">no</span>',
        '<span style="font-size:1px;color:#fff">no</span>',
        '<div style="max-height:0;overflow:hidden">no</div>',
        '<div style="opacity:0">no</div>',
        "<p hidden>no",
        "<svg><text>no</text></svg>",
        "<template>no</template>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out(hidden):
    assert text(f"<p>before</p>{hidden}<p>after</p>") == "before\n\nafter"


@pytest.mark.parametrize(
    "seen",
    [
        '<span style="opacity:0.9">yes</span>',
        '<span style="font-size:10px">yes</span>',
        '<span style="font-size:1.2em">yes</span>',
        '<td style="font-size:0"><div style="font-size:13px">yes</div></td>',
        '<span style="font-size:0.9em">yes</span>',
        '<div style="max-height:0.5em">yes</div>',
    ],
)
def test_what_a_reader_does_see_stays(seen):
    assert "yes" in text(seen)


def test_quotes_become_marked_lines_at_their_depth():
    source = "<p>new</p><blockquote>old<br><br>more<blockquote>older</blockquote></blockquote>end"
    assert text(source) == "new\n\n> old\n>\n> more\n> > older\nend"


def test_an_indent_without_border_is_no_quote():
    assert text('<blockquote style="margin:0 0 0 40px;border:none">mine</blockquote>') == "mine"


def test_a_signature_element_is_announced_by_the_usual_delimiter():
    assert text('ok<div class="gmail_signature">Iva</div>') == "ok\n--\nIva"


HOSTILE = [
    "<!--",
    "<a ",
    "<a x='",
    "<a x='>",
    "<![",
    "</",
    "<?",
    "<",
    "&#",
    "<script>",
    "<b style='",
]
HOSTILE += ["<blockquote>", "<div hidden>", "<i style='font:a'>", "<p hidden>", "<li>", "<pre>\n"]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_hostile_html_takes_bounded_time(piece):
    text(piece * (LIMIT // len(piece)))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div hidden>", "</div>", "<br>", "<!--", "-->", "a", "'"])
        | st.text(max_size=8),
        max_size=30,
    ).map("".join)
)
def test_no_html_makes_it_raise_or_lets_a_known_tag_through(source):
    assert "<div hidden>" not in text(source.replace("&", ""))
