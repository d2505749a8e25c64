from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builders_verdict import some_weeks
from goodterms.adapters import charts
from goodterms.core.verdict import Verdict

WEEKS = some_weeks(Verdict.PREPARE, 1.8, count=52)


def points(text):
    return [tuple(map(float, pair.split(","))) for pair in text.split()]


def test_line_has_a_point_for_each_week_inside_the_chart():
    chart = charts.burn_chart(WEEKS)

    line = points(chart.line)
    assert len(line) == len(chart.points) == 52
    assert line[0][0] == charts.LEFT
    assert line[-1][0] == charts.WIDTH - charts.RIGHT


def test_higher_burn_stands_higher_and_the_tolerance_is_where_one_is():
    chart = charts.burn_chart([replace(WEEKS[0], mean=1.0), replace(WEEKS[1], mean=2.0)])

    heights = {level: y for y, level in chart.levels}
    assert chart.points[0].y == heights[1]
    assert chart.points[1].y < chart.points[0].y


def test_band_encloses_the_line():
    chart = charts.burn_chart(WEEKS)

    band = points(chart.band)
    upper, lower = band[:52], list(reversed(band[52:]))
    for (x, y), high, low in zip(points(chart.line), upper, lower, strict=True):
        assert high[0] == low[0] == x
        assert high[1] <= y <= low[1]


def test_strip_has_one_bar_for_each_stretch_and_they_touch():
    chart = charts.burn_chart(WEEKS)

    assert [each.verdict for each in chart.strip] == [
        Verdict.LEARNING,
        Verdict.HEALTHY,
        Verdict.WATCH,
        Verdict.TALK,
        Verdict.PREPARE,
    ]
    for one, other in zip(chart.strip, chart.strip[1:], strict=False):
        assert abs(one.x + one.width - other.x) < 1e-6
    assert sum(each.width for each in chart.strip) == (charts.WIDTH - charts.LEFT - charts.RIGHT)


def test_months_are_named_where_they_begin():
    chart = charts.burn_chart(WEEKS)

    months = [day.month for _, day in chart.months]
    assert months == list(dict.fromkeys(months))
    assert all(charts.LEFT <= x < charts.WIDTH - charts.LEFT for x, _ in chart.months)


def test_one_week_is_no_chart():
    assert charts.burn_chart(WEEKS[:1]) is None
    assert charts.burn_chart([]) is None


@given(st.lists(st.floats(0, 200), min_size=2, max_size=60))
def test_no_burn_leaves_the_chart(burns):
    weeks = [
        replace(WEEKS[0], on=WEEKS[min(place, 51)].on, mean=burn, low=burn / 2, high=burn * 2)
        for place, burn in enumerate(burns)
    ]

    chart = charts.burn_chart(weeks)

    for _, y in [*points(chart.line), *points(chart.band)]:
        assert charts.TOP <= y <= charts.HEIGHT - charts.BOTTOM
