"""What forms do: each takes the desk and a form, and says where to go next and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.web import context, corrections, decisions, exits, paths
from goodterms.web.form import Form, FormError
from goodterms.web.own_pages import ContextPage, context_row
from goodterms.web.pages.evidence import view_of
from goodterms.web.pages.frame import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.client import Client
    from goodterms.web.context import Texts
    from goodterms.web.desk import Desk
    from goodterms.web.pages.rendering import Page
    from goodterms.web.suggestions import Suggestions
    from goodterms.web.views import Asked

    Word = Callable[[Desk, SqliteStore, Client, Form], Said | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where to go next with what is said there, or a page to show at once."""

    to: str = "/"
    said: Said | None = None
    page: Page | None = None


def all_of(
    texts: Texts, suggestions: Suggestions
) -> Mapping[str, Callable[[Desk, Asked], Outcome]]:
    """Return every action by its address."""
    return {
        "/clients/{key}/correct": _about(corrections.correct, _evidence),
        "/clients/{key}/undo": _about(corrections.undo, _evidence),
        "/clients/{key}/batch": _about(corrections.decide_batch, _batch),
        "/clients/{key}/decide": _about(decisions.decide, _decide),
        "/clients/{key}/decide/undo": _about(decisions.undo, _decide),
        "/clients/{key}/step": _about(exits.say, _steps),
        "/clients/{key}/step/undo": _about(exits.undo, _steps),
        "/clients/{key}/context": lambda desk, asked: _context(desk, asked, texts),
        paths.SUGGEST: lambda desk, _asked: _look(desk, suggestions),
        paths.ACCEPT: lambda desk, asked: _accept(desk, asked, suggestions),
    }


def _form(asked: Asked) -> Form:
    return asked.form or Form()


def _about(
    word: Word, next_page: Callable[[Desk, Client, Form], str]
) -> Callable[[Desk, Asked], Outcome]:
    """Return an action about one client: one at a time, so that each tells its own effect."""

    def act(desk: Desk, asked: Asked) -> Outcome:
        client, form = desk.client(asked.key), _form(asked)
        with desk.writing, desk.store() as store:
            said = word(desk, store, client, form)
        return Outcome(to=next_page(desk, client, form), said=said)

    return act


def _evidence(desk: Desk, client: Client, form: Form) -> str:
    """Return the evidence as it was looked at."""
    asked = {name: form.text(name) for name in ("month", "page", "unconfirmed")}
    return desk.links.evidence(client.name, view_of({**asked, "kind": form.text("shown")}))


def _batch(desk: Desk, client: Client, _form: Form) -> str:
    del desk
    return paths.about(client.name, "batch")


def _decide(desk: Desk, client: Client, _form: Form) -> str:
    del desk
    return paths.about(client.name, "decide")


def _steps(desk: Desk, client: Client, _form: Form) -> str:
    return f"{desk.links.client(client.name)}#steps"


def _context(desk: Desk, asked: Asked, texts: Texts) -> Outcome:
    """Read what stands around an item again; nothing of it is stored."""
    client, source = desk.client(asked.key), _form(asked).text("source")
    frame = desk.frame()
    with desk.store() as store:
        if store.client_of(source) != client.name:
            message = "this is no item of this client"
            raise FormError(message, hint="Go back to the evidence")
        found = context.read(desk.app, store, client.name, source, texts)
    rows = tuple(context_row(frame, each, client.name) for each in found.parts)
    return Outcome(page=ContextPage(client=client.name, rows=rows, problem=found.problem))


def _look(desk: Desk, suggestions: Suggestions) -> Outcome:
    suggestions.look(desk.app)
    return Outcome(to=paths.SUGGESTIONS)


def _accept(desk: Desk, asked: Asked, suggestions: Suggestions) -> Outcome:
    """Put the ticked proposals into the config."""
    ticked = [each for each in _form(asked).every("take") if each.isascii() and each.isdigit()]
    with desk.writing:
        names = suggestions.accept(desk.app, {int(each) for each in ticked if len(each) < 4})
        if names:
            desk.changed()
    texts = desk.frame().texts
    text = texts.plural(
        "%(count)s client added. The next reading fetches the mail.",
        "%(count)s clients added. The next reading fetches the mail.",
        len(names),
    )
    return Outcome(to=paths.SUGGESTIONS, said=Said(text=text) if names else None)
