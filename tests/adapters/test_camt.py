"""CAMT.052, .053 and .054 by structure: what each version and bank does differently."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError

TX = "<RltdPties><Dbtr><Nm>Alba d.o.o.</Nm></Dbtr></RltdPties>"


def entry(
    amount: str = "100.00",
    *,
    way: str = "CRDT",
    status: str = "<Sts>BOOK</Sts>",
    ref: str = "2026-000000001",
    day: str = "<BookgDt><Dt>2026-03-10</Dt></BookgDt>",
    details: str = "",
    more: str = "",
) -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}{status}{day}'
        f"<AcctSvcrRef>{ref}</AcctSvcrRef>{details}</Ntry>"
    )


def details(*rows: str) -> str:
    return "<NtryDtls>" + "".join(f"<TxDtls>{each}</TxDtls>" for each in rows) + "</NtryDtls>"


def file(
    *entries: str, kind: str = "BkToCstmrStmt", item: str = "Stmt", version: str = "053.001.08",
    balances: str = "",
) -> bytes:  # fmt: skip
    return (
        f'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}">'
        f"<{kind}><GrpHdr><MsgId>M</MsgId></GrpHdr><{item}><Id>S</Id><Acct><Id><IBAN>"
        f"HR1210010051863000160</IBAN></Id><Ownr><Nm>Nera</Nm></Ownr></Acct>{balances}"
        f"{''.join(entries)}</{item}></{kind}></Document>"
    ).encode()


def balance(code: str, amount: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>'
    )


def read(data: bytes) -> Any:
    return read_bytes(data, "a.xml", Asked())


def rows(data: bytes) -> list[tuple[int, str, str]]:
    return [(each.amount_minor, each.status, each.payer) for each in read(data).payments]


@pytest.mark.parametrize(
    ("kind", "item", "version"),
    [
        ("BkToCstmrStmt", "Stmt", "053.001.02"),
        ("BkToCstmrStmt", "Stmt", "053.001.13"),
        ("BkToCstmrAcctRpt", "Rpt", "052.001.06"),
        ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "054.001.04"),
        ("BkToCstmrStmtV01", "Stmt", "053.001.01"),
    ],
)
def test_every_message_and_version_is_read_by_its_structure(kind, item, version) -> None:
    data = file(entry(details=details(TX)), kind=kind, item=item, version=version)
    assert read(data).format == "camt"
    assert rows(data) == [(10_000, "booked", "Alba d.o.o.")]


@pytest.mark.parametrize(
    "party",
    [
        "<Dbtr><Nm>Alba</Nm></Dbtr>",
        "<Dbtr><Pty><Nm>Alba</Nm></Pty></Dbtr>",
        "<UltmtDbtr><Pty><Nm>Alba</Nm></Pty></UltmtDbtr>",
        "<UltmtDbtr><Nm>Alba</Nm></UltmtDbtr><Cdtr><Nm>Nera</Nm></Cdtr>",
    ],
)
def test_the_payer_of_money_in_is_the_debtor(party: str) -> None:
    (found,) = read(file(entry(details=details(f"<RltdPties>{party}</RltdPties>")))).payments
    assert found.payer == "Alba"


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("<Sts>BOOK</Sts>", "booked"),
        ("<Sts><Cd>BOOK</Cd></Sts>", "booked"),
        ("<Sts>\n <Cd>PDNG</Cd>\n</Sts>", "pending"),
        ("<Sts><Cd>FUTR</Cd></Sts>", "pending"),
        ("<Sts>INFO</Sts>", "information"),
        ("", "booked"),
    ],
)
def test_the_status_stands_alone_or_in_a_choice(status: str, kept: str) -> None:
    assert rows(file(entry(status=status))) == [(10_000, kept, "")]


def test_a_batch_that_adds_up_is_its_parts_and_states_the_sum() -> None:
    one = '<Amt Ccy="EUR">60.00</Amt>' + TX
    two = '<AmtDtls><TxAmt><Amt Ccy="EUR">40.00</Amt></TxAmt></AmtDtls>' + TX
    found = read(file(entry(details=details(one, two)))).payments
    assert [each.amount_minor for each in found] == [6_000, 4_000]
    stated = [json.loads(each.stated) for each in found]
    assert [each["signed_minor"] for each in stated] == [10_000, 10_000]
    assert [each["detail_amount_text"] for each in stated] == ["60.00", "40.00"]
    assert {each["batch_ref"] for each in stated} == {"2026-000000001"}


def test_a_fee_within_a_batch_has_its_own_direction() -> None:
    paid = '<Amt Ccy="EUR">101.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    fee = '<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    found = rows(file(entry(details=details(paid, fee))))
    assert [each[:2] for each in found] == [(10_100, "booked"), (-100, "own")]


@pytest.mark.parametrize(
    "part", [TX, '<Amt Ccy="SEK">50.00</Amt>' + TX, '<Amt Ccy="EUR">70.00</Amt>' + TX]
)
def test_a_batch_that_does_not_say_its_parts_is_one_payment_of_the_sum(part: str) -> None:
    found = rows(file(entry(details=details(part, part))))
    assert [each[:2] for each in found] == [(10_000, "booked"), (10_000, "part")]


def test_one_transaction_in_another_currency_is_worth_the_entry() -> None:
    one = '<Amt Ccy="USD">118.00</Amt>' + TX
    assert rows(file(entry(details=details(one)))) == [(10_000, "booked", "Alba d.o.o.")]


def test_a_reversal_of_a_credit_is_money_back_and_one_of_a_debit_is_own() -> None:
    more = "<RvslInd>true</RvslInd>"
    party = "<RltdPties><Cdtr><Nm>Alba</Nm></Cdtr></RltdPties>"
    back = entry(way="DBIT", more=more, details=details(party))
    own = entry(way="CRDT", more=more, ref="2026-000000002")
    found = read(file(back, own)).payments
    assert [(each.amount_minor, each.status) for each in found] == [
        (-10_000, "booked"),
        (10_000, "own"),
    ]
    assert found[0].payer == "Alba"
    assert json.loads(found[0].stated)["reversal"] is True


def test_a_returned_payment_is_a_reversal_without_the_flag() -> None:
    returned = details("<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" + TX)
    found = rows(file(entry(details=returned), entry(way="DBIT", details=returned)))
    assert [each[1] for each in found] == ["own", "booked"]


def test_own_spending_and_zero_are_shown_and_not_kept() -> None:
    found = rows(file(entry(way="DBIT"), entry("0.00"), entry("0")))
    assert [each[:2] for each in found] == [(-10_000, "own"), (0, "own"), (0, "own")]


@pytest.mark.parametrize(
    ("remittance", "reference"),
    [
        ("<Strd><CdtrRefInf><Ref>HR00 2-1-2026</Ref></CdtrRefInf></Strd>", "HR00 2-1-2026"),
        ("<Strd><CdtrRefInf><Ref>HR99</Ref></CdtrRefInf><AddtlRmtInf>rn 7</AddtlRmtInf></Strd>",
         "rn 7"),
        ("<Ustrd>INV-1,</Ustrd><Ustrd>INV-2</Ustrd>", "INV-1, INV-2"),
        ("<Strd><RfrdDocInf><Nb>INV-9</Nb></RfrdDocInf></Strd>", "INV-9"),
        ("<Strd><CdtrRefInf><CdtrRef>RF18539007547034</CdtrRef></CdtrRefInf></Strd>",
         "RF18539007547034"),
    ],
)  # fmt: skip
def test_the_reference_is_structured_first_then_text(remittance: str, reference: str) -> None:
    data = file(entry(details=details(f"<RmtInf>{remittance}</RmtInf>")))
    assert read(data).payments[0].reference == reference


def test_without_remittance_the_note_of_the_bank_is_the_text() -> None:
    data = file(entry(details="<AddtlNtryInf>Credit of INV-7</AddtlNtryInf>"))
    assert read(data).payments[0].reference == "Credit of INV-7"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("<BookgDt><DtTm>2026-03-10T23:30:00+02:00</DtTm></BookgDt>", "2026-03-10"),
        ("<ValDt><Dt>2026-03-12</Dt></ValDt>", "2026-03-12"),
        ("<BookgDt><Dt>2026-03-10+01:00</Dt></BookgDt>", "2026-03-10"),
    ],
)
def test_the_day_is_that_of_booking_in_the_zone_of_the_bank(day: str, expected: str) -> None:
    assert read(file(entry(day=day))).payments[0].paid_on.isoformat() == expected


def test_a_booking_without_a_day_is_shown_and_told() -> None:
    found = read(file(entry(day="")))
    assert found.payments == ()
    assert [(each["date"], each["signed_minor"]) for each in found.undecided] == [(None, 10_000)]
    assert found.problems[0].text.startswith("paid_on")


def test_several_statements_of_several_accounts_are_one_file() -> None:
    data = file(entry(), entry(ref="2026-000000002"))
    twice = data.replace(b"</Stmt>", b"</Stmt><Stmt>" + entry("5.00").encode() + b"</Stmt>")
    assert [each[0] for each in rows(twice)] == [10_000, 10_000, 500]


def test_balances_that_do_not_add_up_are_told_and_the_rows_kept() -> None:
    fine = balance("OPBD", "50.00") + balance("CLBD", "150.00")
    assert read(file(entry(), balances=fine)).problems == ()
    wrong = balance("OPBD", "50.00") + balance("CLBD", "250.00")
    found = read(file(entry(), balances=wrong))
    assert "100.00 EUR" in found.problems[0].text
    assert len(found.payments) == 1


def test_the_same_booking_in_an_overlapping_statement_is_the_same_payment() -> None:
    first = read(file(entry(), entry("7.00", ref="2026-000000002"))).payments
    again = read(file(entry("7.00", ref="2026-000000002"), version="053.001.02")).payments
    assert first[1].id == again[0].id


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "amount", ["", "NaN", "1e9", "9" * 100_000, "12,", "1.2.3", "SECRET"], ids=lambda each: each[:6]
)
def test_amounts_that_are_none_are_refused_whole_and_unquoted(amount: str) -> None:
    if amount == "12,":
        assert rows(file(entry(amount)))[0][0] == 1200
        return
    with pytest.raises(ImportFileError) as caught:
        read(file(entry(), entry(amount)))
    assert "SECRET" not in str(caught.value)
    assert "line 1" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        file(entry(way="BOTH")),
        file(entry(day="<BookgDt><Dt>2026-02-30</Dt></BookgDt>")),
        file(entry()).replace(b'Ccy="EUR"', b'Ccy="??"'),
        file(entry()).replace(b"Stmt>", b"Other>"),
        file(entry())[:-30],
    ],
)
def test_what_cannot_be_read_is_refused_whole(data: bytes) -> None:
    with pytest.raises(ImportFileError):
        read(data)
