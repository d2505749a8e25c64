"""The few colours of report and dossier: mid-tones that hold white text and read in dark mode.

Calm on purpose: no signal red. Meaning never hangs on a colour alone (decision model B1.2, B2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.sections import Section

NONE = "#8a929c"

FULL = {
    Verdict.LEARNING: "#66707c",
    Verdict.HEALTHY: "#2f7565",
    Verdict.WATCH: "#776a22",
    Verdict.TALK: "#96581a",
    Verdict.PREPARE: "#9b4a33",
    Verdict.LET_GO: "#7a3b5c",
    Verdict.SNOOZED: "#66707c",
    Verdict.PARTING: "#4a5a86",
    Verdict.PARTED: "#66707c",
}

PALE = {
    Verdict.LEARNING: "#b5bbc2",
    Verdict.HEALTHY: "#9cc4b9",
    Verdict.WATCH: "#c5bc88",
    Verdict.TALK: "#d6b086",
    Verdict.PREPARE: "#d8aa9c",
    Verdict.LET_GO: "#c39fb3",
    Verdict.SNOOZED: "#b5bbc2",
    Verdict.PARTING: "#a9b3cd",
    Verdict.PARTED: "#b5bbc2",
}

TRACK = "#c6cbd1"
"""The rest of a scale."""

WHITE, DARK = "#ffffff", "#1d2228"
"""Text on full and on pale colours."""

LEAST_LABEL = 12
"""Least width in per cent of a part that holds its number."""

MOST_TIMES = 6
"""Largest multiple of the tolerance on the scale of a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a bar: `width` in whole per cent, `label` at its end in `ink`."""

    width: int
    colour: str = TRACK
    label: str = ""
    ink: str = DARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A step of the scale under a bar; `is_limit` marks what the owner tolerates."""

    width: int
    label: str
    is_limit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar made of table cells: surely this much, up to that much, and the rest of the scale."""

    parts: tuple[Part, ...]
    ticks: tuple[Tick, ...]


def colour(verdict: Verdict | None) -> str:
    """Return the colour of a verdict; a grey one where there is none."""
    return NONE if verdict is None else FULL[verdict]


def bar(texts: Texts, section: Section) -> Bar:
    """Return the burn of a section as a bar with a scale in minutes per paid hour."""
    burn = section.burn
    top = min(MOST_TIMES, max(2, ceil(burn.high)))
    low = round(100 * min(burn.low, top) / top)
    high = max(low, round(100 * min(burn.high, top) / top))
    parts = (
        Part(
            width=low,
            colour=FULL[section.verdict],
            label=_label(texts, burn.minutes_low, low),
            ink=WHITE,
        ),
        Part(
            width=high - low,
            colour=PALE[section.verdict],
            label=_label(texts, burn.minutes_high, high - low),
        ),
        Part(width=100 - high),
    )
    widths = [100 * step // top - 100 * (step - 1) // top for step in range(1, top + 1)]
    tolerated = burn.tolerated or 0.0
    ticks = [
        Tick(width=width, label=texts.number(tolerated * step), is_limit=step == 1)
        for step, width in enumerate(widths, start=1)
    ]
    first = texts.say("you tolerate %(minutes)s", minutes=ticks[0].label)
    ticks[0] = Tick(width=ticks[0].width, label=first, is_limit=True)
    return Bar(parts=tuple(each for each in parts if each.width), ticks=tuple(ticks))


def _label(texts: Texts, minutes: float | None, width: int) -> str:
    """Return the number at the end of a part, "" where it would not fit."""
    return "" if minutes is None or width < LEAST_LABEL else texts.number(minutes)
