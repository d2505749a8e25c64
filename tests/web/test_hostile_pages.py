"""Sixty hostile messages on every page: inert in what is sent, and inert in a real browser."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from html.parser import HTMLParser

import pytest

from hostile_texts import TEXTS
from web_served import a_desk, a_site, in_croatian, on_a_port, signed_in

TAGS = frozenset(
    word
    for line in (
        "html head meta title link body a header nav ul ol li p main h1 h2 h3 h4 div section",
        "article span strong em s code mark blockquote br table caption thead tbody tfoot tr th",
        "td dl dt dd footer form fieldset legend button input label figure figcaption details",
        "summary time abbr svg g rect line path circle polyline polygon text desc colgroup col",
    )
    for word in line.split()
)
ATTRIBUTES = frozenset(
    word
    for line in (
        "action autocomplete charset checked class colspan content cx cy d datetime dx dy fill",
        "for headers height href id lang max maxlength method min name points r rel required role",
        "rowspan rx scope start stroke tabindex text-anchor title transform type value viewbox",
        "width x x1 x2 y y1 y2",
    )
    for word in line.split()
)
HIDDEN = "\u202e\u200b\u2066\ufeff\x01\x1b\x7f"
LEADING = ("/", "#", "page.css")


class Parsed(HTMLParser):
    """Tags, attributes and where they lead, as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.leading: set[str] = set()
        self.metas: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            self.attributes.add(name)
            if name in {"href", "action", "src"}:
                self.leading.add(value or "")
            if tag == "meta" and name == "http-equiv":
                self.metas.append(value or "")


@pytest.fixture
def hostile(year):
    """The demo's year with every text of every mail, invoice and note replaced."""
    with closing(sqlite3.connect(year.parent / "goodterms.db")) as connection, connection:
        ids = [each for (each,) in connection.execute("SELECT id FROM message ORDER BY id")]
        rows = [
            (TEXTS[place % 60].replace("\udcff", ""), TEXTS[(place + 7) % 60], each)
            for place, each in enumerate(ids)
        ]
        assert len(rows) > 60
        connection.executemany(
            "UPDATE message SET subject = ?, excerpt = CASE excerpt WHEN '' THEN '' ELSE ? END"
            " WHERE id = ?",
            rows,
        )
        clients = [each for (each,) in connection.execute("SELECT DISTINCT client FROM verdict")]
        connection.executemany(
            "INSERT INTO decision (client, kind, decided_on, note)"
            " VALUES (?, 'talked', '2026-10-01', ?)",
            [(client, TEXTS[place % 60]) for place, client in enumerate(clients * 6)],
        )
        connection.executemany(
            "INSERT INTO problem (kind, source, line, text) VALUES ('message', ?, 0, ?)",
            [(text, f"{place} {text}") for place, text in enumerate(TEXTS)],
        )
    return year


def every_page(browser) -> dict[str, str]:
    """Return every page that can be reached, by its address."""
    found: dict[str, str] = {}
    wanted = ["/", "/book", "/settings", "/health", "/suggestions", "/nowhere"]
    while wanted:
        address = wanted.pop()
        path = address.partition("#")[0]
        if path in found or path.startswith("/static/"):
            continue
        answered = browser.get(path)
        assert answered.status in {200, 404}, path
        found[path] = answered.text
        if path.startswith("/nowhere"):
            continue
        links = sorted(each for each in Parsed(answered.text).leading if each.startswith("/"))
        get_only = [each for each in links if not each.endswith(("/correct", "/undo", "/context"))]
        posts = ("/login", "/logout", "/step", "/suggestions/look", "/suggestions/accept")
        keep = [each for each in get_only if not each.endswith(posts)]
        # one filter of each kind says as much as all of them
        wanted += [each for each in keep if each.count("=") < 2]
    return found


@pytest.mark.parametrize("language", ["en", "hr"])
@pytest.mark.timeout(180)
def test_sixty_hostile_messages_are_inert_text_on_every_page(hostile, language):
    if language == "hr":
        in_croatian(hostile)
    pages = every_page(signed_in(a_site(a_desk(hostile))))
    assert len([each for each in pages if each.startswith("/clients/")]) > 30
    for path, text in pages.items():
        read = Parsed(text)
        assert read.tags <= TAGS, (path, read.tags - TAGS)
        wild = {
            each for each in read.attributes - ATTRIBUTES if not each.startswith(("aria-", "data-"))
        }
        assert not wild, (path, wild)
        assert all(each.startswith(LEADING) for each in read.leading), path
        assert not read.metas
        assert len(text.encode()) < 300_000, path
        hidden = [at for sign in HIDDEN if (at := text.find(sign)) >= 0]
        assert not hidden, (path, text[hidden[0] - 80 : hidden[0] + 80])
    assert sum("&lt;script&gt;" in text for text in pages.values()) >= 3


@pytest.mark.timeout(240)
def test_a_browser_runs_nothing_fetches_nothing_and_reports_no_breach(hostile, browser):
    desk = a_desk(hostile)
    paths = sorted(every_page(signed_in(a_site(desk))))
    chosen = [each for each in paths if "?" not in each and not each.startswith("/nowhere")]
    with on_a_port(desk) as link:
        root = link.partition("/login")[0]
        browser.open(link)
        browser.press("button")
        for path in chosen:
            browser.open(root + path)
            assert browser.value("document.title") != "owned"
            assert browser.value("document.scripts.length") == 0
    assert browser.elsewhere == []
    assert browser.complaints == []
