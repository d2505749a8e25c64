from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from builders_judgement import CLIENT, MONDAY, OWNER, a_message, an_invoice, noon
from goodterms.core.exposure import PaidHours
from goodterms.core.history import History
from goodterms.core.ledger import DocumentKind, Entry
from goodterms.core.workload import Workload

DAYS = st.integers(0, 300)


@st.composite
def histories(draw):
    documents = tuple(
        an_invoice(
            MONDAY + timedelta(days=draw(DAYS)),
            number=str(number),
            hours=draw(st.sampled_from([7.0, 13.3])),
            kind=draw(st.sampled_from([DocumentKind.INVOICE] * 3 + [DocumentKind.CREDIT_NOTE])),
            currency=draw(st.sampled_from(["EUR", "EUR", "USD"])),
        )
        for number in range(draw(st.integers(0, 5)))
    )
    unknown = [replace(each, hours=None) if each.currency == "USD" else each for each in documents]
    entries = tuple(
        Entry(
            id=f"E-{number}",
            client=CLIENT.name,
            client_name="Quill",
            project="",
            worked_on=MONDAY + timedelta(days=draw(DAYS)),
            started_at=None,
            seconds=draw(st.sampled_from([3600, 5000])),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    letters = tuple(
        a_message(noon(MONDAY + timedelta(days=draw(DAYS))), out=True, name=str(number))
        for number in range(draw(st.integers(0, 6)))
    )
    return History(messages=letters, documents=tuple(unknown), entries=entries)


@given(history=histories(), pace=st.sampled_from([0.0, 1.7]))
@settings(max_examples=150, deadline=None)
def test_on_every_day_it_gives_what_the_definition_gives(history, pace):
    load = Workload(history, CLIENT, OWNER, pace)
    for week in range(48):
        today = MONDAY + timedelta(days=7 * week)
        plain, found = PaidHours(history, CLIENT, OWNER, today, pace), load.paid(today)
        assert found.is_guessed == plain.is_guessed
        for days in (0, 27, 181, 363):
            start = today - timedelta(days=days)
            assert found.between(start, today) == plain.between(start, today)


def test_it_tells_whether_any_hours_were_guessed():
    mailed = History(messages=(a_message(noon(MONDAY), out=True),))
    guessing = Workload(mailed, CLIENT, OWNER, 1.0)
    guessing.paid(MONDAY)
    billed = History(documents=(an_invoice(date(2026, 1, 2)),))
    knowing = Workload(billed, CLIENT, OWNER, 1.0)
    knowing.paid(MONDAY)
    assert (guessing.is_guessed, knowing.is_guessed) == (True, False)
