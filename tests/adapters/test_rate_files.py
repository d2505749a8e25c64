from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goodterms.adapters import rate_files
from goodterms.core.interest import Law, by_half_year, half_year
from goodterms.core.rates import Rate, converted
from goodterms.errors import ConfigError
from goodterms.settings import MoneySettings


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "rates.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("law", "day", "percent"),
    [
        (Law.EU, "2022-07-01", "8.00"), (Law.EU, "2023-01-01", "10.50"),
        (Law.EU, "2024-01-01", "12.50"), (Law.EU, "2024-07-01", "12.25"),
        (Law.EU, "2025-01-01", "11.15"), (Law.EU, "2025-07-01", "10.15"),
        (Law.HR, "2023-07-01", "12.00"), (Law.HR, "2026-01-01", "10.15"),
        (Law.UK, "2023-07-01", "13.00"), (Law.UK, "2024-01-01", "13.25"),
        (Law.UK, "2026-01-01", "11.75"),
    ],
)  # fmt: skip
def test_the_shipped_rates_are_those_of_the_sources(law, day, percent):
    rates = by_half_year(rate_files.statutory(None), law)
    assert rates[date.fromisoformat(day)].percent == Decimal(percent)


@pytest.mark.parametrize("law", Law)
def test_the_shipped_rates_have_a_source_each_and_no_gap(law):
    rates = by_half_year(rate_files.statutory(None), law)
    assert all(each.source for each in rates.values())
    days = sorted(rates)
    assert days[-1] == date(2026, 7, 1)
    for earlier, later in itertools.pairwise(days):
        assert half_year(earlier) == earlier
        assert (later.year - earlier.year) * 2 + (later.month - earlier.month) // 6 == 1


def test_the_owners_rates_win_over_the_shipped_ones(tmp_path):
    path = write(tmp_path, "eu,2026-07-01,2.00,9,yes,mine\neu,2027-01-01,2.25,8\n")
    rates = by_half_year(rate_files.statutory(path), Law.EU)
    assert rates[date(2026, 7, 1)].percent == Decimal("11.00")
    assert rates[date(2027, 1, 1)].percent == Decimal("10.25")


def test_rates_of_the_config_win_over_those_of_its_file(tmp_path):
    on = date(2026, 1, 1)
    path = write(tmp_path, "USD,2026-01-01,0.5\nGBP,2026-01-01,1.15\n")
    mine = Rate(currency="USD", on=on, per_unit=Decimal("0.92"))
    rates = rate_files.rates(MoneySettings(rates=(mine,), rates_file=path), "EUR")
    assert converted(100_00, "USD", "EUR", rates=rates, on=on) == 92_00
    assert converted(100_00, "GBP", "EUR", rates=rates, on=on) == 115_00


def test_without_a_law_there_is_no_rule():
    assert rate_files.rule(MoneySettings()) is None
    assert rate_files.rule(MoneySettings(law=Law.UK)).law is Law.UK


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"USD;x;y\n", b"9" * 5_000_000, None])
@pytest.mark.timeout(20)
def test_a_file_that_is_no_table_of_rates_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "rates.csv"
    if content is not None:
        path.write_bytes(content)
    for read in (rate_files.exchange, rate_files.statutory):
        with pytest.raises(ConfigError, match=r"rates\.csv"):
            read(path)


def test_every_bad_line_is_named(tmp_path):
    path = write(tmp_path, "USD,2026-01-01,0.92\nUSD,tomorrow,1\nUSD,2026-01-02,none\n")
    with pytest.raises(ConfigError) as caught:
        rate_files.exchange(path)
    assert [text.partition(":")[0] for text in caught.value.problems] == ["line 2", "line 3"]
