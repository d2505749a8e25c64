from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from builders_judgement import CLIENT, MONDAY, OWNER, a_message, an_invoice
from goodterms.core.case import case
from goodterms.core.history import History
from goodterms.core.insight import OwnWork
from goodterms.core.ledger import DocumentKind, DocumentState, Entry
from goodterms.core.own_work import own_work
from goodterms.core.policy import Policy

NOW = datetime.combine(MONDAY + timedelta(days=120), time(12), tzinfo=UTC)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def worked(*days: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(id=f"E{each}", client="quill", client_name="Quill", project="", worked_on=day(each),
              started_at=None, seconds=3600)
        for each in days
    )  # fmt: skip


def delivered(number: int):
    at = datetime.combine(day(number), time(10), tzinfo=UTC)
    return a_message(at, out=True, delivers=True)


def looked(*bills, messages=(), entries=(), start=MONDAY) -> OwnWork:
    history = History(messages=messages, documents=bills)
    known = case(history, CLIENT, OWNER, Policy(), now=NOW)
    return own_work(known, known.waits, entries, start=start)


def test_days_run_from_the_last_work_to_the_invoice():
    found = looked(an_invoice(day(30)), entries=worked(2, 10, 29, 40))
    assert (found.invoices, found.late, found.median_days, found.worst_days) == (1, 0, 1.0, 1)


def test_work_after_the_invoice_before_belongs_to_this_one():
    bills = an_invoice(day(20)), an_invoice(day(60)), an_invoice(day(90))
    found = looked(*bills, entries=worked(18, 25), messages=(delivered(70),))
    assert (found.invoices, found.late) == (3, 2)  # 2, 35 and 20 days
    assert (found.median_days, found.worst_days) == (20.0, 35)


@pytest.mark.parametrize(("gap", "late"), [(14, 0), (15, 1)])
def test_later_than_a_fortnight_is_late(gap, late):
    assert looked(an_invoice(day(40)), entries=worked(40 - gap)).late == late


def test_where_nothing_tells_of_the_work_nothing_is_said():
    assert looked(an_invoice(day(30))) == OwnWork(
        invoices=0, late=0, median_days=None, worst_days=None, open_requests=0,
        oldest_request_on=None,
    )  # fmt: skip
    answered = a_message(datetime.combine(day(3), time(10), tzinfo=UTC), out=True)
    assert looked(an_invoice(day(30)), messages=(answered,)).invoices == 0


def test_drafts_credit_notes_and_invoices_before_the_window_are_left_out():
    bills = (
        an_invoice(day(10)),
        an_invoice(day(40), number="draft", state=DocumentState.DRAFT),
        an_invoice(day(41), number="note", kind=DocumentKind.CREDIT_NOTE),
        an_invoice(day(60), number="last"),
    )
    found = looked(*bills, entries=worked(1, 30), start=day(20))
    assert (found.invoices, found.worst_days) == (1, 30)


def test_two_invoices_of_a_day_share_their_work():
    bills = an_invoice(day(30), number="a"), an_invoice(day(30), number="b")
    assert looked(*bills, entries=worked(10)).invoices == 2


def test_requests_that_the_client_came_back_to_wait_for_the_owner():
    def asked(number, name, after=""):
        at = datetime.combine(day(number), time(10), tzinfo=UTC)
        return a_message(at, name=name, after=after)

    waiting = asked(7, "a"), asked(11, "a2", "a")
    fresh, quiet = asked(119, "b"), asked(14, "c")
    other = asked(2, "d"), asked(9, "d2", "d")
    found = looked(messages=(*waiting, fresh, quiet, *other))
    assert (found.open_requests, found.oldest_request_on) == (2, day(2))
    answer = a_message(
        datetime.combine(day(15), time(10), tzinfo=UTC), out=True, name="r", after="a2"
    )
    assert looked(messages=(*waiting, answer)).open_requests == 0
    assert replace(found, open_requests=0) != found
