"""Faults 43 and 45 through the whole service: how long it waits and what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodterms.errors import (
    CertificateError,
    ConsentError,
    LimitError,
    SignInError,
    UnreachableError,
)
from service_stage import Hands, Stage

TUESDAY = datetime(2026, 11, 17, 9, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, Hands(TUESDAY))
    stage.deliver(3)
    return stage


def gaps(stage: Stage) -> list[timedelta]:
    return [b - a for a, b in zip(stage.attempts, stage.attempts[1:], strict=False)]


def test_fault_43_a_throttle_hint_is_slept_out_and_not_more(stage: Stage) -> None:
    stage.refuse = LimitError("the server asks us to slow down", wait_seconds=299.961)
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(minutes=12), every=timedelta(seconds=30))
    assert len(stage.attempts) == 3
    for gap in gaps(stage):
        assert timedelta(seconds=299.961) <= gap <= timedelta(seconds=360)


def test_fault_43_a_hint_of_hours_is_capped_at_a_quarter_of_one(stage: Stage) -> None:
    stage.refuse = LimitError("slow down", wait_seconds=7200)
    stage.daemon().tick()
    wait = stage.wait_of("fetch")
    assert wait
    assert 15 * MINUTE <= wait.until - TUESDAY <= 16 * MINUTE


def test_fault_43_without_a_hint_the_account_rests_longer_each_time(stage: Stage) -> None:
    stage.refuse = LimitError("command or bandwidth limits exceeded")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=32), every=10 * MINUTE)
    assert [round(gap / HOUR) for gap in gaps(stage)] == [1, 6, 24]


def test_fault_43_the_service_judges_and_reports_from_what_it_has_meanwhile(stage: Stage) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.refuse = LimitError("bandwidth limit exceeded")
    stage.tick_for(daemon, timedelta(days=14), every=HOUR)
    assert [each.period for each in stage.sender.sent] == ["m:2026-11"]
    with stage.store() as store:
        assert store.verdict_row("Alba", None)


def test_fault_45_a_refused_password_is_tried_three_times_and_then_seldom(stage: Stage) -> None:
    stage.refuse = SignInError("the server refused user or password")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=24))
    assert gaps(stage)[:2] == [10 * MINUTE, 10 * MINUTE]
    assert all(6 * HOUR <= gap <= 6 * HOUR + 10 * MINUTE for gap in gaps(stage)[2:])
    assert len(stage.attempts) == 6


def test_fault_45_a_restart_gives_no_new_attempts(stage: Stage) -> None:
    stage.refuse = SignInError("the server refused user or password")
    for _ in range(200):
        stage.daemon().tick()
        stage.hands.wait(MINUTE)
    assert len(stage.attempts) == 3


def test_fault_45_a_process_killed_in_the_middle_of_each_attempt_counts_it(stage: Stage) -> None:
    class Killed(BaseException):
        """Stands for the end of the process: nobody catches it."""

    stage.refuse = SignInError("refused")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(minutes=20))
    assert len(stage.attempts) == 3
    stage.hands.wait(7 * HOUR)
    stage.refuse = Killed()  # type: ignore[assignment]
    with pytest.raises(Killed):
        stage.daemon().tick()
    for _ in range(5):
        stage.hands.wait(HOUR)
        stage.daemon().tick()
    assert len(stage.attempts) == 4
    stage.refuse = SignInError("refused")
    stage.hands.wait(HOUR)
    stage.daemon().tick()
    assert len(stage.attempts) == 5


def test_fault_45_the_owner_is_told_once_by_log_and_file(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.refuse = SignInError("the server refused user or password")
    daemon = stage.daemon()
    daemon.tick()
    assert not (stage.folder / "attention.txt").exists()
    stage.tick_for(daemon, timedelta(days=3))
    assert caplog.text.count("attention job=fetch") == 1
    (line,) = (stage.folder / "attention.txt").read_text(encoding="utf-8").splitlines()
    assert line.startswith("2026-11-17 09:00 UTC: the server refused user or password")
    assert (stage.folder / "attention.txt").stat().st_mode & 0o777 == 0o600


def test_fault_45_a_new_password_is_tried_at_once_and_the_notice_goes(stage: Stage) -> None:
    stage.refuse = SignInError("refused")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=1))
    assert len(stage.attempts) == 3
    (stage.folder / "imap.secret").write_text("the new one, longer\n", encoding="utf-8")
    stage.refuse = None
    stage.hands.wait(MINUTE)
    daemon.tick()
    assert len(stage.attempts) == 4
    assert stage.wait_of("fetch") is None
    assert not (stage.folder / "attention.txt").exists()
    with stage.store() as store:
        assert len(store.facts("Alba").messages) == 3


def test_fault_45_refusals_that_take_turns_with_lost_connections_are_still_counted(
    stage: Stage,
) -> None:
    daemon = stage.daemon()
    refusals = 0
    for number in range(40):
        lost = number % 2 == 0
        stage.refuse = UnreachableError("no answer") if lost else SignInError("refused")
        before = len(stage.attempts)
        daemon.tick()
        refusals += len(stage.attempts) > before and not lost
        stage.hands.wait(11 * MINUTE)
    assert refusals <= 4


def test_fault_46_a_dead_token_is_told_once_a_day_at_most_and_not_tried_in_a_storm(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.refuse = ConsentError("the token can no longer be renewed")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(days=3), every=30 * MINUTE)
    assert len(stage.attempts) <= 4
    assert 3 <= caplog.text.count("attention job=fetch") <= 4


def test_fault_12_a_certificate_is_not_tried_again_soon(stage: Stage) -> None:
    stage.refuse = CertificateError("the certificate has expired")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=13), every=10 * MINUTE)
    assert gaps(stage) == [6 * HOUR, 6 * HOUR]


def test_fault_01_lost_connections_are_tried_again_with_growing_pauses(stage: Stage) -> None:
    stage.refuse = UnreachableError("connection refused")
    stage.chance = 1.0
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(minutes=55), every=timedelta(seconds=5))
    seconds = [gap.total_seconds() for gap in gaps(stage)]
    assert seconds[:9] == [5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert set(seconds[9:]) == {900}
    assert not (stage.folder / "attention.txt").exists()


def test_fault_01_only_a_folder_that_was_read_ends_the_growth(stage: Stage) -> None:
    stage.chance = 1.0
    daemon = stage.daemon()
    for commands, expected in ((2, 1), (2, 2), (2, 3)):  # signs in, lists, and is dropped
        stage.mailbox.fail_after = commands
        daemon.tick()
        wait = stage.wait_of("fetch")
        assert wait
        assert wait.attempts == expected
        stage.hands.wait(HOUR)
    stage.deliver(1, "Archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.mailbox, "fail_after", 7)  # INBOX whole, Archive not
        daemon.tick()
    wait = stage.wait_of("fetch")
    assert wait
    assert wait.attempts == 1
    assert wait.counts["short"] == 4
    stage.mailbox.fail_after = None
    stage.hands.wait(HOUR)
    daemon.tick()
    assert stage.wait_of("fetch") is None


def test_fault_45_a_reload_tries_at_once_and_one_refusal_more_is_still_counted(
    stage: Stage,
) -> None:
    stage.refuse = SignInError("refused")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=1))
    assert len(stage.attempts) == 3
    daemon._reload.set()
    daemon.tick()
    assert len(stage.attempts) == 4
    stage.tick_for(daemon, timedelta(hours=5))
    assert len(stage.attempts) == 4


def test_fault_45_a_reading_by_hand_that_went_well_ends_the_waiting(stage: Stage) -> None:
    stage.refuse = SignInError("refused")
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(hours=1))
    with stage.store() as store:
        store.finish_fetch("mara@127.0.0.1", stage.hands.now())
    stage.refuse = None
    stage.hands.wait(MINUTE)
    daemon.tick()
    assert stage.wait_of("fetch") is None
    assert not (stage.folder / "attention.txt").exists()
