from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from builders_verdict import a_money_view, an_assessment
from goodterms.adapters import words_people
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core import fairness
from goodterms.core.verdict import Mirror, Praise

EN = Texts("en")


def money(view, price=None):
    return words_people.money(EN, view, price_of_calm_minor=price)


def names_of_the_core():
    """The names that the core gives to praise, read from its source."""
    calls = [
        node
        for node in ast.walk(ast.parse(Path(fairness.__file__).read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_habit", "_praise"}
    ]
    return {each.args[0].value for each in calls if isinstance(each.args[0], ast.Constant)}


def test_all_praise_of_the_core_can_be_said():
    assert names_of_the_core() == set(words_people.PRAISES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words_people.PRAISES)
def test_praise_is_a_whole_sentence_with_its_numbers(language, name):
    facts = (("good", "5"), ("median_hours", "2.4"), ("of", "7"), ("rounds", "9"), ("years", "3"))

    said = words_people.praise(Texts(language), Praise(name=name, facts=facts))
    assert said.endswith(".")
    assert any(number in said for number in "5793")


def test_mirror_says_zero_as_plainly_as_any_number():
    mirror = Mirror(
        own_night_replies=0,
        own_messages=188,
        median_reply_hours=5.25,
        waits_over_expected=1,
        requests=61,
    )

    assert words_people.mirror(EN, mirror) == [
        "0 of your own 188 messages left after hours.",
        "Half of your answers came within 5.2 working hours.",
        "1 of 61 requests waited for you longer than you ask this client to wait.",
    ]


def test_mirror_of_nothing_says_nothing():
    mirror = replace(an_assessment().mirror, own_messages=0, requests=0, median_reply_hours=None)

    assert words_people.mirror(EN, mirror) == []


def test_arriving_after_hours_is_said_not_to_count_unless_the_owner_priced_it():
    free = words_people.after_hours(EN, 41, 212, is_counted=False)
    priced = words_people.after_hours(EN, 41, 212, is_counted=True)

    assert free.endswith("Arriving alone is not counted.")
    assert priced == "41 of 212 messages from this client arrived after hours."


def test_money_says_when_the_money_supports_it_and_when_only_the_trouble_does():
    view = a_money_view(break_even_minor=2_600)

    assert money(view, 3_000)[-1] == "You said €30, so the money supports it too."
    assert money(view, 2_000)[-1] == (
        "You said €20, so parting is supported by the trouble, not by the money."
    )
    assert money(view)[-1].endswith(
        "only if each hour of trouble you are spared is worth more than €26 to you."
    )


def test_break_even_below_zero_is_said_in_words():
    assert money(a_money_view(break_even_minor=-500))[-1].startswith("Leaving pays off within")


def test_unknown_break_even_is_left_out():
    said = money(a_money_view(break_even_minor=None, effective_hourly_minor=None))

    assert not [line for line in said if "worth" in line or "An hour" in line]


@pytest.mark.parametrize(("share", "start"), [(0.19, "19"), (0.20, "Without this client 20")])
def test_large_share_of_income_is_said_as_what_would_be_missing(share, start):
    assert money(a_money_view(income_share=share))[0].startswith(start)


def test_lateness_names_its_year_and_no_median_that_mixes_in_the_punctual_ones():
    view = a_money_view(invoices=12, late_invoices=3, median_days_late=2.0, worst_days_late=17)
    said = words_people.money(EN, view, price_of_calm_minor=None)
    assert "3 of 12 invoices of the last 12 months were late, worst 17 days." in said


def test_nothing_open_is_said_too():
    view = a_money_view(at_risk_minor=0, overdue_minor=0, late_invoices=0)

    assert money(view)[1] == "No invoice is open."
