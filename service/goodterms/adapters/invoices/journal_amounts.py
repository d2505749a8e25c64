"""Amounts of hledger and ledger journals: commodity on either side, signs, prices, decimal marks.

Source: hledger manual, "Amounts" and "Decimal marks"; a mark that could be either is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from goodterms.core.journal import JournalError

MOST_DIGITS = 30
"""Longest number in digits; money is bounded more narrowly later."""

LONGEST = 500
"""Longest amount with its price, in characters."""

_SPACE = r"[ \t\u00a0\u202f]{0,20}"
_COMMODITY = r"\"[^\"]{0,60}\"|[^\s\d\"'.,;:@=*(){}\[\]<>+\-]{1,30}"
_NUMBER = r"[0-9](?:[0-9.,'’_ \u00a0\u202f]*[0-9])?[.,]?|[.,][0-9]+"
AMOUNT = re.compile(
    rf"(?P<minus>[-+])?{_SPACE}(?P<before>{_COMMODITY})?{_SPACE}(?P<inner>[-+])?{_SPACE}"
    rf"(?P<digits>{_NUMBER}){_SPACE}(?P<after>{_COMMODITY})?"
)
_REST = re.compile(r"(?P<lot>\{[^}]*\}|\[[^\]]*\]|\([^)@]*\))|(?P<price>\(?@@?\)?)|(?P<check>=.*)")


@dataclass(slots=True, kw_only=True)
class Marks:
    """Which decimal mark each commodity of a journal is written with.

    Attributes:
        general: For all, once a directive says it or the whole file proves it.
    """

    general: str = ""
    by_commodity: dict[str, str] = field(default_factory=dict)

    def sample(self, text: str) -> None:
        """Learn from the amount of a ``commodity`` or ``D`` directive."""
        found = AMOUNT.search(text)
        if found is None:
            return
        name = _bare(found["before"] or found["after"] or "")
        mark = proof(found["digits"])
        if mark:
            self.by_commodity[name] = mark

    def number(self, digits: str, commodity: str) -> Decimal:
        """Return a number.

        Raises:
            JournalError: It is none, too long, or could be two.
        """
        if sum(each.isdigit() for each in digits) > MOST_DIGITS:
            message = f"a number has more than {MOST_DIGITS} digits"
            raise JournalError(message)
        mark = self.by_commodity.get(commodity) or self.general or proof(digits)
        if not mark and re.search("[.,]", digits):
            message = (
                "an amount can be read in two ways;"
                " say which mark is the decimal one (decimal-mark .)"
            )
            raise JournalError(message)
        whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
        bare = re.sub(r"[^0-9]", "", whole)
        if fraction and not fraction.isdigit():
            message = f'an amount has digits in groups behind its decimal mark "{mark}"'
            raise JournalError(message)
        return Decimal(f"{bare or 0}.{fraction or 0}")


def lines_of(text: str) -> list[str]:
    """Return the physical lines of a text; other signs that Unicode calls a line end are none."""
    return re.split(r"\r\n|\n|\r", text)


def proved(text: str) -> str:
    """Return the decimal mark that all amounts of a journal prove together, "" for none."""
    postings = (line.partition(";")[0] for line in lines_of(text) if line[:1] in (" ", "\t"))
    numbers = (
        digits for line in postings for digits in re.findall(r"[0-9][0-9.,]*[0-9](?![0-9-/])", line)
    )
    marks = {proof(digits) for digits in numbers if len(digits) <= MOST_DIGITS} - {""}
    return marks.pop() if len(marks) == 1 else ""


def proof(digits: str) -> str:
    """Return the decimal mark that a number itself proves, "" for none.

    Of two kinds of marks the last is the decimal one; one that stands once with other than three
    digits behind it is one too.
    """
    marks: list[str] = re.findall(r"[.,]", digits)
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) != 1:
        return ""
    behind = digits.rpartition(marks[0])[2]
    before = digits.partition(marks[0])[0]
    return "" if len(behind) == 3 and before not in ("", "0") else marks[0]


def parse_posting(
    text: str, marks: Marks
) -> tuple[Decimal | None, str, tuple[Decimal, str] | None]:
    """Return amount, commodity and cost of what stands behind an account.

    Args:
        text: Without its comment.
        marks: Decimal marks known so far.

    Raises:
        JournalError: It is no amount that is understood.
    """
    bare = text.strip()
    if not bare or bare.startswith("="):
        return None, "", None
    found = AMOUNT.match(bare) if len(bare) <= LONGEST else None
    if found is None:
        message = "the amount is not understood; expected one such as 1250.00 EUR"
        raise JournalError(message)
    amount, commodity = _read(found, marks)
    price = _price(bare[found.end() :], marks)
    if price is None:
        return amount, commodity, None
    is_total, cost, other = price
    weight = cost.copy_sign(amount) if is_total else amount * cost
    return amount, commodity, (weight, other)


def _price(rest: str, marks: Marks) -> tuple[bool, Decimal, str] | None:
    """Return whether a price is of the whole, and the price."""
    while rest := rest.strip():
        found = _REST.match(rest)
        if found is None or found["check"] is not None:
            if found is None:
                message = "what stands behind the amount is not understood"
                raise JournalError(message)
            return None
        rest = rest[found.end() :].strip()
        if found["price"]:
            price = AMOUNT.match(rest)
            if price is None:
                message = "the price is not understood; expected one such as @ 1.08 USD"
                raise JournalError(message)
            return "@@" in found["price"], *_read(price, marks)
    return None


def _read(found: re.Match[str], marks: Marks) -> tuple[Decimal, str]:
    commodity = _bare(found["before"] or found["after"] or "")
    number = marks.number(found["digits"], commodity)
    signs = (found["minus"] or "") + (found["inner"] or "")
    return (-number if signs.count("-") == 1 else number), commodity


def _bare(commodity: str) -> str:
    return commodity.strip('"')
