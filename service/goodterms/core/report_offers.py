"""What the owner can answer to a report: one offer for each section, one for the report itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.command import Offer, Verb
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.report import Report
    from goodterms.core.sections import Section

VERBS = (Verb.SNOOZE, Verb.WRONG, Verb.SEEN, Verb.GUT)
"""For every client with a section; all can be taken back (decision study B1.3)."""


def offers(report: Report) -> tuple[Offer, ...]:
    """Return the offers in the order of the sections; a periodic report ends with its own.

    Clients are given by their case numbers; see `named`.
    """
    found = tuple(_of(each) for each in report.sections)
    if report.events:
        return found
    return (*found, Offer(verbs=(Verb.SEEN, Verb.DIGEST_OFF)))


def named(found: Iterable[Offer], names: Sequence[str]) -> tuple[Offer, ...]:
    """Return offers with the client's name for its case number.

    The view that is put into words holds no name where the mail may hold none.

    Args:
        found: From `offers`.
        names: Of all clients, in config order.
    """
    return tuple(
        replace(each, client=names[int(each.client) - 1]) if each.client else each for each in found
    )


def _of(section: Section) -> Offer:
    verbs = (Verb.TALKED, *VERBS) if section.verdict is Verdict.TALK else VERBS
    return Offer(client=str(section.number), verdict=str(section.verdict), verbs=verbs)
