"""What report and dossier share: plain-words burn, evidence numbers, sources, safe excerpts.

Pure data for the texts; no sentence is built here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.policy import Policy
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from goodterms.core.client import Freshness
    from goodterms.core.verdict import Estimate, Incident, Reason

STALE_DAYS = Policy().fresh_days
"""A source read longer ago than this is called stale (decision model A2.5, "data fresh")."""

EXCERPT_SHOWN = 160
"""Longest excerpt in a mail, in characters (decision model B1.2)."""

EXCERPTS_SHOWN = 3
"""Most excerpts per client in a mail (decision model B1.2)."""

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_HOST_DOT = re.compile(r"(?<=\w)[.\u2024\u3002\uff0e\uff61](?=\w)")
"""Every sign that mail programs and IDNA take for the dot of a host (RFC 3490, 3.1)."""

_SCHEME = re.compile(
    r"\b(mailto|tel|sms|callto|skype|javascript|vbscript|data|file|intent):", re.IGNORECASE
)
_LINK_MARKS = {"://": " : // ", "@": " at ", "\uff20": " at ", "\\\\": "\\ \\"}


class Privacy(StrEnum):
    """How much a mailed report tells (decision model B1.2)."""

    PRIVATE = "private"
    NAMES = "names"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burn:
    """A burn in the owner's own words: trouble minutes for each paid hour.

    Attributes:
        mean, low, high: Burn and its 80 % interval, as multiples of the tolerance.
        tolerated: Tolerated trouble minutes per paid hour; None without any paid hour.
        minutes, minutes_low, minutes_high: The burn times `tolerated`; None without it.
    """

    mean: float
    low: float
    high: float
    tolerated: float | None
    minutes: float | None
    minutes_low: float | None
    minutes_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """When one source was last read completely.

    Attributes:
        name: ``mail`` or ``invoices``.
        days: Whole days since then; None when it was never read.
        is_stale: Never read, or more than `STALE_DAYS` ago.
    """

    name: str
    read_at: datetime | None
    days: int | None
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedReason:
    """A reason with the numbers under which its incidents stand in the dossier (``E-007``)."""

    reason: Reason
    evidence: tuple[str, ...]


def burn(estimate: Estimate) -> Burn:
    """Return the burn of a window with its minutes per paid hour.

    The tolerance is taken from the estimate itself (granted minutes by hours), so that an old
    verdict row reads the same after the owner changed the setting.
    """
    tolerated = estimate.granted / estimate.hours if estimate.hours > 0 else None
    scale = (estimate.mean, estimate.low, estimate.high)
    minutes = [None if tolerated is None else each * tolerated for each in scale]
    return Burn(
        mean=estimate.mean,
        low=estimate.low,
        high=estimate.high,
        tolerated=tolerated,
        minutes=minutes[0],
        minutes_low=minutes[1],
        minutes_high=minutes[2],
    )


def listed(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents that are numbered, oldest first.

    A mail that arrived after hours and asked for nothing costs nothing by default: those are told
    as a count, not as evidence (design, Fairness). Invited ones stay, at 0 minutes.
    """
    kept = (each for each in incidents if each.minutes > 0 or each.code is not Code.AFTER_HOURS)
    return sorted(kept, key=lambda each: (each.at, each.id))


def numbered(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return incident id to evidence number, ``E-001`` for the oldest that is listed."""
    ordered = listed(incidents)
    return {each.id: number(place) for place, each in enumerate(ordered, start=1)}


def number(place: int) -> str:
    """Return the evidence number of a place among those listed, from 1."""
    return f"E-{place:03d}"


def arrivals_count(incidents: Iterable[Incident]) -> bool:
    """Return whether arrivals after hours cost minutes, because the owner gave them a price."""
    return any(each.code is Code.AFTER_HOURS and each.minutes > 0 for each in incidents)


def cited(reasons: Iterable[Reason], numbers: Mapping[str, str]) -> tuple[CitedReason, ...]:
    """Return each reason with its evidence numbers in ascending order."""
    return tuple(
        CitedReason(
            reason=each,
            evidence=tuple(sorted(numbers[one] for one in each.incidents if one in numbers)),
        )
        for each in reasons
    )


def sources(freshness: Freshness, *, now: datetime) -> tuple[SourceAge, ...]:
    """Return how old the two sources are, mail first."""
    read = (("mail", freshness.mail_at), ("invoices", freshness.invoices_at))
    return tuple(_age(name, at, now) for name, at in read)


def _age(name: str, read_at: datetime | None, now: datetime) -> SourceAge:
    if read_at is None:
        return SourceAge(name=name, read_at=None, days=None, is_stale=True)
    days = max(0, (now - read_at).days)
    return SourceAge(name=name, read_at=read_at, days=days, is_stale=days > STALE_DAYS)


def visible(text: str) -> str:
    """Return one line of foreign text without control, bidi and zero-width characters."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(each for each in plain if unicodedata.category(each) not in _INVISIBLE)


def shown_excerpt(text: str, *, limit: int = EXCERPT_SHOWN) -> str:
    """Return an excerpt fit for a mail: one line, nothing invisible, nothing a reader makes a link.

    Dots inside words, ``://``, names of schemes and shares are set apart and ``@`` is spelled, so
    that our mail cannot carry a foreign address to the owner (decision model B3.2, "our mail as
    phishing carrier").
    """
    line = _SCHEME.sub(r"\1 : ", _HOST_DOT.sub(" . ", visible(text)))
    for sign, spelled in _LINK_MARKS.items():
        line = line.replace(sign, spelled)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
