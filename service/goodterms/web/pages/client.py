"""One client's page: the verdict with both sides, how it came about, money, steps, history (B2.2).

Sentences are those of the dossier, so that page, mail and dossier never say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters import words_insight, words_money, words_reasons, words_steps
from goodterms.adapters.charts import burn_chart
from goodterms.adapters.words_dossier import DossierWords
from goodterms.web.charts_heat import heat_charts
from goodterms.web.pages.decisions import decision_rows
from goodterms.web.pages.links import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.adapters.charts import Chart
    from goodterms.core.client import Decision
    from goodterms.core.dossier import Dossier
    from goodterms.core.findings import CitedReason
    from goodterms.core.step import Step
    from goodterms.web.charts_heat import HeatChart
    from goodterms.web.pages.decisions import DecisionRow
    from goodterms.web.pages.frame import Frame

MOST_WEEKS = 52
"""Weeks in strip and chart (decision model B2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """One reason.

    Attributes:
        weight: Its minutes against all.
        href: Its evidence, filtered; `shown` says how many items that are.
    """

    text: str
    weight: str
    href: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of a good ending."""

    step: Step
    title: str
    state: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPage:
    """One client.

    Attributes:
        words: The dossier's sentences.
        mirrors: The owner's own share; `since` what the weeks tell, beside the same time last year.
        chart: Weekly burn with its band and the strip of verdicts; None for less than two weeks.
        theirs, own: Heat maps of the client's mail and of the owner's, on one scale.
        money_lines: Share, open sums, worth of an hour, and what a year without them would be.
        money: Figures as label and value; empty where none were asked for.
        open_bills: Number, due day, open sum, when it is to be expected.
    """

    template: ClassVar[str] = "client.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    dossier: Dossier
    words: DossierWords
    reasons: tuple[ReasonRow, ...]
    mirrors: tuple[str, ...]
    since: tuple[str, ...]
    chart: Chart | None
    theirs: HeatChart
    own: HeatChart
    money_lines: tuple[str, ...]
    money: tuple[tuple[str, str], ...]
    open_bills: tuple[tuple[str, str, str, str], ...]
    claim: str
    steps: tuple[StepRow, ...]
    history: tuple[DecisionRow, ...]


def client_page(frame: Frame, dossier: Dossier, decisions: Sequence[Decision]) -> ClientPage:
    """Return the page of one client.

    Args:
        frame: Language, clock, addresses.
        dossier: Its dossier, with `figures` where money is to be shown.
        decisions: The owner's, oldest first; those taken back too.
    """
    theirs, own = heat_charts(dossier.heat)
    figures, texts = dossier.figures, frame.texts
    words, insight = DossierWords(texts, dossier), dossier.assessment.insight
    return ClientPage(
        client=dossier.client,
        dossier=dossier,
        words=words,
        reasons=tuple(_reason(frame, dossier, each) for each in dossier.reasons),
        mirrors=_joined(
            words.mirrors(), words_insight.own_work(texts, insight.own_work) if insight else ()
        ),
        since=tuple(words_insight.since(texts, insight)) if insight else (),
        chart=burn_chart(dossier.weeks[-MOST_WEEKS:]),
        theirs=theirs,
        own=own,
        money_lines=_joined(
            words.money(), words_insight.what_if(texts, insight.what_if) if insight else ()
        ),
        money=tuple(words_money.rows(texts, figures)) if figures else (),
        open_bills=tuple(words_money.due(texts, each) for each in figures.due) if figures else (),
        claim=words_money.claim(texts, figures) if figures else "",
        steps=tuple(_step(frame, each) for each in dossier.steps),
        history=decision_rows(frame, decisions),
    )


def _joined(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Return all sentences, one that is in both once."""
    return tuple(dict.fromkeys((*first, *second)))


def _reason(frame: Frame, dossier: Dossier, cited: CitedReason) -> ReasonRow:
    reason, texts = cited.reason, frame.texts
    return ReasonRow(
        text=words_reasons.reason(texts, reason),
        weight=words_reasons.weight(texts, reason, dossier.assessment.long.spent),
        href=frame.links.evidence(dossier.client, View(kind=str(reason.code))),
        shown=texts.plural("%(count)s item", "%(count)s items", len(cited.evidence)),
    )


def _step(frame: Frame, step: Step) -> StepRow:
    texts = frame.texts
    return StepRow(
        step=step,
        title=texts.say(words_steps.TITLES[step.name]),
        state=texts.say(words_steps.STATES[step.state]),
        lines=tuple(words_steps.lines(texts, step)),
    )
