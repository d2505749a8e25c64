"""Every page of the local server over made-up facts, and what a browser makes of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

from builders_book import a_book
from builders_verdict import NOW, a_message, an_assessment
from builders_views import a_dossier, all_assessments
from goodterms.adapters.texts import Texts
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind, Freshness
from goodterms.core.mail import Problem
from goodterms.core.policy import Policy
from goodterms.core.questions import Tally
from goodterms.core.rescoring import OldScores
from goodterms.core.standing import Standing
from goodterms.web.pages.book import book_page
from goodterms.web.pages.client import client_page
from goodterms.web.pages.clients import clients_page
from goodterms.web.pages.evidence import Facts, evidence_page
from goodterms.web.pages.frame import Frame, Said
from goodterms.web.pages.health import SourceState, State, health_page
from goodterms.web.pages.maths import maths_page
from goodterms.web.pages.notice import NoticePage
from goodterms.web.pages.rendering import rendered

FRESH = Freshness(mail_at=NOW, invoices_at=NOW - timedelta(days=2))
PAGES = ("clients", "empty", "client", "evidence", "maths", "book", "health", "notice")


def a_frame(language: str = "en", **changes) -> Frame:
    values = {"texts": Texts(language), "owner": "Mara Horvat", "zone": "Europe/Zagreb", "now": NOW}
    return Frame(**{**values, **changes})


def some_decisions() -> list[Decision]:
    first = Decision(id=1, client="x", kind=DecisionKind.GUT, decided_on=date(2026, 9, 1), value=3)
    return [
        first,
        replace(first, id=2, kind=DecisionKind.TALKED, value=None, note="Met at the studio"),
        replace(first, id=3, kind=DecisionKind.SNOOZED, value=None, until=date(2026, 10, 1)),
        replace(first, id=4, kind=DecisionKind.UNDONE, value=3),
    ]


def a_correction(number: int, message: str, code: str, kind: CorrectionKind) -> Correction:
    return Correction(
        id=number, message=message, code=code, kind=kind, corrected_at=NOW - timedelta(days=1)
    )


def some_facts(*, subject="Landing page", excerpt="Can you make it pop?", **changes) -> Facts:
    messages = {
        f"M-{number:012x}": a_message(number, subject=f"{subject} {number}", excerpt=excerpt)
        for number in range(1, 130)
    }
    return Facts(**{"messages": messages, "documents": {}, **changes})


def a_standing(**changes) -> Standing:
    values = {
        "account": "mara@imap.example",
        "process": 12,
        "read_at": NOW - timedelta(minutes=4),
        "next_read": NOW,
        "next_report": NOW + timedelta(days=3),
        "unfinished": 1,
        "outbox": 0,
        "problems": 2,
        "waits": {},
        "backup_at": NOW,
        "token": "password, accepted",
        "stale": (),
        "scores": OldScores(scored=812, waiting=20, kept=4),
    }
    return Standing(**{**values, **changes})


def a_state(**changes) -> State:
    values = {
        "standing": a_standing(notices=("Run goodterms login",)),
        "sources": [
            SourceState(text="INBOX", read_at=NOW),
            SourceState(text="a.csv", read_at=None),
        ],
        "problems": [
            Problem(kind="message", source="INBOX 812", text="The message has no sender."),
            Problem(kind="invoices", source="a.csv", line=12, text="The amount is no number."),
        ],
        "skipped": {"newsletter": 40, "robot": 12},
        "model": "77b0c1d2e3f4",
        "tally": Tally(asked=12, answered=9, drawn=5, right=4),
    }
    return State(**{**values, **changes})


def a_page(name: str, language: str = "en", *, client="Borea Kiosk", **foreign) -> str:
    """Return one page as HTML; `foreign` is the subject and excerpt of every mail."""
    frame = a_frame(language, said=Said(text="1.8 → 1.6"))
    texts = {"subject": "Landing page", "excerpt": "Can you make it pop?", **foreign}
    makers = {
        "clients": lambda: clients_page(frame, [*all_assessments(), an_assessment(client)], FRESH),
        "empty": lambda: clients_page(frame, [], Freshness()),
        "client": lambda: client_page(frame, a_dossier(client=client, **texts), some_decisions()),
        "evidence": lambda: evidence_page(
            frame, an_assessment(client), some_facts(**texts, marks={f"M-{40:012x}": ["pop"]})
        ),
        "maths": lambda: maths_page(frame, a_dossier(client=client, **texts), Policy()),
        "book": lambda: book_page(frame, a_book([60_000, 9_000, 4_000, 12_000, 700])),
        "health": lambda: health_page(frame, a_state()),
        "notice": lambda: NoticePage(title="This link is over", lines=("Ask for another.",)),
    }
    return rendered(makers[name](), frame)


class Read(HTMLParser):
    """A page as its elements in order, each with its attributes and the text inside."""

    VOID = frozenset({"meta", "link", "br", "col", "input"})

    def __init__(self, page: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.unclosed: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        element = (tag, {name: value or "" for name, value in attributes}, [])
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, {name: value or "" for name, value in attributes}, []))

    def handle_endtag(self, tag):
        if not self._open or self._open[-1][0] != tag:
            self.unclosed.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data):
        for _, _, text in self._open:
            text.append(data)

    def of(self, *tags: str) -> list[tuple[str, dict[str, str], str]]:
        """Return the elements of some tags with their text on one line."""
        return [
            (tag, attributes, " ".join("".join(text).split()))
            for tag, attributes, text in self.elements
            if tag in tags
        ]

    def text(self, tag: str = "main") -> str:
        """Return the text of the first element of a tag."""
        return self.of(tag)[0][2]
