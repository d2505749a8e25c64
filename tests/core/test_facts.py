from __future__ import annotations

from dataclasses import replace

import pytest

from builders import a_body, a_message
from goodterms.core import facts
from goodterms.core.mail import Direction
from goodterms.core.tone_model import POOLED
from tone_models import a_model

MODEL = a_model()


def read(text: str, attachments: tuple[str, ...] = (), **changes: object):
    return facts.with_text(a_message(**changes), a_body(text, attachments=attachments), MODEL)


def test_a_demand_is_shown_by_the_sentence_that_names_the_time():
    found = read("Please send it before 8 tomorrow morning. We need it, the logo, asap please.")
    assert found.scores["pressure"] > 0.9
    assert found.demand == "tomorrow@08:00"
    assert found.excerpt == "Please send it before 8 tomorrow morning."


@pytest.mark.parametrize(
    ("text", "attachments", "adds"),
    [
        ("PS: the logo is blue.", (), True),
        ("Here is the logo.", ("logo.png",), True),
        ("Any news?", (), False),
        ("PS: please send the menu tonight.", (), False),  # a demand is a demand
    ],
)
def test_what_only_adds_is_noted(text, attachments, adds):
    assert read(text, attachments).adds is adds


def test_who_wants_nothing_changed_is_not_vague_about_it():
    always = tuple(replace(each, offset=9.0) for each in MODEL.decisions[POOLED])
    model = a_model(decisions={POOLED: always})
    done = facts.with_text(a_message(), a_body("No more changes, it is here."), model)
    assert done.scores["vague"] == 0.0
    assert done.scores["scope"] > 0.9
    vague = facts.with_text(a_message(), a_body("It is here, please need the logo."), model)
    assert vague.scores["vague"] > 0.9


def test_the_owners_own_mail_is_neither_scored_nor_an_addition():
    found = read("PS: the logo is blue asap.", direction=Direction.OUT)
    assert (found.adds, found.scores, found.excerpt) == (False, {}, "")


def test_only_the_kind_of_an_attached_paper_is_kept():
    found = read("Here it is.", ("Ugovor za Anu Anić.pdf", "photo.jpg"))
    assert found.papers == ("contract",)
    assert facts.unread(found).papers == ()
    assert "Anić" not in repr(found)
