from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from goodterms.adapters.calendar import country_of, public_holidays, workweek
from goodterms.core.hours import Window
from goodterms.errors import ConfigError
from goodterms.settings import HoursPeriod, HoursSettings


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


def hours(**changes) -> HoursSettings:
    windows = ((Window(start=time(9), end=time(17)),),) * 5 + ((), ())
    values = {
        "zone": "Europe/Zagreb",
        "windows": windows,
        "country": "HR",
        "region": "",
        "leave": frozenset({date(2026, 8, 3)}),
    }
    return HoursSettings(**{**values, **changes})


NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_a_calendar_without_changes_is_one_workweek() -> None:
    found = workweek(hours(), now=NOW)
    assert found.periods == ()
    assert found.zone == "Europe/Zagreb"
    assert not found.is_workday(date(2026, 8, 3))
    assert not found.is_workday(date(2026, 11, 18))


def test_holidays_are_those_of_the_country_of_their_day() -> None:
    moved = HoursPeriod(
        since=date(2026, 5, 1), zone="Europe/Lisbon", windows=hours().windows, country="PT",
        region="",
    )  # fmt: skip
    found = workweek(hours(periods=(moved,)), now=NOW)
    assert found.zone == "Europe/Lisbon"
    assert workweek(hours(periods=(moved,)), now=datetime(2026, 4, 1, tzinfo=UTC)).zone == (
        "Europe/Zagreb"
    )
    assert {date(2026, 1, 6), date(2026, 6, 10), date(2026, 12, 1)} <= found.holidays
    assert not {date(2026, 11, 18), date(2025, 6, 10), date(2025, 12, 1)} & found.holidays


def test_time_off_comes_from_the_file_too_on_the_clock_of_its_day(tmp_path) -> None:
    path = tmp_path / "away.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260504T090000\nDTEND:20260504T120000\n"
        "END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260505\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    moved = HoursPeriod(
        since=date(2026, 5, 1), zone="Europe/Lisbon", windows=hours().windows, country="PT",
        region="",
    )  # fmt: skip
    found = workweek(hours(periods=(moved,), leave_file=path), now=NOW)
    assert found.next_opening(datetime(2026, 5, 4, 8, tzinfo=UTC)) == datetime(
        2026, 5, 4, 11, tzinfo=UTC
    )
    assert found.leave == {date(2026, 8, 3), date(2026, 5, 5)}
