"""Which mails leave and when: news once, at most one mail a week, in the owner's hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders_verdict import a_quiet_assessment, an_assessment
from fakes import FakeSender
from goodterms import pipeline, telling
from goodterms.adapters.render import Renderer
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.findings import Privacy
from goodterms.core.verdict import Verdict
from ledger_rows import save_ledger
from service_stage import Hands, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.verdict import Assessment
    from goodterms.pipeline import ReportSummary

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
RISEN = an_assessment("Alba", Verdict.TALK, since=date(2026, 11, 16), weeks=())
QUIET = a_quiet_assessment("Alba")
WEEK = timedelta(days=7)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, Hands(MONDAY))


def setup(stage: Stage, **changes: object) -> telling.Reporting:
    return replace(stage.app().reporting(), **changes)  # type: ignore[arg-type]


def tell(stage: Stage, judged: Assessment, after: timedelta = timedelta()) -> ReportSummary:
    with stage.store() as store:
        return pipeline.tell_news(
            store, Renderer("en"), stage.sender, [judged], setup(stage), now=MONDAY + after
        )


def report(
    stage: Stage, judged: Assessment, now: datetime = MONDAY, **changes: object
) -> ReportSummary:
    with stage.store() as store:
        return pipeline.report(
            store, Renderer("en"), stage.sender, [judged], setup(stage, **changes), now=now
        )


def snooze(stage: Stage, until: date) -> None:
    with stage.store() as store:
        store.decide(
            Decision(
                id=0,
                client="Alba",
                kind=DecisionKind.SNOOZED,
                decided_on=until - timedelta(days=20),
                until=until,
            )
        )


def periods(stage: Stage) -> list[str]:
    return [each.period for each in stage.sender.sent]


def test_news_are_told_once(stage: Stage) -> None:
    assert tell(stage, RISEN).places == ("fake:e:2026-11-16",)
    assert tell(stage, RISEN, timedelta(days=8)).places == ()
    assert periods(stage) == ["e:2026-11-16"]


def test_without_news_no_mail_is_made(stage: Stage) -> None:
    assert tell(stage, QUIET).period == ""
    assert periods(stage) == []


def test_further_news_wait_for_a_week_after_the_last_mail(stage: Stage) -> None:
    tell(stage, RISEN)
    worse = an_assessment("Alba", Verdict.PREPARE, since=date(2026, 11, 18), weeks=())
    assert tell(stage, worse, WEEK - timedelta(minutes=1)).places == ()
    assert tell(stage, worse, WEEK).places == ("fake:e:2026-11-23",)


def test_what_a_report_told_gets_no_mail_of_its_own(stage: Stage) -> None:
    report(stage, RISEN)
    assert tell(stage, RISEN).places == ()
    assert periods(stage) == ["m:2026-10"]


def test_a_mail_that_cannot_leave_waits_and_is_not_made_twice(stage: Stage) -> None:
    stage.sender = FakeSender(broken=True)
    assert len(tell(stage, RISEN).waiting) == 1
    assert len(tell(stage, RISEN, timedelta(hours=1)).waiting) == 0
    with stage.store() as store:
        assert len(store.outbox()) == 1


def test_answers_know_their_client_even_when_the_mail_names_none(stage: Stage) -> None:
    with stage.store() as store:
        private = setup(stage, privacy=Privacy.PRIVATE)
        pipeline.tell_news(store, Renderer("en"), stage.sender, [RISEN], private, now=MONDAY)
    (mail,) = stage.sender.sent
    assert [each.client for each in mail.offers] == ["Alba"]
    assert "Alba" not in mail.text + mail.html + mail.subject


@pytest.mark.parametrize(
    ("now", "every", "judged", "is_silent"),
    [
        (MONDAY, "week", QUIET, True),
        (MONDAY, "week", RISEN, False),
        (MONDAY, "month", QUIET, False),
        # the first week of December, whose Tuesday is sent where Monday is a holiday
        (datetime(2026, 12, 8, 9, tzinfo=UTC), "week", QUIET, False),
        (datetime(2026, 12, 15, 9, tzinfo=UTC), "week", QUIET, True),
    ],
)
def test_a_quiet_week_is_passed_over_and_a_quiet_month_never(
    stage: Stage, now: datetime, every: str, judged: Assessment, is_silent: bool
) -> None:
    with stage.store() as store:
        store.finish_fetch(stage.app().account.name, now)
        save_ledger(store, "x.csv", [], [], [], now)
    found = report(stage, judged, now, every=every)
    assert found.silent is is_silent
    assert bool(stage.sender.sent) is not is_silent
    with stage.store() as store:
        assert store.is_claimed(found.period)


def test_a_week_in_which_the_mailbox_could_not_be_read_is_never_passed_over(stage: Stage) -> None:
    assert not report(stage, QUIET, every="week").silent
    assert "No data: the mailbox was never read completely" in " ".join(
        stage.sender.sent[0].text.split()
    )


def test_the_service_mails_news_in_the_owners_hours_only(stage: Stage) -> None:
    stage.hands.wall = datetime(2026, 11, 20, 15, tzinfo=UTC)  # Friday afternoon
    snooze(stage, until=date(2026, 11, 20))
    daemon = stage.daemon()
    daemon.tick()
    stage.tick_for(daemon, timedelta(days=2, hours=17), every=timedelta(minutes=30))
    assert periods(stage) == []  # the snooze was over on Saturday
    stage.tick_for(daemon, timedelta(hours=1), every=timedelta(minutes=10))
    assert periods(stage) == ["e:2026-11-23"]
    local = stage.app().owner.workweek
    assert local.is_open(stage.hands.wall)


def test_the_owner_can_do_without_mails_in_between(stage: Stage) -> None:
    stage.configure(report__events=False)
    snooze(stage, until=date(2026, 11, 15))
    stage.tick_for(stage.daemon(), timedelta(days=2), every=timedelta(hours=1))
    assert periods(stage) == []
