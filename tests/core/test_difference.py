from __future__ import annotations

from goodterms.core.difference import Difference, differences, elsewhere

ROW = {
    "rules_version": 1,
    "verdict": "talk",
    "burn": 1.5,
    "reasons": [{"code": "CH", "minutes": 30.0}, {"code": "LP", "minutes": 60.0}],
    "gates": [{"name": "weeks", "passed": True}, {"name": "cited", "passed": False}],
    "praise": [],
}


def test_a_row_differs_in_nothing_from_itself():
    assert (differences(ROW, dict(ROW)), elsewhere(ROW, dict(ROW))) == ((), ())


def test_values_reasons_and_conditions_are_compared_by_name():
    today = {
        **ROW,
        "verdict": "watch",
        "reasons": [{"code": "VG", "minutes": 9.0}, {"code": "CH", "minutes": 30.0}],
        "gates": [{"name": "cited", "passed": True}, {"name": "new", "passed": True}],
        "praise": ["paid"],
        "unknown": 1,
    }
    assert differences(ROW, today) == (
        Difference(name="verdict", was="talk", now="watch"),
        Difference(name="reason LP", was=60.0, now=None),
        Difference(name="reason VG", was=None, now=9.0),
        Difference(name="condition cited", was=False, now=True),
    )
    assert elsewhere(ROW, today) == ("praise",)


def test_what_a_former_row_lacks_is_no_difference():
    today = {**ROW, "rules_version": 2, "P1": 0.9, "course": {}}
    assert differences(ROW, today) == (Difference(name="rules_version", was=1, now=2),)
    assert elsewhere(ROW, today) == ()
