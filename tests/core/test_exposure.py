from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_client, a_document, a_message, an_owner
from goodterms.core.exposure import LOG_ERRORS, PaidHours, mail_days
from goodterms.core.history import History
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.mail import Direction

FIRST = date(2026, 3, 31)
ALL = (date(2024, 1, 1), date(2028, 1, 1))


def bill(number="1", issued=FIRST, hours=None, **changes):
    return a_document(number, issued=issued, hours=hours, **changes)


def paid(*documents, today=FIRST, messages=(), client=None, owner=None):
    history = History(documents=documents, messages=messages)
    return PaidHours(history, client or a_client(), owner or an_owner(), today, 2.5)


def total(*documents, **facts):
    return paid(*documents, **facts).between(*ALL)


def written(*days):
    return tuple(
        a_message(
            number,
            at=datetime(2026, 3, day, 10, tzinfo=UTC),
            direction=Direction.OUT,
        )
        for number, day in enumerate(days)
    )


def test_hours_named_on_the_invoice_win():
    assert total(bill(hours=12.5)).hours == pytest.approx(12.5)


def test_otherwise_the_net_amount_divided_by_the_rate():
    assert total(bill(net_minor=48000, total_minor=60000)).hours == pytest.approx(8)
    assert total(bill(total_minor=60000)).hours == pytest.approx(10)  # no net known: gross
    dear = a_client(hourly_rate_minor=12000)
    assert total(bill(total_minor=60000), client=dear).hours == pytest.approx(5)


def test_sources_carry_their_error():
    assert total(bill()).source == "invoiced"
    assert total(bill(), client=a_client(fixed_fee=True)).source == "fixed_fee"
    assert total(bill(hours=4.0), client=a_client(fixed_fee=True)).source == "invoiced"
    assert total(messages=written(2)).source == "proxy"
    for source, error in (("invoiced", 0.25), ("fixed_fee", 0.35), ("proxy", 0.50)):
        assert LOG_ERRORS[source] == error


def test_hours_are_spread_over_45_days_up_to_the_first_invoice():
    hours = paid(bill(hours=46.0))
    assert hours.between(FIRST, FIRST).hours == pytest.approx(1)
    assert hours.between(FIRST - timedelta(days=45), FIRST).hours == pytest.approx(46)
    assert hours.between(ALL[0], FIRST - timedelta(days=46)).hours == 0


def test_later_invoices_begin_after_the_one_before():
    hours = paid(bill("1", hours=10.0), bill("2", date(2026, 4, 10), hours=20.0))
    hours = paid(
        bill("1", hours=10.0), bill("2", date(2026, 4, 10), hours=20.0), today=date(2026, 4, 10)
    )
    assert hours.between(date(2026, 4, 1), date(2026, 4, 10)).hours == pytest.approx(20)
    assert hours.between(date(2026, 4, 5), date(2026, 4, 5)).hours == pytest.approx(2)


def test_two_invoices_of_one_day_share_their_period():
    hours = paid(bill("1", hours=46.0), bill("2", hours=46.0))
    assert hours.between(FIRST, FIRST).hours == pytest.approx(2)


def test_later_documents_are_not_known():
    later = bill("2", date(2026, 4, 30), hours=100.0)
    assert total(bill("1", hours=10.0), later).hours == pytest.approx(10)


def test_work_not_invoiced_yet_goes_on_at_the_usual_pace_for_45_days():
    for after, hours in ((0, 46), (10, 56), (45, 91), (200, 91)):
        today = FIRST + timedelta(days=after)
        assert total(bill(hours=46.0), today=today).hours == pytest.approx(hours)


def test_the_pace_is_that_of_the_last_90_covered_days():
    documents = [
        bill("1", date(2026, 1, 15), hours=460.0),  # 46 days, the last 29 are among the 90
        bill("2", date(2026, 2, 15), hours=31.0),  # 31 days
        bill("3", date(2026, 3, 17), hours=30.0),  # 30 days
    ]
    hours = paid(*documents, today=date(2026, 3, 18))
    expected = (29 * 10 + 31 + 30) / 90
    assert hours.between(date(2026, 3, 18), date(2026, 3, 18)).hours == pytest.approx(expected)


def test_credit_notes_take_the_latest_hours_and_never_more():
    credit = a_document(
        "C1", issued=FIRST, kind=DocumentKind.CREDIT_NOTE, total_minor=-18000, hours=None
    )
    assert total(bill(total_minor=60000), credit).hours == pytest.approx(7)
    assert total(bill(total_minor=6000), credit).hours == pytest.approx(0)
    assert total(credit).hours == 0


@pytest.mark.parametrize("state", [DocumentState.VOID, DocumentState.DRAFT])
def test_void_and_draft_documents_are_no_work(state):
    assert total(bill(hours=5.0), bill("2", hours=9.0, state=state)).hours == pytest.approx(5)


def test_disputed_work_was_done_and_prepayments_come_again_with_the_final_invoice():
    assert total(bill(hours=5.0, state=DocumentState.DISPUTED)).hours == pytest.approx(5)
    prepaid = bill("2", hours=9.0, kind=DocumentKind.PREPAYMENT)
    assert total(bill(hours=5.0), prepaid).hours == pytest.approx(5)


def test_without_rate_and_hours_days_with_own_mail_count():
    poor = an_owner(hourly_rate_minor=None)
    facts = {"messages": written(2, 2, 3, 30), "owner": poor}
    assert total(bill(), **facts).hours == pytest.approx(3 * 2.5)
    assert total(bill(), **facts).source == "proxy"
    march = paid(bill(), **facts).between(date(2026, 3, 3), date(2026, 3, 29))
    assert march.hours == pytest.approx(2.5)


def test_mail_days_are_the_owners_days_and_only_own_mail():
    late = a_message(1, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC), direction=Direction.OUT)
    others = (
        a_message(2, at=datetime(2026, 3, 5, 9, tzinfo=UTC)),
        a_message(3, at=datetime(2026, 3, 6, 9, tzinfo=UTC), direction=Direction.OUT, noise="bulk"),
    )
    week = an_owner().workweek
    assert mail_days((late, *others), week, today=FIRST) == [date(2026, 3, 3).toordinal()]
    assert mail_days((late,), week, today=date(2026, 3, 2)) == []


def test_an_invoice_without_known_rate_counts_by_mail_days_and_weakens_its_window():
    dollars = bill("2", date(2026, 4, 10), currency="USD")
    facts = {"messages": written(2, 31), "today": date(2026, 4, 10)}
    hours = paid(bill("1", issued=date(2026, 3, 30), hours=10.0), dollars, **facts)
    assert hours.between(date(2026, 3, 31), date(2026, 4, 10)).hours == pytest.approx(2.5)
    assert hours.between(date(2026, 3, 31), date(2026, 4, 10)).source == "proxy"
    assert hours.between(ALL[0], date(2026, 3, 30)).source == "invoiced"


def test_kuna_become_euro_at_the_fixed_rate():
    assert total(bill(currency="HRK", total_minor=753450)).hours == pytest.approx(100000 / 6000)


def test_nothing_known_is_no_hours():
    nothing = total()
    assert (nothing.hours, nothing.source, nothing.log_error) == (0, "proxy", 0.50)


bills = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 500000),
        st.sampled_from([DocumentKind.INVOICE, DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE]),
        st.sampled_from(["EUR", "EUR", "USD"]),
    ),
    max_size=8,
)


def documents_of(rows):
    return tuple(
        a_document(
            str(number),
            issued=date(2025, 6, 1) + timedelta(days=day),
            total_minor=-amount if kind is DocumentKind.CREDIT_NOTE else amount,
            kind=kind,
            currency=currency,
        )
        for number, (day, amount, kind, currency) in enumerate(rows)
    )


@settings(max_examples=120, deadline=None)
@given(rows=bills, cuts=st.lists(st.integers(-50, 600), min_size=3, max_size=3))
def test_windows_add_up_and_are_never_negative(rows, cuts):
    hours = paid(*documents_of(rows), today=date(2026, 6, 30), messages=written(2, 9))
    days = [date(2025, 6, 1) + timedelta(days=each) for each in sorted(cuts)]
    parts = [hours.between(one, other - timedelta(days=1)).hours for one, other in pairwise(days)]
    assert all(each >= 0 for each in parts)
    whole = hours.between(days[0], days[2] - timedelta(days=1)).hours
    assert whole == pytest.approx(sum(parts), abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(rows=bills, extra=st.integers(0, 400))
def test_the_future_is_not_seen(rows, extra):
    today = date(2025, 6, 1) + timedelta(days=extra)
    documents = documents_of(rows)
    known = tuple(each for each in documents if each.issue_date <= today)
    assert total(*documents, today=today) == total(*known, today=today)
