"""The whole book: funnel, curve of revenue against trouble, and what the top fifth makes (B2.2, 5).

Comparison without ranks: no number of place is shown, and what chance does is drawn beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters import words_book, words_money, words_verdict
from goodterms.adapters.charts_book import curve_chart, funnel_chart
from goodterms.core.book import by_verdict

if TYPE_CHECKING:
    from goodterms.adapters.charts_book import CurveChart, FunnelChart
    from goodterms.core.book import BookView
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.verdict import Verdict
    from goodterms.web.pages.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """One client of the funnel, for the table beside it."""

    client: str
    verdict: str
    hours: str
    ratio: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One client of the curve, for the table beside it; shares are of the sum up to it."""

    client: str
    net: str
    income: str
    income_share: str
    trouble_share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """The whole book.

    Attributes:
        summary: The top fifth, what is typical, and what is not in it.
        money: Open money and days of sales; empty where no figures were asked for.
        funnel: None without any client with paid hours.
        key: Verdicts that occur in the funnel, with their words.
        curve: None for fewer than two clients.
    """

    template: ClassVar[str] = "book.html.j2"
    part: ClassVar[str] = "book"

    summary: tuple[str, ...]
    money: tuple[str, ...]
    funnel: FunnelChart | None
    key: tuple[tuple[Verdict, str], ...]
    points: tuple[PointRow, ...]
    curve: CurveChart | None
    steps: tuple[StepRow, ...]


def book_page(frame: Frame, book: BookView, money: BookMoney | None = None) -> BookPage:
    """Return the page of the whole book.

    Args:
        frame: Language, clock, addresses.
        book: From the latest assessments of all clients.
        money: Figures of the book, None to leave them out.
    """
    texts, curve = frame.texts, curve_chart(frame.texts, book)
    points = by_verdict(book.funnel.points)
    return BookPage(
        summary=tuple(words_book.summary(texts, book)),
        money=tuple(words_money.book(texts, money)),
        funnel=funnel_chart(texts, book.funnel),
        key=tuple(
            (each, words_verdict.word(texts, each))
            for each in dict.fromkeys(point.verdict for point in points)
        ),
        points=tuple(
            PointRow(
                client=each.client,
                verdict=words_verdict.word(texts, each.verdict),
                hours=texts.number(each.hours),
                ratio=texts.number(each.ratio, 1),
                place=words_book.place(texts, each),
            )
            for each in points
        ),
        curve=curve,
        steps=tuple(
            StepRow(
                client=each.client,
                net=texts.money(each.net_minor, book.currency),
                income=texts.money(each.income_minor, book.currency),
                income_share=texts.percent(each.income_share),
                trouble_share=texts.percent(each.trouble_share),
            )
            for each in (book.curve if curve else ())
        ),
    )
