"""What `doctor` says of the tone model at work: corrections, answers, and drift."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.cli.learning import learned, missing, outcomes
from goodterms.core import rescoring
from goodterms.core.drift import Observed, drift
from goodterms.core.owner_layer import words_on
from goodterms.core.questions import tally, week_of
from goodterms.daemon.standing import old_scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.drift import Drift


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneFinding:
    """One finding; `ok` None wants a look of the owner's. Figures are for --json."""

    name: str
    ok: bool | None
    text: str
    figures: dict[str, object] = field(default_factory=dict)


def tone_findings(app: App) -> Iterator[ToneFinding]:
    """Yield what is known; nothing of what never happened."""
    with app.open_store(thorough=False) as store:
        yield from _learning(app, store)
        yield from _questions(store)
        found = drift(_observed(app, store))
        for text in rescoring.lines(old_scores(app, store)):
            yield ToneFinding(name="scores", ok=None, text=text)
    if found:
        yield _drift(found)


def _learning(app: App, store: SqliteStore) -> Iterator[ToneFinding]:
    if not words_on(store.corrections()):
        return
    layer = store.tone_layer(app.model_digest)
    left = len(missing(app, store))
    lines = outcomes(app, store, layer)
    if left:
        lines.append(f"{left} corrected messages not learned from; `goodterms tone learn` tries")
    yield ToneFinding(
        name="tone corrections",
        ok=None if left or layer.withheld else True,
        text="; ".join(lines) or "none that can be learned from",
        figures={
            "learned": len(learned(app, store)),
            "missing": left,
            "layer": layer.digest,
            "changes": sorted(layer.offsets),
            "withheld": sorted(layer.withheld),
        },
    )


def _questions(store: SqliteStore) -> Iterator[ToneFinding]:
    found = tally(store.questions())
    if not found.asked:
        return
    low, high = found.interval
    text = f"{found.answered} of {found.asked} answered"
    if found.drawn:
        text += (
            f"; of {found.drawn} labels drawn at random {found.right} were right, "
            f"a precision of {found.precision:.2f} (95 % between {low:.2f} and {high:.2f})"
        )
    yield ToneFinding(
        name="tone questions",
        ok=True,
        text=text,
        figures={
            "asked": found.asked,
            "answered": found.answered,
            "answer_rate": round(found.answered / found.asked, 4),
            "drawn": found.drawn,
            "right": found.right,
            "precision": round(found.precision, 4) if found.drawn else None,
            "precision_low": round(low, 4),
            "precision_high": round(high, 4),
        },
    )


def _observed(app: App, store: SqliteStore) -> Iterator[Observed]:
    """Yield clients' messages of whole weeks; the week that still runs is left out."""
    workweek = app.owner.workweek
    running = week_of(workweek.local(app.clock.now()).date())
    wrong = {key for key, holds in words_on(store.corrections()).items() if not holds}
    for message in store.read_since(None):
        week = week_of(workweek.local(message.arrived_at).date())
        if week >= running:
            continue
        given = frozenset(app.model.given(message.scores, message.language))
        yield Observed(
            week=week,
            scores=message.scores,
            given=given,
            wrong=frozenset(label for label in given if (message.id, label) in wrong),
        )


def _drift(found: Drift) -> ToneFinding:
    """Return the figures of late beside those of the first weeks."""
    when = found.since if found.since == found.until else f"{found.since} to {found.until}"
    text = f"{when}, {found.messages} messages"
    if not found.figures:
        return ToneFinding(
            name="tone drift", ok=True, text=f"{text}; too few weeks yet to compare them"
        )
    numbers = ", ".join(f"{each.name} {each.late:.2f} ({each.first:.2f})" for each in found.figures)
    moved = [each.name for each in found.figures if each.moved]
    text += f", the first weeks in brackets: {numbers}"
    if moved:
        text += f". More than chance: {', '.join(moved)}; `goodterms tone ask` tells if it matters"
    return ToneFinding(
        name="tone drift",
        ok=None if moved else True,
        text=text,
        figures={
            "since": found.since,
            "until": found.until,
            "messages": found.messages,
            **{
                each.name: {"late": each.late, "first": each.first, "moved": each.moved}
                for each in found.figures
            },
        },
    )
