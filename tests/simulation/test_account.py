"""What a simulation says as JSON and as a picture."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from goodterms.simulation import account
from goodterms.simulation.study import Result, run


@pytest.fixture(scope="module")
def found() -> Result:
    return run(seed=4, clients=300, workers=1, progress=lambda _done, _total: None)


def test_the_json_holds_the_measures_with_their_errors_and_the_naive_rule(found: Result) -> None:
    told = json.loads(json.dumps(account.as_json(found)))
    first = told["goals"][0]
    assert (first["name"], first["limit"]) == ("false_let_go", 0.001)
    assert {"value", "error", "kept", "naive"} <= set(first)
    assert len(told["kinds"]) == len(told["naive"]) == 15
    assert {"hours_error_misdeclared", "dispersion_2_5", "false_alarms_30"} <= {
        each["name"] for each in told["robustness"]
    }


def test_a_condition_that_does_not_hold_is_named(found: Result) -> None:
    told = {each["name"]: each for each in account.as_json(found)["robustness"]}
    for name, rate in account.weaknesses(found):
        assert told[name]["holds"] is False
        assert rate > account.FALSE_LIMIT


def test_the_picture_is_well_formed_and_shows_every_level(found: Result) -> None:
    root = ElementTree.fromstring(account.picture(found))  # noqa: S314 - our own text
    texts = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"0.75", "0.80", "0.85", "0.90", "0.95"} <= texts
