"""What the pages work with: config, database, the latest verdicts, and the outcome of actions.

Pages show the verdict rows as they are stored, so that page, mail and `explain` say the same and
looking changes nothing. An action judges its one client again and appends the new row.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms import pipeline
from goodterms.adapters.texts import Texts
from goodterms.core.dossier import dossier_view
from goodterms.core.exit_kit import Kit
from goodterms.core.row_reading import assessment_of, resting
from goodterms.errors import UnknownClientError
from goodterms.web.notices import Notices
from goodterms.web.pages.frame import Frame
from goodterms.web.pages.links import Links, client_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.client import Client
    from goodterms.core.dossier import Dossier
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.standing import Standing
    from goodterms.core.verdict import Assessment
    from goodterms.web.pages.links import Places

MOST_DOSSIERS = 8
"""Clients whose facts are kept in memory; some 10 MB each where there are 5,000 messages."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all requests; every request opens the database for itself.

    Attributes:
        app_of: The app as configured now.
        standing: How the service stands (`daemon.standing`).
        changed: Told after the config was changed.
        links: Addresses; file names in an export.
        doing: Forms are shown.
        earned: Words that earned, by excerpt and label; as many as there are excerpts.
        writing: Held while an action reads, writes and judges.
    """

    app_of: Callable[[], App]
    standing: Callable[[App, SqliteStore, datetime], Standing]
    changed: Callable[[], None] = lambda: None
    links: Places = field(default_factory=Links)
    doing: bool = True
    notices: Notices = field(default_factory=Notices)
    writing: threading.RLock = field(default_factory=threading.RLock)
    earned: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    _rows: dict[str, tuple[int, Assessment]] = field(default_factory=dict)
    _figures: dict[str, tuple[object, BookMoney]] = field(default_factory=dict)
    _dossiers: OrderedDict[str, tuple[object, Dossier]] = field(default_factory=OrderedDict)

    @property
    def app(self) -> App:
        """Return the app as configured now."""
        return self.app_of()

    def store(self) -> SqliteStore:
        """Open the database for one request; use as a context manager."""
        return self.app.open_store(thorough=False)

    def client(self, key: str) -> Client:
        """Return the client whose key stands in an address.

        Raises:
            UnknownClientError: No client of the config has it.
        """
        for each in self.app.settings.clients:
            if client_key(each.name) == key:
                return each
        message = "there is no such client"
        raise UnknownClientError(message, hint="Go to the list of clients")

    def frame(self, *, notice: str = "") -> Frame:
        """Return what every page is made with; `notice` names the outcome of an action."""
        app = self.app
        return Frame(
            texts=Texts(app.settings.owner.language),
            owner=app.settings.owner.name,
            zone=app.owner.workweek.zone,
            now=app.clock.now(),
            links=self.links,
            doing=self.doing,
            said=self.notices.of(notice) if notice else None,
        )

    # --- verdicts --------------------------------------------------------------------------------

    def judged(self, store: SqliteStore) -> list[Assessment]:
        """Return the latest stored assessment of each client of the config that has one."""
        latest = store.latest_rows()
        names = [each.name for each in self.app.settings.clients if each.name in latest]
        found = (self._stored(store, name, latest[name]) for name in names)
        return [each for each in found if each is not None]

    def judged_of(self, store: SqliteStore, name: str) -> Assessment | None:
        """Return the latest stored assessment of one client, None before the first."""
        number = store.latest_rows().get(name)
        return None if number is None else self._stored(store, name, number)

    def _stored(self, store: SqliteStore, name: str, number: int) -> Assessment | None:
        """Return one row as an assessment; one that today's program cannot read is as if none."""
        known = self._rows.get(name)
        if known is not None and known[0] == number:
            return known[1]
        try:
            found = assessment_of(store.row_text(number))
        except ValueError:
            return None
        self._rows[name] = (number, found)
        return found

    def figures(self, store: SqliteStore) -> BookMoney:
        """Return the money of the book; worked out anew when a verdict row or the day is new."""
        app = self.app
        now = app.clock.now()
        key = (app.owner.workweek.day(now), app.settings, tuple(store.latest_rows().items()))
        known = self._figures.get("book")
        if known is None or known[0] != key:
            known = (key, pipeline.money(store, app.judging(), now=now))
            self._figures["book"] = known
        return known[1]

    def dossier(self, store: SqliteStore, client: Client) -> Dossier | None:
        """Return everything known of one client, None before the first verdict.

        Kept in memory for the pages of a few clients, until anything it rests on changes.
        """
        judged = self.judged_of(store, client.name)
        if judged is None:
            return None
        app, words = self.app, tuple(store.exit_words(client.name))
        figures = self.figures(store).of(client.name)
        key = (client, app.settings, self._rows[client.name][0], words, figures)
        found = self._dossiers.get(client.name)
        if found is not None and found[0] == key:
            return found[1]
        view = dossier_view(
            judged,
            client=client,
            owner=app.owner,
            history=pipeline.history(store, client.name),
            now=judged.as_of,
            kit=Kit(words=words, policy=app.settings.policy, figures=figures),
        )
        self._dossiers[client.name] = (key, view)
        while len(self._dossiers) > MOST_DOSSIERS:
            self._dossiers.popitem(last=False)
        return view

    def judge_as_stored(self, store: SqliteStore, client: Client) -> Assessment | None:
        """Judge one client again as of its latest row, so that only the action makes a difference.

        Appends the row when it says something else; None when there is no row yet.
        """
        text = store.verdict_row(client.name, None)
        return None if text is None else self._judge(store, client, text)

    def judge_now(self, store: SqliteStore, client: Client) -> Assessment:
        """Judge one client as of now and append the row."""
        freshness = store.freshness(self.app.settings.mailbox.account)
        return self._judge(store, client, resting(freshness, now=self.app.clock.now()))

    def _judge(self, store: SqliteStore, client: Client, text: str) -> Assessment:
        app = self.app
        found = pipeline.replay(store, app.judging(), client, text)
        judged = assessment_of(found)
        store.save_assessment(found, judged, app.clock.now())
        return judged
