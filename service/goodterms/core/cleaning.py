"""Cut a body into what its sender wrote now, what they quoted, and their signature.

Line by line, first match wins (tone study, "Body cleaning", and g):

    header block     From/Sent/To/Subject in any of seven languages   the rest is quote
    marker           "-----Original Message-----", forwarded          the rest is quote
    introduction     "On ... wrote:", "Dana ... je napisao/la:"       the rest is quote, unless ">"
    "> " lines       quote; answers between them are new text
    signature        see `signatures`

A forward without own words leaves no new text: what others wrote is never the sender's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import quote_marks, quotes, signatures
from goodterms.core.quote_marks import folded
from goodterms.core.sentences import sentences

if TYPE_CHECKING:
    from goodterms.core.quotes import Page

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
    lines = text.splitlines(keepends=True)
    return _fragments(quotes.marked(lines))


def _fragments(page: Page) -> Fragments:
    """Collect the three parts of a marked page."""
    new: list[str] = []
    quote: list[str] = []
    signature: list[str] = []
    start = 0
    while start < len(page.lines):
        end = start
        while end < len(page.lines) and page.quoted[end] == page.quoted[start]:
            end += 1
        if page.quoted[start]:
            quote += page.lines[start:end]
        else:
            kept = signatures.split(page.plain[start:end])
            piece = "".join(page.lines[start + each] for each in kept).strip("\r\n")
            if piece.strip():
                new.append(piece)
            left = set(range(end - start)) - set(kept)
            signature += [page.lines[start + each] for each in sorted(left)]
        start = end
    return Fragments(
        new="\n\n".join(new),
        quote="".join(quote),
        signature="".join(signature),
        certain=page.certain and _is_certain(new),
    )


def _is_certain(new: list[str]) -> bool:
    """Return whether nothing in the new text looks like the head of an older message."""
    for piece in new:
        for line in folded(piece).splitlines():
            if quote_marks.KEY.match(line) and quote_marks.MAILBOX.search(line):
                return False
            if quote_marks.WROTE.search(line) and line.rstrip().endswith(":"):
                return False
    return True
