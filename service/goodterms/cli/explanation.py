"""A stored verdict row in words, for the terminal; `--json` shows the row itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from goodterms.adapters import words_course, words_reasons, words_verdict
from goodterms.adapters.texts import Texts
from goodterms.cli.decision_lines import decision_lines
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.course import Course
from goodterms.core.verdict import Code, Counterfactual, Gate, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENGLISH = Texts("en")
"""The command line speaks English, whatever language the reports have."""


def explained(row: Mapping[str, object]) -> list[str]:
    """Return what a verdict row says, line by line.

    Args:
        row: As `core.row` writes it.
    """
    verdict = Verdict(str(row["verdict"]))
    lines = [
        f"{row['client']}: {words_verdict.word(ENGLISH, verdict)}",
        f"As of {row['as_of']}; so since {row['since']}.",
        "",
        *_burn(_table(row, "long")),
        f"{row['inbound']} messages from them, {row['outbound']} from you.",
    ]
    lines += ["", "Reasons:", *_reasons(row)]
    if beside := words_course.course(ENGLISH, _course(row), str(row["certainty"])):
        lines += ["", "Beside the numbers:", *(f"  {each}" for each in beside)]
    lines += ["", "What would change it:", *_changes(row, verdict)]
    lines += ["", "Conditions of the higher steps:", *_gates(row)]
    if decided := _decided(row):
        lines += ["", "What you decided by then:", *decided]
    return lines


def _course(row: Mapping[str, object]) -> Course | None:
    """How it came to this; rows of rules 1 do not say it."""
    found = cast("Mapping[str, object] | None", row.get("course"))
    if found is None:
        return None
    ratings = cast("Sequence[tuple[str, int]]", found["gut"])
    return Course(
        talk_since=_day(found["talk_since"]),
        told_on=_day(found["told_on"]),
        waits_until=_day(found["waits_until"]),
        kept_until=_day(found["kept_until"]),
        unstable=bool(found["unstable"]),
        is_crowded=bool(found["is_crowded"]),
        is_paused=bool(found["is_paused"]),
        gut=tuple((date.fromisoformat(on), rating) for on, rating in ratings),
        may_prepare=bool(found["may_prepare"]),
        signal=Code(str(found["signal"])) if found["signal"] else None,
    )


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def _decided(row: Mapping[str, object]) -> list[str]:
    found = cast("Mapping[str, object]", row.get("course") or {})
    listed = [
        Decision(
            id=cast("int", each["id"]),
            client=str(each["client"]),
            kind=DecisionKind(str(each["kind"])),
            decided_on=date.fromisoformat(str(each["decided_on"])),
            until=_day(each["until"]),
            value=cast("int | None", each["value"]),
            note=str(each["note"]),
        )
        for each in _tables(found, "decisions")
    ]
    return [f"  {each}" for each in decision_lines(listed)]


def _burn(window: Mapping[str, object]) -> list[str]:
    """Return the estimate over the long window in minutes for each paid hour."""
    hours, granted = _number(window, "hours"), _number(window, "granted")
    if not hours:
        return ["There are no paid hours in this time, so nothing can be weighed yet."]
    mean, low, high = (_number(window, key) * granted / hours for key in ("mean", "low", "high"))
    trouble = (
        f"Trouble for each paid hour: {mean:.0f} minutes (80 % interval {low:.0f} to {high:.0f})"
    )
    spent = f"{_number(window, 'spent'):.0f} minutes in {hours:.0f} paid hours"
    return [
        f"{trouble}; you tolerate {granted / hours:.0f}.",
        f"{spent}, {window['start']} to {window['end']}.",
    ]


def _reasons(row: Mapping[str, object]) -> list[str]:
    lines = []
    for each in _tables(row, "reasons"):
        code = Code(str(each["code"]))
        lines.append(
            f"  {code}  {words_reasons.signal(ENGLISH, code)}: {each['count']} times, "
            f"{_number(each, 'minutes'):.0f} minutes, {_number(each, 'share'):.0%} of all"
        )
        lines += [f"      {' '.join(map(str, cast('list[object]', each['sources'])))}"]
    return lines or ["  none"]


def _changes(row: Mapping[str, object], verdict: Verdict) -> list[str]:
    found = [
        Counterfactual(
            kind=str(each["kind"]),
            verdict=Verdict(str(each["verdict"])),
            code=Code(str(each["code"])) if each["code"] else None,
            count=cast("int | None", each["count"]),
        )
        for each in _tables(row, "counterfactuals")
    ]
    return [f"  {each}" for each in words_verdict.changes(ENGLISH, verdict, found)] or ["  nothing"]


def _gates(row: Mapping[str, object]) -> list[str]:
    lines = []
    for each in _tables(row, "gates"):
        facts = cast("dict[str, str]", each["facts"])
        gate = Gate(name=str(each["name"]), passed=bool(each["passed"]), facts=(*facts.items(),))
        sign = "met    " if gate.passed else "not met"
        lines.append(f"  {sign}  {words_verdict.gate(ENGLISH, gate)}")
    return lines or ["  none"]


def _table(row: Mapping[str, object], key: str) -> Mapping[str, object]:
    return cast("Mapping[str, object]", row[key])


def _tables(row: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", row.get(key) or [])


def _number(row: Mapping[str, object], key: str) -> float:
    return float(cast("float", row[key]))
