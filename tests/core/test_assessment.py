from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import fsum
from zoneinfo import ZoneInfo

import pytest

from builders_judgement import (
    CLIENT,
    MONDAY,
    OWNER,
    a_book,
    a_decision,
    a_message,
    a_relation,
    an_invoice,
    assessed,
)
from goodterms.core.client import Correction, CorrectionKind, DecisionKind, Freshness
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.policy import RULES_VERSION, Policy
from goodterms.core.verdict import Code, Verdict

WEDNESDAY = datetime.combine(MONDAY + timedelta(days=30 * 7 + 2), time(10), tzinfo=UTC)
LOUD = a_relation(weeks=30, chasers=3, hours=8.0)


@pytest.fixture(scope="module")
def loud():
    return assessed(LOUD, WEDNESDAY)


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        pytest.param({"weeks": 5, "chasers": 3, "hours": 8.0}, "learning", id="five weeks"),
        pytest.param({"weeks": 30}, "healthy", id="no trouble"),
        pytest.param({"weeks": 30, "chasers": 1}, "healthy", id="little trouble, much work"),
        pytest.param({"weeks": 30, "nights": 4, "hours": 8.0}, "healthy", id="calm nights"),
        pytest.param({"weeks": 30, "chasers": 3, "hours": 11.0}, "prepare", id="twice too much"),
        pytest.param({"weeks": 30, "chasers": 3, "hours": 8.0}, "let_go", id="thrice too much"),
    ],
)
def test_relations_and_their_verdicts(relation, verdict):
    assert assessed(a_relation(**relation), WEDNESDAY).verdict == verdict


def test_a_client_in_another_zone_who_asks_for_nothing_at_night_stays_healthy():
    office = ZoneInfo("America/Los_Angeles")
    messages = [
        a_message(
            datetime.combine(MONDAY + timedelta(days=day), time(hour), tzinfo=office).astimezone(
                UTC
            ),
            scores={"pressure": 0.2},
        )
        for day in range(30 * 7)
        if day % 7 < 5
        for hour in (11, 16)  # 20:00 and 01:00 for the owner
    ]
    found = assessed(replace(LOUD, messages=tuple(messages)), WEDNESDAY)
    assert found.after_hours > 200
    assert found.verdict == "healthy"
    assert {each.verdict for each in found.weeks} <= {Verdict.LEARNING, Verdict.HEALTHY}


def test_the_same_facts_in_any_order_give_the_same_assessment(loud):
    shuffled = replace(LOUD, messages=LOUD.messages[::-1], documents=LOUD.documents[::-1])
    assert assessed(shuffled, WEDNESDAY) == loud


def test_facts_after_the_instant_are_not_seen():
    early = WEDNESDAY - timedelta(weeks=10)
    book = a_book(LOUD)
    until = History(
        messages=tuple(each for each in LOUD.messages if each.arrived_at <= early),
        documents=tuple(each for each in LOUD.documents if each.issue_date <= early.date()),
        payments=tuple(each for each in LOUD.payments if each.paid_on <= early.date()),
    )
    later = a_decision(DecisionKind.PARTED, WEDNESDAY.date())
    everything = replace(LOUD, decisions=(later,))
    found = assessed(everything, early, book=book)
    assert found == assessed(until, early, book=book)


def test_an_earlier_instant_gives_the_same_past_weeks(loud):
    early = assessed(LOUD, WEDNESDAY - timedelta(weeks=10))
    past = {each.on: each for each in loud.weeks}
    mondays = [each for each in early.weeks if each.on.weekday() == 0]
    assert len(mondays) > 15
    assert all(past[each.on] == each for each in mondays)


def test_every_minute_of_the_long_window_belongs_to_one_incident(loud):
    assert fsum(each.minutes for each in loud.incidents) == pytest.approx(loud.long.spent)
    assert len({each.id for each in loud.incidents}) == len(loud.incidents)
    assert fsum(each.minutes for each in loud.reasons) == pytest.approx(loud.long.spent)


def test_incidents_are_those_of_the_rules_at_that_instant(loud):
    known = incidents(LOUD, CLIENT, OWNER, Policy(), now=WEDNESDAY)
    inside = {each for each in known if OWNER.workweek.day(each.at) >= loud.long.start}
    assert set(loud.incidents) == inside


def test_the_row_knows_what_it_was_made_with(loud):
    assert loud.model_digest == "model"
    assert loud.policy_digest == Policy().digest
    assert loud.rules_version == RULES_VERSION
    assert loud.as_of == WEDNESDAY


def test_the_weekly_strip_ends_today_and_holds_at_most_60():
    found = assessed(a_relation(weeks=80, chasers=1), WEDNESDAY + timedelta(weeks=50))
    assert len(found.weeks) == 60
    assert found.weeks[-1].on == (WEDNESDAY + timedelta(weeks=50)).date()
    assert [each.on for each in found.weeks] == sorted({each.on for each in found.weeks})


def test_stale_data_never_let_anybody_go():
    stale = Freshness(mail_at=WEDNESDAY - timedelta(days=8), invoices_at=WEDNESDAY)
    found = assessed(LOUD, WEDNESDAY, freshness=stale)
    assert found.verdict == "prepare"
    assert [each.name for each in found.gates if not each.passed] == ["freshness", "cool_off"]


def test_proxy_hours_cap_at_prepare():
    bare = replace(LOUD, documents=(), payments=())
    found = assessed(bare, WEDNESDAY, policy=Policy(tolerance_minutes=2.0))
    assert found.exposure.source == "proxy"
    assert found.verdict == "prepare"


def test_an_only_client_is_not_let_go_without_a_typed_plan():
    book = replace(a_book(LOUD), documents=LOUD.documents)
    assert assessed(LOUD, WEDNESDAY, book=book).verdict == "prepare"
    plan = a_decision(DecisionKind.EXIT_PLAN, MONDAY, note="typed: 100")
    with_plan = replace(LOUD, decisions=(plan,))
    assert assessed(with_plan, WEDNESDAY, book=book).verdict == "let_go"


def test_owner_states_stand_over_the_ladder():
    parting = a_decision(DecisionKind.PARTING, WEDNESDAY.date() - timedelta(days=1))
    found = assessed(replace(LOUD, decisions=(parting,)), WEDNESDAY)
    assert (found.verdict, found.since) == ("parting", parting.decided_on)
    assert found.weeks[-2].verdict == "let_go"


def test_taking_incidents_back_lowers_the_verdict(loud):
    wrong = tuple(
        Correction(id=i, message=each.sources[0], code="CH", kind=CorrectionKind.WRONG,
                   corrected_at=WEDNESDAY)
        for i, each in enumerate(loud.incidents)
    )  # fmt: skip
    found = assessed(replace(LOUD, corrections=wrong), WEDNESDAY)
    assert found.verdict == "healthy"
    assert found.long.spent == 0.0


def test_taking_soft_incidents_back_opens_no_gate():
    """Two thirds of the minutes are vague answers: below the floor of hard ones."""
    messages, number = [], 0
    for week in range(30):
        tuesday = datetime.combine(MONDAY + timedelta(days=7 * week + 1), time(8), tzinfo=UTC)
        for place in range(3):
            number += 1
            sent = tuesday + timedelta(hours=26 * place)
            messages.append(a_message(sent, out=True, name=f"d{number}", delivers=True))
            reply = a_message(
                sent + timedelta(hours=1),
                after=f"d{number}",
                name=f"v{number}",
                scores={"vague": 0.9},
            )
            messages.append(reply)
    chased = a_relation(weeks=30, chasers=3, hours=8.0)
    soft = replace(chased, messages=(*chased.messages, *messages))
    before = assessed(soft, WEDNESDAY)
    share = next(each for each in before.gates if each.name == "hard_share")
    assert (before.verdict, share.passed) == ("prepare", False)
    wrong = tuple(
        Correction(id=i, message=f"M-v{i}", code="VG", kind=CorrectionKind.WRONG,
                   corrected_at=WEDNESDAY)
        for i in range(1, number, 2)
    )  # fmt: skip
    after = assessed(replace(soft, corrections=wrong), WEDNESDAY)
    assert next(each for each in after.gates if each.name == "hard_share").passed
    assert after.verdict == "prepare"


def test_automatic_mail_is_counted_by_reason_only():
    auto = [
        a_message(WEDNESDAY - timedelta(days=i), noise="auto-reply", name=f"auto{i}")
        for i in range(3)
    ]
    found = assessed(replace(LOUD, messages=(*LOUD.messages, *auto)), WEDNESDAY)
    assert found.noise == (("auto-reply", 3),)
    plain = assessed(LOUD, WEDNESDAY)
    assert (found.inbound, found.long) == (plain.inbound, plain.long)


def test_nothing_known_is_learning():
    found = assessed(History(), WEDNESDAY)
    assert (found.verdict, found.previous) == ("learning", "learning")
    assert (found.active_weeks, found.reasons, found.counterfactuals) == (0, (), ())
    assert found.long.spent == 0.0


def test_an_open_invoice_ages_in_the_present_window():
    bill = an_invoice(date(2026, 5, 4), number="open")
    found = assessed(replace(LOUD, documents=(*LOUD.documents, bill)), WEDNESDAY)
    (late,) = [each for each in found.incidents if each.code is Code.LATE_PAYMENT]
    assert late.minutes == 120.0
    assert found.money.overdue_minor == bill.total_minor
