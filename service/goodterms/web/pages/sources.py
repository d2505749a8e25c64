"""How old the sources are, in words: at the top of a page when one is too old, else below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.words_report import NEVER, READ, STALE
from goodterms.core import findings

if TYPE_CHECKING:
    from goodterms.core.client import Freshness
    from goodterms.core.findings import SourceAge
    from goodterms.web.pages.frame import Frame


def warnings(frame: Frame, freshness: Freshness) -> tuple[str, ...]:
    """Return one plain sentence for each source that is too old for a verdict."""
    ages = findings.sources(freshness, now=frame.now)
    return tuple(_warning(frame, each) for each in ages if each.is_stale)


def read_lines(frame: Frame, freshness: Freshness) -> tuple[str, ...]:
    """Return when each source was last read completely; nothing of one that never was."""
    ages = findings.sources(freshness, now=frame.now)
    return tuple(
        frame.texts.say(READ[each.name], at=frame.instant(each.read_at))
        for each in ages
        if each.read_at is not None
    )


def _warning(frame: Frame, age: SourceAge) -> str:
    if age.days is None:
        return frame.texts.say(NEVER[age.name])
    return frame.texts.plural(*STALE[age.name], age.days)
