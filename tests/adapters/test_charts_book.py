from __future__ import annotations

import pytest

from builders_book import a_book, a_paying_client
from builders_verdict import an_owner
from goodterms.adapters import charts_book
from goodterms.adapters.texts import Texts
from goodterms.core.book import book_view
from goodterms.core.policy import Policy

ENGLISH = Texts("en")
FLOOR = charts_book.HEIGHT - charts_book.BOTTOM
RIGHT = charts_book.WIDTH - charts_book.RIGHT


def spots(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (each.split(",") for each in points.split())]


def book(*clients):
    return book_view(clients, owner=an_owner(), policy=Policy())


def test_a_dot_stands_at_its_hours_and_ratio():
    found = charts_book.funnel_chart(
        ENGLISH,
        book(
            a_paying_client("small", 1, hours=45.0, spent=270.0),
            a_paying_client("large", 1, hours=90.0, spent=0.0),
        ).funnel,
    )
    large, small = found.dots
    assert (large.x, large.y) == (RIGHT, FLOOR)
    assert small.x == pytest.approx((charts_book.LEFT + RIGHT) / 2)
    assert small.y == pytest.approx(found.tolerance)
    assert small.title == (
        "small: 45 paid hours, 1.0 times what you tolerate; within what chance alone can do at "
        "your tolerance"
    )
    assert found.levels[0] == (FLOOR, 0)
    assert [value for _, value in found.hours] == [0, 18, 36, 54, 72, 90]


def test_what_lies_above_the_edge_is_drawn_at_it_and_says_its_number():
    found = charts_book.funnel_chart(
        ENGLISH, book(a_paying_client("loud", 1, spent=540.0 * 9)).funnel
    )
    (dot,) = found.dots
    assert (dot.y, dot.clipped) == (charts_book.TOP, True)
    assert "9.0 times" in dot.title


def test_the_inner_limits_lie_within_the_outer_and_all_within_the_picture():
    found = charts_book.funnel_chart(ENGLISH, a_book([100, 200]).funnel)
    outer, inner = spots(found.outer), spots(found.inner)
    half = len(outer) // 2
    assert all(a[1] <= b[1] for a, b in zip(outer[:half], inner[:half], strict=True))
    assert all(a[1] >= b[1] for a, b in zip(outer[half:], inner[half:], strict=True))
    for x, y in [*outer, *inner]:
        assert charts_book.LEFT <= x <= RIGHT
        assert charts_book.TOP <= y <= FLOOR


def test_the_curve_begins_at_nothing_and_ends_at_the_whole():
    found = charts_book.curve_chart(ENGLISH, a_book([5000, 2000, 100]))
    for line in (found.net, found.income, found.trouble):
        assert len(spots(line)) == 4
        assert spots(line)[0][0] == charts_book.LEFT
        assert spots(line)[-1] == (pytest.approx(RIGHT), pytest.approx(found.full, abs=0.06))
    assert found.knots[0].client == "client 1"
    assert "50 an hour" not in found.title
    assert max(value for _, value in found.levels) > 100  # the last client costs money
    assert found.knots[0].title.startswith("client 1: ")


def test_a_curve_without_net_income_is_drawn_by_income():
    costly = [a_paying_client(name, 10, trouble_hours=90.0) for name in ("a", "b")]
    found = charts_book.curve_chart(ENGLISH, book(*costly))
    assert found.net == ""
    assert spots(found.income)[1][0] == pytest.approx(found.knots[0].x, abs=0.06)


def test_nothing_is_drawn_of_too_little():
    assert charts_book.funnel_chart(ENGLISH, book().funnel) is None
    assert charts_book.curve_chart(ENGLISH, a_book([100])) is None
