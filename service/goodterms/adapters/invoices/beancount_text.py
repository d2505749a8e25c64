"""beancount files: transactions with payee, narration, tags, links, metadata and postings.

Only what invoices and payments need is read; other directives are passed over. What is not
understood is named with its line. Own reader: beancount's parser is under the GPL 2, which a
program under the MIT licence cannot carry. Source: beancount, "Language Syntax".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.journal_amounts import lines_of
from goodterms.core.calendar_dates import DateError, parse_date
from goodterms.core.journal import JournalError, Posting, Transaction

if TYPE_CHECKING:
    from datetime import date

_DATED = re.compile(r"([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2})\s+(\S+)(.*)")
_STRING = re.compile(r'"((?:[^"\\]|\\.){0,2000})"')
_LINK = re.compile(r"\^([A-Za-z0-9\-_/.]{1,200})")
_META = re.compile(r"([a-z][A-Za-z0-9\-_]{0,80}):\s*(.*)")
_NUMBER = r"[-+]?\s?[0-9][0-9,]{0,40}(?:\.[0-9]{0,20})?"
_CURRENCY = r"[A-Z][A-Z0-9'._\-]{0,23}"
_POSTING = re.compile(
    rf"(?:[*!]\s+)?(?P<account>[^\W\d_][^\s:]{{0,200}}(?::[^\s:;\"]{{1,200}}){{1,20}})"
    rf"(?:\s+(?P<number>{_NUMBER})\s+(?P<currency>{_CURRENCY})"
    rf"(?:\s*(?P<lot>\{{[^}}]{{0,300}}\}}))?"
    rf"(?:\s*(?P<at>@@?)\s*(?P<price>{_NUMBER})\s+(?P<other>{_CURRENCY}))?)?\s*"
)
_COST = re.compile(rf"\{{+\s*(?P<price>{_NUMBER})\s+(?P<other>{_CURRENCY})")
_ROOT = re.compile(r'option\s+"name_(assets|liabilities|equity|income|expenses)"\s+"([^"]{1,100})"')

LONGEST = 5000
"""Longest line in characters."""

FLAGS = frozenset({"txn", "*", "!", "&", "#", "?", "%", "P", "S", "T", "C", "U", "R", "M"})
_DIRECTIVES_TEXT = "open close commodity balance pad note document price event query custom"
DIRECTIVES = frozenset(_DIRECTIVES_TEXT.split())
HEADS = (
    "option", "plugin", "include", "pushtag", "poptag", "pushmeta", "popmeta", ";", "*", "#", ":",
)  # fmt: skip


def parse(text: str) -> tuple[list[Transaction], list[tuple[int, str]]]:
    """Return the transactions of a file, and what was not understood with its line."""
    book = _Book()
    for number, line in enumerate(lines_of(text), 1):
        try:
            book.take(number, line)
        except JournalError as error:
            book.flaws.append((error.line or number, str(error)))
            book.current = None
    book.end()
    return book.transactions, book.flaws


@dataclass(slots=True, kw_only=True)
class _Open:
    """A transaction whose lines are still coming."""

    day: date
    line: int
    strings: list[str]
    links: list[str]
    tags: dict[str, str] = field(default_factory=dict)
    postings: list[tuple[Posting, dict[str, str]]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Book:
    """State while the lines of one file are read."""

    transactions: list[Transaction] = field(default_factory=list)
    flaws: list[tuple[int, str]] = field(default_factory=list)
    roots: dict[str, str] = field(default_factory=dict)
    current: _Open | None = None

    def take(self, number: int, line: str) -> None:
        """Read one line; raises `JournalError` for one that is not understood."""
        if len(line) > LONGEST:
            message = f"the line is longer than {LONGEST} characters"
            raise JournalError(message, number)
        if line[:1] in (" ", "\t"):
            bare = line.strip()
            if self.current is not None and bare and bare[0] != ";":
                self._indented(self.current, number, bare)
            return
        if not line.strip():
            return
        self.end()
        if not line.startswith(HEADS):
            self._dated(number, line)
        elif line.startswith("include"):
            message = "an included file is not read; import it too"
            raise JournalError(message, number)
        elif renamed := _ROOT.match(line):
            self.roots[renamed[2]] = renamed[1].capitalize()

    def end(self) -> None:
        """Close the transaction that is open."""
        opened, self.current = self.current, None
        if opened is None:
            return
        strings = opened.strings
        self.transactions.append(
            Transaction(
                day=opened.day,
                code="",
                payee=strings[0] if len(strings) == 2 else "",
                note=strings[-1] if strings else "",
                tags=opened.tags,
                links=tuple(opened.links),
                postings=tuple(_with_tags(posting, tags) for posting, tags in opened.postings),
                line=opened.line,
            )
        )

    def _dated(self, number: int, line: str) -> None:
        found = _DATED.fullmatch(line.rstrip())
        if found is None:
            message = "the line is not understood; expected a date such as 2026-01-31"
            raise JournalError(message, number)
        if found[2] in DIRECTIVES:
            return
        if found[2] not in FLAGS:
            message = "the directive is not known"
            raise JournalError(message, number)
        strings = _STRING.findall(found[3])
        if found[3].count('"') != 2 * len(strings) + sum(each.count('\\"') for each in strings):
            message = "a text in quotes does not close on its line"
            raise JournalError(message, number)
        try:
            day = parse_date(found[1], order="")
        except DateError as error:
            raise JournalError(str(error), number) from error
        self.current = _Open(
            day=day,
            line=number,
            strings=[each.replace('\\"', '"') for each in strings[:2]],
            links=_LINK.findall(_STRING.sub("", found[3]).partition(";")[0]),
        )

    def _indented(self, opened: _Open, number: int, line: str) -> None:
        meta = _META.fullmatch(line)
        if meta:
            value = _STRING.match(meta[2])
            tags = opened.postings[-1][1] if opened.postings else opened.tags
            tags.setdefault(
                meta[1].lower(), value[1] if value else meta[2].partition(";")[0].strip()
            )
            return
        if line[0] in "^#":
            opened.links += _LINK.findall(line)
            return
        opened.postings.append((self._posting(number, line.partition(";")[0]), {}))

    def _posting(self, number: int, line: str) -> Posting:
        found = _POSTING.fullmatch(line)
        if found is None:
            message = "the posting is not understood; expected an account, a number and a currency"
            raise JournalError(message, number)
        root, _, rest = found["account"].partition(":")
        amount = _number(found["number"]) if found["number"] else None
        return Posting(
            account=f"{self.roots.get(root, root)}:{rest}",
            amount=amount,
            commodity=found["currency"] or "",
            cost=_cost(found, amount),
            line=number,
        )


def _with_tags(posting: Posting, tags: dict[str, str]) -> Posting:
    return Posting(
        account=posting.account,
        amount=posting.amount,
        commodity=posting.commodity,
        cost=posting.cost,
        tags=tags,
        line=posting.line,
    )


def _cost(found: re.Match[str], amount: Decimal | None) -> tuple[Decimal, str] | None:
    """Return the weight of a posting in another currency: its cost, else its price."""
    if amount is None:
        return None
    lot = _COST.match(found["lot"] or "")
    if lot:
        price = _number(lot["price"])
        is_total = found["lot"].startswith("{{")
        return (price.copy_sign(amount) if is_total else amount * price), lot["other"]
    if found["at"]:
        price = _number(found["price"])
        return (price.copy_sign(amount) if found["at"] == "@@" else amount * price), found["other"]
    return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", "").rstrip("."))
