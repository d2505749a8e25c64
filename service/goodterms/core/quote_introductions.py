"""Find the lines that introduce a quote: "On ... wrote:", "Dana ... je napisao/la:"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import quote_marks

if TYPE_CHECKING:
    from goodterms.core.quote_page import Page

LINES = 4
"""Lines over which mail programs wrap an introduction."""

SHORT = 200
"""Longest introduction that does not begin with a date, in characters."""

_AROUND = " \t*_-"


def ends(line: str) -> bool:
    """Return whether an introduction can end with this folded line."""
    return line.rstrip(_AROUND).endswith((":", "："))


def start(page: Page, end: int) -> int | None:
    """Return where an introduction that ends at a line begins; None when it is none.

    Without marked quote below, only a time or an address makes it one, and without an address the
    page is no longer certain.
    """
    found, joined = _longest(page, end)
    if found is None:
        return None
    following = page.next_full(end + 1)
    if following == len(page.lines) or not page.quoted[following]:
        has_mailbox = bool(quote_marks.MAILBOX.search(joined))
        if not has_mailbox and not quote_marks.TIME.search(joined):
            return None
        page.certain &= has_mailbox
    return found


def _longest(page: Page, end: int) -> tuple[int | None, str]:
    """Return where an introduction that ends at a line begins, with its text; None without one."""
    found: tuple[int | None, str] = (None, "")
    joined = ""
    for index in range(_first(page, end), end + 1):
        joined = _joined(joined, page.plain[index])
    if "@" not in joined and not quote_marks.WROTE.search(joined):
        return found
    joined = ""
    for index in range(end, _first(page, end) - 1, -1):
        joined = _joined(page.plain[index], joined)
        has_verb = bool(quote_marks.WROTE.search(joined))
        has_mailbox = bool(quote_marks.MAILBOX.search(joined))
        is_dated = bool(quote_marks.DAY.search(joined) and quote_marks.LEAD.match(joined))
        if is_dated and (has_verb or has_mailbox):
            return index, joined
        has_sign = has_verb or (has_mailbox and bool(quote_marks.TIME.search(joined)))
        if found[0] is None and has_sign and len(joined) < SHORT:
            found = index, joined
    return found


def _first(page: Page, end: int) -> int:
    """Return the first line that may belong to an introduction ending at `end`."""
    first = end
    while first > max(0, end - LINES + 1):
        if page.quoted[first - 1] or page.is_blank(first - 1):
            break
        first -= 1
    return first


def _joined(line: str, rest: str) -> str:
    """Return a line with the ones below it; "=" is where quoted-printable broke a word."""
    together = line[:-1] + rest if line.endswith("=") else f"{line} {rest}"
    return together[: 2 * quote_marks.LINE_LIMIT]
