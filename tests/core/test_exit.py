from __future__ import annotations

from datetime import timedelta

import pytest

from builders_exit import a_decision, a_word, an_ended_dossier, an_exit_dossier, some_words
from builders_people import TODAY
from goodterms.core.client import DecisionKind
from goodterms.core.exit_words import Said
from goodterms.core.step import StepState
from goodterms.core.verdict import Verdict


def test_the_owners_word_wins_with_its_day_and_source():
    found = an_exit_dossier().exit

    step = found.step("ways_out")
    assert (step.state, step.source, step.on) == (StepState.DONE, "owner", TODAY)
    assert step.note == "30 days, clause 7"
    assert found.step("obligations").state is StepState.NOT_NEEDED
    assert found.step("reason").note == "Our working hours do not fit together."


def test_what_is_measured_is_not_ticked_by_a_word():
    forged = (a_word(1, step="calm"), a_word(2, step="repeated"))
    plain = an_exit_dossier(words=(), cool_off_until=None, bad_months=())
    ticked = an_exit_dossier(words=forged, cool_off_until=None, bad_months=())

    for name in ("calm", "repeated"):
        assert ticked.exit.step(name) == plain.exit.step(name)


def test_promises_are_listed_with_what_became_of_them():
    step = an_exit_dossier().exit.step("obligations")

    assert step.promises == (("logo files", Said.OPEN), ("brand book", Said.DONE))
    assert step.fact("promises") == 1


def test_words_of_later_days_are_not_seen():
    late = a_word(said_on=TODAY + timedelta(days=1))

    assert an_exit_dossier(words=(late,)).exit.step("ways_out").state is StepState.TODO


def test_a_milestone_named_with_the_notice_moves_the_end():
    day = TODAY + timedelta(days=200)
    word = a_word(step="notice", state=Said.OPEN, day=day)

    found = an_exit_dossier(words=(word,)).exit

    assert found.notice.ends_on == found.notice.milestone == day
    assert found.step("notice").fact("ends") == day


def test_a_decision_taken_back_tells_nobody():
    told = a_decision(DecisionKind.PARTING, TODAY - timedelta(days=9), 1)
    back = a_decision(DecisionKind.UNDONE, TODAY - timedelta(days=8), 2)
    back = type(back)(id=2, client=back.client, kind=back.kind, decided_on=back.decided_on, value=1)

    assert an_exit_dossier(decisions=(told,)).exit.after is not None
    assert an_exit_dossier(decisions=(told, back)).exit.after is None


def test_notice_is_waited_for_and_then_over():
    told = a_decision(DecisionKind.PARTING, TODAY - timedelta(days=9))
    long_ago = a_decision(DecisionKind.PARTING, TODAY - timedelta(days=90))

    running = an_exit_dossier(decisions=(told,), verdict=Verdict.PARTING).exit.step("notice")
    over = an_exit_dossier(decisions=(long_ago,), verdict=Verdict.PARTING).exit.step("notice")

    assert (running.state, running.day) == (StepState.WAITING, TODAY + timedelta(days=21))
    assert over.state is StepState.DONE


def test_notes_of_owners_and_clients_country_are_asked_for():
    assert an_exit_dossier().exit.places == ("HR", "DE")


@pytest.mark.parametrize("days", [10, 40, 100])
def test_numbers_after_the_end_reach_back_beyond_the_assessment(days):
    found = an_ended_dossier(days=days, words=some_words()).exit.after

    compared = [each.compared is not None for each in found.follow_ups]
    assert compared == [days > 30, days > 90]


def test_a_trial_counts_stored_messages():
    found = an_exit_dossier().exit.trial.compared

    assert found.after.days == 40
    assert found.after.received + found.after.sent > 15
