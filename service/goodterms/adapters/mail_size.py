"""How large a mail of ours may be."""

from __future__ import annotations

from goodterms.errors import RefusedError

MOST_BYTES = 2_000_000
"""A report has 60 KB; what is much larger went wrong, and many servers stop at 10 to 25 MB."""


def checked(data: bytes) -> bytes:
    """Return the bytes of a mail as they are.

    Raises:
        RefusedError: There are too many of them.
    """
    if len(data) > MOST_BYTES:
        message = f"the report was not sent: it has {len(data):,} bytes, more than {MOST_BYTES:,}"
        raise RefusedError(message, hint='[report] privacy = "names" makes it smaller')
    return data
