"""`goodterms explain`: a stored verdict as it was, and what today would say of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from goodterms import pipeline
from goodterms.cli.explanation import explained
from goodterms.cli.session import Session, as_of_option, json_option, pass_session
from goodterms.core.difference import MADE_WITH, differences, elsewhere
from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goodterms.core.difference import Difference

CAUSES = {
    "rules_version": "the rules: {was} then, {now} now; see the changelog, Verdict changes",
    "policy_digest": "your settings of prices, tolerance or patience",
    "model_digest": "the tone model or what it learned from your corrections",
}

OTHERS = "facts that came later, or what you said of them, of your hours or of this client"


@click.command()
@click.argument("client")
@as_of_option
@json_option
@pass_session
def explain(session: Session, client: str, as_of: date | None, as_json: bool) -> None:
    """Show a stored verdict as it was: numbers, reasons with ids, and what would change it.

    The ids are those that `goodterms correct` takes. With --json the stored row is printed byte for
    byte, whatever changed since. What today's rules, settings or facts would say otherwise of that
    day is told on standard error.

    \b
    Examples:
      goodterms explain "Alba Studio"
      goodterms explain "Alba Studio" --as-of 2026-10-01 --json
    """
    app = session.app()
    chosen = session.client(client)
    name = chosen.name
    with app.open_store() as store:
        text = store.verdict_on(name, as_of, app.owner.workweek.place)
        if text is None:
            day = f" for {as_of}" if as_of else ""
            message = f"no verdict of {name} is stored{day}"
            hint = f"Run `goodterms assess{f' --as-of {as_of}' if as_of else ''}` first"
            raise GoodTermsError(message, hint=hint)
        again = pipeline.replay(store, app.judging(), chosen, text)
    if as_json:
        click.echo(text)
    else:
        click.echo("\n".join(explained(json.loads(text))))
    if again != text:
        for line in compared(json.loads(text), json.loads(again)):
            click.echo(line, err=True)


def compared(stored: Mapping[str, object], today: Mapping[str, object]) -> list[str]:
    """Return what today's row would say otherwise than the stored one, and why, line by line."""
    found = differences(stored, today)
    told = [each for each in found if each.name not in MADE_WITH]
    lines = ["Note: today's row for that instant would have the same verdict and numbers."]
    if told:
        lines = ["Note: this is the stored verdict. Today's row for that instant would say:"]
        lines += [f"  {each.name}: {_value(each.now)} (here: {_value(each.was)})" for each in told]
    if others := elsewhere(stored, today):
        lines.append(f"  It differs in: {', '.join(others)}")
    return [*lines, "What changed since:", *_causes(found)]


def _causes(found: Sequence[Difference]) -> list[str]:
    """Why a row is another today, as far as the row itself can tell."""
    causes = [
        CAUSES[each.name].format(was=each.was, now=each.now)
        for each in found
        if each.name in CAUSES
    ]
    return [f"  {each}" for each in causes or [OTHERS]]


def _value(value: object) -> str:
    """A value of a row for the terminal."""
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, float):
        return f"{value:.4g}"
    return "none" if value is None else str(value)
