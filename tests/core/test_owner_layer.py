from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MORNING
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.owner_layer import (
    FEWEST_CORRECTIONS,
    LARGEST_SHIFT,
    MOST_WORDS,
    Example,
    Layer,
    Vector,
    adjusted,
    examples,
    features_of,
    fit,
    label_of,
    odds_of,
    vector,
    words_on,
)
from goodterms.core.verdict import Code
from tone_models import a_model

TEXT = "We need the Zlatica logo tonight. Call 091 555 1234, Brankovac."
FEATURES = ("concept:need", "concept:urgency", "word:logo", "word:tonight")


def an_example(holds: bool = False, **changes: object) -> Example:
    values: dict[str, object] = {
        "label": "pressure",
        "holds": holds,
        "odds": 1.0,
        "features": FEATURES,
    }
    return Example(**{**values, **changes})  # type: ignore[arg-type]


def said(kind: CorrectionKind, code: str = "vague", *, minutes: int = 0) -> Correction:
    at = MORNING + timedelta(minutes=minutes)
    return Correction(id=minutes, message="M-1", code=code, kind=kind, corrected_at=at)


def test_of_a_text_only_words_and_concepts_that_the_model_knows_are_kept() -> None:
    found = features_of(a_model(), TEXT)
    assert found == (
        "concept:need", "concept:need+urgency", "concept:urgency",
        "word:logo", "word:need", "word:the", "word:tonight", "word:we",
    )  # fmt: skip


def test_a_vector_holds_the_log_odds_of_the_shipped_model_alone() -> None:
    model = a_model()
    found = vector(model, TEXT, language="en")
    assert found is not None
    assert found.model == model.digest
    assert set(found.odds) == set(model.labels)
    assert found.odds["pressure"] > found.odds["vague"]
    assert vector(model, "Ok.", language="en") is None


def test_four_corrections_change_nothing_and_the_fifth_does() -> None:
    few = [an_example()] * (FEWEST_CORRECTIONS - 1)
    assert fit(few, model="m").offsets == {}
    assert fit([*few, an_example(label="vague")], model="m").offsets == {}
    layer = fit([*few, an_example()], model="m")
    assert set(layer.offsets) == {"pressure"}
    assert layer.shift("pressure", FEATURES) < -0.5


def test_wrong_lowers_and_right_raises_what_is_alike_and_leaves_the_rest() -> None:
    scores = {"pressure": 0.7, "vague": 0.2}
    down = fit([an_example()] * 6, model="m")
    up = fit([an_example(holds=True, odds=-1.0)] * 6, model="m")
    assert adjusted(down, scores, FEATURES)["pressure"] < 0.5
    assert adjusted(up, scores, FEATURES)["pressure"] > 0.8
    assert adjusted(down, scores, FEATURES)["vague"] == 0.2
    assert adjusted(down, scores, ("word:thanks",)) == scores


def test_the_same_words_said_both_ways_move_little() -> None:
    both = [an_example(holds=number % 2 == 0, odds=0.0) for number in range(10)]
    assert abs(fit(both, model="m").shift("pressure", FEATURES)) < 0.05


def test_a_score_that_explicit_words_denied_stays_zero() -> None:
    layer = fit([an_example(holds=True, odds=-1.0)] * 9, model="m")
    assert adjusted(layer, {"pressure": 0.0}, FEATURES) == {"pressure": 0.0}


names = st.sampled_from([f"{kind}:{number}" for kind in ("word", "concept") for number in range(9)])
cases = st.lists(
    st.builds(
        Example,
        label=st.just("pressure"),
        holds=st.booleans(),
        odds=st.floats(-14, 14),
        features=st.frozensets(names, min_size=1).map(lambda each: tuple(sorted(each))),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(cases, st.frozensets(names).map(lambda each: tuple(sorted(each))), st.floats(0, 1))
def test_no_corrections_whatever_move_a_score_by_more_than_the_bound(
    found: list[Example], features: tuple[str, ...], chance: float
) -> None:
    layer = fit(found, model="m")
    after = adjusted(layer, {"pressure": chance}, features)["pressure"]
    assert 0.0 <= after <= 1.0
    assert abs(layer.shift("pressure", features)) <= LARGEST_SHIFT
    if 1e-3 < chance < 1 - 1e-3:
        assert abs(odds_of(after) - odds_of(chance)) <= LARGEST_SHIFT + 1e-2


def test_the_bound_is_reached_by_many_and_not_passed() -> None:
    layer = fit([an_example(odds=6.0)] * 60, model="m")
    assert layer.shift("pressure", FEATURES) == -LARGEST_SHIFT


def test_only_the_words_corrected_most_carry_weight() -> None:
    often = an_example(features=("word:often",))
    rare = [an_example(features=("word:often", f"word:rare{n:03}")) for n in range(MOST_WORDS + 50)]
    weights = fit([often, *rare], model="m").offsets["pressure"]
    assert "word:often" in weights
    assert len(weights) <= MOST_WORDS


def test_fitting_again_from_what_stands_takes_a_correction_back() -> None:
    before = fit([an_example()] * 6, model="m")
    more = fit([*[an_example()] * 6, an_example(holds=True)], model="m")
    assert more != before
    assert fit([an_example()] * 6, model="m") == before


def test_a_digest_names_what_changes_scores_and_nothing_else() -> None:
    empty = Layer(model="abc", withheld={"vague": (0.9, 0.5)})
    assert (empty.digest, empty.named("abc")) == ("", "abc")
    layer = fit([an_example()] * 6, model="m")
    assert layer.named("m") == f"m+{layer.digest}"
    assert len(layer.digest) == 12
    assert fit([an_example()] * 7, model="m").digest != layer.digest


@pytest.mark.parametrize(
    ("code", "label"),
    [(Code.VAGUE, "vague"), ("vague", "vague"), ("pressure", "pressure"), ("*", None),
     (Code.HOSTILE, "hostile"), (Code.CHASER, None)],
)  # fmt: skip
def test_a_code_speaks_of_a_label_or_of_none(code: str, label: str | None) -> None:
    assert label_of(str(code)) == label


def test_the_last_word_on_a_label_counts_whichever_code_named_it() -> None:
    wrong, right = CorrectionKind.WRONG, CorrectionKind.RIGHT
    assert words_on([said(wrong)]) == {("M-1", "vague"): False}
    both = [said(wrong), said(right, str(Code.VAGUE), minutes=5)]
    assert words_on(both) == {("M-1", "vague"): True}
    assert words_on(reversed(both)) == {("M-1", "vague"): True}


@pytest.mark.parametrize("kind", [CorrectionKind.INVITED, CorrectionKind.MINE])
def test_whose_doing_it_was_says_nothing_of_the_words(kind: CorrectionKind) -> None:
    assert words_on([said(CorrectionKind.RIGHT), said(kind, minutes=5)]) == {}
    assert words_on([said(CorrectionKind.WRONG, "*")]) == {}


def test_a_vector_of_an_earlier_model_teaches_nothing_of_this_one() -> None:
    words = {("M-1", "vague"): False, ("M-2", "vague"): False, ("M-3", "vague"): True}
    vectors = {
        "M-1": Vector(model="new", features=FEATURES, odds={"vague": 0.5}),
        "M-2": Vector(model="old", features=FEATURES, odds={"vague": 0.5}),
    }
    (found,) = examples(words, vectors, model="new")
    assert found == Example(label="vague", holds=False, odds=0.5, features=FEATURES)
