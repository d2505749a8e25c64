"""What a dossier needs beside the assessment and the facts to speak of an ending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.exit_words import ExitWord
    from goodterms.core.figures_client import ClientMoney


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Inputs of the exit kit.

    Attributes:
        words: All the owner ever said of steps.
        policy: For incidents outside the window of the assessment.
        figures: Of invoices and payments, None where they were not asked for.
    """

    words: tuple[ExitWord, ...] = ()
    policy: Policy = field(default_factory=Policy)
    figures: ClientMoney | None = None

    @property
    def collect_latest_on(self) -> date | None:
        """Return when all open money should be there by the 80th percentile, None if unknown."""
        return None if self.figures is None else self.figures.expected_pay_latest_on


NO_KIT = Kit()
