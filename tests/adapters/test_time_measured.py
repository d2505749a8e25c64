"""Hours and plain-text ledgers against the shared samples (measured, not copied)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodterms.adapters.invoices import Asked, FileImporter
from goodterms.core.entries import entry_json
from goodterms.core.ledger_rows import documents_json

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)

ZONE = ZoneInfo("Europe/Zagreb")


def measured(folder: str, name: str, **said: Any):
    expected = json.loads((SAMPLES / folder / "expected.json").read_text(encoding="utf-8"))
    found = FileImporter(asked=Asked(zone=ZONE, **said)).read(
        SAMPLES / folder / name, clients=[], known={}
    )
    return expected.get(name), found


def shown(found) -> list[dict[str, Any]]:
    return [*(entry_json(each) for each in found.entries), *map(dict, found.undecided)]


@pytest.mark.parametrize(
    "name", ["clockify-1.csv", "harvest-time.csv", "solidtime-generic.csv", "toggl-1-bom.csv"]
)
def test_every_entry_of_a_fixture_is_read_as_expected(name: str) -> None:
    expected, found = measured("time-fixtures", name)
    rows = shown(found)
    assert len(rows) == expected["rows"]
    for row, wanted in zip(rows, expected["entries"], strict=True):
        assert {key: row.get(key) for key in wanted if key != "note"} == {
            key: value for key, value in wanted.items() if key != "note"
        }
    assert [each for each in found.problems if each.line] == expected["bad_rows"] == []
    assert bool(found.undecided) == ("ambiguous" in expected.get("date_order", ""))


def test_an_ambiguous_file_is_read_once_the_order_is_said() -> None:
    _, found = measured("time-fixtures", "clockify-1.csv", date_order="mdy")
    assert [each.worked_on.isoformat() for each in found.entries] == ["2024-03-04"] * 2


def test_the_bad_row_is_named_by_column_and_value() -> None:
    expected, found = measured("time-fixtures", "clockify-3-bad-date.csv")
    assert (found.entries, found.undecided) == ((), ())
    assert [(each.line, each.text.split(": ")[0]) for each in found.problems] == [
        (each["row"], each["field"]) for each in expected["bad_rows"]
    ]
    assert expected["bad_rows"][0]["value"] in found.problems[0].text


def test_kimai_hours_by_client() -> None:
    expected, found = measured("synthetic-time", "kimai_timesheets.csv")
    sums: dict[str, Counter[str]] = {}
    for each in shown(found):
        kind = "billable" if each["billable"] else "unbillable"
        sums.setdefault(each["client"], Counter())[kind] += each["seconds"]
    wanted = expected["seconds"]
    assert {
        name: dict.fromkeys(("billable", "unbillable"), 0) | sums[name] for name in sums
    } == wanted
    late = [each["line"] for each in shown(found) if each["end"][:10] > each["date"]]
    assert late == [expected["after_hours_row"]]
    assert len(found.entries) == expected["rows"]


def test_timewarrior_hours_by_tag_and_what_still_runs() -> None:
    expected, found = measured("synthetic-time", "timewarrior_export.json")
    sums: Counter[str] = Counter()
    for each in found.entries:
        sums[each.client_name] += each.seconds
    assert dict(sums) == expected["seconds"]
    assert len(found.entries) == expected["closed"]
    running = [each.text for each in found.problems if each.code == "running"]
    assert [int(text.split()[1]) for text in running] == expected["running"]


@pytest.mark.parametrize("name", ["receivables.journal", "receivables.hledger-1.25.json"])
def test_receivables_of_a_journal_and_of_its_json(name: str) -> None:
    _, found = measured("plain-text", name)
    expected, _ = measured("plain-text", "receivables.journal")
    rows = [
        {**row, **json.loads(each.stated)}
        for row, each in zip(
            documents_json(found.documents, found.payments), found.documents, strict=True
        )
    ]
    assert found.problems == []
    assert len(rows) == len(expected["invoices"])
    for row, wanted in zip(rows, expected["invoices"], strict=True):
        assert {key: row[key] for key in wanted} == wanted
