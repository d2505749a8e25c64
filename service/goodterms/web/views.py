"""From an address to a page: what each GET shows. Nothing here writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goodterms.core import review_batch
from goodterms.core.book import book_view
from goodterms.core.correcting import corrections_by
from goodterms.core.findings import numbered
from goodterms.core.gates import INCOME_TYPED
from goodterms.core.questions import tally
from goodterms.web.earning import Earning
from goodterms.web.own_pages import BatchPage, DecidePage, FirstPage, SuggestionsPage
from goodterms.web.pages.book import book_page
from goodterms.web.pages.client import client_page
from goodterms.web.pages.clients import clients_page
from goodterms.web.pages.decisions import decision_rows
from goodterms.web.pages.evidence import Facts, evidence_page, page_of, view_of
from goodterms.web.pages.health import State, health_page
from goodterms.web.pages.items import item
from goodterms.web.pages.maths import maths_page
from goodterms.web.pages.notice import NoticePage
from goodterms.web.pages.settings import settings_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.client import Client
    from goodterms.core.verdict import Assessment
    from goodterms.web.desk import Desk
    from goodterms.web.form import Form
    from goodterms.web.pages.frame import Frame
    from goodterms.web.pages.rendering import Page
    from goodterms.web.suggestions import Suggestions

    Viewing = Callable[[Desk, Frame, "Asked"], Page]
    """Any function of this module that makes a page of a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, taken apart."""

    key: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None


def clients(desk: Desk, frame: Frame, _asked: Asked) -> Page:
    """Return the list of clients, or what to do next while there is none."""
    with desk.store() as store:
        found = desk.judged(store)
        freshness = store.freshness(desk.app.settings.mailbox.account)
    if found:
        return clients_page(frame, found, freshness)
    settings = desk.app.settings
    commands = (
        *(["goodterms fetch"] if freshness.mail_at is None else []),
        "goodterms import FILE.csv",
        "goodterms assess",
    )
    return FirstPage(
        clients=len(settings.clients),
        read=freshness.mail_at is not None,
        config=str(settings.path),
        commands=commands if settings.clients else (),
    )


def client(desk: Desk, frame: Frame, asked: Asked) -> Page:
    """Return the page of one client."""
    one = desk.client(asked.key)
    with desk.store() as store:
        dossier = desk.dossier(store, one)
        if dossier is None:
            return _unjudged(frame, one)
        decisions = store.decisions(one.name)
        figures = desk.figures(store).of(one.name)
    return client_page(frame, replace(dossier, figures=figures), decisions)


def evidence(desk: Desk, frame: Frame, asked: Asked) -> Page:
    """Return one page of a client's evidence; ``item`` in the query is the number to show."""
    one = desk.client(asked.key)
    view = view_of(asked.query)
    with desk.store() as store:
        judged = desk.judged_of(store, one.name)
        if judged is None:
            return _unjudged(frame, one)
        if wanted := asked.query.get("item", ""):
            view = replace(view, page=page_of(judged, wanted, view))
        facts = _facts(desk, store, one, judged)
    return evidence_page(frame, judged, facts, view)


def maths(desk: Desk, frame: Frame, asked: Asked) -> Page:
    """Return the arithmetic of one client's verdict."""
    one = desk.client(asked.key)
    with desk.store() as store:
        dossier = desk.dossier(store, one)
    if dossier is None:
        return _unjudged(frame, one)
    return maths_page(frame, dossier, desk.app.settings.policy)


def decide(desk: Desk, frame: Frame, asked: Asked) -> Page:
    """Return the forms of what can be recorded about a client."""
    one = desk.client(asked.key)
    with desk.store() as store:
        judged = desk.judged_of(store, one.name)
        decisions = store.decisions(one.name)
        corrections = store.corrections_of(one.name)
    share = judged.money.income_share if judged else 0.0
    return DecidePage(
        client=one.name,
        verdict=judged.verdict if judged else None,
        today=desk.app.owner.workweek.day(frame.now),
        share=frame.texts.percent(share),
        must_type_share=share >= INCOME_TYPED,
        is_batch_due=judged is not None and review_batch.is_due(judged, corrections),
        history=decision_rows(frame, decisions),
    )


def batch(desk: Desk, frame: Frame, asked: Asked) -> Page:
    """Return at most ten items that nobody confirmed."""
    one = desk.client(asked.key)
    with desk.store() as store:
        judged = desk.judged_of(store, one.name)
        if judged is None:
            return _unjudged(frame, one)
        facts = _facts(desk, store, one, judged)
    numbers, words = numbered(judged.incidents), corrections_by(facts.corrections)
    found = review_batch.batch(judged, facts.corrections)
    items = (item(frame, judged, each, numbers[each.id], facts, words) for each in found)
    return BatchPage(client=one.name, items=tuple(items))


def book(desk: Desk, frame: Frame, _asked: Asked) -> Page:
    """Return all clients beside each other, without ranks."""
    app = desk.app
    with desk.store() as store:
        found, figures = desk.judged(store), desk.figures(store)
    view = book_view(found, owner=app.owner, policy=app.settings.policy)
    return book_page(frame, view, figures)


def settings(desk: Desk, frame: Frame, _asked: Asked) -> Page:
    """Return what is set."""
    return settings_page(frame, desk.app.settings)


def health(desk: Desk, frame: Frame, _asked: Asked) -> Page:
    """Return the state of sources, service and model."""
    app = desk.app
    skipped: Counter[str] = Counter()
    with desk.store() as store:
        for each in desk.judged(store):
            skipped.update(dict(each.noise))
        state = State(
            standing=desk.standing(app, store, frame.now),
            problems=tuple(each.problem for each in reversed(store.noted())),
            skipped=skipped,
            model=app.model_digest,
            tally=tally(store.questions()),
        )
    return health_page(frame, state)


def suggestions(kept: Suggestions, desk: Desk) -> SuggestionsPage:
    """Return who may be a client, as far as anybody looked."""
    known = tuple(each.name for each in desk.app.settings.clients)
    return SuggestionsPage(found=kept.found, known=known)


def _facts(desk: Desk, store: SqliteStore, one: Client, judged: Assessment) -> Facts:
    """Return what the items of a client rest on; only what incidents name is read."""
    wanted = {source for each in judged.incidents for source in each.sources}
    corrections = store.corrections_of(one.name)
    wanted |= {each.message for each in corrections}
    messages = store.messages(wanted)
    documents = {each.id: each for each in store.ledger()[0] if each.id in wanted}
    return Facts(
        messages=messages,
        documents=documents,
        corrections=corrections,
        marks=Earning(
            model=lambda: desk.app.model,
            messages=messages,
            incidents=judged.incidents,
            known=desk.earned,
        ),
    )


def _unjudged(frame: Frame, one: Client) -> NoticePage:
    texts = frame.texts
    return NoticePage(
        title=one.name,
        lines=(
            texts.say("Nothing was said about this client yet."),
            texts.say("Run %(command)s, then look again.", command="goodterms assess"),
        ),
    )
