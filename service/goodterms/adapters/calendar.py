"""The owner's working calendar: windows and zones of the config, public holidays, time off.

Holidays come from the holidays library, time off beside the config from a calendar file.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import holidays
from babel.core import get_global

from goodterms.adapters import leave_file
from goodterms.core.hours import Period, Workweek
from goodterms.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.settings import HoursPeriod, HoursSettings

SECTION = "[hours]"
"""Where the config names the country."""

HOLIDAY_YEARS = 12
"""Years of public holidays known: ten back for old mail, one ahead for notice dates."""


def country_of(zone: str) -> str:
    """Return the ISO 3166 code of the country an IANA zone lies in, "" when it lies in none."""
    code = str(get_global("zone_territories").get(zone, ""))
    # CLDR writes 001 and ZZ for zones of no country, such as UTC
    return code if code.isalpha() and code != "ZZ" else ""


def public_holidays(country: str, region: str, *, years: range) -> frozenset[date]:
    """Return the public holidays of the given years; none for an empty country.

    Args:
        country: ISO 3166 code, for example ``HR``, or "".
        region: Subdivision code as the holidays library knows it, or "".
        years: Calendar years.

    Raises:
        ConfigError: The library does not know the country or region.
    """
    if not country:
        return frozenset()
    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=years)
    except NotImplementedError as error:
        problem = f"hours.country: no holidays known ({error})"
        raise ConfigError(SECTION, [problem]) from error
    return frozenset(found)


def workweek(hours: HoursSettings, *, now: datetime) -> Workweek:
    """Return the owner's whole calendar: zones, windows, holidays, time off.

    Args:
        hours: ``[hours]`` of the config.
        now: Holidays and repeated events of ten years back and one ahead are known.

    Raises:
        ConfigError: An unknown country or region, or a leave file that cannot be read.
    """
    bare = Workweek.dated(
        tuple(
            Period(since=each.since, zone=each.zone, windows=each.windows)
            for each in hours.all_periods
        ),
        today=now.date(),
    )
    today = bare.day(now)
    years = range(now.year - HOLIDAY_YEARS + 2, now.year + 2)
    off = leave_file.read(
        hours.leave_file,
        zone_on=lambda day: bare.period(day).place,
        first=date(years[0], 1, 1),
        last=date(years[-1], 12, 31),
    )
    return Workweek.dated(
        bare.periods or (bare.period(today),),
        today=today,
        holidays=_kept(hours.all_periods, years),
        leave=hours.leave | off.days,
        away=off.away,
    )


def _kept(periods: tuple[HoursPeriod, ...], years: range) -> frozenset[date]:
    """Return the public holidays of each period's country while it lasted."""
    found: set[date] = set()
    ends = [later.since - timedelta(days=1) for _, later in pairwise(periods)]
    for period, last in zip(periods, [*ends, date.max], strict=True):
        days = public_holidays(period.country, period.region, years=years)
        found.update(day for day in days if period.since <= day <= last)
    return frozenset(found)
