"""Sentences about the steps of a good ending; the order and the states are the core's.

Source: settled design, "The exit"; decision model A2.6.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters import words_reasons
from goodterms.adapters.texts import mark
from goodterms.adapters.words_cites import cite
from goodterms.core.exit_words import Said
from goodterms.core.step import StepState
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.adapters.texts import Texts
    from goodterms.core.step import Step

__all__ = ["LINES", "STATES", "TITLES", "cite", "introduction", "lines", "origin"]

TITLES = {
    "calm": mark("Take the emotion out"),
    "repeated": mark("See whether it repeats"),
    "ways_out": mark("Look for the ways out"),
    "obligations": mark("Meet your own obligations"),
    "money": mark("Collect first, then tell"),
    "meeting": mark("Meet in person, or call"),
    "reason": mark("Give one short reason"),
    "notice": mark("Give enough notice"),
    "alternative": mark("Offer an alternative"),
}

STATES = {
    StepState.DONE: mark("done"),
    StepState.WAITING: mark("waiting"),
    StepState.TODO: mark("to do"),
    StepState.NOT_NEEDED: mark("not needed"),
}

BLOCKS = {
    "let_go": mark("Nothing is decided before this."),
    "parting": mark("Parting waits for this."),
}

PROMISED = {
    Said.DONE: mark("kept"),
    Said.OPEN: mark("promised"),
    Said.NOT_NEEDED: mark("no longer wanted"),
}

SOURCES = {
    "verdicts": mark("from the weekly verdicts"),
    "mail": mark("proposed from mail"),
    "invoices": mark("from invoices and payments"),
    "config": mark("from your settings"),
    "owner": mark("said by you"),
}


def lines(texts: Texts, step: Step) -> list[str]:
    """Return the sentences of one step."""
    said = LINES[step.name](texts, step)
    if step.blocks and not step.is_settled:
        said.append(texts.say(BLOCKS[step.blocks]))
    if step.note and step.name != "reason":
        said.append(texts.say("Your note: %(note)s", note=step.note))
    return said


def origin(texts: Texts, step: Step) -> str:
    """Return whose state a step has and since when, "" while nobody and nothing says it."""
    if not step.source or step.on is None:
        return ""
    source, day = texts.say(SOURCES[step.source]), texts.short_day(step.on)
    return texts.say("%(source)s, %(day)s", source=source, day=day)


def introduction(texts: Texts, step: Step) -> str:
    """Return the line just above the cited mails, "" where their kinds say enough."""
    if step.name == "ways_out" and step.cites:
        return texts.say(
            "Without a contract, these mails set the scope and what was expected; confirm or "
            "dismiss each:"
        )
    return ""


def _whole(step: Step, name: str) -> int:
    """Return a fact that is a whole number, 0 when it is not known."""
    found = step.fact(name)
    return found if isinstance(found, int) else 0


def _calm(texts: Texts, step: Step) -> list[str]:
    if step.state is StepState.DONE:
        first = texts.say("The cool-off is over and the conditions were checked again.")
    elif step.day is not None:
        first = texts.say(
            "The cool-off ends on %(day)s; then everything is checked again.",
            day=texts.day(step.day),
        )
    else:
        first = texts.say("The cool-off begins when all conditions hold.")
    often = texts.plural(
        "It was over the limit in %(count)s of the last 4 weeks",
        "It was over the limit in %(count)s of the last 4 weeks",
        _whole(step, "month"),
    )
    year = texts.plural(
        "and in %(count)s of the last 52.",
        "and in %(count)s of the last 52.",
        _whole(step, "year"),
    )
    return [first, f"{often} {year}"]


def _repeated(texts: Texts, step: Step) -> list[str]:
    days = [value for _, value in step.facts if isinstance(value, date)]
    said = texts.plural(
        "%(count)s bad month among the last 13 blocks of four weeks.",
        "%(count)s bad months among the last 13 blocks of four weeks.",
        _whole(step, "count"),
    )
    if not days:
        return [said]
    listed = ", ".join(texts.short_day(each) for each in days)
    return [said, texts.say("They began on: %(days)s.", days=listed)]


def _ways_out(texts: Texts, step: Step) -> list[str]:
    said = [
        texts.say("Read the contract for notice, milestones and what happens to work in progress.")
    ]
    if papers := _whole(step, "papers"):
        said.append(
            texts.plural(
                "%(count)s mail brought a file named like a contract, offer, order or brief.",
                "%(count)s mails brought a file named like a contract, offer, order or brief.",
                papers,
            )
        )
    return said


def _obligations(texts: Texts, step: Step) -> list[str]:
    said = [texts.say("Deliver what is prepaid and promised before anything is said.")]
    if _whole(step, "prepaid"):
        said.append(
            texts.plural(
                "%(count)s prepayment to check against what was delivered.",
                "%(count)s prepayments to check against what was delivered.",
                _whole(step, "prepaid"),
            )
        )
    if _whole(step, "disputed"):
        said.append(
            texts.plural(
                "%(count)s disputed invoice to settle first.",
                "%(count)s disputed invoices to settle first.",
                _whole(step, "disputed"),
            )
        )
    for name, amount in step.facts:
        if name.startswith("ahead_") and isinstance(amount, int):
            paid = texts.money(amount, name.removeprefix("ahead_"))
            said.append(texts.say("%(amount)s is paid ahead and in no invoice yet.", amount=paid))
    said += [f"{texts.say(PROMISED[state])}: {name}" for name, state in step.promises]
    return said


def _money(texts: Texts, step: Step) -> list[str]:
    if step.state is StepState.DONE:
        return [texts.say("No invoice is open. Bill what is not billed yet.")]
    currency = str(step.fact("currency"))
    amount = texts.money(_whole(step, "at_risk"), currency)
    if overdue := _whole(step, "overdue"):
        late = texts.money(overdue, currency)
        said = [
            texts.say("%(open)s is open, %(overdue)s of it overdue.", open=amount, overdue=late)
        ]
    else:
        said = [texts.say("%(open)s is open, none of it overdue yet.", open=amount)]
    if step.day is not None:
        said.append(
            texts.say(
                "By this client's own habit it is to be expected by %(day)s.",
                day=texts.day(step.day),
            )
        )
    latest = step.fact("latest")
    if isinstance(latest, date) and latest != step.day:
        said.append(texts.say("Four in five came by %(day)s at the latest.", day=texts.day(latest)))
    if _whole(step, "is_slow"):
        said.append(texts.say("This client pays late as a rule: collect before you tell."))
    return said


def _meeting(texts: Texts, step: Step) -> list[str]:
    said = [texts.say("Arrange a short talk; a mail afterwards only confirms what was said.")]
    if step.day is not None:
        said.append(texts.say("It is set for %(day)s.", day=texts.day(step.day)))
    return said


def _reason(texts: Texts, step: Step) -> list[str]:
    code = step.fact("code")
    said = []
    if step.note:
        said.append(texts.say("Your reason: “%(reason)s”", reason=step.note))
    elif code is not None:
        short = words_reasons.short_reason(texts, Code(str(code)))
        said.append(texts.say("For example: “%(reason)s”", reason=short))
    said.append(
        texts.say("Take no list of evidence along: this dossier is for you, not for the client.")
    )
    return said


def _notice(texts: Texts, step: Step) -> list[str]:
    days = _whole(step, "days")
    if step.fact("basis") == "contract":
        said = texts.plural(
            "The contract asks for %(count)s day of notice.",
            "The contract asks for %(count)s days of notice.",
            days,
        )
    else:
        said = texts.plural(
            "No notice is agreed; %(count)s day is fair.",
            "No notice is agreed; %(count)s days are fair.",
            days,
        )
    if step.day is None:
        return [said]
    if _whole(step, "is_told"):
        return [
            said,
            texts.say("You told them; the work ends on %(day)s.", day=texts.day(step.day)),
        ]
    found = [said]
    found.append(
        texts.say(
            "Said today, the work ends on %(day)s, or with the milestone that ends later.",
            day=texts.day(step.day),
        )
    )
    tell, ends = step.fact("tell"), step.fact("ends")
    if isinstance(tell, date) and isinstance(ends, date) and ends != step.day:
        found.append(
            texts.say(
                "Said on %(tell)s, when the open money should be there, it ends on %(ends)s.",
                tell=texts.day(tell),
                ends=texts.day(ends),
            )
        )
    return found


def _alternative(texts: Texts, step: Step) -> list[str]:
    referral = step.fact("referral")
    if referral:
        return [texts.say("You could recommend %(name)s.", name=referral)]
    return [texts.say("Think of a colleague who suits this client better.")]


LINES: dict[str, Callable[[Texts, Step], list[str]]] = {
    "calm": _calm,
    "repeated": _repeated,
    "ways_out": _ways_out,
    "obligations": _obligations,
    "money": _money,
    "meeting": _meeting,
    "reason": _reason,
    "notice": _notice,
    "alternative": _alternative,
}
