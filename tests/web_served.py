"""The page over a copy of the demo's year: as an application, and on a port."""

from __future__ import annotations

from contextlib import contextmanager

from goodterms.cli.session import Session
from goodterms.daemon.page import desk_of
from goodterms.settings import ReviewSettings
from goodterms.web import server
from goodterms.web.application import Site
from goodterms.web.gate import hosts
from web_asgi import PORT, Browser


def a_desk(config):
    session = Session(str(config))
    return desk_of(session.app, lambda: Session(str(config)).app())


def a_site(desk) -> Site:
    return Site(desk, server.sessions(desk), hosts(PORT, names=server.NAMES), PORT)


def signed_in(site: Site) -> Browser:
    browser = Browser(site.application())
    browser.get(f"/login?key={site.sessions.new_link()}")
    browser.post("/login")
    return browser


@contextmanager
def on_a_port(desk):
    """Serve on any free port; yields a login link."""
    with server.beside(desk, ReviewSettings(port=0)) as place:
        yield place.link(server.sessions(desk).new_link())


def in_croatian(config) -> None:
    text = config.read_text(encoding="utf-8")
    assert 'language = "en"' in text
    config.write_text(text.replace('language = "en"', 'language = "hr"', 1), encoding="utf-8")
