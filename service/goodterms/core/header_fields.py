"""The header block of a message as named fields, within limits, and the Message-IDs in them.

The limits come from probes of the decision study (B3.1): 8 000 addresses in one header cost 0.8 s,
so no field is longer than 16 KiB and no block longer than 256 KiB (IMAP study d 67).
"""

from __future__ import annotations

import re
from functools import lru_cache

from goodterms.core import charsets

BLOCK_LIMIT = 262_144
"""Most bytes of headers looked at."""

FIELD_LIMIT = 16_384
"""Most characters of one field looked at."""

FIELDS_LIMIT = 2_000
"""Most fields looked at."""

NAME_LIMIT = 80
"""Most characters before the colon; RFC 5322 has no limit, real names stay under 50."""

PARENTS_LIMIT = 100
"""Most ids kept of References: the root and the latest, as long threads are cut by programs too."""

END = re.compile(rb"\n[ \t]{0,80}\r?\n")
"""The end of the last header and the empty line after it."""

_NAME = re.compile(r"([!-9;-~]{1,76})[ \t]{0,9}")

_ID = re.compile(r"<\s*([^<>\s@\"(),;]{1,250}@[^<>\s@\"(),;]{1,250})\s*>")

_BARE_ID = re.compile(r"[^<>\s@\"(),;:]{1,250}@[^<>\s@\"(),;]{1,250}")


def split(raw: bytes) -> tuple[dict[str, list[str]], list[str]]:
    """Return every field's texts by lower-case name, unfolded, and flaws found on the way.

    Reading stops at the first empty line: only header bytes are looked at. Lines that are no field
    are left out, with the lines that continue them. Bytes beyond ASCII are
    read by the charset ladder and noted as ``raw-8bit``; cut input as ``long-headers``.
    """
    end = END.search(raw, 0, BLOCK_LIMIT)
    flaws = {"long-headers"} if end is None and len(raw) > BLOCK_LIMIT else set()
    # one byte, one character: fields beyond ASCII are read by themselves below
    block = raw[: end.start() if end else BLOCK_LIMIT].decode("latin-1").replace("\0", "")
    block = block.replace("\r\n", "\n")
    block = "" if block.startswith("\n") else block.replace("\n ", " ").replace("\n\t", "\t")
    fields: dict[str, list[str]] = {}
    count = 0
    for line in block.split("\n"):
        before, colon, value = line.partition(":")
        name = _name(before) if colon and len(before) <= NAME_LIMIT else ""
        if not name:
            continue
        count += 1
        if len(value) > FIELD_LIMIT or count > FIELDS_LIMIT:
            flaws.add("long-headers")
            value = value[:FIELD_LIMIT]
        if count > FIELDS_LIMIT:
            break
        if not value.isascii():
            flaws.add("raw-8bit")
            value = charsets.decode(value.encode("latin-1"), "")[0]
        fields.setdefault(name, []).append(value.strip())
    return fields, sorted(flaws)


@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    """Return a field's name in lower case, ``""`` for what is no name."""
    match = _NAME.fullmatch(text)
    return match[1].lower() if match else ""


def message_id(fields: dict[str, list[str]]) -> str:
    """Return the Message-ID without angle brackets, ``""`` when there is none that is well formed.

    The domain is lower-cased, as some programs do when they answer; the left part keeps its case.
    """
    for value in fields.get("message-id", []):
        match = _ID.search(value)
        if match:
            return _normal(match[1])
        bare = value.strip()
        if _BARE_ID.fullmatch(bare):
            return _normal(bare)
    return ""


def parents(fields: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the ids a message answers: References, oldest first, then In-Reply-To.

    In-Reply-To often holds prose or an address, so an id in angle brackets counts there only when
    it is the only one (IMAP study b.6); the last id is the parent.
    """
    found = [each for value in fields.get("references", ()) for each in _ID.findall(value)]
    if len(found) > PARENTS_LIMIT:
        found = found[:1] + found[1 - PARENTS_LIMIT :]
    answered = _ID.findall(" ".join(fields.get("in-reply-to", ())))
    if not found and not answered:
        return ()
    if len(answered) == 1:
        found += answered
    return tuple(dict.fromkeys(map(_normal, reversed(found))))[::-1]


def _normal(found: str) -> str:
    local, _, domain = found.rpartition("@")
    return f"{local}@{domain.lower()}"
