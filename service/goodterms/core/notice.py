"""Enough notice: when the work ends, from the contract, 30 days, or a milestone that ends later.

No legal advice. Source: decision model A2.6 ("Enough notice", "collect first, then tell"), field
study F3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.client import Client

NOTICE_DAYS = 30
"""Notice where no contract says otherwise: the project's own judgement, no rule of law (F3)."""

EVERYWHERE = "*"
"""Country of a note that holds everywhere."""

_TAX_COUNTRIES = {"EL": "GR", "XI": "GB"}
"""Prefixes of tax numbers that are not the country's code."""

_DOMAIN_COUNTRIES = {"uk": "GB"}
"""Endings of domains that are not the country's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryNote:
    """What to look up about ending work in one country; never more than a pointer.

    Attributes:
        country: ISO 3166 code, or `EVERYWHERE`.
        law: Section or rule; "" for custom.
        checked_on: Day on which the source was read; notes age.
        surety: ``text`` (the law's text was read), ``second`` (a secondary source) or ``unsure``.
        sources: Where it was read, in words; `said` what is to be looked up. Each by language
            (``en``, ``hr``).
    """

    country: str
    law: str
    checked_on: date
    surety: str
    sources: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]

    def words(self, language: str) -> str:
        """Return the sentence in a language."""
        return dict(self.said)[language]

    def source(self, language: str) -> str:
        """Return where it was read."""
        return dict(self.sources)[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """When the work ends.

    Attributes:
        days: Length of notice; `basis` is ``contract`` or ``default``.
        today_ends_on: The end if it is said today.
        tell_on: The first day that is wise to tell: when the open money is to be expected, at
            least today; the day it was told once it was.
        ends_on: The end if it is said then, or with the milestone if that ends later.
        milestone: End of a milestone that the owner named, None without one.
        is_told: The client was told.
    """

    days: int
    basis: str
    today_ends_on: date
    tell_on: date
    ends_on: date
    milestone: date | None
    is_told: bool


def notice(
    client: Client,
    *,
    today: date,
    told_on: date | None = None,
    collect_by: date | None = None,
    milestone: date | None = None,
) -> Notice:
    """Return when work for a client ends.

    Args:
        client: Its `notice_days`; `NOTICE_DAYS` when the contract names none.
        today: In the owner's zone.
        told_on: When the client was told, None before.
        collect_by: When the open money is to be expected, None without any.
        milestone: End of work that is to be finished first.
    """
    days = NOTICE_DAYS if client.notice_days is None else client.notice_days
    tell_on = told_on or max(today, collect_by or today)
    latest = [] if milestone is None else [milestone]
    return Notice(
        days=days,
        basis="default" if client.notice_days is None else "contract",
        today_ends_on=max([today + timedelta(days=days), *latest]),
        tell_on=tell_on,
        ends_on=max([tell_on + timedelta(days=days), *latest]),
        milestone=milestone,
        is_told=told_on is not None,
    )


def places(country: str, client: Client) -> tuple[str, ...]:
    """Return the countries whose notes may matter: the owner's, then the client's where it shows.

    The client's is read from the letters of its tax number or the ending of its domains; whose law
    holds is not said here.
    """
    found = [country] if country else []
    prefix = client.tax_id.strip()[:2].upper()
    if prefix.isalpha() and len(prefix) == 2:
        found.append(_TAX_COUNTRIES.get(prefix, prefix))
    for each in client.domains:
        ending = each.rpartition(".")[2]
        if len(ending) == 2:
            found.append(_DOMAIN_COUNTRIES.get(ending, ending.upper()))
    return tuple(dict.fromkeys(found))


def notes_for(notes: Iterable[CountryNote], countries: Sequence[str]) -> tuple[CountryNote, ...]:
    """Return the notes that hold everywhere, then those of the countries in their order."""
    known = list(notes)
    return tuple(
        each for place in (EVERYWHERE, *countries) for each in known if each.country == place
    )
