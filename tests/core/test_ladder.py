"""Situations are written as one letter a week; see `WEEKS`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders_judgement import (
    MONDAY,
    WORKWEEK,
    a_decision,
    an_evaluation,
    an_incident,
    evidence_of,
)
from goodterms.core.client import DecisionKind
from goodterms.core.evaluation import evaluate
from goodterms.core.ladder import LET_GO, PREPARE, TALK, WATCH, Rules, climb
from goodterms.core.policy import Policy

BAD = (date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1))

WEEKS = {
    ".": {},  # calm
    "w": {"p_over": 0.6, "p_short": 0.5},  # watch holds
    "s": {"p_over": 0.1, "p_short": 0.85},  # the last weeks alone make watch
    "t": {"p_over": 0.9, "p_short": 0.75},  # talk holds
    "o": {"p_over": 0.9, "p_short": 0.2},  # over for long, calm of late
    "p": {"p_over": 0.97, "p_over_125": 0.9, "p_short": 0.8, "bad_months": BAD},  # prepare holds
    "g": {  # let_go holds
        "p_over": 0.99,
        "p_over_125": 0.97,
        "p_over_150": 0.9,
        "p_short": 0.9,
        "bad_months": BAD,
    },
    "l": {"active_weeks": 7, "p_over": 0.99, "p_short": 0.99},  # young and loud
}
LETTERS = {
    "learning": "l",
    "healthy": ".",
    "watch": "w",
    "talk": "t",
    "prepare": "p",
    "let_go": "g",
}


def rules(*decisions, **policy) -> Rules:
    return Rules(policy=Policy(**policy), decisions=decisions, workweek=WORKWEEK)


def story(text: str, **always) -> list:
    return [
        an_evaluation(MONDAY + timedelta(days=7 * place), **{**WEEKS[letter], **always})
        for place, letter in enumerate(text)
    ]


def climbed(text: str, *decisions, **always) -> str:
    return "".join(
        LETTERS[each.verdict] for each in climb(story(text, **always), rules(*decisions))
    )


@pytest.mark.parametrize(
    ("weeks", "verdicts"),
    [
        pytest.param("....", "....", id="calm stays healthy"),
        pytest.param("w.w.w.", "......", id="one week alone never raises"),
        pytest.param("ww..", ".www", id="two weeks running raise"),
        pytest.param("ss", ".w", id="the last weeks alone make watch"),
        pytest.param("tttt", ".wtt", id="one step at a time"),
        pytest.param("ww....ww", ".wwww..w", id="watch is left after four calm weeks"),
        pytest.param("ww...w....", ".wwwwwwww.", id="a week in between starts the count again"),
        pytest.param("tttoooo....", ".wttttwwww.", id="a calm short window leaves talk"),
        pytest.param("tttwwwwwww", ".wtttttttt", id="still over: talk stays"),
        pytest.param("lllltt", "llllwt", id="learning ends by itself, then counts at once"),
        pytest.param("llllllll", "llllllll", id="never judged before eight active weeks"),
    ],
)
def test_situations(weeks, verdicts):
    assert climbed(weeks) == verdicts


def test_prepare_waits_eight_weeks_in_talk():
    assert climbed("p" * 12) == ".w" + "t" * 8 + "pp"


def test_eight_weeks_begin_again_with_the_recorded_talk():
    talked = a_decision(DecisionKind.TALKED, MONDAY + timedelta(days=4 * 7))
    assert climbed("p" * 14, talked) == ".w" + "t" * 10 + "pp"


def test_a_talk_before_the_verdict_shortens_nothing():
    talked = a_decision(DecisionKind.TALKED, MONDAY - timedelta(days=90))
    assert climbed("p" * 12, talked) == climbed("p" * 12)


def test_let_go_waits_four_weeks_in_prepare_and_a_cool_off_of_five_business_days():
    # prepare from week 10, conditions and waiting hold from week 14, cool-off ends a week later
    assert climbed("g" * 17) == ".w" + "t" * 8 + "p" * 5 + "gg"
    states = climb(story("g" * 17), rules())
    assert states[14].cool_off_until == MONDAY + timedelta(days=15 * 7)


def test_a_holiday_makes_the_cool_off_longer():
    monday = MONDAY + timedelta(days=15 * 7)
    workweek = replace(WORKWEEK, holidays=frozenset({monday}))
    found = climb(story("g" * 17), replace(rules(), workweek=workweek))
    assert [each.step for each in found[14:]] == [PREPARE, PREPARE, LET_GO]


def test_one_better_week_ends_the_cool_off_and_it_begins_anew():
    assert climbed("g" * 14 + "gpggg") == ".w" + "t" * 8 + "p" * 7 + "gg"


@pytest.mark.parametrize(
    "missing",
    [
        {"bad_months": BAD[:2]},
        {"hard_share": 0.29},
        {"source": "proxy"},
        {"income_share": 0.45},
    ],
    ids=lambda each: next(iter(each)),
)
def test_each_gate_alone_keeps_let_go_away(missing):
    assert "g" not in climbed("g" * 40, **missing)
    assert "g" in climbed("g" * 40)


def test_a_recorded_exit_plan_opens_the_income_gate():
    plan = a_decision(DecisionKind.EXIT_PLAN, MONDAY)
    assert climbed("g" * 17, plan, income_share=0.45) == climbed("g" * 17)


def test_fewer_than_six_citable_incidents_cap_at_watch():
    assert set(climbed("g" * 30, cited=5)) == {".", "w"}


def test_a_cap_works_at_once():
    weeks = [*story("g" * 17), an_evaluation(MONDAY + timedelta(days=17 * 7), cited=5)]
    assert climb(weeks, rules())[-1].step == WATCH


def test_leaving_goes_one_step_in_four_weeks():
    assert climbed("g" * 16 + "." * 17)[15:] == "gggg" + "pppp" + "tttt" + "wwww" + ".."


def test_falling_to_talk_does_not_start_the_eight_weeks_again():
    # away from prepare for a while, still in talk or above since week 2
    assert climbed("p" * 12 + "oooo" + "pp")[10:] == "ppppp" + "t" + "tp"


def test_the_owners_patience_moves_the_one_certainty_level():
    loud = [replace(each, p_over=0.82) for each in story("ttt")]
    assert climb(loud, rules(certainty=0.80))[-1].step == TALK
    assert climb(loud, rules(certainty=0.85))[-1].step == WATCH


def test_three_changes_of_direction_in_26_weeks_freeze_rising():
    flapping = "ww...." + "ww...." + "ww...."  # up, down, up, down, up: four changes, then down
    states = climb(story(flapping + "ww"), rules())
    assert [each.frozen for each in states][-1]
    assert states[-1].verdict == "healthy"
    later = climb(story(flapping + "." * 26 + "ww"), rules())
    assert later[-1].verdict == "watch"


def test_bright_line_enters_talk_at_once_and_waives_the_eight_weeks():
    assert climbed(".p", bright=True) == "tt"
    assert climbed("pppp", bright=True, cited=2) == "tppp"


def test_bright_line_does_not_waive_cool_off_or_the_weeks_in_prepare():
    assert climbed("g" * 8, bright=True) == "tppppp" + "gg"


def test_talk_by_bright_line_is_left_like_any_other():
    bright = [an_evaluation(MONDAY, bright=True)]
    calm = [an_evaluation(MONDAY + timedelta(days=7 * i)) for i in range(1, 6)]
    assert [each.verdict for each in climb(bright + calm, rules())][-2:] == ["watch", "watch"]


def test_the_evaluation_of_the_day_itself_never_raises():
    today = an_evaluation(MONDAY + timedelta(days=9), weekly=False, **WEEKS["t"])
    assert climb([*story("tt"), today], rules())[-1].step == WATCH
    assert climb(story("ttt"), rules())[-1].step == TALK


def test_stale_data_on_the_day_itself_take_let_go_back():
    on = MONDAY + timedelta(days=17 * 7 + 2)
    stale = an_evaluation(on, weekly=False, fresh=False, **WEEKS["g"])
    states = climb([*story("g" * 18), stale], rules())
    assert [each.step for each in states[-2:]] == [LET_GO, PREPARE]


def test_climbing_on_from_a_state_is_the_same_as_climbing_through():
    weeks = story("ttttppppppppgggggggg....")
    whole = climb(weeks, rules())
    assert climb(weeks[9:], rules(), start=whole[8]) == whole[9:]


DAYS = st.integers(min_value=0, max_value=7 * 30 - 1)


@settings(max_examples=25, deadline=None)
@given(
    found=st.lists(st.tuples(DAYS, st.floats(1.0, 120.0)), min_size=1, max_size=60),
    share=st.floats(0.0, 1.0),
    data=st.data(),
)
def test_removing_incidents_never_raises_the_verdict(found, share, data):
    """All of them hard, and unless rising is frozen: `assess` holds the step there itself."""
    incidents = [
        an_incident(MONDAY + timedelta(days=day), minutes, name=f"{place}")
        for place, (day, minutes) in enumerate(found)
    ]
    fewer = data.draw(st.lists(st.sampled_from(incidents), unique=True))
    full, part = (_states(each, weekly_hours=3.0 + 4.0 * share) for each in (incidents, fewer))
    assume(not any(each.frozen for each in full + part))
    assert all(b.step <= a.step for a, b in zip(full, part, strict=True))


@settings(max_examples=25, deadline=None)
@given(
    days=st.lists(DAYS, min_size=1, max_size=90), hours=st.floats(3.0, 8.0), more=st.floats(0, 8)
)
def test_more_paid_hours_never_raise_the_verdict(days, hours, more):
    incidents = [an_incident(MONDAY + timedelta(days=d), name=f"{i}") for i, d in enumerate(days)]
    less, much = (_states(incidents, weekly_hours=each) for each in (hours, hours + more))
    assume(not any(each.frozen for each in less + much))
    assert all(b.step <= a.step for a, b in zip(less, much, strict=True))


def _states(incidents, *, weekly_hours):
    known = evidence_of(incidents, weekly_hours=weekly_hours)
    return climb([evaluate(each, Policy()) for each in known], rules())
