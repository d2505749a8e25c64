"""Find header blocks: From, Sent, To, Subject above an older message, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import quote_marks
from goodterms.core.quote_headers import NAMED, role

if TYPE_CHECKING:
    from goodterms.core.quote_page import Page

BLOCK_LINES = 40
"""Lines a header block may take, long recipient lists included."""

FOREIGN_LINES = 3
"""Lines in a row inside a block that are neither headers nor lists of recipients, at most."""

SAME_LINES = 4
"""Most headers of one and the same role; a table of prices may begin each line with "a:"."""

HEAD_LINES = 6
"""First lines of a block that show what it is."""


def start(page: Page, index: int) -> int | None:
    """Return where the block around a header line begins, None when there is no such block.

    "Od: petka / Do: nedjelje / Tema: logo" is a list that the sender wrote: without an address, a
    year or a time the page is no longer certain.
    """
    roles = _roles(page, index)
    if len(roles) < (2 if "subject" in roles else 3):
        return None
    found = _with_drawn_line(page, _with_sender(page, index))
    page.certain &= found != index or any(map(_is_exact, page.plain[index : index + HEAD_LINES]))
    return found


def unknown_start(page: Page, index: int) -> int | None:
    """Return where a block in a language that `quote_headers` does not know begins, or None.

    Its first line names a sender with the address in angle brackets, then come two more headers,
    one of them with a year and a time. The page is no longer certain.
    """
    if not quote_marks.BRACKETED.search(page.plain[index]):
        return None
    block = page.plain[index : index + HEAD_LINES]
    count = next((n for n, each in enumerate(block) if not NAMED.match(each)), len(block))
    is_dated = any(
        quote_marks.YEAR.search(each) and quote_marks.TIME.search(each) for each in block[1:count]
    )
    if count < 3 or not is_dated:
        return None
    page.certain = False
    return _with_drawn_line(page, index)


def _is_exact(line: str) -> bool:
    """Return whether a line holds what a program writes: an address, a year or a time."""
    return any(
        pattern.search(line)
        for pattern in (quote_marks.MAILBOX, quote_marks.YEAR, quote_marks.TIME)
    )


def _roles(page: Page, index: int) -> set[str]:
    """Return the header roles of the block that begins at a line."""
    roles: set[str] = set()
    foreign = count = 0
    for position in range(index, min(len(page.plain), index + BLOCK_LINES)):
        if page.quoted[position]:
            break
        line = page.plain[position]
        found = role(line)
        if found:
            roles.add(found)
            foreign = 0
            count += 1
            if count > SAME_LINES and len(roles) == 1:
                break
        elif foreign > FOREIGN_LINES or quote_marks.is_marker(line):
            break
        else:  # what goes on with a list of recipients does not count as foreign
            foreign += not any(sign in line for sign in "@,;/")
    return roles


def _with_sender(page: Page, index: int) -> int:
    """Return where a block begins whose sender and date stand above "To:", as in Lotus Notes."""
    if role(page.plain[index]) in {"from", "date"}:
        return index
    above = page.last_full(index)
    if above is not None and quote_marks.SENT_BY.match(page.plain[above]):
        above = page.last_full(above)
    if above is None:
        return index
    if above > 0 and not quote_marks.DATED.search(page.plain[above]):
        # the line of sender and date may have been wrapped before the time
        joined = f"{page.plain[above - 1].rstrip()} {page.plain[above]}"
        if not quote_marks.TIME.match(page.plain[above].strip()) or not (
            quote_marks.DATED.search(joined)
        ):
            return index
        above -= 1
    return _with_name(page, above)


def _with_name(page: Page, index: int) -> int:
    """Return where the line with the sender's name is, when the line at `index` is only a date."""
    if not quote_marks.DATED.match(page.plain[index].strip()):
        return index
    above = index - 1
    if above > 0 and quote_marks.SENT_BY.match(page.plain[above]):
        above -= 1
    is_free = above >= 0 and not page.quoted[above] and _is_name(page.lines[above])
    return above if is_free else index


def _with_drawn_line(page: Page, index: int) -> int:
    """Return where a block begins together with a line drawn or a marker above it."""
    above = page.last_full(index)
    if above is not None and quote_marks.RULE.match(page.plain[above]):
        return above
    return index


def _is_name(line: str) -> bool:
    """Return whether a line looks like a person's name and nothing more."""
    words = line.split()
    return 0 < len(words) <= 6 and len(line) < 80 and not line.rstrip().endswith((".", ",", "?"))
