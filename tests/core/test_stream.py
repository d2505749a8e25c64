from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_judgement import CLIENT, OWNER, a_message, a_relation, an_invoice
from goodterms.core.case import case
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.counts import counts
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.ledger import DocumentKind, DocumentState, Payment
from goodterms.core.owner_words import DocumentWord, DocumentWordKind
from goodterms.core.policy import Policy
from goodterms.core.strands import strands
from goodterms.core.stream import Stream

FIRST = datetime(2026, 2, 23, 6, tzinfo=UTC)  # the clocks of Zagreb go forward on 29 March
LONG_AGO = FIRST - timedelta(days=1000)
POLICY = Policy()
PEOPLE = ("x@mail.example", "Y@mail.example", "owner@mail.example")
HINTS = ("", "", "gm:1", "gm:2", "thread:a", "thread:b")

hours = st.integers(0, 60 * 24)


@st.composite
def letters(draw):
    count = draw(st.integers(1, 14))
    found = []
    for number in range(count):
        named = st.sampled_from([*(f"{n}@mail.example" for n in range(count)), "y@mail.example"])
        people = draw(st.sampled_from(PEOPLE))
        level = st.sampled_from([0.0, 0.0, 0.6, 0.95])
        found.append(
            a_message(
                FIRST + timedelta(hours=draw(hours), minutes=draw(st.sampled_from([0, 10, 40]))),
                out=draw(st.booleans()),
                name=str(number),
                parents=tuple(draw(st.lists(named, max_size=2))),
                message_id=draw(st.sampled_from([f"{number}@mail.example"] * 5 + [""])),
                thread_hint=draw(st.sampled_from(HINTS)),
                sender=people,
                noise=draw(st.sampled_from([None] * 6 + ["bulk"])),
                demand=draw(st.sampled_from([None, None, "today"])),
                scores={each: draw(level) for each in ("vague", "pressure", "hostile")}
                | {each: draw(level) for each in ("scope", "stalling")},
                delivers=draw(st.booleans()),
                offers=draw(st.sampled_from([False, False, True])),
                asks_change=draw(st.booleans()),
                adds=draw(st.sampled_from([False, False, True])),
            )
        )
    return tuple(found)


@st.composite
def ledgers(draw):
    documents, payments = [], []
    for number in range(draw(st.integers(0, 5))):
        issued = FIRST.date() + timedelta(days=draw(st.integers(-40, 55)))
        kinds = [DocumentKind.INVOICE] * 4 + [DocumentKind.CREDIT_NOTE]
        bill = an_invoice(
            issued,
            number=str(number),
            hours=draw(st.sampled_from([10.0, 20.0])),
            kind=draw(st.sampled_from(kinds)),
            state=draw(st.sampled_from([DocumentState.OPEN] * 3 + [DocumentState.UNSAID])),
            paid_minor=draw(st.sampled_from([0, 0, 30_000])),
        )
        documents.append(bill)
        payments += [
            Payment(
                id=f"P-{number}-{part}",
                document=draw(st.sampled_from([bill.id, bill.id, None])),
                client=CLIENT.name,
                amount_minor=draw(st.sampled_from([60_000, 120_000, -60_000])),
                currency="EUR",
                paid_on=issued + timedelta(days=draw(st.integers(-3, 50))),
            )
            for part in range(draw(st.integers(0, 2)))
        ]
    return tuple(documents), tuple(payments)


@st.composite
def histories(draw):
    messages = draw(letters())
    documents, payments = draw(ledgers())
    sources = [each.id for each in messages] + [each.id for each in documents]
    said = st.tuples(
        st.sampled_from(sources),
        st.sampled_from(["*", "CH", "AHP", "VG", "SC", "ST", "LP", "hostile"]),
        st.sampled_from([CorrectionKind.RIGHT, CorrectionKind.WRONG, CorrectionKind.MINE]),
    )
    words = st.tuples(
        st.sampled_from([each.id for each in documents] or ["none"]),
        st.sampled_from(list(DocumentWordKind)),
        st.integers(0, 60),
    )
    return History(
        messages=messages,
        documents=documents,
        payments=payments,
        corrections=tuple(
            Correction(id=number, message=source, code=code, kind=kind, corrected_at=FIRST)
            for number, (source, code, kind) in enumerate(draw(st.lists(said, max_size=3)))
        ),
        document_words=tuple(
            DocumentWord(
                id=number, document=name, word=word, on_day=FIRST.date() + timedelta(days=day)
            )
            for number, (name, word, day) in enumerate(draw(st.lists(words, max_size=2)))
        ),
    )


def mondays(weeks=11):
    first = FIRST.date() + timedelta(days=7)
    days = [first + timedelta(days=7 * week) for week in range(weeks)]
    return [OWNER.workweek.midnight(day) - timedelta(microseconds=1) for day in days]


def stream_of(history, owner=OWNER):
    return Stream(history, CLIENT, owner, POLICY, strands(history.messages))


@given(history=histories(), leave=st.sets(st.integers(0, 60), max_size=3), extra=hours)
@settings(max_examples=250, deadline=None)
def test_at_every_monday_it_tells_what_the_definition_tells(history, leave, extra):
    away = frozenset(FIRST.date() + timedelta(days=each) for each in leave)
    owner = replace(OWNER, workweek=replace(OWNER.workweek, leave=away))
    stream = stream_of(history, owner)
    for now in sorted([*mondays(), FIRST + timedelta(hours=extra)]):
        plain = incidents(history, CLIENT, owner, POLICY, now=now)
        assert stream.at(now, since=LONG_AGO) == plain


@given(history=histories(), extra=hours)
@settings(max_examples=100, deadline=None)
def test_its_last_case_counts_as_the_whole_history_does(history, extra):
    now = FIRST + timedelta(hours=extra)
    stream = stream_of(history)
    stream.at(now, since=now)  # strands that ended are in the case all the same
    found = stream.case()
    plain = case(history, CLIENT, OWNER, POLICY, now=now)
    assert found.threads == plain.threads
    assert found.waits == plain.waits
    assert (found.documents, found.settled) == (plain.documents, plain.settled)
    start, end = FIRST.date(), plain.today
    assert counts(found, start=start, end=end) == counts(plain, start=start, end=end)


@given(history=histories())
@settings(max_examples=100, deadline=None)
def test_what_ended_before_is_left_out_and_nothing_else(history):
    stream = stream_of(history)
    for now in mondays():
        since = now - timedelta(days=21)
        kept = [each for each in stream.at(now, since=since) if each.at >= since]
        plain = incidents(history, CLIENT, OWNER, POLICY, now=now)
        assert kept == [each for each in plain if each.at >= since]


def test_a_late_message_joins_two_threads_from_its_own_week_on():
    day = datetime.combine(date(2026, 3, 3), time(9), tzinfo=UTC)
    one = a_message(day, name="one")
    two = a_message(day + timedelta(hours=2), name="two")
    joining = a_message(
        day + timedelta(days=8),
        name="joins",
        out=True,
        parents=("one@mail.example", "two@mail.example"),
    )
    history = History(messages=(one, two, joining))
    stream = stream_of(history)
    before, after = (
        [each.code for each in stream.at(now, since=LONG_AGO)]
        for now in (day + timedelta(days=6), day + timedelta(days=13))
    )
    assert (before, after) == ([], ["CH"])  # in one thread the second asks again within hours


def test_it_only_goes_forward():
    stream = stream_of(a_relation(weeks=3))
    stream.at(FIRST, since=LONG_AGO)
    with pytest.raises(ValueError, match="forward"):
        stream.at(FIRST - timedelta(days=1), since=LONG_AGO)
    with pytest.raises(ValueError, match="not asked"):
        stream_of(History()).case()


def test_a_quiet_week_looks_at_no_thread_again(monkeypatch):
    looked = []
    history = a_relation(weeks=4, first=FIRST.date())
    monkeypatch.setattr(
        "goodterms.core.stream.within_threads", lambda case: looked.append(case.today) or []
    )
    stream = stream_of(history)
    for now in mondays():
        stream.at(now, since=LONG_AGO)
    days = [day for day, _ in pairwise([*looked, None])]
    assert max(days) < FIRST.date() + timedelta(days=7 * 5)
