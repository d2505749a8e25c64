from __future__ import annotations

import pytest

from goodterms.core.drift import FEWEST_MESSAGES, Drift, Observed, drift, stretches

CALM = {"vague": 0.02, "pressure": 0.1}


def a_week(
    number: int, count: int = 40, *, given: int = 4, unscored: int = 2, wrong: int = 0
) -> list[Observed]:
    week = f"2026-W{number:02}"
    vague, none = frozenset({"vague"}), frozenset()
    found = [Observed(week=week, scores={}, given=none) for _ in range(unscored)]
    for place in range(count - unscored):
        is_given = place < given
        scores = {**CALM, "vague": 0.9} if is_given else CALM
        found.append(
            Observed(
                week=week,
                scores=scores,
                given=vague if is_given else none,
                wrong=vague if place < wrong else none,
            )
        )
    return found


def weeks(*numbers: int, **changes: int) -> list[Observed]:
    return [each for number in numbers for each in a_week(number, **changes)]


def figures(found: Drift | None) -> dict[str, tuple[float, float, bool]]:
    assert found is not None
    return {each.name: (each.late, each.first, each.moved) for each in found.figures}


def test_a_quiet_week_waits_for_the_next_ones() -> None:
    found = stretches(weeks(1, 2, 3, count=12) + weeks(4, count=FEWEST_MESSAGES))
    assert [sorted({each.week for each in part}) for part in found] == [
        ["2026-W01", "2026-W02", "2026-W03"], ["2026-W04"],
    ]  # fmt: skip
    assert stretches(weeks(1, count=FEWEST_MESSAGES - 1)) == []
    assert drift(weeks(1, count=FEWEST_MESSAGES - 1)) is None


def test_the_first_weeks_have_nothing_to_be_compared_with() -> None:
    found = drift(weeks(1, 2, 3, 4))
    assert found is not None
    assert (found.until, found.messages, found.figures) == ("2026-W04", 40, ())


def test_mail_as_it_was_does_not_move() -> None:
    found = drift(weeks(*range(1, 8)))
    assert found is not None
    assert (found.since, found.until, found.messages) == ("2026-W07", "2026-W07", 40)
    assert not any(moved for *_, moved in figures(found).values())
    assert figures(found)["labels"] == (pytest.approx(4 / 38, abs=1e-4),) * 2 + (False,)


def test_the_order_in_which_messages_come_does_not_matter() -> None:
    every = weeks(*range(1, 8)) + weeks(8, given=20)
    assert drift(reversed(every)) == drift(every)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"given": 20}, "labels"),
        ({"given": 20}, "label vague"),
        ({"unscored": 20}, "unscored"),
        ({"given": 10, "wrong": 9}, "corrected"),
        ({"given": 0}, "confidence"),
    ],
)
def test_what_changed_by_more_than_chance_is_named(changes: dict[str, int], name: str) -> None:
    early = weeks(1, 2, 3, 4, given=12) if name == "confidence" else weeks(1, 2, 3, 4)
    late, first, moved = figures(drift(early + weeks(9, **changes)))[name]
    assert moved
    assert late != first


def test_the_reference_is_the_first_weeks_and_never_moves_along() -> None:
    later = weeks(*range(5, 30), given=20)
    assert figures(drift(weeks(1, 2, 3, 4) + later))["labels"][1] == pytest.approx(4 / 38, abs=1e-4)


def test_without_a_label_given_there_is_no_share_of_wrong_ones() -> None:
    assert "corrected" not in figures(drift(weeks(1, 2, 3, 4, 5, given=0)))
