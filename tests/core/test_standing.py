from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodterms.core import waiting
from goodterms.core.rescoring import OldScores
from goodterms.core.standing import Standing
from goodterms.core.waiting import Failure, Trouble, Wait

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
FINE = Standing(
    account="mara@imap.example",
    process=7,
    read_at=NOW,
    next_read=NOW,
    next_report=None,
    unfinished=0,
    outbox=0,
    problems=0,
    waits={},
    backup_at=None,
    token="password, accepted",
    stale=(),
)


def a_wait(kind: Trouble, *, minutes: int) -> Wait:
    since = NOW - timedelta(minutes=minutes)
    return waiting.failed(None, Failure(trouble=kind, text="no"), now=since, chance=1.0)


def test_old_scores_are_told_and_are_no_failure() -> None:
    found = replace(FINE, scores=OldScores(scored=9, waiting=4, kept=2))
    assert found.values(now=NOW)["scores"] == {"scored": 9, "waiting": 4, "kept": 2}
    assert found.status(now=NOW) == 0


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 0),
        ({"waits": {"fetch": a_wait(Trouble.LOST, minutes=59)}}, 0),
        ({"waits": {"fetch": a_wait(Trouble.LOST, minutes=61)}}, 1),
        ({"waits": {"fetch": a_wait(Trouble.SIGN_IN, minutes=1)}}, 1),
        ({"stale": ("mail",)}, 3),
        ({"stale": ("mail",), "notices": ("sign in again",)}, 1),
        ({"next_read": NOW - timedelta(days=1)}, 0),
        ({"next_read": NOW - timedelta(days=1, seconds=1)}, 1),
        ({"next_read": None, "process": None}, 0),
    ],
)
def test_the_status_says_what_monitoring_needs(changes: dict[str, object], status: int) -> None:
    assert replace(FINE, **changes).status(now=NOW) == status


def test_a_failure_is_told_with_its_beginning_and_the_next_try() -> None:
    found = replace(FINE, waits={"fetch": a_wait(Trouble.SIGN_IN, minutes=5)}).values(now=NOW)
    (told,) = found["errors"]
    assert told["since"] == "2026-11-16T08:55:00+00:00"
    assert told["next_try"] == "2026-11-16T09:05:00+00:00"
    assert (told["job"], told["kind"], told["attempts"]) == ("fetch", "sign_in", 1)
