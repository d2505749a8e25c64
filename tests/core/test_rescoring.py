from __future__ import annotations

import pytest

from builders import a_body, a_message
from goodterms.core import facts, rescoring
from goodterms.core.mail import Message
from goodterms.core.owner_layer import Layer
from goodterms.core.rescoring import OldScores
from tone_models import a_model

TEXT = "I need the logo tonight, it is asap. Please make the title larger too."


def test_nothing_is_said_when_nothing_is_old() -> None:
    assert rescoring.lines(OldScores(scored=9)) == []


def test_what_waits_and_what_stays_are_told_apart() -> None:
    found = OldScores(scored=9, waiting=4, kept=2)
    waiting, kept = rescoring.lines(found)
    assert waiting == "4 of 9 scored messages wait for the new model"
    assert kept.startswith("2 of 9 scored messages keep the scores of an earlier model: gone")
    assert found.old == 6


@pytest.mark.parametrize(
    ("left", "at_once", "room"),
    [(51, False, True), (50, False, False), (50, True, True), (1, True, True), (0, True, False),
     (-9, False, False)],
)  # fmt: skip
def test_half_of_a_day_is_left_to_new_mail_unless_all_is_asked_for_at_once(
    left: int, at_once: bool, room: bool
) -> None:
    assert rescoring.has_room(left, 100, at_once=at_once) is room


def test_what_the_owner_taught_makes_no_score_old() -> None:
    layer = Layer(model="abc", offsets={"vague": {"word:pop": 0.5}})
    assert layer.named("abc") != "abc"
    assert rescoring.shipped(layer.named("abc")) == rescoring.shipped("abc") == "abc"


def headers() -> Message:
    return a_message(words=0, language=None, flaws=("no-date", "raw-8bit"))


def test_reading_a_text_and_forgetting_it_leaves_the_headers() -> None:
    body = a_body(TEXT, attachments=("a.pdf",), flaws=("charset", "truncated"))
    read = facts.with_text(headers(), body, a_model())
    assert read != headers()
    assert facts.unread(read) == headers()


def test_a_scored_message_names_its_model_and_no_other_does() -> None:
    model = a_model(digest="f00d")
    assert facts.with_text(headers(), a_body(TEXT), model).model == "f00d"
    short = facts.with_text(headers(), a_body("Thanks!"), model)
    assert (short.scores, short.model) == ({}, "")
