from __future__ import annotations

import ast
from pathlib import Path

import pytest

from builders_verdict import NOW, a_client, a_message, an_assessment, an_incident, an_owner
from goodterms import core
from goodterms.adapters import words_reasons
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.dossier import dossier_view
from goodterms.core.history import History
from goodterms.core.verdict import Code, Reason

EN = Texts("en")


def a_reason(code, count=6, of=9, **facts):
    return Reason(
        code=code,
        minutes=210.4,
        count=count,
        of=of,
        share=0.39,
        incidents=(),
        sources=(),
        facts=tuple((name, str(value)) for name, value in facts.items()),
    )


def an_exhibit(incident):
    dossier = dossier_view(
        an_assessment(incidents=(incident,), reasons=()),
        client=a_client(),
        owner=an_owner(),
        history=History(messages=(a_message(1),)),
        now=NOW,
    )
    return dossier.evidence[0]


def test_reason_says_what_how_often_and_against_what():
    found = a_reason(Code.LATE_PAYMENT, overdue=0, median_days=19, worst_days=41)

    assert words_reasons.reason(EN, found) == (
        "6 late invoices of 9, median 19 days late, worst 41 days"
    )
    assert words_reasons.weight(EN, found, 540.0) == "210 of 540 minutes, 39\u00a0%"


def test_single_reminder_has_no_half():
    found = a_reason(Code.CHASER, count=1, of=61, median_minutes=95)

    assert words_reasons.reason(EN, found) == (
        "1 reminder before your answer was due (61 requests in all)"
    )


def test_waits_for_reminders_say_from_when_and_by_which_clock():
    found = a_reason(Code.CHASER, count=32, of=94, median_minutes=264)

    assert words_reasons.reason(EN, found).replace("\u00a0", " ") == (
        "32 reminders before your answer was due (94 requests in all), half of them within "
        "4 h 24 min of the first message, nights and weekends included"
    )


def test_croatian_reason_does_not_read_as_an_answer_to_so_many_requests():
    said = words_reasons.reason(Texts("hr"), a_reason(Code.CHASER, count=32, of=94))

    assert said == "32 požurivanja prije roka za Vaš odgovor uz ukupno 94 upita"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_signal_has_its_words_in_every_language(language, code):
    texts = Texts(language)

    for count in (1, 3, 7):
        said = words_reasons.reason(texts, a_reason(code, count=count))
        assert said.startswith(f"{count} ")
    assert words_reasons.signal(texts, code)
    assert words_reasons.incident(texts, code)
    assert words_reasons.remedy(texts, code).endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_reason_to_say_out_loud_is_short_and_accuses_nobody(language, code):
    said = words_reasons.short_reason(Texts(language), code)

    assert len(said.split()) <= 20
    assert not {"late", "hostile", "vague", "toxic", "bad", "loš"} & set(said.lower().split())


def rules_of_the_core():
    """Every (code, why) that an incident of the core can have, read from its source."""
    whys = set()
    for path in Path(core.__file__).parent.glob("incidents_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "why":
                whys |= {
                    each.value
                    for each in ast.walk(node.value)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return whys


def test_every_rule_of_the_core_is_named_in_a_sentence():
    known = {why for _, why in words_reasons.RULES} | set(words_reasons.EXCUSED)

    found = rules_of_the_core()
    assert {"chaser", "late", "vague"} <= found
    assert found <= known


@pytest.mark.parametrize(
    ("incident", "said"),
    [
        (
            an_incident(),
            (
                "A reminder 1 h 35 min after the first message, before the working hours set for "
                "an answer were over."
            ),
        ),
        (
            an_incident(
                code=Code.LATE_PAYMENT,
                why="overdue",
                note=(("days", "12"), ("number", "INV-7")),
            ),
            "Invoice INV-7 is 12 days past its due day.",
        ),
        (
            an_incident(code=Code.VAGUE, why="vague", weight=0.83, hard=False),
            "Answers a delivery without saying what to change (83 % sure).",
        ),
        (
            an_incident(code=Code.VAGUE, why="vague", weight=1.0, hard=True),
            "Answers a delivery without saying what to change (confirmed by you).",
        ),
        (
            an_incident(why="invited", weight=0.0),
            "You wrote in this thread after hours shortly before: counts nothing.",
        ),
        (
            an_incident(why="mine", weight=0.0),
            "You said this was your own doing: counts nothing.",
        ),
        (an_incident(why="something new"), "early reminders."),
    ],
)
def test_incident_says_by_which_rule_it_counts(incident, said):
    assert words_reasons.rule(EN, an_exhibit(incident)).replace("\u00a0", " ") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_filled_in(language):
    note = tuple(
        (name, "2") for name in ("minutes", "number", "days", "round", "included", "messages")
    )
    for code, why in words_reasons.RULES:
        incident = an_incident(code=code, why=why, price=9.0, note=note)
        assert "%(" not in words_reasons.rule(Texts(language), an_exhibit(incident))
