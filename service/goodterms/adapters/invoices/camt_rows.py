"""One entry of a CAMT statement to bookings: one for each transaction in it, or one for itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.xml_gate import child, children, line_of, text
from goodterms.core.bank_amounts import BankAmountError, bank_minor, is_currency
from goodterms.core.bookings import Booking, PaymentStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.adapters.invoices.xml_gate import Element

STATUSES = {
    "BOOK": PaymentStatus.BOOKED,
    "PDNG": PaymentStatus.PENDING,
    "FUTR": PaymentStatus.PENDING,
    "INFO": PaymentStatus.INFORMATION,
}
"""ISO 20022 external code set EntryStatus; what a bank says in other words counts as booked."""

SIGNS = {"CRDT": 1, "DBIT": -1}

YES = ("true", "1")

NO_DIRECTION = "expected CRDT or DBIT for its direction"
NO_CURRENCY = "expected a currency of three letters beside its amount"
NO_DAY = "expected its day as in 2026-02-28"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Whose statement it is; texts are "" where it does not say."""

    element: Element
    account: str = ""
    currency: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry, or a balance, says of itself; `details` are the transactions in it."""

    statement: Statement
    amount_text: str
    amount_minor: int
    currency: str
    day: date | None
    status: PaymentStatus
    code: str
    is_reversal: bool
    bank_ref: str
    line: int
    element: Element
    details: tuple[Element, ...] = field(default=())

    @classmethod
    def of(cls, element: Element, statement: Statement) -> Entry:
        """Return what an element with amount and direction says.

        Raises:
            ValueError: One of the two, or its day, cannot be read.
        """
        amount = child(element, "Amt")
        currency = (amount.get("Ccy") if amount is not None else "") or statement.currency
        if not is_currency(currency):
            raise ValueError(NO_CURRENCY)
        sign = SIGNS.get(text(element, "CdtDbtInd"))
        if sign is None:
            raise ValueError(NO_DIRECTION)
        code = text(element, "Sts", "Cd") or text(element, "Sts") or text(element, "Sts", "Prtry")
        told = text(element, "Amt")
        return cls(
            statement=statement,
            amount_text=told,
            amount_minor=sign * bank_minor(told, currency),
            currency=currency,
            day=_day(element, "BookgDt") or _day(element, "ValDt"),
            status=STATUSES.get(code.upper(), PaymentStatus.BOOKED),
            code=code,
            is_reversal=text(element, "RvslInd") in YES,
            bank_ref=text(element, "AcctSvcrRef"),
            line=line_of(element),
            element=element,
            # version 1 has the transactions without a container
            details=(*children(element, "NtryDtls", "TxDtls"), *children(element, "TxDtls")),
        )


def bookings_of(entry: Entry) -> list[Booking]:
    """Return one booking for each transaction of an entry, or one when it has none.

    Each row states the amount of the entry, as banks write it there. What it is worth is its own
    amount in a batch whose parts add up; else the first carries the sum of all.
    """
    if not entry.details:
        return [_booking(entry, None)]
    rows = [_booking(entry, each) for each in entry.details]
    if len(rows) == 1:
        return rows
    parts = _parts(entry)
    if parts is not None:
        batch = {"batch_ref": entry.bank_ref, "batch_minor": entry.amount_minor}
        told = batch if entry.bank_ref else {}
        return [
            replace(row, amount_minor=part, stated={**row.stated, **told})
            for row, part in zip(rows, parts, strict=True)
        ]
    return [_whole(rows), *(replace(row, status=PaymentStatus.PART) for row in rows[1:])]


def _whole(rows: Sequence[Booking]) -> Booking:
    """Return the row that carries the sum of a batch, with what all rows refer to."""
    parties = {row.party for row in rows}
    return replace(
        rows[0],
        party=rows[0].party if len(parties) == 1 else "",
        references=tuple(dict.fromkeys(each for row in rows for each in row.references)),
        texts=tuple(dict.fromkeys(each for row in rows for each in row.texts)),
    )


def _parts(entry: Entry) -> list[int] | None:
    """Return the signed amount of each transaction in a batch; None unless they add up.

    Their own direction counts (a fee within a batch of credits), else that of the entry.
    """
    amounts = [_part(each, entry.currency) for each in entry.details]
    if None in amounts:
        return None
    sizes = [abs(each) for each in amounts if each is not None]
    way = -1 if entry.amount_minor < 0 else 1
    own = [SIGNS.get(text(each, "CdtDbtInd"), way) for each in entry.details]
    for signs in (own, [way] * len(sizes)):
        signed = [size * sign for size, sign in zip(sizes, signs, strict=True)]
        if sum(signed) == entry.amount_minor:
            return signed
    return None


def _part(details: Element, currency: str) -> int | None:
    """Return the amount of a transaction in the account's currency, None where it has none."""
    for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "CntrValAmt", "Amt")):
        for each in children(details, *path):
            if each.get("Ccy") == currency:
                try:
                    return bank_minor(each.text or "", currency)
                except BankAmountError:
                    return None
    return None


def _booking(entry: Entry, details: Element | None) -> Booking:
    remittance = child(details, "RmtInf")
    unstructured = _texts(remittance, "Ustrd")
    additional = _texts(remittance, "Strd", "AddtlRmtInf")
    numbers = _texts(remittance, "Strd", "RfrdDocInf", "Nb")
    structured = _texts(remittance, "Strd", "CdtrRefInf", "Ref") or _texts(
        remittance, "Strd", "CdtrRefInf", "CdtrRef"
    )
    notes = (text(details, "AddtlTxInf"), text(entry.element, "AddtlNtryInf"))
    fallback = [each for each in notes if each][:1]
    return Booking(
        amount_minor=entry.amount_minor,
        currency=entry.currency,
        booked_on=entry.day,
        status=entry.status,
        is_reversal=entry.is_reversal or child(details, "RtrInf") is not None,
        account=entry.statement.account,
        holder=entry.statement.holder,
        bank_ref=text(details, "Refs", "AcctSvcrRef") or entry.bank_ref,
        party=_party(entry, details),
        references=(*structured, *numbers),
        texts=tuple([*unstructured, *additional] or fallback),
        line=line_of(details) if details is not None else entry.line,
        stated={
            **_stated(entry, details),
            **_filled({"unstructured": unstructured, "additional": additional}),
            **_filled({"structured_ref": structured[:1], "document_numbers": numbers}),
        },
    )


def _filled(told: Mapping[str, list[str]]) -> dict[str, object]:
    """Return what is there; of the one structured reference the text itself."""
    return {
        name: value[0] if name == "structured_ref" else value
        for name, value in told.items()
        if value
    }


def _stated(entry: Entry, details: Element | None) -> dict[str, object]:
    """Return amounts, day and parties as the file states them."""
    optional = {
        "payer": _name(details, "Dbtr"),
        "end_to_end": text(details, "Refs", "EndToEndId"),
        "detail_amount_text": text(details, "AmtDtls", "TxAmt", "Amt") or text(details, "Amt"),
        "account": entry.statement.account,
    }
    return {
        "amount_text": entry.amount_text,
        "signed_minor": entry.amount_minor,
        "currency": entry.currency,
        "date": entry.day.isoformat() if entry.day else None,
        "bank_ref": entry.bank_ref or text(details, "Refs", "AcctSvcrRef") or None,
        "reversal": entry.is_reversal,
        "status": entry.code or None,
        **{name: value for name, value in optional.items() if value},
    }


def _party(entry: Entry, details: Element | None) -> str:
    """Return who is on the other side: of money in the debtor, of money out the creditor."""
    if entry.amount_minor < 0:
        names = [_name(details, each) for each in ("Cdtr", "UltmtCdtr")]
        if entry.is_reversal:
            names += [_name(details, each) for each in ("Dbtr", "UltmtDbtr")]
    else:
        names = [_name(details, each) for each in ("Dbtr", "UltmtDbtr")]
    return next((each for each in names if each), "")


def _name(details: Element | None, role: str) -> str:
    """Return the name of a party, which versions from 8 on put into a choice."""
    party = child(details, "RltdPties", role)
    choices = (("Nm",), ("Pty", "Nm"), ("Agt", "FinInstnId", "Nm"))
    return next((found for path in choices if (found := text(party, *path))), "")


def _texts(element: Element | None, *path: str) -> list[str]:
    """Return every text under a path that is not blank, stripped."""
    found = ((each.text or "").strip() for each in children(element, *path))
    return [each for each in found if each]


def _day(element: Element, name: str) -> date | None:
    """Return a calendar day; of an instant the day in the bank's own zone."""
    told = text(element, name, "Dt") or text(element, name, "DtTm")
    if not told:
        return None
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        raise ValueError(NO_DAY) from None
