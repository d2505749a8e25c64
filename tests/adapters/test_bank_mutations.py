"""Any damage to a bank file gives rows or a named refusal, the same ones each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError

CAMT = (
    '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    "<BkToCstmrStmt><Stmt><Acct><Id><IBAN>HR1210010051863000160</IBAN></Id></Acct>"
    '<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd></Bal><Ntry>"
    '<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK'
    "</Cd></Sts><BookgDt><Dt>2026-03-10</Dt></BookgDt><AcctSvcrRef>2026-000000001</AcctSvcrRef>"
    '<NtryDtls><TxDtls><Amt Ccy="EUR">60.00</Amt><RltdPties><Dbtr><Pty><Nm>Alba</Nm></Pty></Dbtr>'
    "</RltdPties><RmtInf><Ustrd>INV-1</Ustrd></RmtInf></TxDtls>"
    '<TxDtls><Amt Ccy="EUR">40.00</Amt></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt>'
    "</Document>"
)
MT940 = (
    ":20:STMT1\n:25:37040044/0532013000\n:28C:1/1\n:60F:C260301EUR100,00\n"
    ":61:2603100310C100,00NTRFNONREF//2026031000001\n"
    ":86:166?00GUTSCHRIFT?20EREF+E-77?21SVWZ+RE-2026-042?31DE02?32Alba GmbH\n"
    ":61:2603110311RC5,NTRFNONREF\n:86:/EREF/E1//REMI/USTD//RE-7/\n:62F:C260331EUR195,00\n-\n"
)
OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>"
    "<CURDEF>EUR<BANKACCTFROM><ACCTID>12</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT"
    "<DTPOSTED>20260310120000[-5:EST]<TRNAMT>100.00<FITID>20260310-1<NAME>Alba<MEMO>INV-1"
    "</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
)
TABLE = (
    "Datum;Opis;Poziv na broj;Isplata;Uplata;Valuta\n"
    "13.03.2026.;Alba;HR00 12-1-1;;1.250,00;EUR\n14.03.2026.;Najam;;400,00;;EUR\n"
)
FILES = {
    "camt": (CAMT, "xml"),
    "mt940": (MT940, "mt940"),
    "ofx": (OFX, "ofx"),
    "csv": (TABLE, "csv"),
}

PIECES = st.sampled_from(
    ["9" * 30, "-", ",", ".", "NaN", "1e99", "\0", "\u202e", "\n", "<", ">", "&", ";", "?20",
     ":61:", ":86:", ":20:", "</STMTTRN>", "<STMTTRN>", "XXX", "0", "\u0663", "</Ntry>", "{4:"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 40), st.one_of(st.just(""), PIECES)),
    min_size=1,
    max_size=5,
)


def mutated(text: str, edits: list[tuple[int, int, str]]) -> bytes:
    for place, cut, piece in edits:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + cut :]
    return text.encode()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("form", FILES)
@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_damage_gives_rows_or_a_refusal(form: str, edits: list[tuple[int, int, str]]) -> None:
    text, name = FILES[form]
    data = mutated(text, edits)
    found, refused = None, ""
    try:
        found = read_bytes(data, "a", Asked(), name)
    except ImportFileError as error:
        refused = str(error)
    assert refused.isprintable()
    if found is None:
        return
    assert found == read_bytes(data, "a", Asked(), name)
    assert len({each.id for each in found.payments}) == len(found.payments)
    for each in found.payments:
        assert isinstance(each.amount_minor, int)
        assert each.payer.isprintable()
        assert each.reference.isprintable()


@pytest.mark.parametrize("form", FILES)
def test_the_files_are_whole_before_they_are_damaged(form: str) -> None:
    text, name = FILES[form]
    found = read_bytes(text.encode(), "a", Asked(), name)
    assert found.problems == ()
    assert found.payments


@settings(max_examples=60, deadline=None)
@given(minor=st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_money_adds_up_in_every_format(minor: list[int]) -> None:
    def written(each: int, sign: str) -> str:
        return f"{each // 100}{sign}{each % 100:02}"

    camt = "".join(
        f'<Ntry><Amt Ccy="EUR">{written(each, ".")}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<BookgDt><Dt>2026-03-10</Dt></BookgDt></Ntry>"
        for each in minor
    )
    sta = "".join(f":61:260310C{written(each, ',')}NTRFNONREF\n" for each in minor)
    ofx = "".join(
        f"<STMTTRN><DTPOSTED>20260310<TRNAMT>{written(each, '.')}<FITID>{number}</STMTTRN>"
        for number, each in enumerate(minor, 20260310)
    )
    table = "".join(f"13.03.2026.;Alba;;;{written(each, ',')};EUR\n" for each in minor)
    files = (
        (CAMT[: CAMT.index("<Ntry>")] + camt + CAMT[CAMT.index("</Stmt>") :], "xml"),
        (MT940[: MT940.index(":61:")] + sta, "mt940"),
        (OFX[: OFX.index("<STMTTRN>")] + ofx + OFX[OFX.index("</BANKTRANLIST>") :], "ofx"),
        (TABLE[: TABLE.index("13.03")] + table, "csv"),
    )
    for text, form in files:
        found = read_bytes(text.encode(), "a", Asked(), form).payments
        assert sum(each.amount_minor for each in found if each.status == "booked") == sum(minor)
