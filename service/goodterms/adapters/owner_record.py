"""The owner as the settings and the files beside them tell: calendar, rates, interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import calendar, rate_files
from goodterms.core.client import Owner

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.settings import Settings


def owner(settings: Settings, *, now: datetime) -> Owner:
    """Return the owner with the whole working calendar.

    Raises:
        ConfigError: An unknown country, or a file beside the config that cannot be read.
    """
    who = settings.owner
    return Owner(
        name=who.name,
        addresses=who.addresses,
        language=who.language,
        workweek=calendar.workweek(settings.hours, now=now),
        currency=who.currency,
        hourly_rate_minor=who.hourly_rate_minor,
        alternative_hourly_minor=who.alternative_hourly_minor,
        fixed_costs_minor=who.fixed_costs_minor,
        price_of_calm_minor=who.price_of_calm_minor,
        rates=rate_files.rates(settings.money, who.currency),
        interest=rate_files.rule(settings.money),
        country=settings.hours.country,
    )
