"""The text of messages: first their structure, then of each only the part that holds the text.

Source: IMAP study b.3 (stage 2) and cases 34 to 37, 64, 65, 68.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from goodterms.adapters import bodystructure
from goodterms.adapters.bodystructure import Choice, MalformedStructureError
from goodterms.adapters.imap_fetch import Request, item
from goodterms.adapters.mime import decode_part, parse_body
from goodterms.core.mail import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.adapters.imap_rows import Row

PART_BYTES = 65_536
"""Most bytes read of the part with the text (IMAP study b.3)."""

WHOLE_BYTES = 262_144
"""Most bytes read of a message whose structure is of no use (IMAP study, case 35)."""

ANSWER_BYTES = 50 * PART_BYTES
"""Most bytes of text asked for in one FETCH, by the sizes that the structures announce."""

WHOLE_TOGETHER = 10
"""Whole messages in one FETCH: at most 2.6 MB."""


class Fetch(Protocol):
    """Fetches items of messages of the open folder."""

    def __call__(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        """Yield the answers in the order of the requests; see `imap_session`."""
        ...


def read(fetch: Fetch, uids: Sequence[int], *, together: int) -> dict[int, Body | Exception]:
    """Return the text of messages by UID; an exception says why one has none.

    Args:
        fetch: Asks the server.
        uids: Of the open folder; a message that is gone is left out of the result.
        together: Messages in one FETCH, fewer where their texts are long.
    """
    found: dict[int, Body | Exception] = {}
    whole: list[int] = []
    groups: dict[str, dict[int, Choice]] = defaultdict(dict)
    for described in fetch(_requests(uids, ("BODYSTRUCTURE",), together)):
        whole += described.failed
        for uid, row in described.rows.items():
            choice = _choice(row)
            if choice is None:
                whole.append(uid)
            elif choice.part is None:
                found[uid] = _without_text(choice)
            else:
                groups[choice.part][uid] = choice
    texts, failed = _read_parts(fetch, groups, together)
    return found | texts | _read_whole(fetch, whole + failed)


def _requests(uids: Sequence[int], items: Sequence[str], together: int) -> list[Request]:
    return [
        Request(uids=uids[start : start + together], items=items)
        for start in range(0, len(uids), together)
    ]


def _choice(row: Row) -> Choice | None:
    """Return what to fetch, None when the structure is of no use."""
    structure = row.get(b"BODYSTRUCTURE")
    if not isinstance(structure, tuple):
        return None
    try:
        return bodystructure.choose(structure)
    except MalformedStructureError:
        return None


def _without_text(choice: Choice) -> Body:
    flaw = "calendar" if choice.calendar else "encrypted" if choice.encrypted else "no-text"
    return Body(text="", attachments=choice.attachments, flaws=(flaw,))


def _batches(choices: dict[int, Choice], *, most: int) -> Iterator[dict[int, Choice]]:
    """Cut messages into groups whose texts come together: every FETCH costs a round trip."""
    batch: dict[int, Choice] = {}
    asked = 0
    for uid, choice in choices.items():
        size = min(max(choice.size, 0), PART_BYTES)
        if batch and (len(batch) == most or asked + size > ANSWER_BYTES):
            yield batch
            batch, asked = {}, 0
        batch[uid] = choice
        asked += size
    yield batch


def _read_parts(
    fetch: Fetch, groups: dict[str, dict[int, Choice]], together: int
) -> tuple[dict[int, Body], list[int]]:
    """Return the texts, each from the part it was found in, and the UIDs where that failed."""
    batches = [
        (f"BODY.PEEK[{part}]<0.{PART_BYTES}>", batch)
        for part, choices in groups.items()
        for batch in _batches(choices, most=together)
    ]
    requests = [Request(uids=list(batch), items=(wanted,)) for wanted, batch in batches]
    found: dict[int, Body] = {}
    failed: list[int] = []
    for (_, choices), fetched in zip(batches, fetch(requests), strict=True):
        failed += fetched.failed
        for uid, row in fetched.rows.items():
            body = _body(row, choices[uid])
            if body is None:
                failed.append(uid)
            else:
                found[uid] = body
    return found, failed


def _body(row: Row, choice: Choice) -> Body | None:
    """Return the text of one part; None when the server did not send what it announced."""
    payload = item(row, b"BODY[", nil=b"")
    if payload is None or (not payload and choice.size > 0):
        return None
    text, flaws = decode_part(
        payload[:PART_BYTES],
        subtype=choice.subtype,
        charset=choice.charset,
        encoding=choice.encoding,
        truncated=len(payload) >= PART_BYTES,
    )
    return Body(text=text, attachments=choice.attachments, flaws=flaws)


def _read_whole(fetch: Fetch, uids: Sequence[int]) -> dict[int, Body | Exception]:
    """Return the texts of messages read from their beginning, structure and all."""
    found: dict[int, Body | Exception] = {}
    for fetched in fetch(_requests(uids, (f"BODY.PEEK[]<0.{WHOLE_BYTES}>",), WHOLE_TOGETHER)):
        found.update(fetched.failed)
        for uid, row in fetched.rows.items():
            raw = item(row, b"BODY[", nil=b"")
            if raw is None:
                found[uid] = LookupError("the server sent no text")
            else:
                found[uid] = parse_body(raw, truncated=len(raw) >= WHOLE_BYTES)
    return found
