"""What a report says of messages that an earlier tone model scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.rescoring import OldScores


def earlier_model(texts: Texts, scores: OldScores) -> list[str]:
    """Return one sentence when some messages were scored by an earlier model, else nothing."""
    if not scores.old:
        return []
    said = texts.plural(
        "%(count)s of %(scored)s messages was scored by an earlier model.",
        "%(count)s of %(scored)s messages were scored by an earlier model.",
        scores.old,
        scored=texts.number(scores.scored),
    )
    return [said]
