"""MT940 with the dialects of banks, and what the library would lose in silence."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError

HEAD = ":20:STMT1\n:25:37040044/0532013000\n:28C:1/1\n:60F:C260301EUR100,00\n"
TAIL = ":62F:C260331EUR200,00\n-\n"
PAID = ":61:2603100310C100,00NTRFNONREF//2026031000001\n"
TOLD = ":86:166?00GUTSCHRIFT?20EREF+E-77?21SVWZ+Rechnung RE-2026-0?2242?31DE02?32Alba GmbH\n"


def read(text: str, *, asked: Asked | None = None, form: str = "") -> Any:
    return read_bytes(text.encode(), "a.sta", asked or Asked(), form)


def rows(text: str) -> list[tuple[int, str]]:
    return [(each.amount_minor, each.status) for each in read(text).payments]


def test_a_booking_is_read_with_payer_text_and_reference() -> None:
    found = read(HEAD + PAID + TOLD + TAIL)
    assert (found.format, found.problems, found.undecided) == ("mt940", (), ())
    (payment,) = found.payments
    assert (payment.amount_minor, payment.currency) == (10_000, "EUR")
    assert payment.paid_on.isoformat() == "2026-03-10"
    assert payment.payer == "Alba GmbH"
    assert payment.reference == "Rechnung RE-2026-0 42"
    assert payment.bank_ref == "2026031000001"
    assert payment.line == 5
    stated = json.loads(payment.stated)
    assert (stated["status"], stated["end_to_end"]) == ("C", "E-77")


@pytest.mark.parametrize(
    ("mark", "minor", "status"),
    [("C", 10_000, "booked"), ("D", -10_000, "own"), ("RC", -10_000, "booked"),
     ("RD", 10_000, "own"), ("CR", 10_000, "booked"), ("DR", -10_000, "own")],
)  # fmt: skip
def test_a_reversal_of_a_credit_is_money_back(mark: str, minor: int, status: str) -> None:
    assert rows(HEAD + PAID.replace("C100", f"{mark}100") + TAIL) == [(minor, status)]


@pytest.mark.parametrize(
    ("code", "mark", "status"),
    [("159", "C", "own"), ("109", "D", "booked"), ("166", "C", "booked"), ("116", "D", "own")],
)
def test_returns_are_told_by_the_business_code(code: str, mark: str, status: str) -> None:
    text = HEAD + PAID.replace("C100", f"{mark}100") + TOLD.replace("166", code) + TAIL
    assert rows(text)[0][1] == status


@pytest.mark.parametrize(
    ("line", "value", "booked"),
    [("2601020102C1,", "2026-01-02", "2026-01-02"), ("2601021231C1,", "2026-01-02", "2025-12-31"),
     ("2512310102C1,", "2025-12-31", "2026-01-02"), ("260102C1,", "2026-01-02", "2026-01-02"),
     ("240229C1,", "2024-02-29", "2024-02-29")],
)  # fmt: skip
def test_the_day_of_booking_may_lie_in_another_year(line: str, value: str, booked: str) -> None:
    (payment,) = read(HEAD + f":61:{line}NTRFNONREF\n" + TAIL).payments
    assert payment.paid_on.isoformat() == booked
    assert json.loads(payment.stated)["date"] == value


def test_several_statements_keep_their_accounts_and_currencies_apart() -> None:
    other = (HEAD + PAID + TAIL).replace("EUR", "USD").replace("0532013000", "0532013001")
    found = read(HEAD + PAID + TAIL + other).payments
    assert [each.currency for each in found] == ["EUR", "USD"]
    assert len({each.id for each in found}) == 2


def test_without_a_balance_the_currency_is_asked_for_once() -> None:
    bare = ":20:STMT1\n:25:0532013000\n" + PAID + PAID
    found = read(bare)
    assert found.payments == ()
    assert [each["currency"] for each in found.undecided] == [None, None]
    (problem,) = found.problems
    assert "--currency" in problem.text
    given = read(bare, asked=Asked(currency="CHF"))
    assert [each.currency for each in given.payments] == ["CHF", "CHF"]
    assert given.problems == ()


def test_a_floor_limit_names_the_currency_where_no_balance_does() -> None:
    interim = ":20:STMT1\n:25:0532013000\n:28C:1/1\n:34F:PLNC0,00\n:13D:2603101200+0100\n"
    (payment,) = read(interim + PAID).payments
    assert payment.currency == "PLN"
    assert read(interim.replace("PLNC0,00", "PLN?") + PAID).payments == ()


def test_a_line_without_a_type_is_not_overwritten_by_the_next() -> None:
    assert rows(HEAD + ":61:260310C1,\n:61:260310C2,\n" + TAIL) == [
        (100, "booked"),
        (200, "booked"),
    ]


def test_an_amount_longer_than_the_format_is_refused_and_not_cut() -> None:
    with pytest.raises(ImportFileError, match="line 1"):
        read(HEAD + PAID.replace("100,00", "1000000000000000,00") + TAIL)


def test_fields_that_nobody_needs_may_hold_anything() -> None:
    odd = HEAD.replace("1/1", "2026000001-X") + ":34F:???\n:NS:zz\n"
    assert rows(odd + PAID + TAIL) == [(10_000, "booked")]


def test_text_behind_the_closing_balance_belongs_to_no_booking() -> None:
    (payment,) = read(HEAD + PAID + ":86:INV-1\n" + TAIL[:-2] + ":86:sums of the day\n-\n").payments
    assert payment.reference == "INV-1"


def test_a_swift_envelope_is_recognised() -> None:
    swift = "{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\n"
    assert rows(swift + HEAD + PAID + TAIL.replace("-\n", "-}")) == [(10_000, "booked")]
    assert rows(swift.strip() + HEAD + PAID + TAIL) == [(10_000, "booked")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = (HEAD + PAID + TOLD + TAIL).replace("\n", end)
    (payment,) = read_bytes(text.encode(), "a.sta", Asked(), "mt940").payments
    assert (payment.payer, payment.line) == ("Alba GmbH", 5)


@pytest.mark.parametrize("page", ["utf-8", "cp1252", "cp1250"])
def test_umlauts_survive_and_binary_characters_do_no_harm(page: str) -> None:
    text = HEAD + PAID + TOLD.replace("Alba", "M\u00fcller\x00") + TAIL
    (payment,) = read_bytes(text.encode(page), "a.sta", Asked()).payments
    assert payment.payer == "M\u00fcller GmbH"


def test_balances_that_do_not_add_up_are_told_and_the_rows_kept() -> None:
    found = read(HEAD + PAID + TAIL.replace("200,00", "250,00"))
    assert "50.00 EUR" in found.problems[0].text
    assert len(found.payments) == 1


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [":61:SECRET", ":61:261399C1,NTRF", ":61:260310C,,,NTRF", ":61:" + " " * 100_000,
     ":60F:C260301EUR,", ":61:\u0662\u0666\u0660\u0663\u0661\u0660C1,NTRF"],
    ids=lambda each: each[:14].strip(),
)  # fmt: skip
def test_what_cannot_be_read_is_refused_whole_unquoted_and_unlogged(
    line: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.NOTSET)
    with pytest.raises(ImportFileError) as caught:
        read(HEAD + PAID + line + "\n" + TAIL)
    assert "SECRET" not in str(caught.value) + caplog.text
