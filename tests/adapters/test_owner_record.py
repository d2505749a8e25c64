from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from goodterms import settings
from goodterms.adapters.bundled import bundled
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.owner_record import owner
from goodterms.app import App
from goodterms.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def app(folder: Path) -> App:
    path = folder / "config.toml"
    text = EXAMPLE.replace('leave_file = ""', 'leave_file = "away.ics"')
    path.write_text(text, encoding="utf-8")
    return App(settings.load(path, state=folder), FixedClock(NOW))


def write(folder: Path, day: str) -> None:
    path = folder / "away.ics"
    path.write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    # the same length; only the time tells
    os.utime(path, ns=(int(day) * 1_000_000_000,) * 2)


def test_time_off_is_read_again_when_the_file_changed(tmp_path: Path) -> None:
    write(tmp_path, "20260803")
    found = app(tmp_path)
    assert found.owner.workweek.leave == {date(2026, 8, 3)}
    assert found.owner is found.owner
    write(tmp_path, "20260804")
    assert found.owner.workweek.leave == {date(2026, 8, 4)}


def test_a_file_that_breaks_or_goes_is_said_and_not_forgotten(tmp_path: Path) -> None:
    found = app(tmp_path)
    with pytest.raises(ConfigError, match=r"hours\.leave_file: .*No such file"):
        _ = found.owner
    write(tmp_path, "20260803")
    assert found.owner.workweek.leave == {date(2026, 8, 3)}
    (tmp_path / "away.ics").write_text("BEGIN:VCALENDAR")
    with pytest.raises(ConfigError, match="ends in the middle"):
        _ = found.owner


def test_the_owner_is_who_the_config_says(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    found = owner(settings.load(path, state=tmp_path), now=NOW)
    assert (found.name, found.currency, found.language) == ("Mara Horvat", "EUR", "en")
    assert (found.workweek.zone, found.workweek.leave) == ("Europe/Zagreb", frozenset())
    assert date(2026, 11, 18) in found.workweek.holidays
