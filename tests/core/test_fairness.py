from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from builders_judgement import CLIENT, MONDAY, OWNER, a_message, a_payment, a_relation, an_invoice
from goodterms.core.case import case
from goodterms.core.counts import counts
from goodterms.core.fairness import mirror, praise
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.policy import Policy

NOW = datetime.combine(MONDAY + timedelta(days=70), time(12), tzinfo=UTC)


def looked(history):
    known = case(history, CLIENT, OWNER, Policy(), now=NOW)
    return known, counts(known, start=MONDAY, end=OWNER.workweek.day(NOW))


def praised(history):
    known, counted = looked(history)
    found = incidents(history, CLIENT, OWNER, Policy(), now=NOW)
    return {each.name: dict(each.facts) for each in praise(known, counted, found)}


def mailed(*rows):
    """Rows of day, hour (owner's winter time), ``in`` or ``out`` and thread."""
    messages, last = [], {}
    for day, hour, side, thread, *facts in rows:
        at = datetime.combine(MONDAY + timedelta(days=day), time(hour - 1), tzinfo=UTC)
        message = a_message(
            at,
            out=side == "out",
            after=last.get(thread, ""),
            name=f"{thread}{day}{hour}",
            **(facts[0] if facts else {}),
        )
        last[thread] = f"{thread}{day}{hour}"
        messages.append(message)
    return History(messages=tuple(messages))


def test_mirror_shows_own_night_mail_reply_delay_and_long_waits():
    history = mailed(
        (0, 10, "in", "a"), (0, 12, "out", "a"),  # two working hours
        (1, 10, "in", "b"), (1, 22, "out", "b"),  # seven, and at night
        (2, 10, "in", "c"), (4, 10, "out", "c"),  # sixteen: longer than asked to wait
        (7, 10, "in", "d"),  # never answered, nobody came back to it
    )  # fmt: skip
    found = mirror(*looked(history))
    assert (found.own_messages, found.own_night_replies) == (3, 1)
    assert (found.requests, found.waits_over_expected) == (4, 1)
    assert found.median_reply_hours == pytest.approx(7.0)


def test_an_unanswered_request_the_client_came_back_to_is_a_long_wait():
    history = mailed((0, 10, "in", "a"), (3, 10, "in", "a"))
    assert mirror(*looked(history)).waits_over_expected == 1


def test_mirror_of_silence_has_no_delay():
    found = mirror(*looked(History()))
    assert found.median_reply_hours is None
    assert found.requests == 0


def test_counts_see_only_their_window():
    history = mailed((0, 10, "in", "a"), (-3, 10, "in", "b"), (0, 20, "in", "c"))
    _, counted = looked(history)
    assert (counted.inbound, counted.after_hours, counted.threads) == (2, 1, 2)


def test_punctual_payment_speaks_for_the_client():
    bills = [an_invoice(MONDAY + timedelta(days=7 * i)) for i in range(5)]
    due = [bill.issue_date + timedelta(days=14) for bill in bills]
    on_time = [a_payment(b, d) for b, d in zip(bills[:4], due, strict=False)]
    history = History(documents=tuple(bills), payments=tuple(on_time))
    assert praised(history)["paid_on_time"] == {"good": "4", "of": "5"}  # one open and late
    fewer = History(documents=tuple(bills), payments=tuple(on_time[:3]))
    assert "paid_on_time" not in praised(fewer)


def test_night_mail_that_asks_for_nothing_speaks_for_the_client():
    assert praised(a_relation(weeks=8, nights=1))["quiet_nights"] == {"good": "8", "of": "8"}


def test_clear_answers_to_deliveries_and_few_rounds_speak_for_the_client():
    rows = []
    for i in range(4):
        vague = {"scores": {"vague": 0.9 if i == 0 else 0.1}, "asks_change": False}
        rows += [(i, 10, "out", f"t{i}", {"delivers": True}), (i, 15, "in", f"t{i}", vague)]
    found = praised(mailed(*rows))
    assert found["within_rounds"] == {"rounds": "4"}
    assert "clear_feedback" not in found  # three of four is not four of five
    rows[1] = (0, 15, "in", "t0", {"scores": {"vague": 0.1}})
    assert praised(mailed(*rows))["clear_feedback"] == {"good": "4", "of": "4"}


def test_quick_answers_and_patience_speak_for_the_client():
    rows = []
    for i in range(3):
        rows += [(7 * i, 10, "in", f"t{i}"), (7 * i + 3, 10, "out", f"t{i}"),
                 (7 * i + 3, 12, "in", f"t{i}")]  # fmt: skip
    found = praised(mailed(*rows))
    assert found["quick_answers"] == {"median_hours": "2.0", "of": "3"}
    assert found["patient"] == {"good": "3", "of": "3"}


def test_a_long_relation_counts_whole_years_from_the_oldest_fact():
    old = an_invoice(date(2023, 1, 2))
    paid = History(documents=(old,), payments=(a_payment(old, date(2023, 1, 10)),))
    assert praised(paid)["long_relation"] == {"years": "3"}


def test_at_most_four_things_are_said():
    rows = []
    for i in range(4):
        rows += [(7 * i, 10, "out", f"t{i}", {"delivers": True}), (7 * i, 11, "in", f"t{i}"),
                 (7 * i + 3, 10, "out", f"t{i}"), (7 * i + 3, 20, "in", f"n{i}")]  # fmt: skip
    bills = [an_invoice(date(2023, 1, 2) + timedelta(days=i)) for i in range(3)]
    recent = [an_invoice(MONDAY + timedelta(days=i)) for i in range(3)]
    history = History(
        messages=mailed(*rows).messages,
        documents=(*bills, *recent),
        payments=tuple(a_payment(each, each.issue_date) for each in (*bills, *recent)),
    )
    assert list(praised(history)) == ["paid_on_time", "clear_feedback", "patient", "quiet_nights"]


def test_nothing_is_praised_without_facts():
    assert praised(History()) == {}
