"""The lines of a body while its quotes are being marked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Page:
    """The lines of a body, and which of them are quote.

    Attributes:
        lines: As they came, with their line ends.
        plain: The same folded, without line ends, cut to `quote_marks.LINE_LIMIT`.
        quoted: Lines known to be quote.
        certain: False when a cut rests on a weak sign.
    """

    lines: list[str]
    plain: list[str]
    quoted: list[bool] = field(default_factory=list)
    certain: bool = True

    def is_blank(self, index: int) -> bool:
        """Return whether a line holds nothing."""
        return not self.plain[index].strip()

    def next_full(self, index: int) -> int:
        """Return the first line from `index` on that is not blank, or the number of lines."""
        while index < len(self.lines) and self.is_blank(index):
            index += 1
        return index

    def last_full(self, index: int) -> int | None:
        """Return the last line before `index` that is not blank, at most three lines above.

        None when that line is quote.
        """
        for position in range(index - 1, max(-1, index - 4), -1):
            if not self.is_blank(position):
                return None if self.quoted[position] else position
        return None

    def cut(self, start: int, end: int | None = None) -> None:
        """Mark lines as quote, to the end of the body without `end`."""
        stop = len(self.lines) if end is None else end
        self.quoted[start:stop] = [True] * (stop - start)
