from __future__ import annotations

import pytest

from builders_verdict import an_estimate, some_gates
from goodterms.adapters import words_verdict
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core import findings, gates
from goodterms.core.exposure import LOG_ERRORS
from goodterms.core.verdict import Code, Counterfactual, Gate, Verdict

EN = Texts("en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "still learning / in good order / keep an eye / talk first / prepare to part / let go",
        ),
        (
            "hr",
            (
                "upoznavanje / u redu / pripaziti / prvo razgovarati / pripremiti rastanak / "
                "vrijeme za rastanak"
            ),
        ),
    ],
)
def test_ladder_has_its_words(language, words):
    ladder = [
        each for each in Verdict if each.value in "learning healthy watch talk prepare let_go"
    ]

    said = [words_verdict.word(Texts(language), each) for each in ladder]
    assert " / ".join(said) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_worded_counted_and_explained(language, verdict):
    texts = Texts(language)

    assert words_verdict.word(texts, verdict)
    assert words_verdict.count(texts, verdict, 3).startswith("3 ")
    assert texts.say(words_verdict.MEANINGS[verdict]).endswith(".")


def test_burn_in_plain_words_is_the_sentence_of_the_design():
    burn = findings.burn(an_estimate(mean=2.3, low=1.84, high=3.02))

    assert words_verdict.plain_burn(EN, burn) == (
        "For each paid hour this client costs you 14 minutes of trouble; "
        "you tolerate 6 (80 % interval 11 to 18)."
    )


def test_tolerance_with_a_half_minute_keeps_it():
    burn = findings.burn(an_estimate(granted=90.0 * 7.5))

    assert "you tolerate 7.5 (" in words_verdict.plain_burn(EN, burn)


def test_without_paid_hours_no_minutes_are_made_up():
    burn = findings.burn(an_estimate(hours=0.0, granted=0.0))

    assert "no paid hours" in words_verdict.plain_burn(EN, burn)


@pytest.mark.parametrize(
    ("share", "said"), [(0.9999, "over 99 %"), (0.87, "87\u00a0%"), (0.0001, "under 1 %")]
)
def test_certainty_never_claims_to_be_total(share, said):
    assert words_verdict.probability(EN, share) == said


def test_own_data_and_caution_add_up_to_the_whole():
    said = words_verdict.amount_of_data(EN, 0.785, 90.4, "invoiced").replace("\u00a0", " ")

    assert said.startswith("78 % of this estimate is this client's own data and 22 % caution")
    assert "90 paid hours, from invoices" in said


@pytest.mark.parametrize("source", LOG_ERRORS)
def test_every_source_of_hours_is_named(source):
    assert EN.say(words_verdict.EXPOSURES[source])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_signal_can_be_thought_away(language, code):
    change = Counterfactual(kind="without_signal", verdict=Verdict.WATCH, code=code)

    said = words_verdict.counterfactual(Texts(language), change)
    assert words_verdict.word(Texts(language), Verdict.WATCH) in said


def test_signals_that_change_nothing_are_told_in_one_sentence():
    same = Counterfactual(kind="without_signal", verdict=Verdict.LET_GO, code=Code.CHASER)
    weeks = Counterfactual(kind="quiet_weeks", verdict=Verdict.PREPARE, count=1)

    assert words_verdict.changes(EN, Verdict.LET_GO, [same, weeks]) == [
        "Without any one signal alone it would be the same.",
        "After 1 quiet week: prepare to part.",
    ]


def test_incidents_thought_away_are_the_costliest_not_the_dearest():
    change = Counterfactual(kind="without_incidents", verdict=Verdict.WATCH, count=28)

    assert words_verdict.counterfactual(EN, change) == (
        "Without the 28 costliest incidents: keep an eye."
    )


def test_signals_that_change_the_verdict_are_told_alone():
    other = Counterfactual(kind="without_signal", verdict=Verdict.WATCH, code=Code.LATE_PAYMENT)
    same = Counterfactual(kind="without_signal", verdict=Verdict.TALK, code=Code.CHASER)

    assert words_verdict.changes(EN, Verdict.TALK, [other, same]) == [
        "Without the late payments: keep an eye."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gate_of_the_core_is_told_with_its_numbers(language):
    for gate in (*some_gates(), Gate(name="gut", passed=True, facts=(("ratings", "3, 4"),))):
        assert "%(" not in words_verdict.gate(Texts(language), gate)


def test_gates_format_their_facts():
    assert words_verdict.gate(EN, some_gates()[3]).endswith("(71\u00a0%)")
    assert words_verdict.gate(EN, some_gates()[8]).endswith("(until 20 Nov 2026)")
    begun = Gate(name="cool_off", passed=False, facts=(("until", "not begun"),))
    assert words_verdict.gate(EN, begun).endswith("(not begun)")


def test_limits_in_the_sentences_are_those_of_the_core():
    """Gates that name a limit in words must name the one that is used."""
    assert f"At least {gates.ACTIVE_WEEKS} weeks" in words_verdict.GATES["weeks"]
    assert f"At least {gates.INCIDENTS} incidents" in words_verdict.GATES["cited"]
    assert (
        f"At least {gates.HARD_SHARE:.0%}".replace("%", " %%") in words_verdict.GATES["hard_share"]
    )
    assert f"At least {gates.BAD_MONTHS} bad months" in words_verdict.GATES["bad_months"]
