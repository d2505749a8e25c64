"""What holds for every page: its frame, its safety, and how it is read without eyes or mouse."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from builders_pages import PAGES, Read, a_frame, a_page
from builders_views import HOSTILE
from goodterms.web.pages.notice import NoticePage
from goodterms.web.pages.rendering import rendered, style

PICTURE = {"title", "rect", "circle", "line", "polyline", "polygon", "path", "text", "a", "g"}
EVERY = [(page, language) for page in PAGES for language in ("en", "hr")]
SEEN = {
    "en": "Mail and invoices only; calls and chat are not seen.",
    "hr": "Samo e-pošta i računi; pozivi i razgovori u aplikacijama ne vide se.",
}


@pytest.fixture(scope="module", params=EVERY, ids="-".join)
def page(request):
    name, language = request.param
    return name, language, Read(a_page(name, language))


def test_every_page_says_what_is_not_seen(page):
    _, language, read = page
    assert SEEN[language] in read.text("footer")
    assert read.of("html")[0][1]["lang"] == language


def test_headings_come_in_order_and_there_is_one_of_the_first(page):
    levels = [int(tag[1]) for tag, _, _ in page[2].of("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_link_leads_to_the_content_and_landmarks_are_there(page):
    read = page[2]
    assert read.of("a")[0][1]["href"] == "#main"
    assert [len(read.of(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert read.of("main")[0][1]["id"] == "main"
    names = [attributes.get("aria-label", "") for _, attributes, _ in read.of("nav")]
    assert all(names)
    assert len(set(names)) == len(names)


def test_every_name_that_is_pointed_at_exists_once(page):
    read = page[2]
    ids = [attributes["id"] for _, attributes, _ in read.elements if "id" in attributes]
    named = {attributes.get("aria-labelledby") for _, attributes, _ in read.elements} - {None}
    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_nothing_that_can_be_pressed_lies_inside_a_picture(page):
    within = False
    for tag, attributes, _ in page[2].elements:
        within = tag == "svg" or (within and tag in PICTURE)
        assert not (within and (tag == "a" or "tabindex" in attributes))


def test_tables_have_heads_and_pictures_have_titles(page):
    read = page[2]
    assert all(attributes.get("scope") for _, attributes, _ in read.of("th"))
    for place, (tag, attributes, _) in enumerate(read.elements):
        if tag == "svg" and attributes.get("aria-hidden") != "true":
            assert attributes["role"] == "img"
            child, named, text = read.elements[place + 1]
            assert (child, named["id"]) == ("title", attributes["aria-labelledby"])
            assert "".join(text).strip()


def test_every_field_has_a_label(page):
    read = page[2]
    labelled = {attributes.get("for") for _, attributes, _ in read.of("label")}
    for _, attributes, _ in read.of("input", "select", "textarea"):
        if attributes.get("type") not in {"hidden", "radio"}:
            assert attributes.get("id") in labelled


def test_pages_bring_no_script_no_style_of_their_own_and_nothing_from_elsewhere(page):
    read = page[2]
    assert not read.of("script", "style", "img", "iframe", "object", "embed", "base")
    for tag, attributes, _ in read.elements:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "action"):
            assert re.match(r"(/(?!/)|#)", attributes.get(name, "#")), (tag, attributes)


def test_elements_close_and_no_sentence_is_left_unfilled(page):
    read = page[2]
    assert not read.unclosed
    assert "%(" not in read.text("html")
    assert "%%" not in read.text("html")


def attribute_names(read):
    return {name for _, attributes, _ in read.elements for name in attributes}


@pytest.mark.parametrize("name", PAGES)
def test_foreign_text_stays_text(name):
    hostile = f"{HOSTILE}</blockquote></title><svg onload=alert(3)>\u202egnp\u200b pop"
    clean = Read(a_page(name))
    read = Read(a_page(name, client=HOSTILE, subject=hostile, excerpt=hostile))

    assert {tag for tag, _, _ in read.elements} == {tag for tag, _, _ in clean.elements}
    assert attribute_names(read) == attribute_names(clean)
    assert "\u202e" not in read.text("html")
    assert "\u200b" not in read.text("html")


def test_hostile_words_are_shown_and_not_dropped():
    text = Read(a_page("evidence", subject=HOSTILE, excerpt=HOSTILE)).text()
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("name", PAGES)
def test_croatian_pages_differ_and_keep_their_numbers(name):
    english, croatian = (Read(a_page(name, language)) for language in ("en", "hr"))
    shapes = [[tag for tag, _, _ in each.elements] for each in (english, croatian)]
    assert shapes[0] == shapes[1]
    assert english.text("nav") != croatian.text("nav")


def test_pages_that_are_files_have_no_forms():
    page = NoticePage(title="Over", lines=("Ask again.",))
    assert not Read(rendered(page, a_frame(doing=False))).of("form", "button", "input")


def test_the_style_asks_for_nothing_from_elsewhere_and_knows_dark_and_print():
    text = style().decode()
    assert not re.search(r"url\(|@import|https?:", text)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert ":focus-visible" in text


def test_no_template_trusts_foreign_text():
    from importlib import resources  # noqa: PLC0415

    for file in (resources.files("goodterms.web") / "templates").iterdir():
        if file.name.endswith(".j2"):
            assert not re.search(r"\|\s*safe|autoescape|Markup", file.read_text()), file.name
