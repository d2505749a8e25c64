"""`goodterms simulate`: how often the verdict errs, measured on made-up clients."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms.cli.session import console, json_option, print_json

if TYPE_CHECKING:
    from rich.table import Table

    from goodterms.simulation.goals import Goal
    from goodterms.simulation.study import Result

LEAST_CLIENTS = 150
"""Ten of each kind: fewer say nothing."""

SAID = {
    "false_let_go": "wrongly let go, a good client-year",
    "false_prepare": "wrongly on prepare, a good client-year",
    "false_talk": "wrongly on talk, a good client-year",
    "worst_good_kind_let_go": "let go in 2.5 years, the worst good kind",
    "let_go_truly_over": "let_go verdicts on clients truly over",
    "burn_4_weeks_to_talk": "weeks to talk at a burn of 3 to 5 (median)",
    "burn_4_weeks_to_let_go": "weeks to let_go at a burn of 3 to 5 (median)",
    "burn_2_talk_in_26_weeks": "on talk within 26 weeks at a burn of 2",
    "prepare_after_a_talk_that_worked": "on prepare although the talk worked",
    "let_go_after_a_talk_that_worked": "let go although the talk worked",
    "changes_a_good_year": "changes of the verdict, a good client-year",
    "calibration_error": "error of the probabilities",
    "interval_coverage_least": "coverage of the 80 % interval, least",
    "interval_coverage_most": "coverage of the 80 % interval, most",
    "naive_times_worse": "times that the raw ratio errs more often",
}
"""What each goal is called for people; a test holds that all are here."""

PLAIN = (
    "burn_4_weeks_to_talk",
    "burn_4_weeks_to_let_go",
    "changes_a_good_year",
    "naive_times_worse",
)
"""Goals that are no shares."""


@click.command()
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--clients",
    type=click.IntRange(LEAST_CLIENTS),
    default=28_000,
    show_default=True,
    help="Made-up clients over 15 kinds; three times as many more test what may go wrong.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write an SVG here.")
@json_option
def simulate(seed: int, clients: int, workers: int, plot: Path | None, as_json: bool) -> None:
    """Measure how often the verdict errs, on made-up clients of whom the truth is known.

    The same rules that judge your clients judge these, week by week over two and a half years;
    beside them stands the raw ratio of trouble to paid hours. Nothing of yours is read.

    \b
    Examples:
      goodterms simulate
      goodterms simulate --seed 7 --clients 6000 --plot frontier.svg
      goodterms simulate --json
    """
    # numpy and SciPy are needed by this command alone
    from goodterms.cli.session import progress_bars  # noqa: PLC0415
    from goodterms.simulation import account, study  # noqa: PLC0415

    with progress_bars(quiet=as_json) as progress:
        found = study.run(
            seed=seed,
            clients=clients,
            workers=workers,
            progress=lambda done, total: progress("simulate", done, total),
        )
    if plot is not None:
        plot.write_text(account.picture(found), encoding="utf-8")
    if as_json:
        print_json(account.as_json(found))
        return
    console().print(table(found))
    for name, rate in account.weaknesses(found):
        words = name.replace("_", " ")
        click.echo(f"Does not hold with {words}: {rate:.2%} wrongly let go, a good client-year.")
    if plot is not None:
        click.echo(f"Wrote {plot}")


def table(found: Result) -> Table:
    """Return the goals as a table."""
    from rich.table import Table  # noqa: PLC0415

    from goodterms.simulation.goals import goals  # noqa: PLC0415

    drawn = Table(title=f"{found.clients:,} made-up clients, seed {found.seed}")
    for title in ("what", "goal", "measured", "error", "raw ratio", "kept"):
        drawn.add_column(title, justify="left" if title == "what" else "right")
    for each in goals(found):
        sign = "≤" if each.most else "≥"
        drawn.add_row(
            SAID[each.name],
            f"{sign} {number(each, each.limit)}",
            number(each, each.value.value),
            number(each, each.value.error) if each.value.error else "",
            number(each, each.naive.value) if each.naive else "",
            "yes" if each.kept else "no",
        )
    return drawn


def number(goal: Goal, value: float) -> str:
    """Return a value in the unit of its goal."""
    if goal.name in PLAIN:
        return f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return f"{value:.3%}" if value < 0.01 else f"{value:.1%}"
