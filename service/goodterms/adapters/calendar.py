"""Public holidays by country, from the holidays library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays
from babel.core import get_global

from goodterms.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date

SECTION = "[hours]"
"""Where the config names the country."""


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
