"""Faults 9 and 80: whatever happens to the clock, each period has one report, and no job waits for
a far future."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodterms.errors import SignInError, UnreachableError
from service_stage import Hands, Stage

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEFORE = datetime(2026, 11, 26, 9, tzinfo=UTC)
SENDING = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
"""The first business day of December, half an hour after opening in Zagreb."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, Hands(BEFORE))
    stage.deliver(2)
    return stage


def periods(stage: Stage) -> list[str]:
    return [each.period for each in stage.sender.sent]


def said(stage: Stage) -> list[tuple[str, str]]:
    with stage.store() as store:
        return [(each.kind, each.source) for each in store.problems() if each.kind == "report"]


def at(stage: Stage, moment: datetime) -> None:
    """Let time pass until a moment, with the service off."""
    stage.hands.wait(moment - stage.hands.wall)


def test_fault_09_a_suspend_of_eight_hours_repeats_no_report_and_reads_at_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    at(stage, SENDING + MINUTE)
    daemon.tick()
    assert periods(stage) == ["m:2026-11"]
    stage.deliver(1)
    stage.mailbox.fail_after = 2  # the first reading after waking finds its connection dead
    stage.hands.set(8 * HOUR)
    stage.hands.wait(MINUTE)
    daemon.tick()
    assert "clock jump_s=28800" in caplog.text
    assert stage.wait_of("fetch") is not None
    stage.mailbox.fail_after = None
    stage.hands.wait(MINUTE)
    daemon.tick()
    assert stage.wait_of("fetch") is None
    with stage.store() as store:
        assert len(store.facts("Alba").messages) == 3
    assert periods(stage) == ["m:2026-11"]


def test_fault_09_a_suspend_over_the_sending_time_sends_once_after_waking(stage: Stage) -> None:
    daemon = stage.daemon()
    at(stage, SENDING - HOUR)
    daemon.tick()
    stage.hands.set(4 * HOUR)
    for _ in range(5):
        stage.hands.wait(MINUTE)
        daemon.tick()
    assert periods(stage) == ["m:2026-11"]


def test_fault_80_a_clock_set_back_a_day_lets_nothing_wait_for_tomorrow(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    assert len(stage.attempts) == 1
    stage.hands.set(-DAY)
    stage.hands.wait(MINUTE)
    daemon.tick()
    assert "clock jump_s=-86400" in caplog.text
    stage.tick_for(daemon, 30 * MINUTE)
    assert len(stage.attempts) >= 3
    with stage.store() as store:
        for job, longest in (("fetch", 12 * MINUTE), ("assess", DAY), ("backup", DAY)):
            found = store.due(job)
            assert found is not None
            assert found <= stage.hands.wall + longest


def test_fault_80_a_clock_set_back_while_the_service_was_off_is_noticed_too(stage: Stage) -> None:
    stage.daemon().tick()
    stage.refuse = UnreachableError("no answer")
    stage.hands.wait(15 * MINUTE)
    stage.daemon().tick()
    stage.hands.set(-400 * DAY)
    daemon = stage.daemon()
    stage.refuse = None
    before = len(stage.attempts)
    daemon.tick()
    stage.tick_for(daemon, DAY + HOUR, every=20 * MINUTE)
    assert len(stage.attempts) > before
    with stage.store() as store:
        found = store.due("report")
    assert found is not None
    assert found <= stage.hands.wall + 40 * DAY


def test_fault_80_a_wait_lasts_as_long_as_it_was_meant_when_the_clock_is_set_back(
    stage: Stage,
) -> None:
    stage.refuse = SignInError("refused")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, 25 * MINUTE)
    assert len(stage.attempts) == 3
    stage.hands.set(-DAY)
    stage.tick_for(daemon, 5 * HOUR, every=20 * MINUTE)
    assert len(stage.attempts) == 3
    stage.tick_for(daemon, HOUR, every=10 * MINUTE)
    assert len(stage.attempts) == 4


@pytest.mark.parametrize("by", [-DAY, DAY, -HOUR, HOUR, -40 * DAY])
def test_fault_80_a_clock_set_around_the_sending_time_makes_one_report_a_period(
    stage: Stage, by: timedelta
) -> None:
    daemon = stage.daemon()
    at(stage, SENDING - 2 * HOUR)
    daemon.tick()
    for turn in (by, -by, by, -by):
        stage.hands.set(turn)
        stage.tick_for(daemon, 3 * HOUR, every=30 * MINUTE)
    stage.tick_for(daemon, 2 * DAY, every=2 * HOUR)
    assert sorted(set(periods(stage))) == sorted(periods(stage))
    assert periods(stage).count("m:2026-11") == 1


NIGHTS = {
    "spring": (datetime(2026, 3, 29, 0, tzinfo=UTC), ["02:10-06:00"]),
    "autumn": (datetime(2026, 10, 25, 0, tzinfo=UTC), ["02:10-06:00"]),
}


@pytest.mark.parametrize("season", NIGHTS)
def test_fault_80_the_night_the_clocks_change_has_one_report(tmp_path: Path, season: str) -> None:
    night, window = NIGHTS[season]
    stage = Stage(tmp_path, Hands(night - 6 * HOUR))
    free: dict[str, object] = {
        f"hours__{day}": []
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
    }
    stage.configure(**free, hours__sunday=window, report__every="week")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, 18 * HOUR, every=10 * MINUTE)
    assert len(periods(stage)) == 1
    with stage.store() as store:
        found = store.due("report")
    assert found is not None
    assert found > stage.hands.wall + 5 * DAY


@pytest.mark.parametrize("stopped", [True, False], ids=["restart", "reload"])
def test_fault_80_another_zone_in_the_config_moves_the_report_to_its_morning(
    stage: Stage, stopped: bool
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.configure(hours__zone="America/New_York", hours__country="")
    if stopped:
        daemon = stage.daemon()
    else:
        daemon._reload.set()
    stage.hands.wait(MINUTE)
    daemon.tick()
    with stage.store() as store:
        assert store.due("report") == datetime(2026, 12, 1, 14, 30, tzinfo=UTC)
    at(stage, SENDING + HOUR)
    daemon.tick()
    assert periods(stage) == []
    at(stage, SENDING + 7 * HOUR)
    daemon.tick()
    assert periods(stage) == ["m:2026-11"]


def test_fault_80_a_report_that_was_slept_over_leaves_late(stage: Stage) -> None:
    stage.daemon().tick()
    at(stage, SENDING + 10 * DAY)
    daemon = stage.daemon()
    daemon.tick()
    daemon.tick()
    assert periods(stage) == ["m:2026-11"]
    assert said(stage) == []


def test_fault_80_a_late_report_waits_for_the_owners_hours(stage: Stage) -> None:
    stage.daemon().tick()
    at(stage, datetime(2026, 12, 5, 22, tzinfo=UTC))
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, DAY, every=2 * HOUR)
    assert periods(stage) == []
    at(stage, datetime(2026, 12, 7, 8, 31, tzinfo=UTC))
    daemon.tick()
    assert periods(stage) == ["m:2026-11"]


def test_fault_80_a_report_that_is_too_late_is_skipped_and_the_next_one_says_so(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.daemon().tick()
    at(stage, SENDING + 20 * DAY)
    daemon = stage.daemon()
    daemon.tick()
    assert periods(stage) == []
    assert said(stage) == [("report", "m:2026-11")]
    assert "the report of 2026-11 was skipped" in caplog.text
    at(stage, datetime(2027, 1, 4, 9, tzinfo=UTC))
    daemon.tick()
    (sent,) = stage.sender.sent
    assert sent.period == "m:2026-12"
    assert "1 message or row could not be read" in sent.text
    assert said(stage) == []


def test_fault_80_months_off_name_each_skipped_report_once_and_send_the_newest(
    stage: Stage,
) -> None:
    stage.daemon().tick()
    at(stage, datetime(2027, 3, 3, 10, tzinfo=UTC))
    stage.daemon().tick()
    stage.daemon().tick()
    (sent,) = stage.sender.sent
    assert sent.period == "m:2027-02"
    assert "3 messages or rows could not be read" in sent.text
