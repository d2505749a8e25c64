"""The pages that hold forms, and those before anybody has signed in; the others are in `pages`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from goodterms.core import findings
from goodterms.core.verdict import Code, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.web.context import Part
    from goodterms.web.pages.decisions import DecisionRow
    from goodterms.web.pages.frame import Frame
    from goodterms.web.pages.items import Item
    from goodterms.web.suggestions import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """Before the session: a button when the link is good, else how to get a new one."""

    template: ClassVar[str] = "login.html.j2"
    part: ClassVar[str] = ""

    is_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What to do next while there is nothing to show.

    Attributes:
        clients: How many the config names; `read` whether the mailbox was ever read.
        commands: What is to be run next, in order.
    """

    template: ClassVar[str] = "first.html.j2"
    part: ClassVar[str] = "clients"

    clients: int
    read: bool
    config: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsPage:
    """Who may be a client; `found` is None before anybody looked."""

    template: ClassVar[str] = "suggestions.html.j2"
    part: ClassVar[str] = ""

    found: tuple[Suggestion, ...] | None
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePage:
    """Everything the owner can record about one client, and what was recorded.

    Attributes:
        today: Latest day of the forms.
        share: Share of income in words; `must_type_share` asks for it to unlock the cap.
    """

    template: ClassVar[str] = "decide.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    verdict: Verdict | None
    today: date
    share: str
    must_type_share: bool
    is_batch_due: bool
    history: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    """At most ten items that nobody confirmed, to be looked at together."""

    template: ClassVar[str] = "batch.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """One message around an item, as it is said; `lines` is None where it is out of reach."""

    who: str
    when: str
    subject: str
    lines: tuple[str, ...] | None
    is_cut: bool
    is_item: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPage:
    """Two messages before and after an item."""

    template: ClassVar[str] = "context.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    rows: tuple[ContextRow, ...]
    problem: str
    codes: tuple[str, ...] = field(default=tuple(each.value for each in Code))


def context_row(frame: Frame, part: Part, client: str) -> ContextRow:
    """Return one message as it is said; of its text nothing invisible is left."""
    is_own = part.message.direction == "out"
    lines = None
    if part.text is not None:
        shown = (findings.visible(each) for each in part.text.splitlines())
        lines = tuple(_squeezed(shown))
    return ContextRow(
        who=frame.owner if is_own else client,
        when=frame.instant(part.message.arrived_at),
        subject=findings.visible(part.message.subject),
        lines=lines,
        is_cut=part.is_cut,
        is_item=part.is_item,
    )


def _squeezed(lines: Iterable[str]) -> list[str]:
    """Return lines without leading, trailing and doubled empty ones."""
    found: list[str] = []
    for each in lines:
        if each or (found and found[-1]):
            found.append(each)
    return found[:-1] if found and not found[-1] else found
