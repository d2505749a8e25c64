from __future__ import annotations

from datetime import date

import pytest

from goodterms.adapters import words_steps
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.exit_words import Said
from goodterms.core.step import Cite, Step, StepState

EN = Texts("en")
EUR = (("currency", "EUR"),)


def a_step(name, state=StepState.TODO, **changes):
    return Step(name=name, state=state, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words_steps.TITLES)
@pytest.mark.parametrize("state", StepState)
def test_every_step_has_words_in_every_state_even_without_facts(language, name, state):
    lines = words_steps.lines(Texts(language), a_step(name, state, facts=EUR))

    assert lines
    assert not [line for line in lines if "%(" in line or "None" in line]


def test_what_waits_for_a_step_is_said_until_it_is_done():
    waiting = a_step("calm", StepState.WAITING, blocks="let_go", day=date(2026, 11, 20))
    done = a_step("calm", StepState.DONE, blocks="let_go")

    assert words_steps.lines(EN, waiting)[0].startswith("The cool-off ends on 20 November 2026")
    assert words_steps.lines(EN, waiting)[-1] == "Nothing is decided before this."
    assert "Nothing is decided before this." not in words_steps.lines(EN, done)


def test_introduction_of_cited_mail_is_the_last_line_before_it():
    first = Cite(id="M-1", kind="first", on=date(2026, 3, 1), reference="a@b.example")
    step = a_step("ways_out", blocks="parting", cites=(first,))

    assert words_steps.lines(EN, step)[-1] == "Parting waits for this."
    assert words_steps.introduction(EN, step) == (
        "Without a contract, these mails set the scope and what was expected; confirm or "
        "dismiss each:"
    )


def test_bad_months_are_listed_with_their_days():
    step = a_step(
        "repeated",
        facts=(("count", 2), ("block_1", date(2026, 6, 8)), ("block_2", date(2026, 7, 6))),
    )

    assert words_steps.lines(EN, step) == [
        "2 bad months among the last 13 blocks of four weeks.",
        "They began on: 8 Jun 2026, 6 Jul 2026.",
    ]


def test_money_is_collected_before_anything_is_said():
    step = a_step(
        "money",
        StepState.WAITING,
        day=date(2026, 12, 9),
        facts=(("currency", "EUR"), ("at_risk", 214_050), ("overdue", 104_000), ("is_slow", 1)),
    )

    assert words_steps.lines(EN, step) == [
        "€2,140.50 is open, €1,040 of it overdue.",
        "By this client's own habit it is to be expected by 9 December 2026.",
        "This client pays late as a rule: collect before you tell.",
    ]


def test_reason_is_one_sentence_and_no_evidence_goes_along():
    lines = words_steps.lines(EN, a_step("reason", facts=(("code", "LP"),)))

    assert len(lines) == 2
    assert "Take no list of evidence along" in lines[1]


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("default", "No notice is agreed; 30 days are fair."),
        ("contract", "The contract asks for 30 days of notice."),
    ],
)
def test_notice_says_where_its_days_come_from(basis, said):
    step = a_step("notice", day=date(2026, 12, 16), facts=(("days", 30), ("basis", basis)))

    assert words_steps.lines(EN, step)[0] == said
    assert "16 December 2026" in words_steps.lines(EN, step)[1]


def test_cited_document_has_day_and_amount():
    item = Cite(
        id="INV-2/2026",
        kind="prepayment",
        on=date(2026, 3, 1),
        reference="INV-2",
        amount_minor=50_000,
        currency="EUR",
    )

    assert words_steps.cite(EN, item) == "prepaid, 1 Mar 2026, €500"


def test_the_owners_reason_stands_instead_of_the_example():
    step = a_step("reason", StepState.DONE, facts=(("code", "LP"),), note="Our hours do not fit.")

    assert words_steps.lines(EN, step)[0] == "Your reason: “Our hours do not fit.”"
    assert not [line for line in words_steps.lines(EN, step) if "For example" in line]


def test_a_note_of_the_owner_is_said_last_and_who_says_a_state_below():
    step = a_step("ways_out", StepState.DONE, note="30 days", source="owner", on=date(2026, 11, 16))

    assert words_steps.lines(EN, step)[-1] == "Your note: 30 days"
    assert words_steps.origin(EN, step) == "said by you, 16 Nov 2026"
    assert words_steps.origin(EN, a_step("meeting")) == ""


def test_what_is_not_needed_blocks_nothing():
    step = a_step("obligations", StepState.NOT_NEEDED, blocks="parting")

    assert "Parting waits for this." not in words_steps.lines(EN, step)


def test_money_names_the_later_day_too():
    facts = (("currency", "EUR"), ("at_risk", 100), ("latest", date(2026, 12, 20)))
    step = a_step("money", StepState.WAITING, day=date(2026, 12, 9), facts=facts)

    assert "Four in five came by 20 December 2026 at the latest." in words_steps.lines(EN, step)


def test_notice_says_what_collecting_first_means():
    facts = (
        ("days", 30),
        ("basis", "default"),
        ("tell", date(2026, 12, 9)),
        ("ends", date(2027, 1, 8)),
    )
    step = a_step("notice", day=date(2026, 12, 16), facts=facts)

    assert words_steps.lines(EN, step)[-1] == (
        "Said on 9 December 2026, when the open money should be there, it ends on 8 January 2027."
    )
    told = a_step("notice", day=date(2026, 12, 16), facts=(*facts, ("is_told", 1)))
    assert words_steps.lines(EN, told)[-1] == "You told them; the work ends on 16 December 2026."


def test_promises_and_money_paid_ahead_are_obligations():
    step = a_step(
        "obligations",
        facts=(("ahead_EUR", 50_000),),
        promises=(("logo files", Said.OPEN), ("brand book", Said.DONE)),
    )

    lines = words_steps.lines(EN, step)
    assert "€500 is paid ahead and in no invoice yet." in lines
    assert lines[-2:] == ["promised: logo files", "kept: brand book"]
