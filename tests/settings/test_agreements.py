from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.adapters.bundled import bundled
from goodterms.core.agreement import Agreement, Spell
from goodterms.core.client import Client
from goodterms.errors import ConfigError
from goodterms.settings.file import parse
from goodterms.settings.template import filled

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def client(old: str, new: str) -> Client:
    assert f"\n{old}\n" in EXAMPLE
    text = EXAMPLE.replace(f"\n{old}\n", f"\n{new}\n")
    return parse(text, path=Path("config.toml"), state=Path()).clients[0]


def test_plain_values_hold_always():
    found = client("rush = false", "rush = true")
    assert found.agreed == Agreement()
    assert found.rush_on(date(2001, 1, 1))


def test_rush_holds_from_the_first_day_to_the_last():
    spells = '[{ from = "2026-03-01", until = "2026-04-30" }, { from = 2026-06-01 }]'
    found = client("rush = false", f"rush = {spells}")
    days = ["2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01", "2026-06-01", "2030-01-01"]
    held = [found.rush_on(date.fromisoformat(day)) for day in days]
    assert held == [False, True, True, False, True, True]


def test_numbers_hold_from_their_day_on():
    found = client("# included_rounds = 2", "included_rounds = { 2026-07-01 = 3, 2026-01-01 = 2 }")
    days = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"]
    assert [found.rounds_on(date.fromisoformat(day)) for day in days] == [None, 2, 2, 3]
    hours = client("expect_reply_hours = 8", 'expect_reply_hours = { "2026-07-01" = 4 }')
    assert [hours.reply_hours_on(date.fromisoformat(day)) for day in days] == [8, 8, 8, 4]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rush = false", 'rush = [{ until = "2026-01-01" }]', "rush[1].from: expected a day"),
        ("rush = false", 'rush = [{ from = "2026-02-30" }]', "rush[1].from: expected a day"),
        ("rush = false", 'rush = [{ from = "2026-02-01", until = "2026-01-01" }]',
         "rush[1].until: 2026-01-01 is before 2026-02-01"),
        ("rush = false", 'rush = [{ from = "2026-02-01", till = "2026-03-01" }]',
         "rush[1].till: unknown key"),
        ("rush = false", 'rush = [{ from = "2026-02-01" }, { from = "2026-03-01" }]', "overlap"),
        ("rush = false",
         ('rush = [{ from = "2026-03-01", until = "2026-03-09" },'
         ' { from = "2026-02-01", until = "2026-03-01" }]'),
         "the spells from 2026-02-01 and 2026-03-01 overlap"),
        ("rush = false", "rush = [true]", "rush: expected a list of tables"),
        ("rush = false", "rush = 1", "rush: expected true or false"),
        ("expect_reply_hours = 8", "expect_reply_hours = {}", "or days such as"),
        ("expect_reply_hours = 8", 'expect_reply_hours = { "2026-02-30" = 4 }', "expected a day"),
        ("expect_reply_hours = 8", 'expect_reply_hours = { "2026-02-01" = 0 }',
         "expected a whole number from 1 to 200"),
        ("# included_rounds = 2", 'included_rounds = { "2026-02-01" = "two" }',
         "expected a whole number from 0 to 50"),
    ],
)  # fmt: skip
def test_each_wrong_rule_is_named_with_its_line(old, new, expected):
    with pytest.raises(ConfigError) as caught:
        client(old, new)
    assert any(expected in each and each.startswith("line ") for each in caught.value.problems), (
        caught.value.problems
    )
    assert len(caught.value.problems) == 1


days = st.dates(date(1990, 1, 1), date(2199, 12, 31))
numbers = st.dictionaries(days, st.integers(1, 50), max_size=4).map(
    lambda found: tuple(sorted(found.items()))
)


@given(rush=st.lists(days, max_size=6, unique=True), open_end=st.booleans(), rounds=numbers,
       hours=numbers)  # fmt: skip
def test_dated_rules_read_back_as_they_were_written(rush, open_end, rounds, hours):
    edges = sorted(rush)[: len(rush) // 2 * 2]
    spells = [Spell(first=a, last=b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if spells and open_end:
        spells[-1] = Spell(first=spells[-1].first)
    agreed = Agreement(rush=tuple(spells), included_rounds=rounds, expect_reply_hours=hours)
    known = Client(name="Alba", addresses=("ana@alba.example",), agreed=agreed)
    text = filled(EXAMPLE, {}, [known])
    assert parse(text, path=Path("config.toml"), state=Path()).clients == (known,)
