"""The owner's word on incidents: what was corrected and what that does.

A later word replaces an earlier one. Which incidents exist at all is decided in `incidents`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.client import CorrectionKind
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.client import Correction
    from goodterms.core.mail import Message
    from goodterms.core.verdict import Incident

WHOLE = "*"
"""The code that means every incident of a message."""

LABELS_OF = {
    Code.VAGUE: "vague",
    Code.SCOPE: "scope",
    Code.STALLING: "stalling",
    Code.HOSTILE: "hostile",
}
"""Codes that rest on one tone label: a word on either is a word on both."""

DROPPING = frozenset({CorrectionKind.WRONG, CorrectionKind.OTHER})
"""Words after which an incident is none of this client's."""

CONFIRMING = frozenset({CorrectionKind.RIGHT, CorrectionKind.THREAT})
"""Words that make something certain."""

CODES_OF = {label: str(code) for code, label in LABELS_OF.items()}


def corrections_by(corrections: Iterable[Correction]) -> Corrections:
    """Index corrections by source and code; of several the latest holds."""
    ordered = sorted(corrections, key=lambda each: (each.corrected_at, each.id))
    table: dict[tuple[str, str], tuple[int, CorrectionKind]] = {}
    for place, each in enumerate(ordered):
        code = CODES_OF.get(each.code, each.code)
        table[each.message, code] = (place, each.kind)
    return Corrections(table=table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The owner's words on the messages and documents of one client.

    Attributes:
        table: Source id and code to the order and kind of the last word.
    """

    table: dict[tuple[str, str], tuple[int, CorrectionKind]]

    def word(self, source: str, *codes: str) -> CorrectionKind | None:
        """Return the last word on a source under any of the codes; None without one."""
        if not self.table:
            return None
        said = [self.table[source, code] for code in codes if (source, code) in self.table]
        return max(said)[1] if said else None

    def probability(self, message: Message, label: str) -> float:
        """Return how probable a label is: the score, or 1 or 0 when the owner has said so.

        Source: decision model A2.2 ("1 if the owner confirmed, row removed if dismissed").
        """
        word = self.word(message.id, CODES_OF.get(label, label))
        if word in CONFIRMING:
            return 1.0
        if word is CorrectionKind.WRONG:
            return 0.0
        return message.scores.get(label, 0.0)

    def is_threat(self, message: Message) -> bool:
        """Return whether the owner called the message a threat (A2.5, bright line)."""
        return self.word(message.id, Code.HOSTILE) is CorrectionKind.THREAT

    def apply(self, incident: Incident) -> Incident | None:
        """Return the incident as the owner sees it; None when it is wrong.

        Right makes it certain and hard, a threat too; invited, agreed and the owner's own doing
        keep it with weight 0. What is another client's affair is no incident of this one.
        """
        codes = [incident.code, WHOLE]
        if incident.why == "wording":
            codes.append("pressure")
        word = self.word(incident.sources[0], *codes)
        if word in DROPPING:
            return None
        if word is CorrectionKind.THREAT:
            return replace(incident, weight=1.0, hard=True, why=str(word))
        if word is CorrectionKind.RIGHT:
            return replace(incident, weight=1.0, hard=True)
        if word is not None:
            return replace(incident, weight=0.0, why=str(word))
        return incident
