from __future__ import annotations

import pytest

from goodterms.core.cleaning import newest
from goodterms.core.html_looks import Look, look
from goodterms.core.html_text import text

MINE = "<div>Može, hvala!</div>"
OLD = "<p>Staro pismo.</p>"
HEAD = "<p><b>Od:</b> Ana &lt;ana@kovac.example&gt;<br><b>Poslano:</b> 5.5.2026. 10:12<br>"
HEAD += "<b>Prima:</b> Mara<br><b>Predmet:</b> Logo</p>"


@pytest.mark.parametrize(
    "older",
    [
        f"<div class=gmail_attr>Ignota lingua</div><blockquote>{OLD}</blockquote>",
        f'<div class="moz-cite-prefix">Ignota lingua</div><blockquote type=cite>{OLD}</blockquote>',
        f'<div id="yahoo_quoted_1" class="yahoo_quoted"><div>Ignota</div><div>{OLD}</div></div>',
        f'<div class="protonmail_quote">Ignota<blockquote>{OLD}</blockquote></div>',
        f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">Ignota</div>{OLD}',
        f'<div id="x_divRplyFwdMsg">Ignota</div>{OLD}',
        f'<hr id="stopSpelling">Ignota<br>{OLD}',
        f'<hr id="zwchr"><div>{OLD}</div>',
        f'<p id="reply-intro">Ignota</p><blockquote>{OLD}</blockquote>',
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt">{HEAD}</div>{OLD}',
        f'<span id="OLK_SRC_BODY_SECTION"><div>{HEAD}</div>{OLD}</span>',
    ],
)
def test_what_programs_quote_is_not_new_text(older):
    fragments = newest(text(f"<html><body>{MINE}<br>{older}</body></html>"))
    assert fragments.new == "Može, hvala!"
    assert "Staro pismo." in fragments.quote


def test_answers_between_the_pieces_of_a_quote_of_gmail_are_kept():
    source = (
        "<div class='gmail_quote'><div class='gmail_attr'>On 5.5.2026 10:12 Ana wrote:<br></div>"
        "<blockquote>Koliko?</blockquote><div>500.</div><blockquote>A rok?</blockquote>"
        "<div>Do petka.</div></div>"
    )
    assert newest(text(source)).new == "500.\n\nDo petka."


@pytest.mark.parametrize("name", ["gmail_signature", "moz-signature", "AppleMailSignature"])
def test_a_marked_signature_is_not_new_text(name):
    source = f"{MINE}<div class='x {name}'>Ana<br>Kovač d.o.o.</div>"
    assert newest(text(source)).new == "Može, hvala!"


@pytest.mark.parametrize(
    ("tag", "source", "expected"),
    [
        ("b", "<b>", Look()),
        ("p", '<p class="gmail_attribute">', Look()),
        ("p", "<P\nHIDDEN>", Look(sight="hidden")),
        ("svg", "<svg>", Look(sight="hidden")),
        ("i", "<i style='FONT-SIZE: 12px'>", Look(sight="shown")),
        ("blockquote", '<blockquote style="border: none">', Look(is_indent=True)),
        ("div", "<div id=x_appendonsend>", Look(is_older=True)),
        ("div", '<div data-x="1" class="a yahoo_quoted b">', Look(is_quote=True)),
    ],
)
def test_a_tag_is_read_by_its_attributes(tag, source, expected):
    assert look(tag, source) == expected
