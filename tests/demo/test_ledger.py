"""The made-up money files hold together."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date

import pytest

from goodterms.demo import ledger, people, rhythm
from goodterms.demo.casting import casts
from goodterms.demo.world import END

MONDAY = rhythm.first_monday(END)


@pytest.fixture(scope="module")
def invoices() -> tuple[ledger.Invoice, ...]:
    return ledger.invoices(casts(), 7, MONDAY, END, rhythm.workweek(END))


@pytest.fixture(scope="module")
def rows(invoices: tuple[ledger.Invoice, ...]) -> list[dict[str, str]]:
    return list(csv.DictReader(ledger.invoices_csv(invoices).splitlines(), delimiter=";"))


@pytest.fixture(scope="module")
def payments(invoices: tuple[ledger.Invoice, ...]) -> list[dict[str, str]]:
    return list(csv.DictReader(ledger.payments_csv(invoices).splitlines(), delimiter=";"))


def minor(text: str) -> int:
    return round(float(text) * 100)


def test_hours_times_the_rate_are_the_net_amount(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert minor(row["net"]) == round(float(row["hours"]) * people.HOURLY_RATE_MINOR)


def test_numbers_are_unique_and_count_up_within_a_year(rows: list[dict[str, str]]) -> None:
    found = defaultdict(list)
    for row in rows:
        number, _, year = row["number"].partition("/")
        assert row["issue_date"].startswith(year)
        found[year].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in found.values())


def test_every_client_but_the_newest_is_invoiced_every_month(rows: list[dict[str, str]]) -> None:
    counts = Counter(row["client"] for row in rows if row["kind"] == "invoice")
    assert len(counts) >= 9
    assert sorted(counts.values())[1] >= 11


def test_every_client_has_a_plausible_week(invoices: tuple[ledger.Invoice, ...]) -> None:
    minutes: Counter[str] = Counter()
    for each in invoices:
        minutes[each.cast.key] += each.minutes
    for cast in casts():
        weeks = rhythm.WEEKS - cast.phases[0][0]
        assert 1 <= minutes[cast.key] / 60 / weeks <= 16, cast.key


def test_there_is_one_credit_note_one_dispute_and_one_invoice_paid_in_parts(
    rows: list[dict[str, str]], payments: list[dict[str, str]]
) -> None:
    credit = [row for row in rows if row["kind"] == "credit_note"]
    assert len(credit) == 1
    assert minor(credit[0]["total"]) < 0
    assert sum(row["state"] == "disputed" for row in rows) == 1
    parts = Counter(row["invoice"] for row in payments)
    assert sorted(parts.values())[-2:] == [1, 2]


def test_payments_name_invoices_and_never_exceed_them(
    rows: list[dict[str, str]], payments: list[dict[str, str]]
) -> None:
    totals = {row["number"]: minor(row["total"]) for row in rows}
    issued = {row["number"]: date.fromisoformat(row["issue_date"]) for row in rows}
    paid: Counter[str] = Counter()
    for row in payments:
        paid[row["invoice"]] += minor(row["amount"])
        assert issued[row["invoice"]] < date.fromisoformat(row["paid_on"]) <= END
    for number, amount in paid.items():
        assert 0 < amount <= totals[number]


def test_open_invoices_have_no_full_payment(
    rows: list[dict[str, str]], payments: list[dict[str, str]]
) -> None:
    paid = {row["invoice"] for row in payments}
    for row in rows:
        if row["state"] == "paid" and row["kind"] == "invoice":
            assert row["number"] in paid
        if row["state"] in {"open", "disputed"}:
            assert row["number"] not in paid


def test_amounts_are_written_with_two_decimals() -> None:
    assert ledger.amount(5) == "0.05"
    assert ledger.amount(-123_456) == "-1234.56"
