from __future__ import annotations

import pytest

from builders_views import a_report
from goodterms.adapters.render import Renderer
from goodterms.adapters.texts import Texts
from goodterms.adapters.words_scores import earlier_model
from goodterms.core.rescoring import OldScores

ONE, MANY = OldScores(scored=1240, kept=1), OldScores(scored=1240, waiting=3, kept=2)


@pytest.mark.parametrize(
    ("language", "scores", "said"),
    [
        ("en", ONE, "1 of 1,240 messages was scored by an earlier model."),
        ("en", MANY, "5 of 1,240 messages were scored by an earlier model."),
        ("hr", MANY, "Ton je procijenjen ranijim modelom u 5 od 1.240 poruka."),
    ],
)
def test_old_scores_are_counted_in_one_sentence(
    language: str, scores: OldScores, said: str
) -> None:
    assert earlier_model(Texts(language), scores) == [said]


@pytest.mark.parametrize("language", ["en", "hr"])
def test_a_report_says_so_in_both_parts_and_only_when_there_are_any(language: str) -> None:
    renderer = Renderer(language)
    (said,) = earlier_model(Texts(language), MANY)
    letter = renderer.letter(a_report(scores=MANY))
    assert said in " ".join(letter.text.split())
    assert said in letter.html
    assert said not in renderer.letter(a_report()).html
    assert "1.240" not in renderer.letter(a_report()).text
