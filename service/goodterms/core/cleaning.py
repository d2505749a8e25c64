"""Cut a body into what its sender wrote now, what they quoted, and their signature.

Line by line, first match wins (tone study, "Body cleaning", and g):

    header block     From/Sent/To/Subject, see `quote_headers`        the rest is quote
    marker           "-----Original Message-----", forwarded          the rest is quote
    introduction     "On ... wrote:", "Dana ... je napisao/la:"       the rest is quote, unless ">"
    "> " lines       quote; answers between them are new text
    signature        see `signatures`

A forward without own words leaves no new text: what others wrote is never the sender's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import quote_introductions, quote_marks, quotes, signatures
from goodterms.core.quote_headers import role
from goodterms.core.sentences import sentences

if TYPE_CHECKING:
    from goodterms.core.quote_page import Page

__all__ = ["Fragments", "newest", "sentences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragments:
    """A body in three parts, each made of whole original lines.

    Attributes:
        new: What the sender wrote in this message; pieces between quotes are joined by an empty
            line, so that no sentence runs over a cut.
        quote: Quoted and forwarded text with its headers.
        signature: Signature, contact block, device line, legal footer.
        certain: False when the cut rests on a weak sign or headers seem left in `new`.
    """

    new: str
    quote: str
    signature: str
    certain: bool


def newest(text: str) -> Fragments:
    """Cut a body; every line of it lands in exactly one part.

    Args:
        text: A decoded body with any line ends (at most some 64 KiB).
    """
    page = quotes.marked(text)
    new: list[str] = []
    quote: list[str] = []
    signature: list[str] = []
    is_certain = page.certain
    start = 0
    while start < len(page.lines):
        end = _run_end(page, start)
        if page.quoted[start]:
            quote += page.lines[start:end]
        else:
            plain, lines = page.plain[start:end], page.lines[start:end]
            kept = signatures.split(plain, lines, follows=bool(new))
            is_certain = is_certain and not any(_is_header(plain[at]) for at in kept)
            piece = "".join([lines[at] for at in kept]).strip("\r\n")
            if piece.strip():
                new.append(piece)
            if len(kept) < end - start:
                left = set(range(end - start)).difference(kept)
                signature += [lines[at] for at in sorted(left)]
        start = end
    return Fragments(
        new="\n\n".join(new),
        quote="".join(quote),
        signature="".join(signature),
        certain=is_certain,
    )


def _run_end(page: Page, start: int) -> int:
    """Return the line after a run of lines that are all quote, or all not."""
    try:
        return page.quoted.index(not page.quoted[start], start)
    except ValueError:
        return len(page.lines)


def _is_header(line: str) -> bool:
    """Return whether a line of new text looks like the head of an older message."""
    if ":" not in line:
        return False
    if role(line) and quote_marks.MAILBOX.search(line):
        return True
    return quote_introductions.ends(line) and bool(quote_marks.WROTE.search(line))
