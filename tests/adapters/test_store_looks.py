"""Judging the second time: nothing changed is nothing computed, and whatever changed is seen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

import bench_assess
from bench_assess import NOW
from goodterms import judging, pipeline, settings
from goodterms.adapters import crew, store_looks
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.store import open_store
from goodterms.app import App
from goodterms.core import row
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.verdict import Code

SOON = NOW + timedelta(minutes=20)
CLIENTS = 3


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    place = tmp_path_factory.mktemp("book")
    bench_assess.write(place, clients=CLIENTS, messages=120)
    with closing(sqlite3.connect(place / "goodterms.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return place


@pytest.fixture
def store(book, tmp_path):
    (tmp_path / "goodterms.db").write_bytes((book / "goodterms.db").read_bytes())
    (tmp_path / "goodterms.db").chmod(0o600)
    (tmp_path / "config.toml").write_bytes((book / "config.toml").read_bytes())
    with open_store(tmp_path / "goodterms.db") as opened:
        yield opened


@pytest.fixture
def asked(book):
    return App(settings.load(book / "config.toml", state=book), FixedClock(NOW)).judging()


def judged(store, asked, now):
    return pipeline.assess(store, asked, now=now, progress=lambda *_: None)


def anew(store, asked, now):
    """Judge as if nothing were kept."""
    with store._writing():
        store._execute("DELETE FROM _look")
    return judged(store, asked, now)


def looked_at(monkeypatch):
    """Names of clients whose messages are read from now on."""
    names = []
    look = crew.Alone.look

    def counted(self, clients):
        asked = list(clients)
        names.extend(asked)
        return look(self, asked)

    monkeypatch.setattr(crew.Alone, "look", counted)
    return names


def test_when_nothing_changed_no_message_is_read_and_the_verdicts_are_the_same(
    store, asked, monkeypatch
):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    moments = [SOON, NOW + timedelta(seconds=1), NOW + timedelta(hours=2, minutes=29)]
    quick = [judged(store, asked, each) for each in moments]
    assert names == []
    assert quick == [anew(store, asked, each) for each in moments]


def test_the_rows_are_the_same_bytes(store, asked):
    judged(store, asked, NOW)
    freshness = store.freshness(asked.account)
    quick = [row.to_json(each, freshness) for each in judged(store, asked, SOON)]
    assert quick == [row.to_json(each, freshness) for each in anew(store, asked, SOON)]


def test_another_day_noon_or_the_past_is_judged_anew(store, asked, monkeypatch):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    for now in (NOW + timedelta(hours=2, minutes=30), NOW + timedelta(days=1), NOW):
        judged(store, asked, now)
        assert len(names) == CLIENTS
        names.clear()


def a_message(store, client="Client 001"):
    return store.client_messages(client)[-40]


def add_message(store, asked):
    store._execute(
        "INSERT INTO message SELECT 'M-new', client, direction, '2026-11-10T21:00:00Z', clock,"
        " sent_at, sent_offset_minutes, internal_at, 'new@x', '[]', sender, subject, size,"
        " thread_hint, noise, language, words, scores, demand, delivers, offers, asks_change, adds,"
        " attachments, excerpt, flaws, text_state, model, files_state, files_tries, files_tried_at,"
        " papers FROM message WHERE id = ?",
        [a_message(store).id],
    )


def score_message(store, asked):
    sql = "UPDATE message SET scores = '{\"hostile\": 0.99}' WHERE id = ?"
    store._execute(sql, [a_message(store).id])


def drop_message(store, asked):
    store._execute("DELETE FROM message WHERE id = ?", [a_message(store).id])


def correct(store, asked):
    said = Correction(
        id=0, message=a_message(store).id, code="*", kind=CorrectionKind.WRONG, corrected_at=NOW
    )
    store._insert("correction", {
        "message": said.message, "code": said.code, "kind": said.kind.value,
        "corrected_at": "2026-11-18T09:00:00Z",
    })  # fmt: skip


def decide(store, asked):
    store._add_decision(
        Decision(id=0, client="Client 001", kind=DecisionKind.TALKED, decided_on=date(2026, 11, 2))
    )


def pay_late(store, asked):
    store._execute("UPDATE payment SET paid_on = '2026-11-12' WHERE id = 'P-1-63'")


@pytest.mark.parametrize(
    "change", [add_message, score_message, drop_message, correct, decide, pay_late]
)
def test_a_changed_fact_of_a_client_is_seen(store, asked, monkeypatch, change):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    with store._writing():
        change(store, asked)
    quick = judged(store, asked, SOON)
    assert "Client 001" in names
    if change is not pay_late:
        assert len(names) == 1
    assert quick == anew(store, asked, SOON)


def holiday(asked):
    week = asked.owner.workweek
    day = date(2026, 11, 4)
    return replace(
        asked, owner=replace(asked.owner, workweek=replace(week, leave=frozenset({day})))
    )


def price(asked):
    prices = {**asked.policy.prices, Code.CHASER: 16.0}
    return replace(asked, policy=replace(asked.policy, prices=prices))


def rounds(asked):
    clients = (replace(asked.clients[0], included_rounds=1), *asked.clients[1:])
    return replace(asked, clients=clients)


def model(asked):
    return replace(asked, model_digest="another")


@pytest.mark.parametrize(
    ("change", "again"), [(holiday, CLIENTS), (price, CLIENTS), (rounds, 1), (model, CLIENTS)]
)
def test_a_changed_setting_is_seen(store, asked, monkeypatch, change, again):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    quick = judged(store, change(asked), SOON)
    assert len(names) == again
    assert quick == anew(store, change(asked), SOON)


def test_another_edition_of_the_rules_is_seen(store, asked, monkeypatch):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    monkeypatch.setattr(store_looks, "program_digest", lambda: "another")
    judged(store, asked, SOON)
    assert len(names) == CLIENTS


def test_stale_readings_are_seen(store, asked, monkeypatch):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    with store._writing():
        store._execute("UPDATE meta SET value = '2026-11-01T09:00:00Z' WHERE name LIKE 'read:%'")
    assert judged(store, asked, SOON) == anew(store, asked, SOON)
    assert len(names) == 2 * CLIENTS


def test_what_cannot_be_read_any_more_is_made_again(store, asked, monkeypatch):
    judged(store, asked, NOW)
    names = looked_at(monkeypatch)
    with store._writing():
        store._execute("UPDATE _look SET text = '{' WHERE client = 'Client 002'")
    assert judged(store, asked, SOON) == anew(store, asked, SOON)
    assert names[0] == "Client 002"


def test_crowded_mondays_of_others_are_seen(store, asked, monkeypatch):
    judged(store, asked, NOW)
    day = date(2026, 11, 9)
    monkeypatch.setattr(judging.sitting, "crowded", lambda _: frozenset({day}))
    names = looked_at(monkeypatch)
    found = judged(store, asked, SOON)
    assert len(names) == CLIENTS
    assert all(each.course.crowded == (day,) for each in found)


def test_two_processes_give_what_one_gives(store, asked, monkeypatch):
    alone = anew(store, asked, NOW)
    monkeypatch.setattr("goodterms.adapters.store_judgement.is_worth_two", lambda *_: True)
    assert anew(store, asked, NOW) == alone
