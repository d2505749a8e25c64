"""Find the lines of a piece of new text that are signature: delimiter, device, contacts, footer.

What is not surely one of them stays new text: a lost sentence costs more than a kept name.
"""

from __future__ import annotations

from goodterms.core.quote_marks import RULE
from goodterms.core.signature_marks import BANNER, CONTACT, DEVICE, DRAWN, FOOTER, SIGN_OFF

DELIMITED_LINES = 25
"""Most full lines below "-- " that still are a signature."""

FOOTER_LINES = 40
"""Most full lines from the begin of a legal footer on; more is what somebody wrote."""

BLOCK_LINES = 12
"""Most full lines of a contact block."""

NAME_LINES = 2
"""Most full lines below a sign-off that are just the sender's name and stay new text."""

DEVICE_WORDS = 7
"""Most words of a device line with a comma in it."""

SHORT_LINE = 60
"""Longest line of a contact block without contacts in it, such as a name or a title."""

_ENDS = (".", "?", "!", ":", ",", ";")


def split(lines: list[str], originals: list[str], *, follows: bool = False) -> list[int]:
    """Return the indexes of the lines that are the sender's words, ascending.

    Args:
        lines: One run of unquoted lines, folded (see `quote_marks.folded`), without line ends.
        originals: The same lines as they came.
        follows: The sender's words stand above these lines, with a quote between.
    """
    end = len(lines)
    dropped: set[int] = set()
    left = sum(1 for line in lines if line.strip())
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        left -= 1
        if left <= DELIMITED_LINES and bare[0] in _DRAWN and _begins_signature(lines, index, bare):
            end = index
            break
        if left < FOOTER_LINES and FOOTER.match(line) and _is_alone(lines, index):
            end = index - 1 if index and RULE.match(lines[index - 1]) else index
            break
        if BANNER.match(line):
            dropped.add(index)
        elif _is_device(line):
            dropped.add(index)
            if _is_name_alone(lines, originals, index - 1):
                dropped.add(index - 1)
    end = _above_contacts(lines, end, follows=follows)
    return [index for index in range(end) if index not in dropped]


_DRAWN = "-_=*~—"


def _begins_signature(lines: list[str], index: int, bare: str) -> bool:
    """Return whether a signature begins at a line: "-- " (RFC 3676 4.3), or a line drawn.

    Below a drawn line it must be contacts to the end, or a sign-off must stand above it.
    """
    if _is_delimiter(bare):
        return True
    if not DRAWN.match(bare):
        return False
    if index and SIGN_OFF.match(lines[index - 1]):
        return True
    below = [line for line in lines[index + 1 :] if line.strip()]
    if not 2 <= len(below) <= BLOCK_LINES:
        return False
    return sum(bool(CONTACT.search(line)) for line in below) >= 2 and all(
        _is_contact_line(line) or DRAWN.match(line.strip()) for line in below
    )


def _is_delimiter(bare: str) -> bool:
    """Return whether a line is "-- " (RFC 3676 4.3) or what programs make of it."""
    return bare in {"--", "—", "—-", "-- -", "- --"}


def _is_alone(lines: list[str], index: int) -> bool:
    """Return whether a line begins a paragraph, or stands right below a drawn line."""
    above = lines[index - 1] if index else ""
    return not above.strip() or bool(RULE.match(above))


def _is_device(line: str) -> bool:
    """Return whether a line was added by a device; a longer one with a comma is a sentence."""
    return bool(DEVICE.match(line)) and ("," not in line or len(line.split()) <= DEVICE_WORDS)


def _is_name_alone(lines: list[str], originals: list[str], index: int) -> bool:
    """Return whether a line is a whole name, of two or three words, and a paragraph's first line.

    One word may be an answer ("Super"), and a name below a sign-off stays new text.
    """
    if index < 1 or lines[index - 1].strip():
        return False
    words = originals[index].split()
    return 2 <= len(words) <= 3 and all(
        word.isalpha() and word[0].isupper() and not word.isupper() for word in words
    )


def _above_contacts(lines: list[str], end: int, *, follows: bool) -> int:
    """Return where a contact block at the end begins: after a sign-off, or as a last paragraph."""
    below: list[str] = []
    for index in range(end - 1, -1, -1):
        line = lines[index]
        if not line.strip():
            continue
        if len(line) <= SHORT_LINE and SIGN_OFF.match(line):
            is_block = len(below) > NAME_LINES or any(CONTACT.search(each) for each in below)
            return index + 1 if is_block and all(map(_is_contact_line, below)) else end
        below.append(line)
        if len(below) > BLOCK_LINES:
            break
    start = _last_paragraph(lines, end)
    return start if follows or any(line.strip() for line in lines[:start]) else end


def _last_paragraph(lines: list[str], end: int) -> int:
    """Return where a last paragraph made of contacts begins, `end` when it is none.

    A list that is announced ("You reach us here:") is what the sender wrote; so are contacts with
    nothing above them.
    """
    last = end
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    start = last
    while start > 0 and lines[start - 1].strip() and last - start <= BLOCK_LINES:
        start -= 1
    block = lines[start:last]
    if not 3 <= len(block) <= BLOCK_LINES:
        return end
    above = next((line for line in reversed(lines[max(0, start - 3) : start]) if line.strip()), "")
    if above.rstrip().endswith(":") or block[0].rstrip().endswith(":"):
        return end
    contacts = sum(bool(CONTACT.search(line)) for line in block)
    return start if contacts >= 2 and all(map(_is_contact_line, block)) else end


def _is_contact_line(line: str) -> bool:
    """Return whether a line may stand in a contact block."""
    stripped = line.strip()
    words = len(stripped.split())
    if CONTACT.search(stripped):
        return words <= 14 and not stripped.endswith(("?", "!"))
    if stripped.endswith("?") or (stripped.endswith(_ENDS) and words > 4):
        return False
    return len(stripped) <= SHORT_LINE and words <= 7
