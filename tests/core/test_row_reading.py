"""A verdict row read back says the same as the assessment it was made from."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from builders_verdict import NOW
from builders_views import all_assessments
from goodterms.core import row
from goodterms.core.client import Freshness
from goodterms.core.row_reading import assessment_of, resting

FRESH = Freshness(mail_at=NOW, invoices_at=NOW - timedelta(days=2), folders=("INBOX",))


@pytest.mark.parametrize("judged", all_assessments(), ids=lambda each: each.client)
def test_there_and_back_gives_the_same_bytes(judged):
    text = row.to_json(judged, FRESH)
    found = assessment_of(text)
    assert row.to_json(found, FRESH) == text
    assert (found.verdict, found.since, found.as_of) == (
        judged.verdict,
        judged.since,
        judged.as_of,
    )
    assert {type(each) for each in found.incidents} == {type(each) for each in judged.incidents}


def test_every_row_of_the_demo_comes_back_as_it_is(demo):
    with demo.app.open_store() as store:
        texts = [store.verdict_row(each.name, None) for each in demo.app.settings.clients]
    texts = [each for each in texts if each]
    assert texts
    for text in texts:
        assert row.to_json(assessment_of(text), row.resting_on(text)[1]) == text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"as_of": 1}', "null", '{"client": "x"}'])
def test_what_is_no_row_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"."):
        assessment_of(text)


def test_a_row_that_lacks_a_needed_field_is_a_value_error():
    values = json.loads(row.to_json(all_assessments()[0], FRESH))
    del values["long"]["mean"]
    with pytest.raises(ValueError, match="everything that is needed"):
        assessment_of(json.dumps(values))


@pytest.mark.parametrize("fresh", [FRESH, Freshness()])
def test_an_instant_and_freshness_are_read_as_a_row_rests_on_them(fresh):
    assert row.resting_on(resting(fresh, now=NOW)) == (NOW, fresh)
