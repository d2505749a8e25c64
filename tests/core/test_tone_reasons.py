from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import tone
from goodterms.core.mail import LABELS
from goodterms.core.tone_features import probability
from goodterms.core.tone_reasons import explain
from tone_models import WORDS, a_model

MODEL = a_model()


def test_the_word_that_drove_a_score_comes_first() -> None:
    found = explain(MODEL, "We need the logo asap.", "pressure", language="en")
    assert found.words[0][0] == "asap"


def test_concepts_are_named_with_their_share() -> None:
    found = explain(MODEL, "We need the logo asap.", "pressure", language="en")
    assert {"urgency", "need", "need+urgency"} == set(dict(found.concepts))


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([*WORDS, ".", "\n\n"]), min_size=3, max_size=30),
    st.sampled_from(LABELS),
)
def test_contributions_and_offset_add_up_to_the_score(words: list[str], label: str) -> None:
    text = "need it here " + " ".join(words)
    found = explain(MODEL, text, label, language="en")
    total = found.offset + sum(worth for _, worth in found.words)
    assert total == pytest.approx(found.logit, abs=1e-9)
    scored = tone.score(MODEL, text, language="en")
    assert scored.scores[label] == pytest.approx(probability(found.logit), abs=1e-6)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        explain(MODEL, "We need the logo.", "praise", language="en")
