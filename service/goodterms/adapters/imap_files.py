"""Files attached to messages: told from the structure, then fetched part by part, never whole mail.

One FETCH asks for all wanted parts of a message in pieces, because no longer literal is ever
kept (`imap_lines.LITERAL_BYTES`). Source: IMAP study b.3 and cases 35, 64.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from goodterms.adapters import bodystructure
from goodterms.adapters.bodystructure import MalformedStructureError
from goodterms.adapters.imap_fetch import Request, item
from goodterms.adapters.imap_lines import LITERAL_BYTES
from goodterms.adapters.mime_parts import undone
from goodterms.core.attachment_choice import MOST_BYTES, Attached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.adapters.imap_body import Fetch
    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.adapters.imap_rows import Row

ANSWER_BYTES = 4_194_304
"""Most bytes asked for in one FETCH, unless a single message has more."""

MISCOUNTED = 2048
"""Bytes by which a server may announce too much: some count a part's own header in."""

_LETTERS = frozenset({"text/plain", "text/html"})


def attached(
    fetch: Fetch, uids: Sequence[int], *, together: int
) -> dict[int, tuple[Attached, ...]]:
    """Return what is attached to messages, by their structure.

    Args:
        fetch: Asks the server.
        uids: Of the open folder; a message that is gone is left out.
        together: Messages in one FETCH.
    """
    requests = [
        Request(uids=uids[start : start + together], items=("BODYSTRUCTURE",))
        for start in range(0, len(uids), together)
    ]
    found: dict[int, tuple[Attached, ...]] = {}
    for fetched in fetch(requests):
        found.update(dict.fromkeys(fetched.failed, ()))
        found.update((uid, _described(row)) for uid, row in fetched.rows.items())
    return found


def files(
    fetch: Fetch, wanted: Mapping[int, Sequence[Attached]]
) -> Iterator[tuple[int, dict[str, bytes] | Exception]]:
    """Yield the files of each message by part number; an exception says why there is none.

    A part that does not come whole is left out: half a file is none.
    """
    requests = list(_requests(wanted))
    for request, fetched in zip(requests, fetch(requests), strict=True):
        for uid in request.uids:
            yield from _read(uid, wanted[uid], fetched)


def _requests(wanted: Mapping[int, Sequence[Attached]]) -> Iterator[Request]:
    """Yield the commands: messages that are asked for the same parts share one."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for uid, parts in wanted.items():
        alike[tuple(name for each in parts for name in _pieces(each))].append(uid)
    for items, uids in alike.items():
        together = max(1, ANSWER_BYTES // (len(items) * LITERAL_BYTES))
        for start in range(0, len(uids), together):
            yield Request(uids=uids[start : start + together], items=items)


def _read(
    uid: int, parts: Sequence[Attached], fetched: Fetched
) -> Iterator[tuple[int, dict[str, bytes] | Exception]]:
    if uid in fetched.failed:
        yield uid, fetched.failed[uid]
    elif uid in fetched.rows:
        row = fetched.rows[uid]
        joined = ((each, _joined(row, each)) for each in parts)
        yield (
            uid,
            {
                each.part: undone(payload, each.encoding)[0]
                for each, payload in joined
                if payload is not None
            },
        )


def _described(row: Row) -> tuple[Attached, ...]:
    """Return the parts of a message that are files; nothing where the structure is of no use."""
    structure = row.get(b"BODYSTRUCTURE")
    if not isinstance(structure, tuple):
        return ()
    try:
        leaves = list(bodystructure.leaves(structure))
    except MalformedStructureError:
        return ()
    return tuple(
        Attached(
            part=each.number, kind=each.kind, name=each.name, encoding=each.encoding, size=each.size
        )
        for each in leaves
        if each.is_attachment or each.kind not in _LETTERS
    )


def _pieces(file: Attached) -> list[str]:
    """Return the items that ask for a part; of one without a size only the first piece."""
    size = min(max(file.size, 1), MOST_BYTES)
    return [
        f"BODY.PEEK[{file.part}]<{start}.{LITERAL_BYTES}>"
        for start in range(0, size, LITERAL_BYTES)
    ]


def _joined(row: Row, file: Attached) -> bytes | None:
    """Return the part's bytes as sent; None when pieces are missing."""
    pieces = []
    for start in range(0, min(max(file.size, 1), MOST_BYTES), LITERAL_BYTES):
        piece = item(row, f"BODY[{file.part}]<{start}>".encode(), nil=b"")
        if piece is None:
            return None
        pieces.append(piece[:LITERAL_BYTES])
    payload = b"".join(pieces)
    is_short = any(len(each) < LITERAL_BYTES for each in pieces[:-1])
    is_long = len(pieces[-1]) == LITERAL_BYTES and len(payload) != file.size
    if is_short or is_long or len(payload) + MISCOUNTED < file.size:
        return None
    return payload
