from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders_people import a_message, a_workweek
from goodterms.core.heat import HeatMap, heat_map
from goodterms.web.charts_heat import CELL_WIDTH, HEIGHT, LEFT, SHADES, TOP, WIDTH, heat_charts

EMPTY = ((0,) * 24,) * 7
NINE_TO_FIVE = (tuple(9 <= hour < 17 for hour in range(24)),) * 5 + ((False,) * 24,) * 2


def grid(**counts):
    """Counts by ``d<day>h<hour>``."""
    rows = [[0] * 24 for _ in range(7)]
    for name, count in counts.items():
        day, hour = name[1:].split("h")
        rows[int(day)][int(hour)] = count
    return tuple(map(tuple, rows))


def heat(inbound=EMPTY, outbound=EMPTY, working=NINE_TO_FIVE):
    return HeatMap(inbound=inbound, outbound=outbound, working=working)


def test_only_hours_with_mail_are_drawn_where_they_belong():
    theirs, own = heat_charts(heat(grid(d0h9=2, d6h23=1)))
    assert [(each.x, each.y, each.count) for each in theirs.cells] == [
        (LEFT + 9 * CELL_WIDTH, TOP, 2),
        (LEFT + 23 * CELL_WIDTH, TOP + 6 * 20, 1),
    ]
    assert own.cells == ()
    assert own.busiest is None


def test_both_grids_share_one_scale_so_that_they_compare():
    theirs, own = heat_charts(heat(grid(d0h9=60), grid(d0h9=6)))
    assert (theirs.cells[0].shade, own.cells[0].shade) == (SHADES, 1)


def test_working_hours_in_a_row_are_one_outline():
    theirs, _ = heat_charts(heat())
    assert len(theirs.outlines) == 5
    assert {(each.x, each.width) for each in theirs.outlines} == {
        (LEFT + 9 * CELL_WIDTH, 8 * CELL_WIDTH)
    }


def test_what_lies_outside_working_hours_is_counted():
    theirs, _ = heat_charts(heat(grid(d0h9=2, d0h22=3, d6h12=4)))
    assert (theirs.total, theirs.outside) == (9, 7)
    assert (theirs.busiest.day, theirs.busiest.hour) == (6, 12)


def test_the_owners_messages_stand_in_the_owners_grid():
    messages = [a_message(1), a_message(2, direction="out")]
    theirs, own = heat_charts(heat_map(messages, a_workweek()))
    assert (theirs.total, own.total) == (1, 1)


@given(st.lists(st.lists(st.integers(0, 5000), min_size=24, max_size=24), min_size=7, max_size=7))
@settings(max_examples=30, deadline=None)
def test_nothing_is_lost_and_nothing_leaves_the_picture(rows):
    counts = tuple(map(tuple, rows))
    theirs, _ = heat_charts(heat(counts))
    assert theirs.total == sum(map(sum, rows))
    for cell in theirs.cells:
        assert 1 <= cell.shade <= SHADES
        assert LEFT <= cell.x <= WIDTH - CELL_WIDTH
        assert TOP <= cell.y <= HEIGHT - 20
