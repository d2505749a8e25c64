from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_judgement import CLIENT, MONDAY, OWNER, a_relation, assessed, noon
from goodterms.adapters.kept_values import from_text, to_text

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.fractions(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)


@given(PLAIN)
def test_what_was_kept_is_what_is_read(value):
    assert from_text(to_text(value)) == value


def test_an_assessment_is_read_as_it_was():
    now = noon(MONDAY.replace(year=2027))
    found = assessed(a_relation(weeks=50, chasers=2, nights=2), now)
    assert found.incidents
    assert from_text(to_text(found)) == found


def test_sets_and_mappings_give_one_text_in_any_order():
    days = [date(2026, 1, day) for day in range(1, 20)]
    assert to_text(frozenset(days)) == to_text(frozenset(reversed(days)))
    assert to_text({"a": 1, "b": 2}) == to_text({"b": 2, "a": 1})
    assert from_text(to_text((frozenset(days), {"a": 1}, time(9), Fraction(1, 3)))) == (
        frozenset(days), {"a": 1}, time(9), Fraction(1, 3),
    )  # fmt: skip


def test_owner_and_client_have_a_text():
    assert to_text((OWNER, CLIENT)) == to_text((OWNER, CLIENT))


@dataclass(frozen=True)
class Foreign:
    name: str


@pytest.mark.parametrize("value", [Foreign(name="x"), object(), len, datetime])
def test_only_data_of_the_core_is_kept(value):
    with pytest.raises(TypeError):
        to_text(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"of":"os.system","is":["x"]}',
        '{"of":"..adapters.secrets.read","is":[]}',
        '{"of":"assessment.assess","is":[]}',
        '{"word":"verdict.Verdict","is":"nonsense"}',
        '{"of":"verdict.Gate","is":["too few"]}',
        '{"date":"yesterday"}',
        '{"unheard":1}',
        '{"a":1,"b":2}',
        '{"of":7,"is":[]}',
    ],
)
def test_another_text_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        from_text(text)
