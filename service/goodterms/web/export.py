"""The same pages as files: to keep, to print, to look at without a server; forms are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.web import views
from goodterms.web.pages import rendering
from goodterms.web.pages.evidence import EvidencePage
from goodterms.web.pages.links import client_key
from goodterms.web.views import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.web.desk import Desk
    from goodterms.web.pages.links import View

STYLE = "page.css"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Addresses of files beside each other; implements `pages.links.Places`."""

    @property
    def style(self) -> str:
        """Return the style sheet."""
        return STYLE

    def clients(self) -> str:
        """Return the list of clients."""
        return "index.html"

    def client(self, name: str) -> str:
        """Return one client's page."""
        return f"client-{client_key(name)}.html"

    def evidence(self, name: str, view: View | None = None, *, number: str = "") -> str:
        """Return a part of a client's evidence; filters have no file, so only parts differ."""
        page = view.page if view else 1
        part = f"-{page}" if page > 1 else ""
        return f"evidence-{client_key(name)}{part}.html" + (f"#{number}" if number else "")

    def maths(self, name: str) -> str:
        """Return a client's arithmetic."""
        return f"maths-{client_key(name)}.html"

    def book(self) -> str:
        """Return the whole book."""
        return "book.html"

    def settings(self) -> str:
        """Return the settings."""
        return "settings.html"

    def health(self) -> str:
        """Return the state of the sources."""
        return "health.html"


def files(desk: Desk) -> Iterator[tuple[str, str | bytes]]:
    """Yield name and content of every file; names tell nothing of clients."""
    still = replace(desk, links=FileLinks(), doing=False)
    links = FileLinks()
    yield STYLE, rendering.style()
    for name, view in (
        (links.clients(), views.clients),
        (links.book(), views.book),
        (links.settings(), views.settings),
        (links.health(), views.health),
    ):
        yield name, _rendered(still, view, Asked())
    with desk.store() as store:
        judged = [each.client for each in desk.judged(store)]
    for client in judged:
        asked = Asked(key=client_key(client))
        yield links.client(client), _rendered(still, views.client, asked)
        yield links.maths(client), _rendered(still, views.maths, asked)
        yield from _evidence(still, client)


def _evidence(desk: Desk, client: str) -> Iterator[tuple[str, str]]:
    """Yield every part of a client's evidence."""
    frame, number = desk.frame(), 1
    while True:
        asked = Asked(key=client_key(client), query={"page": str(number)})
        page = views.evidence(desk, frame, asked)
        # a number beyond the last part shows the last one again
        if not isinstance(page, EvidencePage) or page.view.page != number:
            return
        yield FileLinks().evidence(client, page.view), rendering.rendered(page, frame)
        number += 1


def _rendered(desk: Desk, view: views.Viewing, asked: Asked) -> str:
    frame = desk.frame()
    return rendering.rendered(view(desk, frame, asked), frame)
