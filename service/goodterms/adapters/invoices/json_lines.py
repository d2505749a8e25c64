"""On which line each record of a JSON list begins; parsed JSON no longer knows."""

from __future__ import annotations

import re

_TOKENS = re.compile(rb'"(?:[^"\\]+|\\.)*+"|[\[\]{}]|\n', re.DOTALL)


def record_lines(data: bytes, key: str = "") -> list[int]:
    """Return the physical line of each object of a list; the first line of the file is 1.

    Args:
        data: A file that `json_text.parse` took.
        key: Of the list in the outermost object; "" when the list is the whole file.
    """
    depth = 1 if key else 0
    wanted = f'"{key}"'.encode()
    found: list[int] = []
    stack: list[bytes] = []
    line, last, inside = 1, b"", False
    for match in _TOKENS.finditer(data):
        token = match[0]
        if token == b"\n":
            line += 1
        elif token in (b"[", b"{"):
            if token == b"{" and inside and len(stack) == depth + 1:
                found.append(line)
            inside = inside or (
                token == b"[" and len(stack) == depth and (not key or last == wanted)
            )
            stack.append(token)
        elif token in (b"]", b"}"):
            stack.pop()
            inside = inside and len(stack) > depth
        else:
            line += token.count(b"\n")
            last = token
    return found
