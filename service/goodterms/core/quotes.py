"""Mark the lines of a body that are an older message: header blocks, introductions, "> " lines.

The signs themselves are data in `quote_marks` and `quote_headers`. Every line is looked at a
bounded number of times, so that the time is linear whatever the body.
"""

from __future__ import annotations

from goodterms.core import quote_blocks, quote_introductions, quote_marks
from goodterms.core.quote_headers import role
from goodterms.core.quote_page import Page

LONG_LINE = 66
"""A quoted line this long without end of sentence goes on in the next line, even without ">"."""

WRAPPED_LINES = 6
"""Most such lines in a row."""

MOST_SIGNS = 2000
"""Most lines that are looked at closely; in a body with more, quotes cannot be told apart."""

OTHER_SIGNS = (":", "|", "}")
"""What some programs put before quoted lines in place of ">"."""

OTHER_LINES = 3
"""Least lines in a row that begin so; with fewer it may be anything."""


def marked(text: str) -> Page:
    """Return a page with its quotes marked.

    Args:
        text: A body with any line ends.
    """
    page = Page(lines=text.splitlines(keepends=True), plain=quote_marks.folded_lines(text))
    page.quoted = [">" in line[:4] and bool(quote_marks.QUOTED.match(line)) for line in page.plain]
    _mark_other_signs(page)
    done = looked_at = 0
    for index, line in enumerate(page.plain):
        if index < done or page.quoted[index] or (":" not in line and not _is_drawn(line)):
            continue
        looked_at += 1
        done = _older(page, index) or 0
        if done >= len(page.lines):
            break
        if looked_at > MOST_SIGNS:
            page.certain = False
            break
    _mark_wrapped(page)
    return page


def _is_drawn(line: str) -> bool:
    """Return whether a line may be a marker or an introduction without a plain colon."""
    return "-" in line or "：" in line or "__" in line or "==" in line


def _older(page: Page, index: int) -> int | None:
    """Mark an older message that begins at a line; return the line after it, None for none."""
    line = page.plain[index]
    if quote_marks.is_marker(line):
        return _introduced(page, index, index + 1)
    found = quote_blocks.start(page, index) if role(line) else None
    if found is None and "@" in line:
        found = quote_blocks.unknown_start(page, index)
    if found is not None:
        page.cut(found)
        return len(page.lines)
    if quote_introductions.ends(line):
        found = quote_introductions.start(page, index)
        if found is not None:
            return _introduced(page, found, index + 1)
    return None


def _introduced(page: Page, start: int, end: int) -> int:
    """Mark the lines that introduce a quote, and all that follows unless it is marked by ">"."""
    following = page.next_full(end)
    if following < len(page.lines) and page.quoted[following]:
        page.cut(start, following)
        return following
    page.cut(start)
    return len(page.lines)


def _mark_other_signs(page: Page) -> None:
    """Mark quotes whose lines begin with another sign than ">".

    Only below an introduction or with the headers of a message in them: else it is a table.
    """
    start = 0
    for index, line in enumerate([*page.plain, ""]):
        if line[:1] in OTHER_SIGNS and line[:1] == page.plain[start][:1] and line[1:2] in " \t":
            continue
        if index - start >= OTHER_LINES and _is_quote(page, start, index):
            page.cut(start, index)
        start = index


def _is_quote(page: Page, start: int, end: int) -> bool:
    """Return whether lines with a sign of their own are an older message."""
    roles = {role(line[1:]) for line in page.plain[start : min(end, start + 20)]} - {None}
    if len(roles) >= 3:
        return True
    above = page.last_full(start)
    if above is None or not quote_introductions.ends(page.plain[above]):
        return False
    return bool(quote_marks.WROTE.search(page.plain[above]))


def _mark_wrapped(page: Page) -> None:
    """Mark the rest of quoted lines that a program wrapped without repeating the ">"."""
    start = None
    for index in range(1, len(page.lines)):
        if page.quoted[index]:
            if start is not None and index - start <= WRAPPED_LINES:
                page.cut(start, index)
            start = None
        elif not page.quoted[index - 1]:
            if start is not None and page.is_blank(index):
                start = None
        elif page.is_blank(index):
            start = None
        else:
            before = page.plain[index - 1].rstrip()
            is_cut = len(before) >= LONG_LINE and before[-1] not in ".?!:"
            start = index if is_cut else None
