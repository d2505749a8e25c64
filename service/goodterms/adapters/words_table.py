"""The table of all clients: verdict, burn with interval, four past months, change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters import columns, words_verdict
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.report import Report
    from goodterms.core.sections import Cell, Row

LEFT_OUT = "–"
"""No number; not the same as zero (decision model B1.1)."""

SIGNS = {Verdict.WATCH: "▂", Verdict.TALK: "▄", Verdict.PREPARE: "▆", Verdict.LET_GO: "█"}
"""Stand beside the number of a month, so that its verdict never hangs on a colour alone."""

ARROWS = {"new": "+", "up": "▲", "down": "▼"}


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of the table of one report."""

    texts: Texts
    report: Report

    def name(self, row: Row) -> str:
        """Return the owner's name for a client, or its case number at privacy `private`."""
        return row.client or self.texts.say("Case %(number)s", number=row.number)

    def moved(self, row: Row) -> str:
        """Return how the verdict moved since the report before, "" when it did not."""
        if row.change == "same":
            return ""
        return f"{ARROWS[row.change]} {self.texts.say(words_verdict.CHANGES[row.change])}"

    def head(self) -> list[str]:
        """Return the heads of the columns."""
        months = self.report.rows[0].months if self.report.rows else ()
        names = [self.texts.short_month(each.month) for each in months]
        return [self.texts.say("Client"), self.texts.say("Burn"), *names]

    def factor(self, row: Row) -> str:
        """Return the burn with its interval; without paid hours there is no number."""
        if row.burn.tolerated is None:
            return self.texts.say("no data")
        return words_verdict.factor(self.texts, row.burn)

    def cell(self, cell: Cell) -> str:
        """Return the burn of a month, with the sign of its verdict."""
        if cell.burn is None:
            return LEFT_OUT
        sign = SIGNS.get(cell.verdict) if cell.verdict else None
        number = self.texts.number(cell.burn, 1)
        return f"{number}\u00a0{sign}" if sign else number

    def cell_word(self, cell: Cell) -> str:
        """Return month and verdict of a cell, for those who do not see it."""
        month = self.texts.month(cell.month)
        if cell.verdict is None:
            return f"{month}: " + self.texts.say("no data")
        return f"{month}: {words_verdict.word(self.texts, cell.verdict)}"

    def lines(self) -> list[str]:
        """Return the table as lines, columns as wide as they need to be."""
        client, factor, *months = self.head()
        rows = [(client, self.texts.say("Verdict"), factor, *months, "")]
        for row in self.report.rows:
            word = words_verdict.word(self.texts, row.verdict)
            cells = [self.cell(each) for each in row.months]
            rows.append((self.name(row), word, self.factor(row), *cells, self.moved(row)))
        return columns.lines(rows)

    def legend(self) -> str:
        """Return how the table is read."""
        said = self.texts.say(
            "Burn: how many times what you tolerate, with its 80 %% interval; 1 is exactly that "
            "much. Months: the burn as it stood at the end of each; – means no data."
        )
        signs = ", ".join(
            f"{sign}\u00a0{words_verdict.word(self.texts, verdict)}"
            for verdict, sign in SIGNS.items()
        )
        return f"{said} {signs}."
