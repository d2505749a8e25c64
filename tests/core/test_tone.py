from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import tone, tone_features
from goodterms.core.mail import LABELS
from goodterms.core.tone_model import POOLED
from tone_models import WORDS, a_model

MODEL = a_model()


def test_the_sentence_that_earned_a_label_is_shown() -> None:
    found = tone.score(MODEL, "Thanks, here it is. We need the logo asap.", language="en")
    assert found.labels == ("pressure",)
    assert [span.text for span in found.spans] == ["We need the logo asap."]
    assert found.scores["pressure"] > 0.9


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Asap. We need it here tonight.", "We need it here tonight."),
        ("Dear asap,\n\nwe need the logo.", "we need the logo."),
        ("Asap? Tonight? Please.", "Asap?"),  # nothing else was written
    ],
)
def test_a_greeting_or_a_single_word_is_shown_only_for_want_of_better(text, shown) -> None:
    found = tone.score(MODEL, text, language="en")
    assert [span.text for span in found.spans] == [shown]


def test_a_calm_message_has_all_scores_and_no_label() -> None:
    found = tone.score(MODEL, "Thanks, the logo is here.", language="en")
    assert set(found.scores) == set(LABELS)
    assert found.labels == found.spans == ()
    assert found.abstained is None


def test_a_clause_is_shown_where_it_says_as_much_as_its_sentence() -> None:
    text = "thanks please it is here we the logo, but we need it asap tonight please"
    found = tone.score(MODEL, text, language="en")
    assert found.spans[0].text == "but we need it asap tonight please"


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", None, "no-text"),
        ("?? 12:30 ...", None, "no-text"),
        ("asap please", "en", "short"),
        ("need the logo asap", "other", "language"),
        ("bitte den entwurf heute noch schicken", None, "unknown-words"),
    ],
)
def test_what_cannot_be_judged_is_left_out_by_name(
    text: str, language: str | None, reason: str
) -> None:
    found = tone.score(MODEL, text, language=language)
    assert found.abstained == reason
    assert not found.scores
    assert not found.labels


def test_between_two_thresholds_the_answer_is_unsure_and_shows_no_words() -> None:
    shifted = tuple(replace(each, yes=0.9999) for each in MODEL.decisions[POOLED])
    model = a_model(decisions={POOLED: shifted})
    found = tone.score(model, "We need the logo asap.", language="en")
    assert found.labels == found.spans == ()
    assert found.unsure == ("pressure",)


def test_a_language_with_decisions_of_its_own_is_decided_by_them() -> None:
    strict = tuple(replace(each, yes=1.0) for each in MODEL.decisions[POOLED])
    model = a_model(decisions={POOLED: MODEL.decisions[POOLED], "hr": strict})
    text = "We need the logo asap."
    assert tone.score(model, text, language="en").labels == ("pressure",)
    assert tone.score(model, text, language="hr").labels == ()


def test_a_word_said_twice_weighs_as_much_as_said_once() -> None:
    once = tone.score(MODEL, "need the logo asap", language="en")
    twice = tone.score(MODEL, "need the logo asap asap asap", language="en")
    assert once.scores == twice.scores


def test_pairs_of_concepts_do_not_reach_over_the_end_of_a_sentence() -> None:
    apart = tone.score(MODEL, "We need it. It is tonight.", language="en")
    together = tone.score(MODEL, "We need it tonight. It is.", language="en")
    assert apart.scores["pressure"] < together.scores["pressure"]


def test_a_very_long_text_is_read_up_to_a_bound() -> None:
    text = "the logo is here. " * 3000 + "need it asap tonight"
    assert tone.score(MODEL, text, language="en").labels == ()


@settings(max_examples=120)
@given(st.lists(st.sampled_from([*WORDS, ".", ",", "!", "\n\n", "but", "9:30"]), max_size=40))
def test_spans_are_pieces_of_the_text_and_scores_are_probabilities(words: list[str]) -> None:
    text = " ".join(words)
    found = tone.score(MODEL, text, language=None)
    assert all(0.0 <= chance <= 1.0 for chance in found.scores.values())
    assert [span.label for span in found.spans] == list(found.labels)
    assert all(span.text and span.text in text for span in found.spans)
    assert not set(found.labels) & set(found.unsure)


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_no_text_breaks_scoring(text: str) -> None:
    first = tone.score(MODEL, text, language=None)
    assert first == tone.score(MODEL, text, language=None)


@given(st.floats(-800, 800))
def test_the_probability_of_log_odds_is_safe_and_symmetric(logit: float) -> None:
    chance = tone_features.probability(logit)
    assert 0.0 <= chance <= 1.0
    assert chance + tone_features.probability(-logit) == pytest.approx(1.0)


def test_remembering_words_changes_no_score() -> None:
    fresh = a_model()
    text = "We need the logo asap."
    first = tone.score(fresh, text, language="en")
    assert fresh.lexicon.chars
    assert tone.score(fresh, text, language="en") == first
