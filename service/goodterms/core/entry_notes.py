"""What is said of a file of hours beside its entries: refused, doubtful, running, odd rows.

A kept row that looks wrong ends with ": kept", as in tables of invoices. Each kind is named row by
row up to a limit, so that a file of one mistake does not become a thousand sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.mail import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.core.ledger import Entry

KIND = "entry"
MOST_ODD = 20
"""Odd rows of one file that are named one by one."""


@dataclass(slots=True, kw_only=True)
class Notes:
    """Collects while the rows of one file are read."""

    source: str
    _refused: list[Problem] = field(default_factory=list)
    _odd: list[Problem] = field(default_factory=list)
    _doubtful: list[tuple[int, str]] = field(default_factory=list)
    _off: list[int] = field(default_factory=list)
    _worked: list[tuple[str, Entry]] = field(default_factory=list)

    def refused(self, line: int, text: str) -> None:
        """Note a row that could not be used."""
        self._refused.append(self._problem(line, text))

    def odd(self, line: int, text: str) -> None:
        """Note a row that is kept although a part of it could not be used."""
        self._odd.append(self._problem(line, f"{text}: kept"))

    def doubtful(self, line: int, text: str) -> None:
        """Note a row whose day has two readings."""
        self._doubtful.append((line, text))

    def running(self, line: int, name: str) -> None:
        """Note an entry whose clock still runs."""
        text = f"entry {name} is still running" if name else "the entry is still running"
        hint = "left out; import again when it is stopped"
        self._refused.append(self._problem(line, f"{text}: {hint}", code="running"))

    def off(self, line: int) -> None:
        """Note time off, a break or an expense."""
        self._off.append(line)

    def worked(self, entry: Entry, user: str) -> None:
        """Note an entry that is kept, to compare it with the others of the same person."""
        self._worked.append((user, entry))

    def problems(self) -> Iterator[Problem]:
        """Yield everything noted; what concerns the whole file stands first."""
        if self._doubtful:
            line, text = self._doubtful[0]
            yield self._problem(
                0,
                f'dates such as "{text}" (line {line}) can be day or month first and nothing in the'
                " file proves which; say --dates dmy or --dates mdy",
                code="undecided",
            )
        if self._worked and not any(each.client_name or each.project for _, each in self._worked):
            text = "no row names a client or a project, so nobody's hours are known: kept"
            yield self._problem(0, text)
        if self._off:
            lines = ", ".join(map(str, self._off[:MOST_ODD]))
            count = len(self._off)
            rows = "1 row is" if count == 1 else f"{count} rows are"
            text = f"{rows} time off, a break or an expense and left out (line {lines})"
            yield self._problem(0, text, code="time_off")
        yield from sorted(self._refused, key=lambda each: each.line)
        odd = sorted([*self._odd, *self._repeated(), *self._overlaps()], key=lambda each: each.line)
        yield from odd[:MOST_ODD]
        if len(odd) > MOST_ODD:
            yield self._problem(0, f"{len(odd) - MOST_ODD} more rows look odd: kept")

    def _problem(self, line: int, text: str, *, code: str = "") -> Problem:
        return Problem(kind=KIND, source=self.source, line=line, text=text, code=code)

    def _repeated(self) -> Iterator[Problem]:
        """Yield the rows that say the same of the same person as a row before."""
        first: dict[tuple[object, ...], int] = {}
        for user, each in self._worked:
            key = (user, each.client_name, each.project, each.worked_on, each.seconds, each.stated)
            if key in first and each.seconds:
                yield self._problem(each.line, f"the same as line {first[key]}: kept")
            first.setdefault(key, each.line)

    def _overlaps(self) -> Iterator[Problem]:
        """Yield the entries that begin before an earlier one of the same person has ended."""
        timed = [
            (user, each.started_at, each)
            for user, each in self._worked
            if each.started_at is not None and each.seconds
        ]
        timed.sort(key=lambda item: (item[0], item[1], item[2].line))
        last_user, last_end, last_line = "", None, 0
        for user, start, each in timed:
            is_same = user == last_user and last_end is not None
            if is_same and last_end is not None and start < last_end:
                yield self._problem(each.line, f"overlaps line {last_line} in time: kept")
            end = start + timedelta(seconds=each.seconds)
            if not is_same or last_end is None or end > last_end:
                last_user, last_end, last_line = user, end, each.line
