"""Judging all clients: what is known already, what is looked at anew, and what all say together.

    portfolio (all but messages) -> kept looks | drafts -> crowded Mondays -> verdicts

Messages are read for one client at a time, in one process or in two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import pace, sitting
from goodterms.core.assessment import finished
from goodterms.core.draft import draft
from goodterms.core.owner_words import as_said
from goodterms.core.portfolio import Portfolio
from goodterms.core.worth import Book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from goodterms.core.client import Client, Freshness
    from goodterms.core.portfolio import Judging
    from goodterms.core.sitting import Judged, Look
    from goodterms.core.verdict import Assessment
    from goodterms.ports import Progress, Store
    from goodterms.ports.judging import Crew, Known


def portfolio_of(
    store: Store, judging: Judging, freshness: Freshness, *, now: datetime
) -> Portfolio:
    """Load what every judgement of one instant shares, under the client mapping of today."""
    store.remap(judging.clients)
    documents, payments = store.ledger()
    workweek, words = judging.owner.workweek, store.document_words()
    return Portfolio.gathered(
        judging,
        store.histories([each.name for each in judging.clients]),
        store.written(workweek.midnight(pace.first_day(judging.owner, now=now))),
        Book(documents=as_said(documents, words, today=workweek.day(now)), payments=payments),
        freshness,
        now=now,
    )


def judged_alone(
    store: Store, portfolio: Portfolio, client: Client, *, crowded: frozenset[date]
) -> Assessment:
    """Return the assessment of one client, the crowded Mondays given."""
    found = draft(portfolio.inquiry(client, store.client_messages(client.name)))
    return finished(found, portfolio.judging.model_digest, crowded=crowded)


def judged_all(
    store: Store, judging: Judging, freshness: Freshness, *, now: datetime, progress: Progress
) -> Iterator[Assessment]:
    """Yield the assessment of every client in their order; what was kept where nothing changed.

    When all are taken, they are kept for the next time.
    """
    portfolio = portfolio_of(store, judging, freshness, now=now)
    changes = store.mail_changes()  # before any message is read: a later one counts the next time
    known = dict(store.known(portfolio, changes))
    with store.crew(portfolio, len(judging.clients) - len(known)) as crew:
        round_of = Round(store, portfolio, crew, known)
        round_of.look(progress)
        fresh: dict[str, tuple[Look, Judged]] = {}
        for number, each in enumerate(judging.clients):
            progress("assess", number, len(judging.clients))
            yield round_of.judge(each.name, fresh)
    store.keep(portfolio, changes, round_of.crowded, fresh)
    progress("assess", len(judging.clients), len(judging.clients))


class Round:
    """All clients looked at once, then judged with what is known of all of them."""

    def __init__(
        self, store: Store, portfolio: Portfolio, crew: Crew, known: dict[str, Known]
    ) -> None:
        self._store, self._portfolio, self._crew = store, portfolio, crew
        self._known = known
        self._looks: dict[str, Look] = {}
        self._kept: dict[str, Assessment] = {}
        self.crowded: frozenset[date] = frozenset()

    def look(self, progress: Progress) -> None:
        """Find the crowded Mondays, and look at whoever changed or was judged with others."""
        names = [each.name for each in self._portfolio.judging.clients]
        for name, look in self._crew.look([each for each in names if each not in self._known]):
            self._looks[name] = look
            progress("look", len(self._looks), len(names) - len(self._known))
        votes = [each.votes for each in self._known.values()]
        votes += [each.votes for each in self._looks.values()]
        self.crowded = sitting.crowded(votes)
        for name, each in self._known.items():
            found = self._store.known_assessment(name, self._portfolio.now)
            if found is not None and each.crowded == self.crowded:
                self._kept[name] = found
        again = [each for each in self._known if each not in self._kept]
        self._looks.update(self._crew.look(again))
        asked = [each for each in names if each in self._looks]
        self._judged = self._crew.judge(asked, self.crowded)

    def judge(self, name: str, fresh: dict[str, tuple[Look, Judged]]) -> Assessment:
        """Return the assessment of the next client; one that was not kept is added to `fresh`."""
        if name in self._kept:
            return self._kept[name]
        _, found = next(self._judged)
        fresh[name] = self._looks[name], found
        return found.assessment
