from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builders_book import NO_OWN_WORK, a_quarter, a_what_if
from goodterms.adapters import words_insight
from goodterms.adapters.texts import Texts
from goodterms.core.insight import Insight, Split, YearAgo

ENGLISH, CROATIAN = Texts("en"), Texts("hr")
WORSE = Split(since=date(2026, 3, 2), before=12.4, after=55.6, gain=4.0)
OWN = replace(
    NO_OWN_WORK,
    invoices=5,
    late=2,
    median_days=9.0,
    worst_days=31,
    open_requests=1,
    oldest_request_on=date(2026, 10, 5),
)
LAST_YEAR = YearAgo(now=a_quarter(), then=a_quarter(mean=0.62))


def test_since_when_it_is_another_one():
    assert words_insight.split(ENGLISH, WORSE) == (
        "More trouble since the week of 2 March 2026: 56 minutes a week, 12 before."
    )
    better = replace(WORSE, before=60.0, after=4.0)
    assert words_insight.split(ENGLISH, better).startswith("Less trouble since the week of 2 March")


def test_own_lateness_is_said_with_its_numbers():
    assert words_insight.own_work(ENGLISH, OWN) == [
        "2 of your own 5 invoices left more than 14 days after the last work.",
        "Half of your invoices left within 9 days of the last work, the slowest after 31 days.",
        (
            "1 request still waits for your answer although the client came back to it; the oldest "
            "is of 5 October 2026."
        ),
    ]
    assert words_insight.own_work(ENGLISH, NO_OWN_WORK) == []


def test_what_leaving_would_change():
    rich = a_what_if(lost_month_minor=104_000, covered_months=15.04, gap_month_minor=0)
    assert words_insight.what_if(ENGLISH, rich) == [
        "Without this client €1,040 a month would be missing.",
        "What you invoiced everybody else in 12 months covers your fixed costs for 15.0 months.",
        "About 2 hours a month would be free.",
    ]
    poor = replace(rich, covered_months=9.0, gap_month_minor=30_000)
    assert words_insight.what_if(ENGLISH, poor)[1] == (
        "What you invoiced everybody else in 12 months covers your fixed costs for 9.0 of 12 "
        "months: €300 a month would have to come from elsewhere."
    )
    nothing = a_what_if(income_minor=0, freed_hours_month=None)
    assert words_insight.what_if(ENGLISH, nothing) == []


def test_the_same_quarter_of_last_year():
    assert words_insight.year_ago(ENGLISH, LAST_YEAR) == (
        "The same 13 weeks of last year: 0.6 times what you tolerate; the last 13 weeks: 1.8 times."
    )


@pytest.mark.parametrize("split", [WORSE, None])
@pytest.mark.parametrize("year_ago", [LAST_YEAR, None])
def test_only_what_is_known_is_told(split, year_ago):
    found = Insight(own_work=OWN, what_if=a_what_if(), split=split, year_ago=year_ago)
    assert len(words_insight.since(ENGLISH, found)) == (split is not None) + (year_ago is not None)


def test_everything_is_said_in_croatian():
    found = Insight(
        own_work=OWN,
        what_if=a_what_if(covered_months=9.0, gap_month_minor=5),
        split=WORSE,
        year_ago=LAST_YEAR,
    )
    said = [
        *words_insight.since(CROATIAN, found),
        words_insight.split(CROATIAN, replace(WORSE, after=1.0)),
        *words_insight.own_work(CROATIAN, OWN),
        *words_insight.what_if(CROATIAN, found.what_if),
    ]
    assert not any(" the " in each or "%(" in each for each in said)
    plain = said[0].replace("\N{NO-BREAK SPACE}", " ")
    assert (
        plain
        == "Više opterećenja od tjedna koji počinje 2. ožujka 2026.: minuta tjedno 56, prije 12."
    )
