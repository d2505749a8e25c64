"""The text of messages: first their structure, then of each only the part that holds the text.

Source: IMAP study b.3 (stage 2) and cases 34 to 37, 64, 65, 68.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from goodterms.adapters import bodystructure
from goodterms.adapters.bodystructure import Choice, MalformedStructureError
from goodterms.adapters.imap_fetch import item
from goodterms.adapters.mime import decode_part, parse_body
from goodterms.core.mail import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.adapters.imap_fetch import Fetched, Row

PART_BYTES = 65_536
"""Most bytes read of the part with the text (IMAP study b.3)."""

WHOLE_BYTES = 262_144
"""Most bytes read of a message whose structure is of no use (IMAP study, case 35)."""

ANSWER_BYTES = 50 * PART_BYTES
"""Most bytes of text asked for in one FETCH, by the sizes that the structures announce."""

WHOLE_TOGETHER = 10
"""Whole messages in one FETCH: at most 2.6 MB."""


class Fetch(Protocol):
    """Fetches items of messages of the open folder, some at a time."""

    def __call__(self, uids: Sequence[int], items: Sequence[str], *, together: int) -> Fetched:
        """Return rows and failures; see `imap_fetch.fetch`."""
        ...


def read(fetch: Fetch, uids: Sequence[int], *, together: int) -> dict[int, Body | Exception]:
    """Return the text of messages by UID; an exception says why one has none.

    Args:
        fetch: Asks the server.
        uids: Of the open folder; a message that is gone is left out of the result.
        together: Messages in one FETCH, fewer where their texts are long.
    """
    described = fetch(uids, ("BODYSTRUCTURE",), together=together)
    found: dict[int, Body | Exception] = {}
    whole = list(described.failed)
    groups: dict[str, dict[int, Choice]] = defaultdict(dict)
    for uid, row in described.rows.items():
        choice = _choice(row)
        if choice is None:
            whole.append(uid)
        elif choice.part is None:
            found[uid] = _without_text(choice)
        else:
            groups[choice.part][uid] = choice
    for part, choices in groups.items():
        for batch in _batches(choices, most=together):
            texts, failed = _read_part(fetch, part, batch)
            found.update(texts)
            whole += failed
    return found | _read_whole(fetch, whole)


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
    flaw = "encrypted" if choice.encrypted else "no-text"
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


def _read_part(
    fetch: Fetch, part: str, choices: dict[int, Choice]
) -> tuple[dict[int, Body], list[int]]:
    """Return the texts of one part number, and the UIDs for which that did not work."""
    items = (f"BODY.PEEK[{part}]<0.{PART_BYTES}>",)
    fetched = fetch(list(choices), items, together=len(choices))
    found: dict[int, Body] = {}
    failed = list(fetched.failed)
    for uid, row in fetched.rows.items():
        choice = choices[uid]
        payload = item(row, b"BODY[")
        if payload is None or (not payload and choice.size > 0):
            failed.append(uid)
            continue
        text, flaws = decode_part(
            payload,
            subtype=choice.subtype,
            charset=choice.charset,
            encoding=choice.encoding,
            truncated=len(payload) >= PART_BYTES,
        )
        found[uid] = Body(text=text, attachments=choice.attachments, flaws=flaws)
    return found, failed


def _read_whole(fetch: Fetch, uids: Sequence[int]) -> dict[int, Body | Exception]:
    """Return the texts of messages read from their beginning, structure and all."""
    found: dict[int, Body | Exception] = {}
    if not uids:
        return found
    fetched = fetch(uids, (f"BODY.PEEK[]<0.{WHOLE_BYTES}>",), together=WHOLE_TOGETHER)
    found.update(fetched.failed)
    for uid, row in fetched.rows.items():
        raw = item(row, b"BODY[")
        if raw is None:
            found[uid] = LookupError("the server sent no text")
        else:
            found[uid] = parse_body(raw, truncated=len(raw) >= WHOLE_BYTES)
    return found
