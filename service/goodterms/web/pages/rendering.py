"""From a page's view model to HTML.

Everything is escaped and nothing is exempt: no template uses ``safe``. No page has a script, a
picture or a style of its own, so the strictest content policy holds for all of them (B3.2).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, ClassVar, Protocol

import jinja2

from goodterms.adapters import words_reasons, words_verdict

if TYPE_CHECKING:
    from goodterms.web.pages.frame import Frame


class Page(Protocol):
    """A view model that knows its template.

    Attributes:
        template: File name in ``templates``.
        part: Which entry of the navigation it belongs to, "" for none.
    """

    template: ClassVar[str]
    part: ClassVar[str]


def style() -> bytes:
    """Return the one style sheet of all pages."""
    return (resources.files("goodterms.web") / "static" / "page.css").read_bytes()


def icon() -> bytes:
    """Return the icon of all pages."""
    return (resources.files("goodterms.web") / "static" / "icon.svg").read_bytes()


def rendered(page: Page, frame: Frame) -> str:
    """Return a page as HTML, in the language of the frame."""
    texts = frame.texts
    return (
        _environment()
        .get_template(page.template)
        .render(
            page=page,
            frame=frame,
            links=frame.links,
            texts=texts,
            say=texts.say,
            plural=texts.plural,
            verdict=words_verdict,
            reasons=words_reasons,
        )
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("goodterms.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
