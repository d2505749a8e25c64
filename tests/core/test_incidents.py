from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MORNING, a_client, a_document, a_message, a_payment, an_owner
from exchange import FAR, codes, corrected, found_in, moment
from goodterms.core.client import CorrectionKind
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.mail import Direction
from goodterms.core.policy import Policy
from goodterms.core.verdict import Code


def test_nothing_known_is_nothing_found():
    assert found_in() == ()


def test_incidents_come_in_the_order_of_time_with_stable_ids():
    found = found_in(
        """
        Mon 10:00 owner delivers
        Mon 20:00 client vague=.6 demand=tonight
        Tue 09:30 client
        """
    )
    assert [each.id for each in found] == ["AHP-M-2", "VG-M-2", "CH-M-3"]
    assert [each.at for each in found] == sorted(each.at for each in found)


def test_a_wrong_incident_is_gone_and_a_right_one_certain():
    table = "Mon 10:00 owner delivers\nMon 12:00 client vague=.6"
    assert codes(found_in(table)) == ["VG-M-2 36 soft"]
    for code in ("VG", "vague", "*"):
        wrong = (corrected("M-2", code, CorrectionKind.WRONG),)
        assert codes(found_in(table, corrections=wrong)) == []
    for code in ("VG", "vague"):
        right = (corrected("M-2", code, CorrectionKind.RIGHT),)
        assert codes(found_in(table, corrections=right)) == ["VG-M-2 60 hard"]


@pytest.mark.parametrize("kind", [CorrectionKind.INVITED, CorrectionKind.MINE])
def test_the_owners_own_doing_stays_visible_and_weighs_nothing(kind):
    table = "Mon 10:00 client\nMon 11:00 client"
    (found,) = found_in(table, corrections=(corrected("M-2", "CH", kind),))
    assert (found.id, found.weight, found.minutes, found.why) == ("CH-M-2", 0, 0, str(kind))


def test_the_last_word_holds():
    table = "Mon 10:00 client\nMon 11:00 client"
    words = (
        corrected("M-2", "CH", CorrectionKind.RIGHT, 2),
        corrected("M-2", "*", CorrectionKind.WRONG, 1),
    )
    assert codes(found_in(table, corrections=words)) == ["CH-M-2 15 hard"]
    undone = tuple(replace(each, corrected_at=FAR, id=3 - each.id) for each in words)
    assert codes(found_in(table, corrections=undone)) == []


def test_a_correction_of_another_code_changes_nothing():
    table = "Mon 10:00 client\nMon 11:00 client"
    words = (corrected("M-2", "VG", CorrectionKind.WRONG),)
    assert codes(found_in(table, corrections=words)) == ["CH-M-2 15 hard"]


def test_automatic_mail_never_counts():
    assert codes(found_in("Sat 10:00 client noise=bulk demand=now hostile=.99 pressure=.99")) == []


def test_prices_come_from_the_policy():
    prices = {**Policy().prices, Code.CHASER: 5.0}
    found = found_in("Mon 10:00 client\nMon 11:00 client", policy=Policy(prices=prices))
    assert codes(found) == ["CH-M-2 5 hard"]


def test_who_writes_at_night_and_asks_for_nothing_costs_nothing():
    table = "\n".join(f"{week}{day} 23:00 client" for week in (1, 2, 3) for day in ("Mon", "Wed"))
    found = found_in(table)
    assert {each.code for each in found} == {Code.AFTER_HOURS}
    assert sum(each.minutes for each in found) == 0


# --- nothing of the future is seen, and the past stays as it was -------------------------------

START = datetime(2026, 3, 2, tzinfo=UTC)
hours_in_month = st.integers(0, 24 * 30)
message_facts = st.fixed_dictionaries(
    {
        "direction": st.sampled_from([Direction.IN, Direction.IN, Direction.OUT]),
        "parents": st.sampled_from([("a",), ("b",)]),
        "demand": st.sampled_from([None, None, "now", "tomorrow@08:00", "weekend"]),
        "delivers": st.booleans(),
        "offers": st.booleans(),
        "asks_change": st.booleans(),
        "noise": st.sampled_from([None, None, None, "bulk"]),
        "scores": st.fixed_dictionaries(
            {
                label: st.sampled_from([0.0, 0.6, 0.9])
                for label in ("vague", "pressure", "hostile", "scope", "stalling")
            }
        ),
    }
)
histories = st.builds(
    lambda messages, bills, paid: History(
        messages=tuple(
            a_message(number, at=START + timedelta(minutes=minutes), **facts)
            for number, (minutes, facts) in enumerate(messages)
        ),
        documents=tuple(
            a_document(
                str(number),
                issued=date(2026, 1, 20) + timedelta(days=day),
                due_date=date(2026, 2, 1) + timedelta(days=day),
            )
            for number, day in enumerate(bills)
        ),
        payments=tuple(
            a_payment(f"{number}/2026", on=date(2026, 2, 20) + timedelta(days=day))
            for number, day in enumerate(paid)
        ),
    ),
    st.lists(st.tuples(st.integers(0, 60 * 24 * 30), message_facts), max_size=12),
    st.lists(st.integers(0, 30), max_size=3),
    st.lists(st.integers(0, 40), max_size=3),
)


def known_at(history, now):
    return incidents(history, a_client(), an_owner(), Policy(), now=now)


@settings(max_examples=120, deadline=None)
@given(history=histories, hours=hours_in_month)
def test_the_future_is_not_seen(history, hours):
    now = START + timedelta(hours=hours)
    today = an_owner().workweek.day(now)
    cut = replace(
        history,
        messages=tuple(each for each in history.messages if each.arrived_at <= now),
        documents=tuple(each for each in history.documents if each.issue_date <= today),
        payments=tuple(each for each in history.payments if each.paid_on <= today),
    )
    found = known_at(history, now)
    assert found == known_at(cut, now)
    assert all(each.at <= now for each in found)


@settings(max_examples=120, deadline=None)
@given(history=histories, hours=hours_in_month)
def test_most_incidents_stay_as_they_were(history, hours):
    now = START + timedelta(hours=hours)
    changing = {Code.LATE_PAYMENT, Code.SCOPE, Code.AFTER_HOURS}
    then = {each for each in known_at(history, now) if each.code not in changing}
    later = {
        each for each in known_at(history, FAR) if each.at <= now and each.code not in changing
    }
    # an invited or a wordless night may still bring a demand that was not invited
    nights = {Code.AFTER_HOURS_DEMAND, Code.CHASER}
    assert {each for each in then if each.code not in nights} == {
        each for each in later if each.code not in nights
    }


@settings(max_examples=120, deadline=None)
@given(history=histories)
def test_every_id_is_unique_and_every_source_a_fact(history):
    found = known_at(history, FAR)
    assert len({each.id for each in found}) == len(found)
    known = {each.id for each in (*history.messages, *history.documents)}
    for each in found:
        assert set(each.sources) <= known
        assert each.id == f"{each.code}-{each.sources[0]}"
        assert 0 <= each.weight <= 1


@settings(max_examples=60, deadline=None)
@given(history=histories, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(history, chance):
    messages = list(history.messages)
    chance.shuffle(messages)
    shuffled = replace(history, messages=tuple(messages), documents=history.documents[::-1])
    assert known_at(shuffled, FAR) == known_at(history, FAR)


def test_a_late_fact_of_the_same_instant_is_seen():
    message = a_message(1, at=MORNING, scores={"hostile": 0.9})
    assert len(known_at(History(messages=(message,)), MORNING)) == 1
    assert moment("Mon", "10:00") == MORNING
