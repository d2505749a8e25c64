from __future__ import annotations

from dataclasses import replace

import pytest

from builders_views import a_report
from goodterms.adapters.texts import Texts
from goodterms.adapters.words_table import LEFT_OUT, SIGNS, TableWords
from goodterms.core.sections import Cell
from goodterms.core.verdict import LADDER, Verdict

EN = Texts("en")


@pytest.fixture
def words():
    return TableWords(EN, a_report())


def a_cell(words, **changes):
    return replace(words.report.rows[0].months[0], **changes)


def test_no_number_and_nothing_at_all_look_different(words):
    assert words.cell(a_cell(words, burn=0.0, verdict=Verdict.HEALTHY)) == "0.0"
    assert words.cell(a_cell(words, burn=None, verdict=None)) == LEFT_OUT
    assert words.cell_word(a_cell(words, burn=None, verdict=None)).endswith(": no data")


def test_each_step_above_healthy_has_a_sign_that_grows_with_it(words):
    steps = [each for each in LADDER if each in SIGNS]

    assert steps == [Verdict.WATCH, Verdict.TALK, Verdict.PREPARE, Verdict.LET_GO]
    assert [SIGNS[each] for each in steps] == sorted(SIGNS.values())
    assert words.cell(a_cell(words, burn=1.84, verdict=Verdict.TALK)) == "1.8\u00a0▄"
    for verdict, sign in SIGNS.items():
        assert f"{sign}\u00a0" in words.legend(), verdict


def test_without_paid_hours_there_is_no_burn(words):
    row = words.report.rows[0]
    bare = replace(row, burn=replace(row.burn, tolerated=None))

    assert words.factor(bare) == "no data"
    assert words.factor(row) == "1.8 (1.3 to 2.4)"


@pytest.mark.parametrize(
    ("change", "said"),
    [("new", "+ new"), ("up", "▲ more serious"), ("down", "▼ eased"), ("same", "")],
)
def test_a_change_has_an_arrow_and_a_word(words, change, said):
    assert words.moved(replace(words.report.rows[0], change=change)) == said


def test_cells_are_four_months(words):
    assert all(isinstance(each, Cell) for each in words.report.rows[0].months)
    assert words.head() == ["Client", "Burn", "Jul", "Aug", "Sept", "Oct"]
