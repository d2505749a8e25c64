from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders_verdict import (
    NOW,
    TODAY,
    a_client,
    a_message,
    a_money_view,
    a_quiet_assessment,
    an_assessment,
    an_owner,
)
from goodterms.core.exit_kit import NO_KIT
from goodterms.core.history import History
from goodterms.core.ledger import Document, DocumentKind, DocumentState
from goodterms.core.mail import Direction
from goodterms.core.notice import notice
from goodterms.core.steps import Situation, StepState, exit_steps
from goodterms.core.verdict import Verdict


def a_document(number, **changes):
    values = {
        "id": f"INV-{number}/2026",
        "number": f"INV-{number}",
        "kind": DocumentKind.INVOICE,
        "client": "Alba Studio",
        "buyer": "Alba Studio",
        "issue_date": date(2026, 3, 1),
        "due_date": None,
        "due_basis": "absent",
        "currency": "EUR",
        "total_minor": 50_000,
        "paid_minor": 0,
        "state": DocumentState.OPEN,
    }
    return Document(**{**values, **changes})


def steps(assessment=None, *, client=None, messages=(), documents=(), kit=NO_KIT, **changes):
    workweek = an_owner().workweek
    client = client or a_client()
    seen = Situation(
        client=client,
        history=History(messages=tuple(messages), documents=tuple(documents)),
        days={each.id: workweek.day(each.arrived_at) for each in messages},
        notice=notice(client, today=TODAY, **changes),
        today=TODAY,
        kit=kit,
    )
    return {each.name: each for each in exit_steps(assessment or an_assessment(), seen)}


def test_steps_come_in_the_order_of_the_article():
    assert list(steps()) == [
        "calm",
        "repeated",
        "ways_out",
        "obligations",
        "money",
        "meeting",
        "reason",
        "notice",
        "alternative",
    ]


@pytest.mark.parametrize(
    ("verdict", "until", "state"),
    [
        (Verdict.TALK, None, StepState.TODO),
        (Verdict.PREPARE, TODAY + timedelta(days=4), StepState.WAITING),
        (Verdict.PREPARE, TODAY, StepState.DONE),
        (Verdict.LET_GO, TODAY - timedelta(days=9), StepState.DONE),
        (Verdict.PARTING, None, StepState.DONE),
    ],
)
def test_calm_is_done_when_the_cool_off_is_over(verdict, until, state):
    calm = steps(an_assessment(verdict=verdict, cool_off_until=until))["calm"]

    assert (calm.state, calm.day, calm.blocks) == (state, until, "let_go")
    assert (calm.fact("month"), calm.fact("year")) == (3, 17)


def test_three_bad_months_make_it_repeatedly():
    months = tuple(date(2026, 6, 8) + timedelta(weeks=4 * n) for n in range(3))

    assert steps(an_assessment(bad_months=months))["repeated"].state is StepState.DONE
    assert steps(an_assessment(bad_months=months[:2]))["repeated"].state is StepState.WAITING


def test_ways_out_list_offers_early_attachments_and_the_first_five_messages_once_each():
    start = NOW - timedelta(days=190)
    messages = [a_message(n, arrived_at=start + timedelta(days=n)) for n in range(1, 10)]
    messages[1] = a_message(
        2, direction=Direction.OUT, offers=True, arrived_at=start + timedelta(days=2)
    )
    messages[6] = a_message(7, attachments=1, arrived_at=start + timedelta(days=7))
    messages.append(a_message(80, attachments=2, arrived_at=start + timedelta(days=120)))
    messages.append(a_message(90, offers=True, arrived_at=start + timedelta(days=121)))

    found = steps(messages=messages)["ways_out"]

    assert [(each.id[-2:], each.kind) for each in found.cites] == [
        ("01", "first"),
        ("02", "offer"),
        ("03", "first"),
        ("04", "first"),
        ("05", "first"),
        ("07", "attachment"),
    ]
    assert found.blocks == "parting"


def test_noise_sets_no_scope():
    assert steps(messages=[a_message(1, noise="receipt")])["ways_out"].cites == ()


def test_obligations_name_prepaid_and_disputed_documents():
    found = steps(
        documents=[
            a_document(1),
            a_document(2, kind=DocumentKind.PREPAYMENT),
            a_document(3, state=DocumentState.DISPUTED),
        ]
    )["obligations"]

    assert [(each.reference, each.kind, each.amount_minor) for each in found.cites] == [
        ("INV-2", "prepayment", 50_000),
        ("INV-3", "disputed", 50_000),
    ]


def test_money_waits_while_anything_is_open_and_says_when_this_client_pays_late():
    money = steps()["money"]

    assert (money.state, money.day) == (StepState.WAITING, date(2026, 12, 9))
    assert money.fact("is_slow") == 1


def test_money_is_done_when_nothing_is_open():
    view = a_money_view(at_risk_minor=0, overdue_minor=0, median_days_late=None)

    money = steps(an_assessment(money=view))["money"]

    assert (money.state, money.day, money.fact("is_slow")) == (StepState.DONE, None, 0)


@pytest.mark.parametrize(
    ("notice", "days", "basis"), [(None, 30, "default"), (14, 14, "contract"), (0, 0, "contract")]
)
def test_notice_is_the_contracts_or_thirty_days(notice, days, basis):
    found = steps(client=a_client(notice_days=notice))["notice"]

    assert found.day == TODAY + timedelta(days=days)
    assert (found.fact("days"), found.fact("basis")) == (days, basis)


def test_one_reason_is_the_strongest_and_none_is_made_up():
    assert steps()["reason"].fact("code") == "LP"
    assert steps(a_quiet_assessment(reasons=()))["reason"].fact("code") is None


def test_alternative_is_the_owners_referral():
    assert steps(client=a_client(referral="Iva Design"))["alternative"].state is StepState.DONE
    assert steps()["alternative"].state is StepState.TODO
