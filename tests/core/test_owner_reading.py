from __future__ import annotations

from dataclasses import replace

from builders import a_body, a_message
from goodterms.core import facts
from goodterms.core.mail import Direction, Message
from goodterms.core.owner_layer import Layer
from goodterms.core.owner_reading import reader
from goodterms.core.tone_model import ToneModel
from tone_models import a_model

DEMAND = "Thank you for the new pages. We need it asap and nobody is here."
PLAIN = "Thank you for the new pages. We need the logo here please."
MODEL = a_model()


def layer(**weights: float) -> Layer:
    names = {"urgency": "concept:urgency", "need": "word:need", "logo": "word:logo"}
    offsets = {names[name]: weight for name, weight in weights.items()}
    return Layer(model=MODEL.digest, offsets={"pressure": offsets})


def read(text: str, own: Layer, **changes: object) -> Message:
    (found,) = reader(facts.reader(lambda: MODEL), lambda: MODEL, lambda: own)(
        [(a_message(**changes), a_body(text))]
    )
    return found


def test_without_a_layer_texts_are_read_as_ever() -> None:
    plain = facts.reader(lambda: MODEL)
    pairs = [(a_message(), a_body(DEMAND))]
    assert reader(plain, lambda: MODEL, Layer)(pairs) == plain(pairs)


def test_without_a_text_nobody_asks_for_model_or_layer() -> None:
    asked: list[str] = []

    def model() -> ToneModel:
        asked.append("model")
        return MODEL

    def own() -> Layer:
        asked.append("layer")
        return Layer()

    assert reader(facts.reader(model), model, own)([]) == []
    assert asked == []


def test_a_layer_moves_the_scores_of_what_is_read() -> None:
    before = read(DEMAND, Layer())
    after = read(DEMAND, layer(urgency=-9.0))
    assert after.scores["pressure"] < before.scores["pressure"]
    assert after.scores["vague"] == before.scores["vague"]
    assert replace(after, scores=before.scores, excerpt=before.excerpt) == before


def test_an_excerpt_goes_with_the_label_that_it_showed() -> None:
    text = "Thank you for the pages. We need it here tonight or so please."
    before = replace(read(text, Layer()), demand=None)
    assert before.excerpt
    (after,) = reader(
        lambda pairs: [before for _ in pairs], lambda: MODEL, lambda: layer(urgency=-9.0)
    )([(a_message(), a_body(text))])
    assert after.scores["pressure"] < 0.6
    assert after.excerpt == ""


def test_a_demand_keeps_its_sentence_whatever_the_layer_says() -> None:
    before = read(DEMAND, Layer())
    assert before.demand
    assert read(DEMAND, layer(urgency=-9.0)).excerpt == before.excerpt


def test_a_label_that_is_new_shows_the_sentence_that_speaks_for_it() -> None:
    before = read(PLAIN, Layer())
    assert (before.excerpt, before.scores["pressure"] < 0.6) == ("", True)
    edge = replace(before, scores={**before.scores, "pressure": 0.5})
    (after,) = reader(lambda pairs: [edge for _ in pairs], lambda: MODEL, lambda: layer(need=9.0))(
        [(a_message(), a_body(PLAIN))]
    )
    assert after.scores["pressure"] > 0.6
    assert after.excerpt == "We need the logo here please."


def test_the_sentence_shown_says_something() -> None:
    text = f"Need... {PLAIN}"
    before = read(text, Layer())
    edge = replace(before, scores={**before.scores, "pressure": 0.5}, excerpt="", demand=None)
    (after,) = reader(lambda pairs: [edge for _ in pairs], lambda: MODEL, lambda: layer(need=9.0))(
        [(a_message(), a_body(text))]
    )
    assert after.scores["pressure"] > 0.6
    assert after.excerpt == "We need the logo here please."


def test_what_was_not_scored_stays_so() -> None:
    assert read("Ok.", layer(urgency=1.0)).scores == {}
    assert read(DEMAND, layer(urgency=1.0), direction=Direction.OUT).scores == {}
