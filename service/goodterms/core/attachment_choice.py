"""Which files attached to the owner's own mail may be e-invoices: by type, name and size alone.

Nothing is fetched to find out. Programs send XML and PDF under many types, and under no useful one,
so the name counts as well (invoices study; IMAP study b.3 for the sizes).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_BYTES = 4_000_000
"""Longest file as sent, transfer encoding included: 2.9 MB of PDF. E-invoices have some 100 KB."""

MOST_FILES = 5
"""Most files of one message; a mail with more of them carries drafts, not invoices."""

PORTION_BYTES = 16_000_000
"""Bytes read before what came of them is written, and the day's budget is asked again."""

_KINDS = frozenset({
    "application/xml", "text/xml", "application/pdf", "application/x-pdf", "text/pdf",
})  # fmt: skip
"""Types that say it: as registered, and as older programs write them."""

_ENDINGS = (".xml", ".pdf", ".xml.p7m")
"""Names that say it. A signed file counts only as signed XML: contracts are signed as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One file attached to a message, as the server describes it.

    Attributes:
        part: Part number such as ``2``.
        kind: Type and subtype, lower case.
        name: File name, "" when it has none.
        encoding: Transfer encoding, lower case.
        size: Bytes as sent, as the server says; 0 when it does not.
    """

    part: str
    kind: str
    name: str
    encoding: str
    size: int


def chosen(files: Iterable[Attached]) -> tuple[Attached, ...]:
    """Return the files that may be e-invoices, in their order."""
    return tuple(each for each in files if _may_be(each))[:MOST_FILES]


def portions(
    wanted: Mapping[int, Sequence[Attached]],
) -> Iterator[dict[int, Sequence[Attached]]]:
    """Yield messages with their files, cut so that about `PORTION_BYTES` come at a time."""
    portion: dict[int, Sequence[Attached]] = {}
    size = 0
    for uid, files in wanted.items():
        added = sum(max(each.size, 0) for each in files)
        if portion and size + added > PORTION_BYTES:
            yield portion
            portion, size = {}, 0
        portion[uid] = files
        size += added
    if portion:
        yield portion


def named(files: Iterable[Attached]) -> list[tuple[Attached, str]]:
    """Return files with a name for each that no other file of the message has."""
    listed = list(files)
    names = Counter(each.name for each in listed)
    return [
        (each, each.name)
        if each.name and names[each.name] == 1
        else (each, f"{each.name} (part {each.part})".lstrip())
        for each in listed
    ]


def _may_be(file: Attached) -> bool:
    if file.size > MOST_BYTES or file.kind.startswith("message/"):
        return False
    name = file.name.strip().lower()
    if name.endswith(_ENDINGS):
        return True
    return file.kind in _KINDS and not name.endswith(".p7m")
