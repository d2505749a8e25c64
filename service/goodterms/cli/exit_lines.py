"""The checklist of an ending for the terminal: steps with state, day and source, and own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.exit_words import ExitWord, Said, checked, step_named
from goodterms.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.dossier import Dossier

MARKS = {"done": "x", "not_needed": "-"}


def word_of(text: str, *, client: str, said_on: date) -> ExitWord:
    """Return the word that ``STEP=STATE`` means, without day, note and rating.

    Raises:
        StepError: There is no such step or state.
    """
    name, equals, state = text.rpartition("=")
    known = state.strip().lower().replace("-", "_").replace(" ", "_")
    if not equals or known not in set(Said):
        message = "a step is said as STEP=done, STEP=open or STEP=not_needed"
        raise StepError(message, hint="For example --step contract=done")
    return ExitWord(id=0, client=client, step=step_named(name), state=Said(known), said_on=said_on)


def checked_words(words: Sequence[ExitWord]) -> tuple[ExitWord, ...]:
    """Return words that may all be kept; none is kept when one may not.

    Raises:
        StepError: As of `exit_words.checked`.
    """
    return tuple(checked(each) for each in words)


def step_lines(dossier: Dossier) -> list[str]:
    """Return one line per step: mark, name, state, day for the calendar, whose state it is."""
    lines = []
    for each in dossier.steps:
        day = f", {each.day}" if each.day else ""
        source = f" ({each.source}, {each.on})" if each.source else ""
        lines.append(f"[{MARKS.get(each.state, ' ')}] {each.name}: {each.state}{day}{source}")
        lines += [f"      {cite.id} {cite.on} {', '.join(cite.reasons)}" for cite in each.cites]
        lines += [f"      promise:{name}: {said}" for name, said in each.promises]
    if dossier.exit.after:
        lines += [
            f"[{MARKS.get(each.state, ' ')}] access:{each.name}" for each in dossier.exit.access
        ]
    return lines


def word_lines(words: Sequence[ExitWord]) -> list[str]:
    """Return one line per word: number, day, what was said, whether it was taken back."""
    gone = {each.undoes for each in words}
    lines = []
    for each in words:
        if each.undoes is not None:
            lines.append(f"{each.id:>4}  {each.said_on}  took {each.undoes} back")
            continue
        day = f" on {each.day}" if each.day else ""
        rating = "" if each.rating is None else f" {each.rating}"
        note = f": {each.note}" if each.note else ""
        back = " (taken back)" if each.id in gone else ""
        said = f"{each.step}={each.state}{rating}{day}{note}{back}"
        lines.append(f"{each.id:>4}  {each.said_on}  {said}")
    return lines


def as_value(dossier: Dossier, words: Sequence[ExitWord]) -> dict[str, object]:
    """Return the checklist as a JSON value."""
    found = dossier.exit
    return {
        "client": dossier.client,
        "as_of": dossier.as_of.isoformat(),
        "steps": [
            {
                "name": each.name,
                "state": each.state.value,
                "source": each.source,
                "on": _day(each.on),
                "day": _day(each.day),
                "note": each.note,
                "facts": {
                    name: fact if isinstance(fact, str | int | float) else fact.isoformat()
                    for name, fact in each.facts
                },
                "cites": [
                    {"id": one.id, "kind": one.kind, "on": _day(one.on),
                     "reasons": list(one.reasons), "confirmed": one.confirmed}
                    for one in each.cites
                ],
                "promises": [{"name": name, "state": said.value} for name, said in each.promises],
            }
            for each in found.steps
        ],
        "dates": [
            {"kind": each.kind.value, "on": _day(each.on), "note": each.number}
            for each in found.dates
        ],
        "words": [
            {"id": each.id, "step": each.step, "state": each.state.value, "on": _day(each.day),
             "said_on": _day(each.said_on), "rating": each.rating, "note": each.note,
             "undoes": each.undoes}
            for each in words
        ],
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
