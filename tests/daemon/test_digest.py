"""The service and what the owner answered: a report that is put off does not come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.errors import RefusedError
from service_stage import Hands, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.outgoing import Outgoing

SENDING = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    found = Stage(tmp_path, Hands(SENDING - timedelta(minutes=1)))
    found.deliver(3)
    with found.store() as store:
        store.set_due("report", SENDING)
    found.daemon().tick()
    found.hands.wait(timedelta(minutes=2))
    return found


@pytest.mark.parametrize("off", [False, True])
def test_no_periodic_report_comes_once_it_is_put_off(stage: Stage, off: bool) -> None:
    with stage.store() as store:
        store.set_digest(off=off)
    stage.daemon().tick()
    periods = [each.period for each in stage.sender.sent]
    assert periods == ([] if off else ["m:2026-11"])
    with stage.store() as store:
        due = store.due("report")
    assert due is not None
    assert due > stage.hands.now(), "the next one is planned all the same"


def test_a_refused_report_is_told_in_the_notice_file_until_a_later_one_leaves(
    stage: Stage,
) -> None:
    class Refusing:
        def send(self, _outgoing: Outgoing) -> str:
            message = "the server refused the recipient (550)"
            raise RefusedError(message)

    usual, stage.sender = stage.sender, Refusing()
    daemon = stage.daemon()
    daemon.tick()
    daemon.tick()
    notices = (stage.folder / "attention.txt").read_text(encoding="utf-8")
    assert "not sent for good: mail 1: the server refused the recipient (550)" in notices
    stage.sender = usual
    with stage.store() as store:
        store.send_again(1)
    stage.daemon().tick()
    assert [each.period for each in usual.sent] == ["m:2026-11"]
