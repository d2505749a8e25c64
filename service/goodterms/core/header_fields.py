"""The header block of a message as named fields, within limits, and the Message-IDs in them.

The limits come from probes of the decision study (B3.1): 8 000 addresses in one header cost 0.8 s,
so no field is longer than 16 KiB and no block longer than 256 KiB (IMAP study d 67).
"""

from __future__ import annotations

import re

from goodterms.core import charsets

BLOCK_LIMIT = 262_144
"""Most bytes of headers looked at."""

FIELD_LIMIT = 16_384
"""Most characters of one field looked at."""

FIELDS_LIMIT = 2_000
"""Most fields looked at."""

PARENTS_LIMIT = 100
"""Most ids kept of References: the root and the latest, as long threads are cut by programs too."""

_END = re.compile(rb"(?<=\n)[ \t]{0,80}\r?\n")

_NAME = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")

_ID = re.compile(r"<\s*([^<>\s@\"(),;]{1,250}@[^<>\s@\"(),;]{1,250})\s*>")

_BARE_ID = re.compile(r"[^<>\s@\"(),;:]{1,250}@[^<>\s@\"(),;]{1,250}")


def split(raw: bytes) -> tuple[dict[str, list[str]], list[str]]:
    """Return every field's texts by lower-case name, unfolded, and flaws found on the way.

    Reading stops at the first empty line: only header bytes are looked at. Bytes beyond ASCII are
    read by the charset ladder and noted as ``raw-8bit``; cut input as ``long-headers``.
    """
    fields: dict[str, list[str]] = {}
    flaws: list[str] = []
    end = _END.search(raw, 0, BLOCK_LIMIT)
    if end is None and len(raw) > BLOCK_LIMIT:
        flaws.append("long-headers")
    block = raw[: end.start() if end else BLOCK_LIMIT]
    for count, (name, value) in enumerate(_folded(block), 1):
        if len(value) > FIELD_LIMIT or count > FIELDS_LIMIT:
            flaws.append("long-headers")
        if count > FIELDS_LIMIT:
            break
        content, is_ascii = _text(value[:FIELD_LIMIT])
        if not is_ascii:
            flaws.append("raw-8bit")
        fields.setdefault(name, []).append(content)
    return fields, sorted(set(flaws))


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
    found = [each for value in fields.get("references", []) for each in _ID.findall(value)]
    if len(found) > PARENTS_LIMIT:
        found = found[:1] + found[1 - PARENTS_LIMIT :]
    answered = _ID.findall(" ".join(fields.get("in-reply-to", [])))
    if len(answered) == 1:
        found += answered
    return tuple(dict.fromkeys(map(_normal, reversed(found))))[::-1]


def _normal(found: str) -> str:
    local, _, domain = found.rpartition("@")
    return f"{local}@{domain.lower()}"


def _folded(raw: bytes) -> list[tuple[str, bytes]]:
    """Return name and joined value of each field; lines without a name are left out."""
    found: list[tuple[str, list[bytes]]] = []
    for line in raw.split(b"\n"):
        line = line.rstrip(b"\r")  # noqa: PLW2901 - the line end is no part of it
        if line[:1] in b" \t":
            if found:
                found[-1][1].append(line)
            continue
        match = _NAME.match(line)
        if match:
            name = match[1].decode("ascii").lower()
            found.append((name, [line[match.end() :]]))
    return [(name, b"".join(lines)) for name, lines in found]


def _text(value: bytes) -> tuple[str, bool]:
    """Return a field's text and whether it was plain ASCII."""
    if value.isascii():
        return value.decode("ascii").strip(), True
    return charsets.decode(value, "")[0].strip(), False
