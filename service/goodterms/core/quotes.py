"""Mark the lines of a body that are an older message: header blocks, introductions, "> " lines.

The signs themselves are data in `quote_marks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from goodterms.core import quote_marks
from goodterms.core.quote_marks import folded

BLOCK_LINES = 40
"""Lines a header block may take, long recipient lists included."""

INTRODUCTION_LINES = 4
"""Lines over which mail programs wrap "On ... wrote:"."""

SHORT_INTRODUCTION = 200
"""Longest introduction that does not begin with a date, in characters."""

LONG_LINE = 66
"""A quoted line this long without end of sentence goes on in the next line, even without ">"."""


WRAPPED_LINES = 6
"""Most such lines in a row."""


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

    def cut(self, start: int, end: int | None = None) -> None:
        """Mark lines as quote, to the end of the body without `end`."""
        for index in range(start, len(self.lines) if end is None else end):
            self.quoted[index] = True


def marked(lines: list[str]) -> Page:
    """Return a page with its quotes marked.

    Args:
        lines: The lines of a body as they came, with their line ends.
    """
    plain = [folded(line[: quote_marks.LINE_LIMIT]).rstrip("\r\n") for line in lines]
    page = Page(lines=lines, plain=plain)
    page.quoted = [bool(quote_marks.QUOTED.match(line)) for line in plain]
    index = 0
    while index < len(lines):
        if page.quoted[index]:
            index += 1
            continue
        end = _older(page, index)
        if end is not None and end >= len(lines):
            break
        index = max(end or 0, index + 1)
    _mark_wrapped(page)
    return page


def _older(page: Page, index: int) -> int | None:
    """Mark an older message that begins at a line; return the line after it, None for none."""
    line = page.plain[index]
    if ":" not in line and "-" not in line:
        return None
    if quote_marks.MARKER.match(line):
        return _introduced(page, index, index + 1)
    if quote_marks.KEY.match(line):
        start = _block_start(page, index)
        if start is not None:
            page.cut(start)
            return len(page.lines)
    if line.rstrip().endswith((":", "：")):
        return _introduction(page, index)
    return None


def _introduced(page: Page, start: int, end: int) -> int:
    """Mark the lines that introduce a quote, and all that follows unless it is marked by ">"."""
    following = page.next_full(end)
    if following < len(page.lines) and page.quoted[following]:
        page.cut(start, following)
        return following
    page.cut(start)
    return len(page.lines)


def _introduction(page: Page, end: int) -> int | None:
    """Mark "On ... wrote:" that ends at a line, wherever it began; None when it is none."""
    start, joined = _introduction_start(page, end)
    if start is None:
        return None
    has_mailbox = bool(quote_marks.MAILBOX.search(joined))
    following = page.next_full(end + 1)
    if following == len(page.lines) or not page.quoted[following]:
        # without marked quote below, only a time or an address makes it an introduction
        if not has_mailbox and not quote_marks.TIME.search(joined):
            return None
        page.certain = page.certain and has_mailbox
    return _introduced(page, start, end + 1)


def _introduction_start(page: Page, end: int) -> tuple[int | None, str]:
    """Return where an introduction that ends at a line begins, with its text; None without one."""
    found: tuple[int | None, str] = (None, "")
    joined = ""
    for start in range(end, max(-1, end - INTRODUCTION_LINES), -1):
        if page.quoted[start] or page.is_blank(start):
            break
        joined = f"{page.plain[start]} {joined}"[: 2 * quote_marks.LINE_LIMIT]
        has_verb = bool(quote_marks.WROTE.search(joined))
        has_mailbox = bool(quote_marks.MAILBOX.search(joined))
        is_dated = bool(quote_marks.DAY.search(joined) and quote_marks.LEAD.match(joined))
        if is_dated and (has_verb or has_mailbox):
            return start, joined
        is_short = len(joined) < SHORT_INTRODUCTION
        has_sign = has_verb or (has_mailbox and bool(quote_marks.TIME.search(joined)))
        if found[0] is None and is_short and has_sign:
            found = start, joined
    return found


def _block_start(page: Page, index: int) -> int | None:
    """Return where a header block around a key line begins, None when there is no such block."""
    roles = _roles(page, index)
    if len(roles) < (2 if "subject" in roles else 3):
        return None
    return _with_drawn_line(page, _with_sender(page, index))


def _roles(page: Page, index: int) -> set[str]:
    """Return the header roles of the block that begins at a line."""
    roles: set[str] = set()
    foreign = 0
    for position in range(index, min(len(page.plain), index + BLOCK_LINES)):
        line = page.plain[position]
        match = quote_marks.KEY.match(line)
        if match and not page.quoted[position]:
            roles.add(quote_marks.ROLE_OF[match[1]])
            foreign = 0
        elif page.quoted[position] or quote_marks.MARKER.match(line) or foreign > 3:
            break
        else:  # what goes on with a list of recipients does not count as foreign
            foreign += not any(sign in line for sign in "@,;/")
    return roles


def _with_sender(page: Page, index: int) -> int:
    """Return where a block begins whose sender and date stand above "To:", as in Lotus Notes."""
    first = quote_marks.KEY.match(page.plain[index])
    if first is None or quote_marks.ROLE_OF[first[1]] in {"from", "date"}:
        return index
    start = _last_full(page, index)
    if start is not None and quote_marks.SENT_BY.match(page.plain[start]):
        start = _last_full(page, start)
    if start is None:
        return index
    if start > 0 and not quote_marks.DATED.search(page.plain[start]):
        # the line of sender and date may have been wrapped before the time
        joined = f"{page.plain[start - 1].rstrip()} {page.plain[start]}"
        if not quote_marks.TIME.match(page.plain[start].strip()) or not (
            quote_marks.DATED.search(joined)
        ):
            return index
        start -= 1
    return _with_name(page, start)


def _with_name(page: Page, start: int) -> int:
    """Return where the line with the sender's name is, when the line at `start` is only a date."""
    if not quote_marks.DATED.match(page.plain[start].strip()):
        return start
    above = start - 1
    if above > 0 and quote_marks.SENT_BY.match(page.plain[above]):
        above -= 1
    is_free = above >= 0 and not page.quoted[above] and _is_name(page.lines[above])
    return above if is_free else start


def _with_drawn_line(page: Page, index: int) -> int:
    """Return where a block begins together with a line drawn or a marker above it."""
    above = _last_full(page, index)
    if above is not None and quote_marks.RULE.match(page.plain[above]):
        return above
    return index


def _last_full(page: Page, index: int) -> int | None:
    """Return the last line before `index` that is not blank, at most three lines above."""
    for position in range(index - 1, max(-1, index - 4), -1):
        if not page.is_blank(position):
            return None if page.quoted[position] else position
    return None


def _is_name(line: str) -> bool:
    """Return whether a line looks like a person's name and nothing more."""
    words = line.split()
    return 0 < len(words) <= 6 and len(line) < 80 and not line.rstrip().endswith((".", ",", "?"))


def _mark_wrapped(page: Page) -> None:
    """Mark the rest of quoted lines that a program wrapped without repeating the ">"."""
    start = None
    for index in range(1, len(page.lines)):
        if page.quoted[index]:
            if start is not None and index - start <= WRAPPED_LINES:
                page.cut(start, index)
            start = None
        elif page.is_blank(index):
            start = None
        elif page.quoted[index - 1]:
            before = page.plain[index - 1].rstrip()
            is_cut = len(before) >= LONG_LINE and before[-1] not in ".?!:"
            start = index if is_cut else None
