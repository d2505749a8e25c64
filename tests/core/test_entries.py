from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_client
from goodterms.core.entries import entry_json, read_entries
from goodterms.core.time_columns import TimeField
from goodterms.core.time_rows import TimeRow, TimeTable

ZAGREB = ZoneInfo("Europe/Zagreb")
F = TimeField


def a_table(*rows, tool="", currency=""):
    titles = {name: name.value for row in rows for name in row}
    made = [TimeRow(line=line, cells=row) for line, row in enumerate(rows, 2)]
    return TimeTable(source="t.csv", rows=made, tool=tool, titles=titles, currency=currency)


def read(*rows, tool="", order="", currency="", clients=()):
    return read_entries(
        a_table(*rows, tool=tool), clients=clients, zone=ZAGREB, order=order, currency=currency
    )


def a_row(**changes):
    cells = {"START": "2026-03-02", "DURATION": "1:30", "CLIENT": "Alba"}
    return {F[name]: text for name, text in {**cells, **changes}.items()}


def texts(found):
    return [each.text for each in found.problems]


def test_a_row_becomes_an_entry_with_its_instant_and_its_day_in_the_owners_zone():
    (entry,) = read(a_row(START="2026-03-02T23:30:00Z", PROJECT="Site", BILLABLE="da")).entries
    assert entry.started_at == datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert entry.worked_on == date(2026, 3, 3)
    assert (entry.client_name, entry.project, entry.seconds) == ("Alba", "Site", 5400)
    assert (entry.is_billable, entry.line, entry.source) == (True, 2, "t.csv")


def test_a_time_without_a_zone_is_the_owners():
    (entry,) = read(a_row(START_TIME="09:00")).entries
    assert entry.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert json.loads(entry.stated)["start"] == "2026-03-02T09:00:00"


def test_the_duration_column_wins_over_the_wall_clock():
    (entry,) = read(
        a_row(START="2026-03-29", START_TIME="01:30", END_TIME="03:30", DURATION="1:00")
    ).entries
    assert entry.seconds == 3600


def test_without_a_duration_time_passes_as_it_does_in_the_zone():
    row = a_row(START="2026-03-29", START_TIME="01:30", END_TIME="03:30", DURATION="")
    assert read(row).entries[0].seconds == 3600
    late = a_row(START_TIME="22:15", END_TIME="00:45", DURATION="")
    (entry,) = read(late).entries
    assert entry.seconds == 9000
    assert json.loads(entry.stated)["end"] == "2026-03-03T00:45:00"


def test_an_ambiguous_day_is_left_to_the_owner_and_a_proof_decides_all():
    found = read(a_row(START="03/04/2024"))
    assert found.entries == ()
    assert found.undecided[0]["date"] is None
    assert found.undecided[0]["seconds"] == 5400
    assert [(each.line, each.code) for each in found.problems] == [(0, "undecided")]
    assert "--dates" in texts(found)[0]
    proved = read(a_row(START="03/04/2024"), a_row(START="03/14/2024"))
    assert [each.worked_on for each in proved.entries] == [date(2024, 3, 4), date(2024, 3, 14)]
    (said,) = read(a_row(START="03/04/2024"), order="dmy").entries
    assert said.worked_on == date(2024, 4, 3)


def test_a_bad_row_is_named_by_its_title_and_the_others_stay():
    found = read(a_row(START="2026-13-45"), a_row(), a_row(DURATION="soon"), a_row(START=""))
    assert len(found.entries) == 1
    assert [(each.line, each.text.split(":")[0]) for each in found.problems] == [
        (2, "start"),
        (4, "duration"),
        (5, "start"),
    ]


@pytest.mark.parametrize("unit_row", [("5400", "10:30"), ("90", "10:30")])
def test_start_and_end_prove_what_whole_numbers_count(unit_row):
    duration, end = unit_row
    row = a_row(START_TIME="09:00", END_TIME=end, DURATION=duration)
    assert read(row).entries[0].seconds == 5400


def test_whole_numbers_without_proof_are_refused_and_decimals_are_hours():
    assert "hours, minutes or seconds" in texts(read(a_row(DURATION="90")))[0]
    assert [each.seconds for each in read(a_row(DURATION="2"), a_row(DURATION="1,5")).entries] == [
        7200,
        5400,
    ]


def test_running_entries_and_time_off_are_left_out_and_named():
    found = read(
        a_row(START_TIME="09:00", END_TIME="", DURATION=""),
        a_row(TYPE="Time off", END_TIME="10:00"),
        a_row(START_TIME="11:00", END_TIME="12:30"),
    )
    assert [each.line for each in found.entries] == [4]
    assert {each.code for each in found.problems} == {"running", "time_off"}


def test_fillers_and_totals_are_no_entries():
    found = read(a_row(), {F.START: "", F.CLIENT: "Total", F.DURATION: "9:00"})
    assert (len(found.entries), found.problems) == (1, ())


def test_equal_rows_and_overlaps_are_kept_and_named():
    found = read(a_row(START_TIME="09:00"), a_row(START_TIME="09:00"), a_row(START_TIME="10:00"))
    first, second, third = found.entries
    assert second.id == f"{first.id}#2"
    assert third.id != first.id
    assert all(text.endswith(": kept") for text in texts(found))
    assert "the same as line 2: kept" in texts(found)
    assert "overlaps line 2 in time: kept" in texts(found)
    two = read(
        a_row(START_TIME="09:00", USER="a"), a_row(START_TIME="09:30", USER="b", PROJECT="x")
    )
    assert two.problems == ()


def test_a_thousand_odd_rows_are_not_a_thousand_sentences():
    found = read(*(a_row(BILLABLE="perhaps", START_TIME=f"{hour}:00") for hour in range(24)))
    assert len(found.entries) == 24
    assert len(found.problems) == 21


def test_ids_come_from_the_tool_or_from_client_start_and_seconds():
    assert read(a_row(ID="7"), tool="toggl").entries[0].id == "toggl:7"
    plain = read(a_row(ID="7")).entries[0].id
    assert plain.startswith("at:")
    assert plain == read(a_row(ID="8", PROJECT="other")).entries[0].id
    assert plain != read(a_row(DURATION="1:31")).entries[0].id
    mapped = read(a_row(CLIENT="x"), clients=[a_client(invoice_names=("x",))])
    assert mapped.entries[0].id == read(a_row(CLIENT="x")).entries[0].id


def test_money_by_decimal_comma_and_by_name_of_its_currency():
    (entry,) = read(
        a_row(RATE="100,0", AMOUNT="2.000,0", CURRENCY="Euro - EUR", DURATION="", HOURS="20,0")
    ).entries
    assert (entry.rate_minor, entry.currency, entry.seconds) == (10_000, "EUR", 72_000)
    stated = json.loads(entry.stated)
    assert (stated["amount_minor"], stated["hours"]) == (200_000, "20.0")


def test_a_rate_that_cannot_be_read_does_not_cost_the_hours():
    found = read(a_row(RATE="33.33333", CURRENCY="EUR"))
    assert found.entries[0].rate_minor is None
    assert found.entries[0].seconds == 5400
    assert "rate: " in texts(found)[0]


def test_without_a_currency_a_rate_is_unknown():
    assert read(a_row(RATE="50.00")).entries[0].rate_minor is None
    assert read(a_row(RATE="50.00"), currency="USD").entries[0].rate_minor == 5000


def test_json_shows_what_the_source_states_first():
    (entry,) = read(a_row(START_TIME="09:00", TAGS="design, urgent", BILLABLE="0")).entries
    shown = entry_json(entry)
    assert shown["client"] == "Alba"
    assert shown["started_at"] == "2026-03-02T08:00:00Z"
    assert shown["start"] == "2026-03-02T09:00:00"
    assert (shown["tags"], shown["billable"]) == (["design", "urgent"], False)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(list(TimeField)),
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(["2026-03-02", "03/04/2024", "1:30", "9:00", "1,5", "=1+1"]),
            ),
        ),
        max_size=5,
    )
)
def test_any_cells_give_entries_or_problems_and_the_same_again(rows):
    first, again = read(*rows), read(*rows)
    assert first == again
    assert all(each.seconds >= 0 and each.stated for each in first.entries)
    assert len({each.id for each in first.entries}) == len(first.entries)
