"""Verdict rows are append-only; decisions and corrections come back as they were given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from builders import MORNING, a_document, a_message
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.mail import Location
from goodterms.core.told import Telling
from goodterms.core.verdict import Verdict
from goodterms.errors import StoreError
from goodterms.ports import Chunk
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The fields of an assessment that a verdict row has columns for."""

    client: str = "Alba"
    as_of: datetime = MORNING
    verdict: Verdict = Verdict.WATCH
    policy_digest: str = "p1"
    model_digest: str = "m1"
    rules_version: int = 1


def test_a_verdict_row_comes_back_byte_for_byte(store: SqliteStore) -> None:
    text = '{"burn":2.3000000000000003,"client":"Čaplja"}'
    assert store.save_assessment(text, Judged(), MORNING)
    assert store.verdict_row("Alba", MORNING) == text
    assert store.verdict_row("Alba", MORNING + timedelta(seconds=1)) is None
    assert store.verdict_row("Brodet", None) is None


def test_the_same_row_is_not_written_twice(store: SqliteStore) -> None:
    store.save_assessment("{}", Judged(), MORNING)
    before = store.dump()
    assert not store.save_assessment("{}", Judged(), MORNING + timedelta(days=1))
    assert store.dump() == before


def test_another_judgement_of_the_same_instant_is_appended_and_wins(store: SqliteStore) -> None:
    store.save_assessment("old", Judged(), MORNING)
    assert store.save_assessment("new", Judged(), MORNING)
    assert store.verdict_row("Alba", MORNING) == "new"
    assert store.save_assessment("old", Judged(), MORNING)
    assert store.dump().count("\nverdict {") == 2 + (not store.dump().startswith("verdict"))


def test_without_a_day_the_row_of_the_latest_instant_is_given(store: SqliteStore) -> None:
    store.save_assessment("late", Judged(as_of=MORNING + timedelta(days=7)), MORNING)
    store.save_assessment("early", Judged(), MORNING)
    assert store.verdict_row("Alba", None) == "late"


@pytest.mark.parametrize("statement", ["UPDATE verdict SET text = 'x'", "DELETE FROM verdict"])
def test_a_verdict_row_cannot_be_changed_or_deleted(store: SqliteStore, statement: str) -> None:
    store.save_assessment("{}", Judged(), MORNING)
    with pytest.raises(StoreError, match="append-only"), store._writing():
        store._execute(statement)
    assert store.verdict_row("Alba", None) == "{}"


def test_a_day_is_the_owners_day(store: SqliteStore) -> None:
    midnight = MORNING.replace(hour=23, minute=30)
    store.save_assessment("morning", Judged(), MORNING)
    store.save_assessment("night", Judged(as_of=midnight), MORNING)
    assert store.verdict_on("Alba", date(2026, 3, 2), ZAGREB) == "morning"
    assert store.verdict_on("Alba", date(2026, 3, 3), ZAGREB) == "night"
    assert store.verdict_on("Alba", date(2026, 3, 4), ZAGREB) is None
    assert store.verdict_on("Alba", None, ZAGREB) == "night"


def test_the_verdicts_before_an_instant_are_the_last_of_each_client(store: SqliteStore) -> None:
    week = timedelta(days=7)
    store.save_assessment("1", Judged(), MORNING)
    store.save_assessment("2", Judged(as_of=MORNING + week, verdict=Verdict.TALK), MORNING)
    store.save_assessment("3", Judged(as_of=MORNING + 2 * week, verdict=Verdict.HEALTHY), MORNING)
    store.save_assessment("4", Judged(client="Brodet", verdict=Verdict.HEALTHY), MORNING)
    expected = {"Alba": Verdict.TALK, "Brodet": Verdict.HEALTHY}
    assert store.verdicts_before(MORNING + 2 * week) == expected
    assert store.verdicts_before(MORNING) == {}


def test_decisions_come_back_oldest_first_and_by_kind(store: SqliteStore) -> None:
    snooze = Decision(
        id=0,
        client="Alba",
        kind=DecisionKind.SNOOZED,
        decided_on=date(2026, 3, 9),
        until=date(2026, 4, 9),
        note="holiday",
    )
    gut = Decision(id=0, client="Alba", kind=DecisionKind.GUT, decided_on=date(2026, 3, 2), value=4)
    numbers = [store.decide(snooze), store.decide(gut)]
    first, second = store.decisions("Alba")
    assert first == replace(gut, id=numbers[1])
    assert second == replace(snooze, id=numbers[0])
    assert store.decisions("Alba", DecisionKind.SNOOZED) == [second]
    assert store.facts("Alba").decisions == (first, second)
    assert store.decisions("Brodet") == []


def test_decisions_of_all_clients_come_back_by_day(store: SqliteStore) -> None:
    for client, on in (("Alba", 9), ("Brodet", 2)):
        store.decide(
            Decision(id=0, client=client, kind=DecisionKind.TALKED, decided_on=date(2026, 3, on))
        )
    assert [each.client for each in store.all_decisions()] == ["Brodet", "Alba"]


def test_the_first_mail_is_that_of_the_client(store: SqliteStore) -> None:
    assert store.first_mail("Alba") is None
    first = a_message()
    later = replace(first, id="M-later", arrived_at=first.arrived_at + timedelta(days=3))
    places = [Location(folder="INBOX", uidvalidity=1, uid=uid) for uid in (1, 2)]
    chunk = Chunk(messages=list(zip((later, first), places, strict=True)))
    store.save_chunk("mail", chunk)
    assert store.first_mail("Alba") == first.arrived_at
    assert store.first_mail("Brodet") is None


def test_what_was_made_known_is_where_the_verdicts_crossed_talk(store: SqliteStore) -> None:
    said = [
        Verdict.WATCH, Verdict.TALK, Verdict.PREPARE, Verdict.SNOOZED, Verdict.TALK, Verdict.WATCH,
        Verdict.WATCH, Verdict.TALK,
    ]  # fmt: skip
    days = [MORNING + timedelta(days=place) for place in range(len(said))]
    for at, verdict in zip(days, said, strict=True):
        store.save_assessment(f"{at}", Judged(as_of=at, verdict=verdict), at)
    assert store.facts("Alba").told == (
        Telling(at=days[1], high=True),
        Telling(at=days[5], high=False),
        Telling(at=days[7], high=True),
    )
    assert store.facts("Brodet").told == ()


@pytest.mark.parametrize(("hours", "told"), [(0, 1), (24, 1), (25, 0), (-1, 0)])
def test_a_look_at_another_day_told_nothing_then(store: SqliteStore, hours: int, told: int) -> None:
    store.save_assessment("1", Judged(verdict=Verdict.TALK), MORNING + timedelta(hours=hours))
    assert len(store.facts("Alba").told) == told


def a_correction(message: str, code: str = "CH") -> Correction:
    return Correction(
        id=0, message=message, code=code, kind=CorrectionKind.WRONG, corrected_at=MORNING
    )


def test_corrections_belong_to_the_client_of_their_message_or_invoice(store: SqliteStore) -> None:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    store.save_chunk("mail", Chunk(messages=[(a_message(), place)]))
    save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
    for target in (a_message().id, a_document().id, "M-unknown"):
        store.correct(a_correction(target))
    found = store.facts("Alba").corrections
    assert [each.message for each in found] == [a_message().id, a_document().id]
    assert found[0] == replace(a_correction(a_message().id), id=found[0].id)
    assert store.facts("Brodet").corrections == ()


def test_only_stored_messages_and_documents_are_known(store: SqliteStore) -> None:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    store.save_chunk("mail", Chunk(messages=[(a_message(), place)]))
    save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
    assert store.knows(a_message().id)
    assert store.knows(a_document().id)
    assert not store.knows("M-nothing")
    assert not store.knows("")


def test_taking_back_a_correction_says_whether_there_was_one(store: SqliteStore) -> None:
    store.correct(a_correction("M-1"))
    store.correct(a_correction("M-1", "HO"))
    assert store.undo_correction("M-1", "CH")
    assert not store.undo_correction("M-1", "CH")
    assert store.counts()["corrections"] == 1
