"""The HTML of every mail, held against what mail programs support (`mail_support.toml`)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from builders_mails import KINDS
from builders_views import Seen
from goodterms.adapters.render import Renderer
from goodterms.core.findings import Privacy

LIST = tomllib.loads((Path(__file__).parent / "mail_support.toml").read_text(encoding="utf-8"))
MSO = re.compile(r"<!--\[if mso\]>.*?<!\[endif\]-->")
SIDES = {"padding-top": "padding", "border-top": "border", "border-right": "border"}
FALLBACK = {"max-width", "margin"}
"""Properties in a cell's own style that some program leaves out, with another way beside them."""


@pytest.fixture(params=KINDS)
def page(request):
    return Renderer("hr").letter(KINDS[request.param](Privacy.FULL)).html


def style(page):
    return re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]


def declared(text):
    names = re.findall(r"(?:^|[{;\s])([a-z-]+)\s*:\s*[^;{}]+(?=[;}]|$)", text)
    return {SIDES.get(each, each) for each in names}


def test_the_list_says_what_is_seen_where_something_does_not_work():
    for table in (LIST["css"], LIST["rules"]):
        for name, entry in table.items():
            marks = entry["works"].split()
            assert len(marks) == len(LIST["clients"]), name
            assert set(marks) <= {"y", "a", "n"}, name
            assert bool(entry.get("without")) is (set(marks) != {"y"}), name


def test_elements_and_attributes_are_known_everywhere(page):
    seen = Seen(MSO.sub("", page))

    assert seen.tags <= set(LIST["elements"]["names"])
    assert {name for _, name, _ in seen.attributes} <= set(LIST["attributes"]["names"])


def test_what_a_cell_says_of_itself_works_everywhere_or_has_another_way(page):
    for _, name, value in Seen(MSO.sub("", page)).attributes:
        if name == "style":
            for each in declared(value):
                marks = set(LIST["css"][each]["works"].split())
                assert "n" not in marks or each in FALLBACK, each


def test_every_property_and_rule_of_the_style_is_on_the_list(page):
    text = style(page)
    dark = "@media (prefers-color-scheme:dark)"

    assert declared(text.replace(dark, "")) <= set(LIST["css"])
    assert re.findall(r"@[a-z-]+[^{]*", text) == [dark]
    for selectors in re.findall(r"([^{}]+)\{", text.replace(dark + "{", "")):
        for each in selectors.strip().split(","):
            assert re.fullmatch(r":root|td|th|\.[a-z]|\.g t[dh]", each), each


def test_colours_of_text_and_cell_come_together_and_stand_in_the_cell(page):
    """Without the style element the words of a coloured cell must still be read."""
    cells = re.findall(r"<(?:td|span)[^>]*(?:bgcolor|background-color)[^>]*>([^<]*)", page)
    tags = re.findall(r"<(?:td|span)[^>]*(?:bgcolor|background-color)[^>]*>", page)
    for tag, words in zip(tags, cells, strict=True):
        if words.strip("\u00a0 ").replace("&nbsp;", ""):
            assert re.search(r"[\";]color:#[0-9a-f]{6}", tag), tag


def test_page_and_text_keep_the_readers_own_colours(page):
    root = re.search(r"<body[^>]*>", page)[0]

    assert "color" not in root
    assert not re.search(r"\btd,th\{[^}]*color", page)
    assert '<meta name="color-scheme" content="light dark">' in page


def test_at_most_600_wide_with_text_of_16(page):
    assert page.count("max-width:600px") == 1
    assert '<table role="presentation" align="center" width="600">' in MSO.search(page)[0]
    assert max(int(each) for each in re.findall(r'width="(\d+)"', page)) <= 600
    assert "font-size:16px" in style(page)
    assert min(int(each) for each in re.findall(r"font-size:(\d+)px", page)) >= 13


def test_nothing_is_fetched_linked_or_followed(page):
    assert not re.search(r"https?:|//|url\(|@import|src=|href=|<img|<a\b|<svg", MSO.sub("", page))
    assert MSO.sub("", page).count("<!") == 1  # the document type
