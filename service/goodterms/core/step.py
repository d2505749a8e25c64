"""The noun of an ending's steps: a step, its state, and what is cited under it.

Only shapes; the rules are in `steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.core.exit_words import Said

Fact = str | int | float | date
"""A number or name for the texts; amounts are minor units."""


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    WAITING = "waiting"
    TODO = "todo"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A message or document to look up.

    Attributes:
        id: `Message.id` or `Document.id`; `reference` the Message-ID or the invoice number.
        kind: ``first``, ``offer``, ``attachment``, or a `DocumentKind` or ``disputed``.
        on: The owner's calendar day.
        amount_minor: Of a document, in `currency`.
        reasons: Why it is proposed, see `exit_scope.ScopeMail`; none for documents.
        confirmed: What the owner said of it, None without a word.
    """

    id: str
    kind: str
    on: date
    reference: str
    title: str = ""
    amount_minor: int | None = None
    currency: str = ""
    reasons: tuple[str, ...] = ()
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        name: ``calm``, ``repeated``, ``ways_out``, ``obligations``, ``money``, ``meeting``,
            ``reason``, ``notice`` or ``alternative``.
        source: Whose state it is: ``verdicts``, ``mail``, ``invoices``, ``config`` or ``owner``.
        on: The day the state is known for: of the owner's word, else of the facts.
        blocks: What waits for it: ``let_go``, ``parting`` or "".
        day: A day for the calendar, None without one.
        facts: Named values for the sentence.
        note: The owner's words, of ``reason`` the reason itself.
        promises: The owner's own list below ``obligations``: item and what was said of it.
    """

    name: str
    state: StepState
    source: str = ""
    on: date | None = None
    blocks: str = ""
    day: date | None = None
    facts: tuple[tuple[str, Fact], ...] = ()
    cites: tuple[Cite, ...] = ()
    note: str = ""
    promises: tuple[tuple[str, Said], ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return one fact, None when it is not known."""
        return dict(self.facts).get(name)

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is left to do."""
        return self.state in {StepState.DONE, StepState.NOT_NEEDED}
