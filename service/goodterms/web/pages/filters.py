"""Which evidence is shown, and the rows of links that change it; each keeps the other choices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters import words_reasons
from goodterms.core.verdict import Code
from goodterms.web.pages.links import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodterms.core.verdict import Incident
    from goodterms.web.pages.frame import Frame

    Dated = Sequence[tuple[str, Incident]]

MOST_PAGE_DIGITS = 5
"""Digits of a page number in an address; a longer one asks for the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One link of a row: its words, where it leads, whether it is the present choice."""

    text: str
    href: str
    is_on: bool


def view_of(query: Mapping[str, str]) -> View:
    """Return which evidence an address asks for; what makes no sense asks for everything."""
    kind, month, page = query.get("kind", ""), query.get("month", ""), query.get("page", "")
    is_number = page.isascii() and page.isdecimal() and len(page) <= MOST_PAGE_DIGITS
    return View(
        kind=kind if kind in set(Code) else "",
        month=month if _is_month(month) else "",
        unconfirmed=query.get("unconfirmed") == "1",
        page=max(1, int(page)) if is_number else 1,
    )


def _is_month(text: str) -> bool:
    """Return whether a text is a month such as ``2026-10``."""
    year, dash, month = text[:4], text[4:5], text[5:]
    digits = year + month
    if len(text) != 7 or dash != "-" or not (digits.isascii() and digits.isdecimal()):
        return False
    return year > "0000" and "01" <= month <= "12"


def passes(month: str, incident: Incident, view: View) -> bool:
    """Return whether an incident of a month is shown."""
    return (
        view.kind in {"", incident.code}
        and view.month in {"", month}
        and not (view.unconfirmed and (incident.hard or not incident.minutes))
    )


def kinds(frame: Frame, client: str, dated: Dated, view: View) -> tuple[Filter, ...]:
    """Return the signals that occur in the month chosen, in the order of the policy."""
    wanted = replace(view, kind="", page=1)
    counts = Counter(each.code for month, each in dated if passes(month, each, wanted))
    shown = [code for code in Code if code in counts or code == view.kind]
    choices = [
        (words_reasons.signal(frame.texts, code), counts[code], replace(wanted, kind=str(code)))
        for code in shown
    ]
    return _row(frame, client, view, [(frame.texts.say("All"), None, wanted), *choices])


def months(frame: Frame, client: str, dated: Dated, view: View) -> tuple[Filter, ...]:
    """Return the months with evidence of the kind chosen, oldest first."""
    wanted = replace(view, month="", page=1)
    counts = Counter(month for month, each in dated if passes(month, each, wanted))
    if view.month:
        counts[view.month] += 0
    choices = [
        (
            frame.texts.month(date.fromisoformat(f"{month}-01")),
            count,
            replace(wanted, month=month),
        )
        for month, count in sorted(counts.items())
    ]
    return _row(frame, client, view, [(frame.texts.say("All"), None, wanted), *choices])


def certainties(frame: Frame, client: str, dated: Dated, view: View) -> tuple[Filter, ...]:
    """Return everything, or only what rests on words alone and nobody confirmed."""
    every = replace(view, unconfirmed=False, page=1)
    open_ones = replace(every, unconfirmed=True)
    count = sum(passes(month, each, open_ones) for month, each in dated)
    texts = frame.texts
    choices = [
        (texts.say("All"), None, every),
        (texts.say("Only what nobody confirmed"), count, open_ones),
    ]
    return _row(frame, client, view, choices)


def pages(frame: Frame, client: str, view: View, last: int) -> tuple[Filter, ...]:
    """Return first, last, and those around the present page; nothing for a single page."""
    near = range(view.page - 2, view.page + 3)
    wanted = sorted({each for each in (1, *near, last) if 1 <= each <= last}) if last > 1 else []
    return tuple(
        Filter(
            text=frame.texts.number(each),
            href=frame.links.evidence(client, replace(view, page=each)),
            is_on=each == view.page,
        )
        for each in wanted
    )


def _row(
    frame: Frame, client: str, view: View, choices: Iterable[tuple[str, int | None, View]]
) -> tuple[Filter, ...]:
    now = replace(view, page=1)
    return tuple(
        Filter(
            text=text if count is None else f"{text} ({frame.texts.number(count)})",
            href=frame.links.evidence(client, choice),
            is_on=choice == now,
        )
        for text, count, choice in choices
    )
