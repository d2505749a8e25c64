"""One client's evidence, oldest first: filters, one page of items, and what the owner took out.

Of thousands of incidents only those of one page are dressed; the rest is counted (B2.2, 3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from goodterms.core import findings
from goodterms.core.correcting import corrections_by
from goodterms.web.pages import filters
from goodterms.web.pages.filters import view_of
from goodterms.web.pages.items import Facts, TakenItem, item, taken_items
from goodterms.web.pages.links import View

__all__ = ["EvidencePage", "Facts", "evidence_page", "page_of", "view_of"]

if TYPE_CHECKING:
    from goodterms.core.verdict import Assessment, Verdict
    from goodterms.web.pages.filters import Filter
    from goodterms.web.pages.frame import Frame
    from goodterms.web.pages.items import Item

PAGE_ITEMS = 50
"""Items on one page; 50 with the longest excerpts and their forms stay below 200 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """One page of evidence.

    Attributes:
        shown: Which items of how many, in one sentence.
        minutes: Counted minutes of everything the filter lets through.
        pages: Neighbouring pages; empty when there is one page only.
    """

    template: ClassVar[str] = "evidence.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    verdict: Verdict
    view: View
    shown: str
    minutes: str
    kinds: tuple[Filter, ...]
    months: tuple[Filter, ...]
    sure: tuple[Filter, ...]
    items: tuple[Item, ...]
    pages: tuple[Filter, ...]
    taken: tuple[TakenItem, ...]


def page_of(assessment: Assessment, number: str, view: View) -> int:
    """Return the page on which an item such as ``E-014`` stands in an unfiltered view."""
    place = number.removeprefix("E-")
    is_number = place.isascii() and place.isdecimal() and len(place) < 7
    total = len(findings.listed(assessment.incidents))
    if not is_number or not 1 <= int(place) <= total:
        return view.page
    return (int(place) - 1) // PAGE_ITEMS + 1


def evidence_page(
    frame: Frame, assessment: Assessment, facts: Facts, view: View | None = None
) -> EvidencePage:
    """Return one page of a client's evidence.

    Args:
        frame: Language, clock, addresses.
        assessment: The latest one.
        facts: Asked only for what the page shows.
        view: Filters and page; a page beyond the last is the last.
    """
    view = view or View()
    zone = ZoneInfo(frame.zone)
    listed = findings.listed(assessment.incidents)
    local = (each.at.astimezone(zone) for each in listed)
    dated = [(f"{at.year}-{at.month:02d}", each) for at, each in zip(local, listed, strict=True)]
    found = [
        (findings.number(place), each)
        for place, (month, each) in enumerate(dated, start=1)
        if filters.passes(month, each, view)
    ]
    last = max(1, -(-len(found) // PAGE_ITEMS))
    view = replace(view, page=min(view.page, last))
    first = (view.page - 1) * PAGE_ITEMS
    picked = found[first : first + PAGE_ITEMS]
    said = corrections_by(facts.corrections)
    minutes = sum(each.minutes for _, each in found)
    return EvidencePage(
        client=assessment.client,
        verdict=assessment.verdict,
        view=view,
        shown=_shown(frame, first, len(picked), len(found)),
        minutes=frame.texts.duration(minutes),
        kinds=filters.kinds(frame, assessment.client, dated, view),
        months=filters.months(frame, assessment.client, dated, view),
        sure=filters.certainties(frame, assessment.client, dated, view),
        items=tuple(item(frame, assessment, each, number, facts, said) for number, each in picked),
        pages=filters.pages(frame, assessment.client, view, last),
        taken=taken_items(frame, facts),
    )


def _shown(frame: Frame, first: int, count: int, total: int) -> str:
    texts = frame.texts
    if not total:
        return texts.say("No item of evidence fits.")
    return texts.plural(
        "%(first)s to %(last)s of %(count)s item, oldest first.",
        "%(first)s to %(last)s of %(count)s items, oldest first.",
        total,
        first=texts.number(first + 1),
        last=texts.number(first + count),
    )
