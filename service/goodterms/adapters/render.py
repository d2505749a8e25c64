"""From views to pages and letters; the only home of Jinja2.

HTML is escaped everywhere and nothing is exempt from it: no template uses ``safe``. Nothing here is
fetched, linked or run: no images, no links, no scripts (decision model B1.2, B3.2).
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import jinja2

from goodterms.adapters import (
    bars,
    charts,
    ics,
    words_exit,
    words_interest,
    words_lead,
    words_money,
    words_reasons,
    words_steps,
    words_verdict,
)
from goodterms.adapters.notice_notes import country_notes
from goodterms.adapters.texts import Texts
from goodterms.adapters.words_dossier import DossierWords
from goodterms.adapters.words_report import ReportWords
from goodterms.adapters.words_table import TableWords
from goodterms.core import command, report_offers
from goodterms.core.notice import notes_for
from goodterms.core.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.command import Invitation
    from goodterms.core.dossier import Dossier
    from goodterms.core.report import Report

WIDTH = 72
"""Columns of the text part."""

ISSUER = "goodterms.invalid"
"""Right side of our Message-IDs: never a real host, always recognised as ours."""


def wrap(text: str, indent: str = "") -> str:
    """Return text in lines of at most `WIDTH` columns; lines after the first are indented."""
    return "\n".join(
        textwrap.wrap(
            text,
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("goodterms.adapters", "templates"),
        autoescape=jinja2.select_autoescape(
            enabled_extensions=("html.j2",), disabled_extensions=("txt.j2",), default=True
        ),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    return environment


def message_id(report: Report, text: str) -> str:
    """Return an id that is the same for the same report and that no foreign mail can have."""
    digest = hashlib.sha256(f"{report.period}\n{report.as_of.isoformat()}\n{text}".encode())
    return f"report.{digest.hexdigest()[:24]}@{ISSUER}"


def thread(report: Report) -> str:
    """Return the id that all event mails about one case refer to; "" for anything else.

    No mail has it: mail programs join what refers to the same id. Periodic reports are not joined,
    nor is a mail about several cases (decision model B1.2).
    """
    if not report.events or len(report.sections) != 1:
        return ""
    return f"case.{report.sections[0].number}@{ISSUER}"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes reports and dossiers in one language; implements `ports.Renderer`.

    Attributes:
        language: ``en`` or ``hr``.
    """

    language: str
    texts: Texts = field(init=False, compare=False)
    _environment: jinja2.Environment = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", Texts(self.language))
        object.__setattr__(self, "_environment", _environment())

    def letter(self, report: Report) -> Outgoing:
        """Return the report email: the text part first, then HTML from the same words.

        Its offers name clients by case number, and it claims nothing yet (`telling.addressed`).
        """
        offers = report_offers.offers(report)
        invitations = [
            command.invitation(offer, number, self.language) for number, offer in enumerate(offers)
        ]
        text = self._report("report.txt.j2", report, invitations) + "\n"
        return Outgoing(
            period=report.period,
            subject=ReportWords(self.texts, report).subject(),
            text=text,
            html=self._report("report.html.j2", report, invitations),
            message_id=message_id(report, text),
            offers=offers,
            thread=thread(report),
            calendar=self._calendar(report),
        )

    def _calendar(self, report: Report) -> str:
        """Return the days to come of an event mail as one calendar file, "" without any."""
        if not report.dates:
            return ""
        return ics.calendar(report.dates, self.texts, now=report.as_of).decode()

    def text(self, report: Report) -> str:
        """Return the report as plain text, complete in itself; only a mail can be answered."""
        return self._report("report.txt.j2", report) + "\n"

    def page(self, report: Report) -> str:
        """Return the report as one HTML page; what the mail carries but for its answers."""
        return self._report("report.html.j2", report)

    def dossier(self, dossier: Dossier) -> str:
        """Return one client's dossier as a printable HTML page that needs nothing else."""
        style = self._environment.get_template("dossier.css").render()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        return self._environment.get_template("dossier.html.j2").render(
            dossier=dossier,
            judged=dossier.assessment,
            w=DossierWords(self.texts, dossier),
            texts=self.texts,
            say=self.texts.say,
            plural=self.texts.plural,
            verdict=words_verdict,
            reasons=words_reasons,
            steps=words_steps,
            ending=words_exit,
            notes=notes_for(country_notes(), dossier.exit.places),
            cash=words_money,
            interest=words_interest,
            colour=bars.colour,
            chart=charts.burn_chart(dossier.weeks),
            style_digest=f"sha256-{digest}",
        )

    def _report(self, template: str, report: Report, invitations: Sequence[Invitation] = ()) -> str:
        words = ReportWords(self.texts, report)
        return self._environment.get_template(template).render(
            report=report,
            w=words,
            t=TableWords(self.texts, report),
            leads=words_lead.leads(words),
            invitations=invitations,
            texts=self.texts,
            say=self.texts.say,
            verdict=words_verdict,
            cash=words_money,
            rule="-" * WIDTH,
            colour=bars.colour,
            bar_of=partial(bars.bar, self.texts),
        )
