"""Statutory interest in words, every step to be checked by hand; it says that it is no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from goodterms.adapters.texts import LOCALES, mark, pair
from goodterms.core.interest import Law
from goodterms.core.rates import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.texts import Texts
    from goodterms.core.figures_client import Claimed
    from goodterms.core.interest import Step

LAWS = {
    Law.EU: mark(
        "Directive 2011/7/EU: the European Central Bank's main refinancing rate of each half-year "
        "plus 8 points, the least that a country may set; 40 EUR for each late invoice."
    ),
    Law.HR: mark(
        "Croatian default interest between businesses: the European Central Bank's main "
        "refinancing rate of each half-year plus 8 points; 40 EUR for each late invoice."
    ),
    Law.UK: mark(
        "United Kingdom, Late Payment of Commercial Debts: the Bank of England's base rate before "
        "the half-year in which interest began, plus 8 points; a fixed sum by the size of the debt."
    ),
}

STEP = pair(
    "%(first)s to %(last)s: %(count)s day, %(percent)s %% on %(principal)s = %(amount)s",
    "%(first)s to %(last)s: %(count)s days, %(percent)s %% on %(principal)s = %(amount)s",
)


def basis(texts: Texts, found: Sequence[Claimed]) -> list[str]:
    """Return whose rule was followed, how it is counted, and what has to be checked."""
    if not found:
        return []
    said = [
        texts.say(LAWS[found[0].claim.law]),
        texts.say(
            "Simple interest, a year of 365 days, from the day after the due day to the day of "
            "payment; rounded once for each invoice, so that the steps may differ by a cent. "
            "Between businesses only, and not where the contract says otherwise. This is no legal "
            "advice."
        ),
    ]
    if not all(each.claim.is_checked for each in found):
        said.append(texts.say("Look up the rates marked with * before you use them."))
    return said


def title(texts: Texts, item: Claimed) -> str:
    """Return one invoice with its interest and fixed sum."""
    bill, claim = item.bill, item.claim
    said = texts.say(
        "%(number)s, due on %(day)s: %(amount)s",
        number=bill.number,
        day=texts.short_day(bill.due_on),
        amount=texts.money(claim.interest_minor, claim.currency),
    )
    if claim.fixed:
        said += " + " + texts.money(*claim.fixed)
    return f"{said} ({texts.say('disputed')})" if bill.is_disputed else said


def steps(texts: Texts, item: Claimed) -> list[str]:
    """Return each step, and the times for which no rate is known."""
    said = [_step(texts, each, item.claim.currency) for each in item.claim.steps]
    return said + [
        texts.say(
            "No rate is known for the half-year from %(day)s: nothing is counted for it.",
            day=texts.short_day(day),
        )
        for day in item.claim.missing
    ]


def _step(texts: Texts, step: Step, currency: str) -> str:
    percent = format_decimal(step.rate.percent, "#,##0.00", locale=LOCALES[texts.language])
    return texts.plural(
        *STEP,
        step.days,
        first=texts.short_day(step.first),
        last=texts.short_day(step.last),
        percent=percent + ("" if step.rate.is_checked else "*"),
        principal=texts.money(step.principal_minor, currency),
        amount=texts.money(half_up(step.exact_minor), currency),
    )
