"""Sentences about the whole book: the funnel, the curve of revenue against trouble, the top share.

Neutral on purpose: no ranks, and chance is named where it may be the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark, pair
from goodterms.core.book import LEAST_CLIENTS

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.book import BookView, Point, Step

PLACES = {
    "far_above": mark("above what chance does to 95 of 100 clients at your tolerance"),
    "above": mark("above what chance does to 80 of 100 clients at your tolerance"),
    "inside": mark("within what chance alone can do at your tolerance"),
    "below": mark("below what chance does to 80 of 100 clients at your tolerance"),
    "far_below": mark("below what chance does to 95 of 100 clients at your tolerance"),
}

FEW = pair(
    "%(count)s paying client: too few to say what the top fifth makes.",
    "%(count)s paying clients: too few to say what the top fifth makes.",
)


def place(texts: Texts, point: Point) -> str:
    """Return where a client stands against chance."""
    return texts.say(PLACES[point.place])


def point(texts: Texts, found: Point) -> str:
    """Return what one dot of the funnel says."""
    return texts.say(
        "%(client)s: %(hours)s paid hours, %(ratio)s times what you tolerate; %(place)s",
        client=found.client,
        hours=texts.number(found.hours),
        ratio=texts.number(found.ratio, 1),
        place=place(texts, found),
    )


def step(texts: Texts, found: Step, currency: str) -> str:
    """Return what one client of the curve says, with the sums up to it."""
    return texts.say(
        "%(client)s: %(net)s after costs and trouble; with those before it %(income)s of the "
        "income and %(trouble)s of the trouble",
        client=found.client,
        net=texts.money(found.net_minor, currency),
        income=texts.percent(found.income_share),
        trouble=texts.percent(found.trouble_share),
    )


def funnel_title(texts: Texts) -> str:
    """Return the title of the funnel."""
    return texts.say(
        "Trouble against paid hours: each dot is a client; between the curves lie 80 and 95 of 100 "
        "clients who are exactly at your tolerance."
    )


def curve_title(texts: Texts, book: BookView) -> str:
    """Return the title of the curve, with what an hour of trouble is priced at."""
    if book.hour_minor is None:
        return texts.say(
            "Net income added up, best client first. Trouble is not priced: no hourly rate is set."
        )
    return texts.say(
        "Net income added up, best client first; an hour of trouble is priced at %(price)s.",
        price=texts.money(book.hour_minor, book.currency),
    )


def summary(texts: Texts, book: BookView) -> list[str]:
    """Return the book in a few sentences."""
    said = [top(texts, book)]
    if book.typical is not None:
        said.append(
            texts.say(
                "Typical for you: a burn of %(low)s to %(high)s, the middle half of your clients.",
                low=texts.number(book.typical[0], 1),
                high=texts.number(book.typical[1], 1),
            )
        )
    if book.unassigned_minor > 0:
        said.append(
            texts.say(
                "Invoices of %(amount)s belong to no client of yours here and are not in it.",
                amount=texts.money(book.unassigned_minor, book.currency),
            )
        )
    if book.funnel.left_out:
        said.append(
            texts.plural(
                "%(count)s client without paid hours is not in the funnel.",
                "%(count)s clients without paid hours are not in the funnel.",
                len(book.funnel.left_out),
            )
        )
    return said


def top(texts: Texts, book: BookView) -> str:
    """Return the owner's own "top 20 % make x %"; that there are too few clients is said too."""
    found = book.top
    if found is None:
        few = texts.plural(*FEW, book.paying)
        return few + " " + texts.say("From %(least)s on it is shown.", least=LEAST_CLIENTS)
    share = texts.percent(found.clients / found.of)
    said = texts.plural(
        "%(count)s of your %(of)s paying clients (%(share)s) makes %(income)s of the income",
        "%(count)s of your %(of)s paying clients (%(share)s) make %(income)s of the income",
        found.clients,
        of=texts.number(found.of),
        share=share,
        income=texts.percent(found.income_share),
    )
    if found.trouble_share is None:
        return said + "."
    trouble = texts.percent(found.trouble_share)
    return said + " " + texts.say("and %(trouble)s of the trouble.", trouble=trouble)
