"""Find the lines of a piece of new text that are signature: delimiter, device, contacts, footer.

What is not surely one of them stays new text: a lost sentence costs more than a kept name.
"""

from __future__ import annotations

from goodterms.core.quote_marks import RULE
from goodterms.core.signature_marks import BANNER, CONTACT, DEVICE, FOOTER, SIGN_OFF

DELIMITED_LINES = 25
"""Most full lines below "-- " that still are a signature."""

BLOCK_LINES = 12
"""Most full lines of a contact block."""

NAME_LINES = 2
"""Most full lines below a sign-off that are just the sender's name and stay new text."""

DEVICE_WORDS = 7
"""Most words of a device line with a comma in it."""

SHORT_LINE = 60
"""Longest line of a contact block without contacts in it, such as a name or a title."""

_ENDS = (".", "?", "!", ":", ",", ";")


def split(lines: list[str]) -> list[int]:
    """Return the indexes of the lines that are the sender's words, ascending.

    Args:
        lines: One run of unquoted lines, folded (see `quote_marks.folded`), without line ends.
    """
    end = len(lines)
    dropped: set[int] = set()
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if _is_delimiter(line) and _count(lines[index + 1 :]) <= DELIMITED_LINES:
            end = index
            break
        above = lines[index - 1] if index else ""
        if FOOTER.match(line) and (not above.strip() or RULE.match(above)):
            end = index - 1 if RULE.match(above) else index
            break
        if BANNER.match(line) or _is_device(line):
            dropped.add(index)
    end = _above_contacts(lines, end)
    return [index for index in range(end) if index not in dropped]


def _is_delimiter(line: str) -> bool:
    """Return whether a line is "-- " (RFC 3676 4.3) or what programs make of it."""
    return line.strip() in {"--", "—", "-- -", "- --"}


def _is_device(line: str) -> bool:
    """Return whether a line was added by a device; a longer one with a comma is a sentence."""
    return bool(DEVICE.match(line)) and ("," not in line or len(line.split()) <= DEVICE_WORDS)


def _count(lines: list[str]) -> int:
    return sum(1 for line in lines if line.strip())


def _above_contacts(lines: list[str], end: int) -> int:
    """Return where a contact block at the end begins: after a sign-off, or as a last paragraph."""
    for index in range(end - 1, -1, -1):
        if not SIGN_OFF.match(lines[index]):
            continue
        below = [line for line in lines[index + 1 : end] if line.strip()]
        is_block = len(below) > NAME_LINES or any(CONTACT.search(line) for line in below)
        if is_block and len(below) <= BLOCK_LINES and all(map(_is_contact_line, below)):
            return index + 1
        return end
    start = end
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return end if start == end else _paragraph(lines, start, end)


def _paragraph(lines: list[str], start: int, end: int) -> int:
    """Return where a last paragraph made of contacts begins, `end` when it is none."""
    block = lines[start:end]
    contacts = sum(bool(CONTACT.search(line)) for line in block)
    is_block = 3 <= len(block) <= BLOCK_LINES and contacts >= 2
    if start > 0 and is_block and all(_is_contact_line(line) for line in block):
        return start
    return end


def _is_contact_line(line: str) -> bool:
    """Return whether a line may stand in a contact block."""
    stripped = line.strip()
    words = len(stripped.split())
    if CONTACT.search(stripped):
        return words <= 14 and not stripped.endswith(("?", "!"))
    if stripped.endswith("?") or (stripped.endswith(_ENDS) and words > 4):
        return False
    return len(stripped) <= SHORT_LINE and words <= 7
