from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from goodterms.adapters.bundled import bundled
from goodterms.core.hours import FIRST_DAY, Window
from goodterms.errors import ConfigError
from goodterms.settings.file import parse

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")
LINE = '# periods = [{ from = "2026-05-01", zone = "Europe/Lisbon", country = "PT", friday = [] }]'


def with_periods(text: str) -> str:
    assert LINE in EXAMPLE
    return EXAMPLE.replace(LINE, f"periods = [{text}]")


def parsed(text: str):
    return parse(text, path=Path("/etc/goodterms/config.toml"), state=Path()).hours


def problem(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parsed(text)
    (only,) = caught.value.problems
    return only


def test_what_a_period_leaves_out_stays_as_it_was():
    first, lisbon, late = parsed(
        with_periods(
            '{ from = "2026-05-01", zone = "Europe/Lisbon", country = "PT", region = "" },'
            ' { from = 2026-09-01, friday = ["10:00-12:00"] }'
        )
    ).all_periods
    assert (first.since, first.zone, first.country) == (FIRST_DAY, "Europe/Zagreb", "HR")
    assert (lisbon.since, lisbon.zone, lisbon.country) == (
        date(2026, 5, 1),
        "Europe/Lisbon",
        "PT",
    )
    assert lisbon.windows == first.windows
    assert (late.zone, late.country) == ("Europe/Lisbon", "PT")
    assert late.windows[:4] == first.windows[:4]
    assert late.windows[4] == (Window(start=time(10), end=time(12)),)


def test_without_periods_everything_is_as_before():
    found = parsed(EXAMPLE)
    assert (found.periods, found.leave_file, found.last_zone) == ((), None, "Europe/Zagreb")


def test_the_leave_file_lies_beside_the_config():
    found = parsed(EXAMPLE.replace('leave_file = ""', 'leave_file = "away.ics"'))
    assert found.leave_file == Path("/etc/goodterms/away.ics")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('{ zone = "Europe/Lisbon" }', "hours.periods[1].from: expected a day"),
        ('{ from = "2026-02-30" }', "hours.periods[1].from: expected a day"),
        ('{ from = "0001-01-01" }', "hours.periods[1].from: expected a day"),
        ("{ from = 2026-02-01T10:00:00 }", "hours.periods[1].from: expected a day"),
        ('{ from = "2026-05-01" }, { from = "2026-05-01" }', "periods[2].from: 2026-05-01 is not"),
        ('{ from = "2026-05-01" }, { from = "2026-04-01" }', "periods[2].from: 2026-04-01 is not"),
        ('{ from = "2026-05-01", zone = "Mars" }', 'periods[1].zone: "Mars" is not an IANA'),
        ('{ from = "2026-05-01", monday = ["9 to 5"] }', "periods[1].monday: "),
        ('{ from = "2026-05-01", mondays = [] }', 'unknown key, did you mean "monday"?'),
        ('{ from = "2026-05-01", country = "pt" }', "periods[1].country: expected two capital"),
        (
            (
                '{ from = "2026-05-01", monday = [], tuesday = [], wednesday = [], thursday = [],'
                " friday = [] }"
            ),
            "periods[1].monday: no working window",
        ),
        ("1", "hours.periods: expected a list of tables"),
    ],
)
def test_each_wrong_period_is_named_with_its_line(rows, expected):
    found = problem(with_periods(rows))
    assert expected in found
    line = with_periods(rows).splitlines().index(f"periods = [{rows}]") + 1
    assert found.startswith(f"line {line}: ")
