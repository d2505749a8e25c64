"""A simulation as JSON values and as a picture of its error frontier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.policy import RULES_VERSION, Policy
from goodterms.simulation.goals import YEARS, false_let_go, goals, good, worst
from goodterms.simulation.measures import mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.simulation.measures import Outcome
    from goodterms.simulation.study import Result

FALSE_LIMIT = 0.0010
"""Let_go verdicts a good client-year above which a condition is named as one that does not hold."""


def as_json(found: Result) -> dict[str, object]:
    """Return everything one run found."""
    return {
        "seed": found.seed,
        "clients": found.clients,
        "years": YEARS,
        "policy": Policy().digest,
        "rules_version": RULES_VERSION,
        "goals": [each.as_json() for each in goals(found)],
        "kinds": [each.as_json() for each in found.outcomes],
        "naive": [each.as_json() for each in found.naive],
        "robustness": [_robust(name, each) for name, each in found.robust.items()],
        "frontier": [
            {"certainty": level, "false_let_go": wrong, "burn_2_let_go_in_52_weeks": early}
            for level, wrong, early in frontier(found)
        ],
        "calibration": {
            "rows": [
                {"predicted": round(told, 4), "true": round(true, 4), "clients": count}
                for told, true, count in found.calibration.rows
            ],
            "error": round(found.calibration.error, 4),
            "coverage": found.calibration.coverage.as_json(),
        },
    }


def frontier(found: Result) -> list[tuple[float, float, float]]:
    """Return certainty, false let_go a good client-year, and let_go in a year at a burn of 2."""
    rows = []
    for level, outcomes in found.frontier.items():
        twofold = next(each for each in outcomes if each.kind.name == "burn_2")
        rows.append((level, false_let_go(outcomes).value, twofold.early_let_go.value))
    return rows


def weaknesses(found: Result) -> list[tuple[str, float]]:
    """Return the conditions under which a good client is wrongly let go too often, and how often.

    The value is let_go verdicts a good client-year, beyond `FALSE_LIMIT` and its error.
    """
    rows = []
    for name, outcomes in found.robust.items():
        rate = false_let_go(outcomes)
        if rate.value > FALSE_LIMIT:
            rows.append((name, rate.value))
    return rows


def _robust(name: str, outcomes: Sequence[Outcome]) -> dict[str, object]:
    rate = false_let_go(outcomes)
    return {
        "name": name,
        "false_let_go": rate.as_json(),
        "worst_good_kind": worst(outcomes).as_json(),
        "false_talk": mean([each.talk for each in good(outcomes)]).over(YEARS).as_json(),
        "holds": rate.value <= FALSE_LIMIT,
    }


FONT = 'font-family="sans-serif" font-size="12"'
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 560, 320, 64, 48, 28, 24


def picture(found: Result) -> str:
    """Return the frontier as an SVG picture: fewer false verdicts against sooner true ones."""
    rows = frontier(found)
    most = max([wrong for _, wrong, _ in rows] + [FALSE_LIMIT]) * 1.15

    def place(wrong: float, early: float) -> tuple[float, float]:
        x = LEFT + wrong / most * (WIDTH - LEFT - RIGHT)
        return round(x, 1), round(HEIGHT - BOTTOM - early * (HEIGHT - BOTTOM - TOP), 1)

    points = [(level, *place(wrong, early)) for level, wrong, early in rows]
    line = " ".join(f"{x},{y}" for _, x, y in points)
    limit, _ = place(FALSE_LIMIT, 0.0)
    across = f"wrongly let go, a good client-year (right edge {most:.2%})"
    upwards = "let go within 52 weeks at a burn of 2, by certainty"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#555"/>',
        f'<path d="M{limit} {TOP}V{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>',
        f'<text x="{limit + 4}" y="{TOP + 10}" fill="#555">goal 0.10 %</text>',
        f'<polyline points="{line}" fill="none" stroke="#2a6f97" stroke-width="2"/>',
    ]
    for level, x, y in points:
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#2a6f97"/>')
        parts.append(f'<text x="{x + 7}" y="{y + 4}">{level:.2f}</text>')
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        _, y = place(0.0, share)
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{share:.0%}</text>')
    parts += [
        f'<text x="{(LEFT + WIDTH) // 2}" y="{HEIGHT - 14}" text-anchor="middle">{across}</text>',
        f'<text x="{LEFT - 44}" y="{TOP - 10}">{upwards}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
