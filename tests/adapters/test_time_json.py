from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_client
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.time_json import read_value, recognises
from goodterms.errors import ImportFileError

ASKED = Asked(zone=ZoneInfo("Europe/Zagreb"))

START, END = "2026-03-02T08:00:00Z", "2026-03-02T09:30:00Z"

TIMEW = """[
{"id":2,"start":"20260302T080000Z","end":"20260302T093000Z","tags":["alba","design"]},
{"id":1,"start":"20260302T100000Z","tags":["alba"]}
]"""

RECORDS = {
    "toggl": {
        "id": 11, "workspace_id": 1, "project_id": 2, "start": START, "stop": END,
        "duration": 5400, "billable": True, "tags": ["x"], "client_name": "Alba",
        "project_name": "Site", "user_id": 9,
    },
    "clockify": {
        "_id": "5f0000000000000000000011", "billable": True, "clientName": "Alba",
        "projectName": "Site", "tags": [{"name": "x"}],
        "timeInterval": {"start": "2026-03-02T09:00:00+01:00", "end": END, "duration": 5400},
    },
    "harvest": {
        "id": 11, "spent_date": "2026-03-02", "hours": 1.5, "is_running": False,
        "billable": True, "is_billed": False, "billable_rate": 60.0,
        "started_time": "9:00am", "ended_time": "10:30am",
        "client": {"id": 1, "name": "Alba", "currency": "EUR"},
        "project": {"id": 2, "name": "Site"}, "task": {"id": 3, "name": "Design"},
    },
    "kimai": {
        "id": 11, "begin": "2026-03-02T09:00:00+0100", "end": "2026-03-02T10:30:00+0100",
        "duration": 5400, "billable": True, "exported": False, "tags": ["x"],
        "hourlyRate": 60.0, "rate": 90.0, "activity": {"name": "Design"},
        "project": {"id": 2, "name": "Site", "customer": {"name": "Alba", "currency": "EUR"}},
    },
    "solidtime": {
        "id": "0190aaaa-0000", "start": START, "end": END, "duration": 5400, "billable": True,
        "project_id": "0190bbbb", "client": {"name": "Alba"}, "project": {"name": "Site"},
        "tags": [],
    },
}  # fmt: skip
WRAPPED = {"clockify": "timeentries", "harvest": "time_entries", "solidtime": "data"}


def read(value: object, asked: Asked = ASKED):
    text = value if isinstance(value, str) else json.dumps(value)
    return read_bytes(text.encode(), "hours.json", asked)


def test_timewarrior_knows_only_tags_and_its_ids_are_positions() -> None:
    found = read(TIMEW)
    (entry,) = found.entries
    assert (entry.client_name, entry.seconds, entry.is_billable) == ("alba", 5400, None)
    assert entry.id.startswith("at:")
    assert entry.line == 2
    assert [(each.code, each.line) for each in found.problems] == [("running", 3)]
    (mapped,) = read(TIMEW, Asked(clients=[a_client("Alba")])).entries
    assert (mapped.client, mapped.id) == ("Alba", entry.id)


@pytest.mark.parametrize("tool", RECORDS)
def test_the_answers_of_services_are_read(tool: str) -> None:
    record = RECORDS[tool]
    found = read({WRAPPED[tool]: [record]} if tool in WRAPPED else [record])
    (entry,) = found.entries
    assert found.format == f"json-time-{tool}"
    assert found.problems == ()
    assert entry.id == f"{tool}:{record.get('id') or record.get('_id')}"
    assert (entry.client_name, entry.project, entry.seconds) == ("Alba", "Site", 5400)
    assert entry.worked_on == date(2026, 3, 2)
    assert entry.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert entry.is_billable is True


def test_rates_are_money_and_never_floats() -> None:
    assert read({"time_entries": [RECORDS["harvest"]]}).entries[0].rate_minor == 6000
    (kimai,) = read([RECORDS["kimai"]]).entries
    assert (kimai.rate_minor, json.loads(kimai.stated)["amount_minor"]) == (6000, 9000)


@pytest.mark.parametrize(
    "record",
    [
        {**RECORDS["toggl"], "stop": None, "duration": -1772438400},
        {**RECORDS["harvest"], "is_running": True},
        {**RECORDS["kimai"], "end": None, "duration": 0},
        {**RECORDS["solidtime"], "end": None, "duration": None},
    ],
)
def test_running_entries_are_left_out_and_named(record: dict[str, object]) -> None:
    found = read([record])
    assert found.entries == ()
    assert [each.code for each in found.problems] == ["running"]


def test_reports_of_toggl_group_entries_and_count_money_in_hundredths() -> None:
    group = {
        "user_id": 9, "project_id": 2, "client_name": "Alba", "project_name": "Site",
        "billable": True, "currency": "EUR", "hourly_rate_in_cents": 6000,
        "billable_amount_in_cents": 18000,
        "time_entries": [
            {"id": 1, "seconds": 5400, "start": "2026-03-02T09:00:00+01:00", "stop": END},
            {"id": 2, "seconds": 5400, "start": "2026-03-03T09:00:00+01:00", "stop": END},
        ],
    }  # fmt: skip
    found = read([group])
    assert [each.id for each in found.entries] == ["toggl:1", "toggl:2"]
    assert {each.rate_minor for each in found.entries} == {6000}
    assert "amount_minor" not in json.loads(found.entries[0].stated)


def test_the_older_report_counts_milliseconds() -> None:
    record = {
        "id": 5, "pid": 2, "client": "Alba", "project": "Site", "start": START, "end": END,
        "dur": 5400000, "is_billable": True, "billable": 90.0, "cur": "EUR", "tags": [],
    }  # fmt: skip
    (entry,) = read({"total_count": 1, "data": [record]}).entries
    assert (entry.seconds, json.loads(entry.stated)["amount_minor"]) == (5400, 9000)


def test_entries_without_names_say_so() -> None:
    bare = {**RECORDS["toggl"], "client_name": None, "project_name": None}
    found = read([bare])
    assert len(found.entries) == 1
    assert "names a client or a project" in found.problems[0].text


def test_a_record_that_is_none_is_named() -> None:
    found = read([RECORDS["toggl"], 7, {"start": "soon", "stop": 1, "duration": 1, "billable": 1}])
    assert len(found.entries) == 1
    assert len(found.problems) == 2


def test_other_json_is_not_taken_for_hours() -> None:
    assert not recognises({"object": "list", "data": [{"id": "in_1", "object": "invoice"}]})
    assert not recognises([])
    assert not recognises("text")
    with pytest.raises(ImportFileError, match="no list of hours"):
        read_value([{"id": 1}], "x.json", ASKED)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "start", "end", "stop", "duration", "billable", "tags"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.just([START])),
    )
)
def test_any_record_is_an_entry_or_a_problem(record: dict[str, object]) -> None:
    found = read_value([RECORDS["toggl"], record], "x.json", ASKED)
    assert len(found.entries) + len(found.problems) >= 1
