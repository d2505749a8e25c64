"""hledger and ledger journals: dates, codes, tags and postings; the rest is passed over by name.

Only what invoices and payments need is read: transactions with their postings, and the directives
that change how these are read. What is not understood is named with its line.
Source: hledger manual, "Journal"; ledger manual, "Journal Format".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.journal_amounts import Marks, lines_of, parse_posting, proved
from goodterms.core.calendar_dates import DateError, parse_date
from goodterms.core.journal import JournalError, Posting, Transaction

if TYPE_CHECKING:
    from datetime import date

_HEAD = re.compile(
    r"(?P<date>[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2})"
    r"(?:=[0-9][0-9\-/.]*)?(?:[ \t]+(?P<rest>.*))?"
)
_REST = re.compile(r"(?:[*!][ \t]*)?(?:\((?P<code>[^)]*)\)[ \t]*)?(?P<text>.*)")
_POSTING = re.compile(
    r"(?:[*!][ \t]+)?(?P<account>\S(?:[^\t;]*?\S)??)(?:(?:[ ]{2,}|\t)(?P<rest>.*))?"
)
_TAG = re.compile(r"(?:^|[\s,;])([^\s:,;]{1,60}):(?::)?[ \t]*([^,\n]*)")

MOST_ALIASES = 500
"""More are no bookkeeping; each is compared with each account."""

_BLOCKS = {"comment": "end comment", "test": "end test"}
_KNOWN_TEXT = (
    "account commodity format payee tag decimal-mark D P N Y year alias apply end include bucket A "
    "define def eval expr assert check capture fixed endfixed value python import i o b h C "
    "default note nomarket"
)
_KNOWN = frozenset(_KNOWN_TEXT.split())
_COMMENT = (";", "#", "*", "%", "|")


def parse(text: str) -> tuple[list[Transaction], list[tuple[int, str]]]:
    """Return the transactions of a journal, and what was not understood with its line."""
    journal = _Journal(marks=Marks(general=proved(text)))
    for number, line in enumerate(lines_of(text), 1):
        journal.take(number, line)
    journal.end()
    return journal.transactions, journal.flaws


def tags_in(comment: str) -> dict[str, str]:
    """Return the tags in a comment, names in lower case; the first of equal names counts."""
    found: dict[str, str] = {}
    for name, value in _TAG.findall(comment):
        found.setdefault(name.lower(), value.strip())
    return found


@dataclass(slots=True, kw_only=True)
class _Open:
    """A transaction whose lines are still coming."""

    line: int
    head: str
    comment: str
    lines: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Journal:
    """State while the lines of one file are read."""

    transactions: list[Transaction] = field(default_factory=list)
    flaws: list[tuple[int, str]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    year: str = ""
    until: str = ""
    commodity: str = ""
    current: _Open | None = None

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if self.until:
            self.until = "" if line.strip() == self.until else self.until
        elif line.strip() in _BLOCKS:
            self.end()
            self.until = _BLOCKS[line.strip()]
        elif line[:1] in (" ", "\t"):
            self._indented(number, line.strip())
        elif line.strip():
            self.end()
            self._top(number, line)

    def end(self) -> None:
        """Close the transaction that is open."""
        opened, self.current = self.current, None
        if opened is None:
            return
        try:
            self.transactions.append(self._transaction(opened))
        except JournalError as error:
            self.flaws.append((error.line or opened.line, str(error)))

    def _indented(self, number: int, line: str) -> None:
        if self.current is not None and line:
            self.current.lines.append((number, line))
        elif self.commodity and line.startswith("format"):
            self.marks.sample(line.removeprefix("format"))

    def _top(self, number: int, line: str) -> None:
        self.commodity = ""
        if line[0] in _COMMENT:
            return
        if line[0].isdigit():
            head, _, comment = line.partition(";")
            self.current = _Open(line=number, head=head.strip(), comment=comment)
        elif line[0] in "=~":
            return  # rules for other transactions; their lines are passed over
        else:
            self._directive(number, line.lstrip("!@"))

    def _directive(self, number: int, line: str) -> None:
        word, _, rest = line.partition(" ")
        rest = rest.partition(";")[0].strip()
        if word not in _KNOWN and not re.fullmatch(r"Y[0-9]{4}", word):
            self.flaws.append((number, "the line is no transaction and no directive that is known"))
        elif word == "include":
            self.flaws.append((number, "an included file is not read; import it too"))
        elif word == "decimal-mark" and rest in (".", ","):
            self.marks.general = rest
        elif word in ("commodity", "D"):
            self.marks.sample(rest)
            self.commodity = rest
        elif word in ("alias", "apply", "end"):
            self._renaming(number, word, rest)
        elif word.startswith("Y") or word == "year":
            self.year = (word[1:] if word != "year" else "") or rest

    def _renaming(self, number: int, word: str, rest: str) -> None:
        """Take a directive that changes how accounts are called."""
        if len(self.aliases) + len(self.parents) >= MOST_ALIASES:
            self.flaws.append((number, f"more than {MOST_ALIASES} aliases are not read"))
        elif word == "alias" and rest.startswith("/"):
            self.flaws.append((number, "an alias by pattern is not read; write the account out"))
        elif word == "alias" and "=" in rest:
            old, _, new = rest.partition("=")
            self.aliases.append((old.strip(), new.strip()))
        elif word == "apply" and rest.startswith("account "):
            self.parents.append(rest.removeprefix("account ").strip())
        elif word == "end" and rest in ("apply account", "apply") and self.parents:
            self.parents.pop()

    def _transaction(self, opened: _Open) -> Transaction:
        head = _HEAD.fullmatch(opened.head)
        if head is None:
            message = "the line begins with a digit but not with a date such as 2026-01-31"
            raise JournalError(message, opened.line)
        rest = _REST.fullmatch(head["rest"] or "")
        text = rest["text"].strip() if rest else ""
        code = (rest["code"] or "").strip() if rest else ""
        payee, mark, note = text.partition("|")
        comments = [opened.comment]
        postings: list[tuple[int, str, list[str]]] = []
        for number, line in opened.lines:
            if line[0] == ";":
                self._comment(line[1:], comments, postings)
            else:
                postings.append((number, line, [line.partition(";")[2]]))
        return Transaction(
            day=self._day(head["date"], opened.line),
            code=code,
            payee=payee.strip() if mark else "",
            note=(note if mark else text).strip(),
            tags=tags_in("\n".join(comments)),
            links=(),
            postings=tuple(self._posting(*each) for each in postings if each[1][0] != "("),
            line=opened.line,
        )

    def _comment(
        self, text: str, comments: list[str], postings: list[tuple[int, str, list[str]]]
    ) -> None:
        """Put a comment line to the posting above it, else to the transaction."""
        (postings[-1][2] if postings else comments).append(text)

    def _posting(self, number: int, line: str, comments: list[str]) -> Posting:
        found = _POSTING.fullmatch(line.partition(";")[0].rstrip())
        if found is None:
            message = "the posting is not understood; expected an account and an amount"
            raise JournalError(message, number)
        try:
            amount, commodity, cost = parse_posting(found["rest"] or "", self.marks)
        except JournalError as error:
            raise JournalError(str(error), number) from error
        return Posting(
            account=self._account(found["account"]),
            amount=amount,
            commodity=commodity,
            cost=cost,
            tags=tags_in("\n".join(comments)),
            line=number,
        )

    def _account(self, name: str) -> str:
        """Return the full name of an account, aliases and parents applied."""
        full = ":".join([*self.parents, name.strip("[]")])
        for old, new in self.aliases:
            if full == old or full.startswith(f"{old}:"):
                full = new + full[len(old) :]
        return full

    def _day(self, text: str, line: int) -> date:
        is_short = not re.match(r"[0-9]{4}", text)
        if is_short and not self.year:
            message = "the date has no year; expected one such as 2026-01-31, or a line Y2026"
            raise JournalError(message, line)
        try:
            return parse_date(f"{self.year}-{text}" if is_short else text, order="")
        except DateError as error:
            raise JournalError(str(error), line) from error
