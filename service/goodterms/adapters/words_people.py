"""Sentences about both sides: what speaks for the client, the owner's own share, and the money.

Neutral on purpose: behaviour and numbers, never a judgement of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import pair

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.verdict import Mirror, MoneyView, Praise

DEPENDENT = 0.20
"""Share of income from which the drop is said plainly (decision model A2.7)."""

PRAISES = {
    "paid_on_time": pair(
        "%(count)s of %(of)s invoices was paid on time.",
        "%(count)s of %(of)s invoices were paid on time.",
    ),
    "clear_feedback": pair(
        "%(count)s of %(of)s rounds of feedback was clear.",
        "%(count)s of %(of)s rounds of feedback were clear.",
    ),
    "patient": pair(
        "%(count)s of %(of)s times you answered late, this client waited without a reminder.",
        "%(count)s of %(of)s times you answered late, this client waited without a reminder.",
    ),
    "quiet_nights": pair(
        "%(count)s of %(of)s evenings or weekends with mail asked for nothing before morning.",
        "%(count)s of %(of)s evenings or weekends with mail asked for nothing before morning.",
    ),
    "within_rounds": pair(
        "%(count)s round of changes, none beyond the included ones.",
        "%(count)s rounds of changes, none beyond the included ones.",
    ),
    "long_relation": pair(
        "You have worked together for %(count)s year.",
        "You have worked together for %(count)s years.",
    ),
    "quick_answers": pair(
        "Answers you within %(hours)s working hours, half of the time (%(count)s answer).",
        "Answers you within %(hours)s working hours, half of the time (%(count)s answers).",
    ),
}

COUNTED = {"within_rounds": "rounds", "long_relation": "years", "quick_answers": "of"}
"""The fact that a sentence counts, where it is not ``good``."""


def praise(texts: Texts, found: Praise) -> str:
    """Return one thing that speaks for the client."""
    facts = dict(found.facts)
    hours = facts.get("median_hours")
    return texts.plural(
        *PRAISES[found.name],
        int(facts[COUNTED.get(found.name, "good")]),
        of=facts.get("of", ""),
        hours=texts.number(float(hours), 1) if hours else "",
    )


def mirror(texts: Texts, own: Mirror) -> list[str]:
    """Return the owner's own share, one sentence each, zeros too: they are said as plainly."""
    said = []
    if own.own_messages:
        said.append(
            texts.plural(
                "%(count)s of your own %(of)s messages left after hours.",
                "%(count)s of your own %(of)s messages left after hours.",
                own.own_night_replies,
                of=texts.number(own.own_messages),
            )
        )
    if own.median_reply_hours is not None:
        said.append(
            texts.say(
                "Half of your answers came within %(hours)s working hours.",
                hours=texts.number(own.median_reply_hours, 1),
            )
        )
    if own.requests:
        said.append(
            texts.plural(
                "%(count)s of %(of)s requests waited for you longer than you ask this client to "
                "wait.",
                "%(count)s of %(of)s requests waited for you longer than you ask this client to "
                "wait.",
                own.waits_over_expected,
                of=texts.number(own.requests),
            )
        )
    return said


def after_hours(texts: Texts, arrived: int, inbound: int, *, is_counted: bool) -> str:
    """Return how much arrived after hours, and that arriving is not asking unless it is priced."""
    said = texts.plural(
        "%(count)s of %(of)s messages from this client arrived after hours.",
        "%(count)s of %(of)s messages from this client arrived after hours.",
        arrived,
        of=texts.number(inbound),
    )
    if is_counted:
        return said
    return said + " " + texts.say("Arriving alone is not counted.")


def money(texts: Texts, view: MoneyView, *, price_of_calm_minor: int | None) -> list[str]:
    """Return the money lines: share, open sums, lateness, worth of an hour, break-even."""
    said = [_income(texts, view), _open(texts, view)]
    if view.late_invoices:
        said.append(_lateness(texts, view))
    if view.effective_hourly_minor is not None:
        said.append(
            texts.say(
                "An hour with this client earns %(amount)s, the hours of trouble included.",
                amount=texts.money(view.effective_hourly_minor, view.currency),
            )
        )
    said += _break_even(texts, view, price_of_calm_minor)
    return said


def _income(texts: Texts, view: MoneyView) -> str:
    values = {
        "share": texts.percent(view.income_share),
        "amount": texts.money(view.income_minor, view.currency),
    }
    if view.income_share >= DEPENDENT:
        return texts.say(
            "Without this client %(share)s of your income of the last 12 months would be missing: "
            "%(amount)s.",
            **values,
        )
    return texts.say("%(share)s of your income of the last 12 months: %(amount)s.", **values)


def _open(texts: Texts, view: MoneyView) -> str:
    if view.at_risk_minor <= 0:
        return texts.say("No invoice is open.")
    said = texts.say("Open invoices: %(open)s", open=texts.money(view.at_risk_minor, view.currency))
    if view.overdue_minor > 0:
        overdue = texts.money(view.overdue_minor, view.currency)
        said += ", " + texts.say("overdue of it %(overdue)s", overdue=overdue)
    if view.expected_pay_on is not None:
        day = texts.day(view.expected_pay_on)
        said += "; " + texts.say("to be expected by %(day)s", day=day)
    return said if said.endswith(".") else said + "."


def _lateness(texts: Texts, view: MoneyView) -> str:
    """Return how many invoices were late and the worst of them.

    No median: it would be over all of them, and would read as that of the late ones.
    """
    said = texts.plural(
        "%(count)s of %(of)s invoices of the last 12 months was late",
        "%(count)s of %(of)s invoices of the last 12 months were late",
        view.late_invoices,
        of=texts.number(view.invoices),
    )
    if view.worst_days_late is not None:
        said += ", " + texts.plural(*WORST, view.worst_days_late)
    return said + "."


WORST = pair("worst %(count)s day", "worst %(count)s days")


def _break_even(texts: Texts, view: MoneyView, price_of_calm_minor: int | None) -> list[str]:
    """Return the one sentence of decision model A2.7, and on which side the owner's price falls."""
    needed = view.break_even_minor
    if needed is None:
        return []
    if needed <= 0:
        return [texts.say("Leaving pays off within a year even if calm were worth nothing to you.")]
    said = texts.say(
        "Leaving pays off within a year only if each hour of trouble you are spared is worth more "
        "than %(amount)s to you.",
        amount=texts.money(needed, view.currency),
    )
    if price_of_calm_minor is None:
        return [said]
    price = texts.money(price_of_calm_minor, view.currency)
    if price_of_calm_minor >= needed:
        side = texts.say("You said %(price)s, so the money supports it too.", price=price)
    else:
        side = texts.say(
            "You said %(price)s, so parting is supported by the trouble, not by the money.",
            price=price,
        )
    return [said, side]
