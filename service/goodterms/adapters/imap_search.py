"""The criteria of a SEARCH, built so that nothing of an address can break out of the command.

Source: IMAP study b.3, c (servers that take ASCII only) and case 41.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from goodterms.errors import FolderError, MailboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

Criteria: TypeAlias = "list[str | date | Criteria]"
"""What the IMAP library takes: words, days, and lists for parentheses."""

FIELDS = ("FROM", "TO", "CC")

TOGETHER = 40
"""Correspondents in one SEARCH: below 8 KB of command line, which some servers stop at."""


class UnreadableAnswerError(FolderError):
    """The answer to a search could not be understood, for example because its line is too long."""


def searches(
    low: int,
    high: int,
    *,
    since: date | None,
    correspondents: Sequence[str] | None,
    fields: Sequence[str] = FIELDS,
) -> list[Criteria]:
    """Return the searches that together find the messages, each with many correspondents.

    Args:
        low: Lowest UID.
        high: Highest UID.
        since: First day, None for no limit.
        correspondents: Addresses or parts of them; None for everybody.
        fields: The headers they are looked for in.

    Raises:
        MailboxError: A correspondent that cannot be searched for safely.
    """
    window = _window(low, high, since)
    if correspondents is None:
        return [window]
    return [[*window, *_any(terms)] for terms in _batches(correspondents, fields)]


def simple_searches(
    low: int,
    high: int,
    *,
    since: date | None,
    correspondents: Sequence[str],
    fields: Sequence[str] = FIELDS,
) -> list[Criteria]:
    """Return the same as single searches without OR, for servers that refuse the nested ones."""
    window = _window(low, high, since)
    return [[*window, *term] for terms in _batches(correspondents, fields) for term in terms]


def checked(correspondent: str) -> str:
    """Return an address or a part of one as ASCII; a domain in other letters as IDNA.

    Raises:
        MailboxError: Quotes, spaces, control characters, or letters that have no ASCII form.
    """
    local, at, domain = correspondent.rpartition("@")
    text = local + at + _ascii_domain(domain)
    bad = not text or not text.isascii() or not text.isprintable()
    if bad or any(each in text for each in ' "\\(){}%*'):
        message = f"{correspondent!r} cannot be searched for"
        raise MailboxError(message, hint="Check the addresses under [[client]]")
    return text


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _window(low: int, high: int, since: date | None) -> Criteria:
    window: Criteria = ["UID", f"{low}:{high}"]
    return window if since is None else [*window, "SINCE", since]


def _batches(correspondents: Sequence[str], fields: Sequence[str]) -> Iterator[list[Criteria]]:
    names = list(dict.fromkeys(checked(each) for each in correspondents))
    for start in range(0, len(names), TOGETHER):
        yield [[field, name] for name in names[start : start + TOGETHER] for field in fields]


def _any(terms: list[Criteria]) -> Criteria:
    """Join terms by OR, which takes exactly two; halved, so that the nesting stays shallow."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return ["OR", _any(terms[:middle]), _any(terms[middle:])]


def in_windows(ask: Callable[[int, int], set[int]], low: int, high: int) -> set[int]:
    """Search from `low` to `high`, in halves where the answer to the whole cannot be understood.

    Raises:
        UnreadableAnswerError: Not even the answer for a single UID can be.
    """
    try:
        return ask(low, high)
    except UnreadableAnswerError:
        if low >= high:
            raise
    middle = (low + high) // 2
    return in_windows(ask, low, middle) | in_windows(ask, middle + 1, high)
