from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_verdict import NOW, an_assessment, an_estimate
from goodterms.adapters import bars
from goodterms.adapters.texts import Texts
from goodterms.core.client import Freshness
from goodterms.core.findings import Privacy
from goodterms.core.report import Edition
from goodterms.core.sections import section
from goodterms.core.verdict import Verdict

EN = Texts("en")
EDITION = Edition(period="m:2026-10", privacy=Privacy.NAMES, freshness=Freshness(mail_at=NOW))


def a_section(verdict=Verdict.TALK, **estimate):
    return section(an_assessment(verdict=verdict, long=an_estimate(**estimate)), 1, EDITION)


def test_bar_shows_what_is_sure_what_may_be_and_what_is_tolerated():
    bar = bars.bar(EN, a_section(mean=1.5, low=1.0, high=2.0))

    assert [part.width for part in bar.parts] == [50, 50]
    assert [(tick.label, tick.is_limit) for tick in bar.ticks] == [
        ("you tolerate 6", True),
        ("12", False),
    ]


def test_burn_beyond_the_scale_fills_it():
    bar = bars.bar(EN, a_section(mean=14.0, low=11.0, high=17.0))

    assert [part.width for part in bar.parts] == [100]
    assert len(bar.ticks) == bars.MOST_TIMES


@given(low=st.floats(0, 20), spread=st.floats(0, 20))
def test_widths_are_whole_and_fill_the_bar(low, spread):
    bar = bars.bar(EN, a_section(mean=low, low=low, high=low + spread))

    assert sum(part.width for part in bar.parts) == 100
    assert sum(tick.width for tick in bar.ticks) == 100
    assert all(part.width > 0 for part in bar.parts)


def contrast(one, other):
    """Contrast of two colours (WCAG 2.2, relative luminance)."""

    def light(colour):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("verdict", Verdict)
def test_white_text_can_be_read_on_every_verdict(verdict):
    assert contrast(bars.colour(verdict), "#ffffff") >= 4.5


@pytest.mark.parametrize("verdict", Verdict)
def test_colours_can_be_told_from_a_dark_page_too(verdict):
    assert contrast(bars.colour(verdict), "#121212") >= 2.0


def test_missing_month_has_a_colour_of_its_own():
    assert bars.colour(None) not in bars.FULL.values()
    assert all(one != other for one, other in pairwise(sorted(set(bars.FULL.values()))))
