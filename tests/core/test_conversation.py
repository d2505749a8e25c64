from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders import a_message, a_workweek
from goodterms.core import conversation
from goodterms.core.mail import Direction
from goodterms.core.policy import Policy

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # nine o'clock in Zagreb, the office opens
WEEK = a_workweek()
POLICY = Policy()


def thread(*lines: tuple[float, str]):
    """Build one thread from (minutes after opening, who)."""
    return [
        a_message(
            number,
            at=MONDAY + timedelta(minutes=minutes),
            message_id=f"m{number}",
            parents=("m0",),
            direction=Direction.OUT if who == "owner" else Direction.IN,
            noise="auto-reply" if who == "robot" else None,
        )
        for number, (minutes, who) in enumerate(lines)
    ]


def the_waits(messages):
    return conversation.waits(conversation.threads(messages))


def chasers(*lines, hours=8):
    return [
        int(each.message_id[1:])
        for wait in the_waits(thread(*lines))
        for each in conversation.chasers(wait, WEEK, expect_reply_hours=hours, policy=POLICY)
    ]


def test_a_wait_runs_from_the_first_message_of_the_block_to_the_answer():
    (wait,) = the_waits(thread((0, "client"), (60, "client"), (90, "owner")))
    assert len(wait.messages) == 2
    assert conversation.reply_minutes(wait, WEEK) == 90


def test_an_unanswered_wait_has_no_delay():
    (wait,) = the_waits(thread((0, "client")))
    assert wait.answer is None
    assert conversation.reply_minutes(wait, WEEK) is None


def test_the_owners_own_mail_is_no_wait():
    assert the_waits(thread((0, "owner"), (30, "owner"))) == []


def test_automatic_mail_neither_answers_nor_chases():
    (wait,) = the_waits(thread((0, "client"), (30, "robot"), (120, "owner")))
    assert len(wait.messages) == 1
    assert conversation.reply_minutes(wait, WEEK) == 120


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([(0, "client"), (60, "client")], [1]),
        ([(0, "client"), (60, "owner"), (90, "client")], []),  # answered between
        ([(0, "client"), (15, "client")], []),  # forgot the attachment
        ([(0, "client"), (16, "client")], [1]),
        ([(0, "client"), (10, "client"), (20, "client")], [2]),  # grace counts from what stands
        ([(0, "client"), (479, "client")], [1]),
        ([(0, "client"), (24 * 60, "client")], []),  # eight working hours are over: a fair reminder
        ([(0, "client"), *((60 * n, "client") for n in (1, 2, 3, 4, 5))], [1, 2, 3]),
    ],
)
def test_a_chaser_comes_before_a_reply_can_be_expected(lines, found):
    assert chasers(*lines) == found


def test_hours_nobody_works_do_not_run():
    # Friday 16:00 and Monday 10:00: two working hours apart
    assert chasers((4 * 1440 + 420, "client"), (7 * 1440 + 60, "client")) == [1]


def test_who_expects_a_reply_within_two_hours_may_ask_again_after_two():
    assert chasers((0, "client"), (130, "client"), hours=2) == []


def test_the_clients_own_delay_is_measured_too():
    lines = thread((0, "owner"), (30, "owner"), (180, "client"), (200, "owner"))
    assert conversation.client_reply_minutes(lines, WEEK) == [180]


def test_writing_out_of_hours_invites_for_a_while():
    night = thread((600, "owner"), (640, "client"))
    for minutes, invited in ((60, True), (39, False)):
        said = conversation.wrote_out_of_hours(
            night, WEEK, before=night[1].arrived_at, minutes=minutes
        )
        assert said is invited


def test_writing_inside_hours_invites_nobody():
    day = thread((470, "owner"), (500, "client"))
    assert not conversation.wrote_out_of_hours(day, WEEK, before=day[1].arrived_at, minutes=60)
