from __future__ import annotations

from datetime import date

import pytest

from goodterms.adapters.calendar import country_of, public_holidays
from goodterms.errors import ConfigError


def test_croatian_holidays_of_several_years_are_known() -> None:
    found = public_holidays("HR", "", years=range(2025, 2027))
    assert {date(2025, 5, 30), date(2026, 11, 18), date(2026, 4, 6)} <= found
    assert date(2026, 11, 17) not in found


def test_no_country_means_no_holidays() -> None:
    assert public_holidays("", "", years=range(2025, 2027)) == frozenset()


def test_an_unknown_country_or_region_is_a_config_error() -> None:
    for country, region in (("XX", ""), ("HR", "nowhere")):
        with pytest.raises(ConfigError, match=r"hours\.country"):
            public_holidays(country, region, years=range(2026, 2027))


def test_a_zone_proposes_its_country_and_utc_none() -> None:
    zones = ("Europe/Zagreb", "America/New_York", "Etc/UTC", "UTC", "no such zone")
    assert [country_of(zone) for zone in zones] == ["HR", "US", "", "", ""]
