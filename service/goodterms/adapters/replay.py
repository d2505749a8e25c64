"""The packaged messages on which an owner's layer is tried: a fixed sample of the tone corpus.

Chosen by digest, so that a new text of the corpus moves no other in or out; the same for everybody.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from goodterms.adapters import corpus
from goodterms.adapters.bundled import bundled
from goodterms.core import tone
from goodterms.core.mail import LABELS, Problem
from goodterms.core.owner_layer import features_of
from goodterms.core.owner_replay import Case
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.adapters.corpus import Row
    from goodterms.core.tone_model import ToneModel

WITH_LABEL = 16
"""Messages of each label in each language: 32 show a precision below the target soon enough."""

WITHOUT_LABEL = 100
"""Messages without a label in each language, mostly near misses: what a layer would light up."""


def cases(model: ToneModel, folder: Path | None = None) -> list[Case]:
    """Return the packaged messages as a model sees them; those it abstains on are left out.

    Args:
        model: The shipped model.
        folder: Where the corpus lies; the one that ships by default.

    Raises:
        ModelError: The corpus is missing or not readable.
    """
    found = []
    for row in sample(rows(folder or bundled("models/tone/corpus"))):
        scored = tone.score(model, row.text, language=row.language)
        if not scored.abstained:
            case = Case(
                language=row.language,
                labels=row.labels,
                scores=scored.scores,
                features=features_of(model, row.text),
            )
            found.append(case)
    return found


def rows(folder: Path) -> list[Row]:
    """Return the rows of a corpus; its checks are `corpus.load`'s and not repeated here.

    Raises:
        ModelError: There is none, or a file is not readable UTF-8.
    """
    found: list[Row] = []
    for path in sorted(folder.glob("*.tsv")):
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            problem = f"{path.name} cannot be read: {error}"
            raise ModelError(problem) from error
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            row = corpus.parse(line.rstrip("\r"), file=path.name, number=number)
            if not isinstance(row, Problem):
                found.append(row)
    if not found:
        problem = f"no messages (*.tsv) in {folder} to try the owner's corrections on"
        raise ModelError(problem, hint="Reinstall the program")
    return found


def sample(every: list[Row]) -> list[Row]:
    """Return the chosen rows: of each language so many with each label, and so many without."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(every, key=_lot):
        for label in row.labels or {""}:
            groups[row.language, label].append(row)
    chosen: dict[str, Row] = {}
    for language in sorted({row.language for row in every}):
        for label in (*LABELS, ""):
            room = WITH_LABEL if label else WITHOUT_LABEL
            chosen.update((row.source, row) for row in groups[language, label][:room])
    return [chosen[source] for source in sorted(chosen)]


def _lot(row: Row) -> tuple[str, str]:
    """Return a row's place in the draw."""
    return hashlib.sha256(row.text.encode()).hexdigest(), row.source
