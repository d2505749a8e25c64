from __future__ import annotations

from goodterms.core.owner_layer import Layer
from goodterms.core.owner_replay import TARGET, Case, checked
from tone_models import a_model

SILENT = dict.fromkeys(("vague", "hostile", "scope", "stalling"), 0.01)


def a_case(chance: float, *, true: bool, features: tuple[str, ...] = ("word:logo",)) -> Case:
    labels = frozenset({"pressure"} if true else ())
    return Case(
        language="en", labels=labels, scores={**SILENT, "pressure": chance}, features=features
    )


CASES = [*[a_case(0.8, true=True)] * 10, *[a_case(0.4, true=False)] * 10]
"""The small model gives the label from 0.6 on."""


def test_a_layer_that_lights_up_ordinary_mail_is_withheld_with_the_figures() -> None:
    layer = Layer(model="m", offsets={"pressure": {"word:logo": 1.2}})
    found = checked(layer, a_model(), CASES)
    assert found.offsets == {}
    assert found.withheld == {"pressure": (1.0, 0.5)}
    assert found.digest == ""


def test_a_layer_that_keeps_the_promise_is_used_as_it_is() -> None:
    layer = Layer(model="m", offsets={"pressure": {"word:logo": -1.2}})
    assert checked(layer, a_model(), CASES) == layer


def test_a_label_that_fails_takes_no_other_with_it() -> None:
    offsets = {"pressure": {"word:logo": 1.2}, "vague": {"word:logo": 0.3}}
    found = checked(Layer(model="m", offsets=offsets), a_model(), CASES)
    assert set(found.offsets) == {"vague"}
    assert set(found.withheld) == {"pressure"}


def test_a_label_below_the_target_before_may_get_no_worse() -> None:
    poor = [*[a_case(0.8, true=True)] * 5, *[a_case(0.7, true=False, features=("word:is",))] * 5]
    better = Layer(model="m", offsets={"pressure": {"word:is": -0.2}})
    assert checked(better, a_model(), poor).offsets == better.offsets
    worse = Layer(model="m", offsets={"pressure": {"word:logo": -1.4}})
    assert checked(worse, a_model(), poor).offsets == {}


def test_at_the_target_a_layer_is_used() -> None:
    cases = [*[a_case(0.8, true=True)] * 17, *[a_case(0.4, true=False)] * 3]
    layer = Layer(model="m", offsets={"pressure": {"word:logo": 1.2}})
    assert TARGET == 17 / 20
    assert checked(layer, a_model(), cases) == layer
