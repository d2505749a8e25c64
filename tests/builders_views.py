"""Views with everything in them, what a browser makes of a page, and the golden files."""

from __future__ import annotations

import os
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

from builders_exit import some_words
from builders_verdict import (
    NOW,
    a_client,
    a_message,
    a_quiet_assessment,
    an_assessment,
    an_estimate,
    an_owner,
)
from goodterms.core.client import Freshness
from goodterms.core.dossier import dossier_view
from goodterms.core.exit_kit import Kit
from goodterms.core.findings import Privacy
from goodterms.core.history import History
from goodterms.core.mail import Direction
from goodterms.core.report import Edition, report_view
from goodterms.core.verdict import Verdict

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("Alba Studio", "Borea Kiosk", "Ćuk i Žabac", "Delta & Sons", "Quiet Press", "Fjord")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}&amp;'


def all_assessments():
    talk = an_estimate(mean=1.4, low=1.02, high=1.9, p_over=0.9)
    watch = an_estimate(mean=1.1, low=0.8, high=1.5, p_over=0.6)
    return [
        an_assessment("Alba Studio", Verdict.LET_GO, cool_off_until=date(2026, 11, 9)),
        an_assessment("Borea Kiosk", Verdict.PREPARE),
        an_assessment("Ćuk i Žabac", Verdict.TALK, long=talk),
        a_quiet_assessment("Delta & Sons", Verdict.WATCH, long=watch),
        a_quiet_assessment("Quiet Press"),
        a_quiet_assessment("Fjord", Verdict.LEARNING, weeks=()),
    ]


def a_report(assessments=None, *, names=NAMES, owner=None, **edition):
    values = {
        "period": "m:2026-10",
        "privacy": Privacy.NAMES,
        "freshness": Freshness(mail_at=NOW, invoices_at=NOW - timedelta(days=2)),
        "previous": {"Alba Studio": Verdict.PREPARE, "Borea Kiosk": Verdict.PREPARE},
        "excerpts": {f"M-{40 + n:012x}": f"Make it pop, part {n}" for n in range(4)},
    }
    return report_view(
        all_assessments() if assessments is None else assessments,
        clients=[a_client(name) for name in names],
        owner=owner or an_owner(price_of_calm_minor=3_000),
        edition=Edition(**{**values, **edition}),
        now=NOW,
    )


def a_dossier(*, client="Borea Kiosk", subject="Landing page", excerpt="Make it pop"):
    messages = [
        a_message(
            number,
            direction=Direction.OUT if number % 2 == 0 else Direction.IN,
            arrived_at=NOW - timedelta(days=150 - number, hours=number % 13),
            sent_at=NOW - timedelta(days=150 - number, hours=number % 13, seconds=4),
            subject=f"{subject} {number}",
            excerpt=excerpt,
            offers=number == 4,
            attachments=int(number == 3),
        )
        for number in range(1, 130)
    ]
    return dossier_view(
        an_assessment(client, Verdict.PREPARE, cool_off_until=date(2026, 11, 20)),
        client=a_client(client, referral="Iva Design"),
        owner=an_owner(price_of_calm_minor=3_000),
        history=History(messages=tuple(messages)),
        now=NOW,
        kit=Kit(words=some_words()),
    )


class Seen(HTMLParser):
    """What a browser would make of a page: tags, attributes, and the text that is read aloud."""

    VOID = frozenset({"meta", "br", "col", "line", "polygon", "polyline", "circle", "rect"})

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self._silent = set(), [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attributes]
        is_silent = tag in {"style", "title"} or ("aria-hidden", "true") in attributes
        if tag not in self.VOID and (is_silent or self._silent):
            self._silent.append(tag)

    def handle_endtag(self, tag):
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data):
        if not self._silent:
            self.text.append(data)


def golden(name, text):
    file = GOLDEN / name
    if os.environ.get("GOODTERMS_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text, "run with GOODTERMS_GOLDEN=1 and look"
