"""Sentences about the verdict: its words, the burn in plain words, how sure, what would change it.

Source of the words: decision model A2.5 and A2.8; settled design, "The decision model".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark, pair
from goodterms.core.verdict import Code, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.adapters.texts import Texts
    from goodterms.core.findings import Burn
    from goodterms.core.verdict import Counterfactual, Gate

WORDS = {
    Verdict.LEARNING: mark("still learning"),
    Verdict.HEALTHY: mark("in good order"),
    Verdict.WATCH: mark("keep an eye"),
    Verdict.TALK: mark("talk first"),
    Verdict.PREPARE: mark("prepare to part"),
    Verdict.LET_GO: mark("let go"),
    Verdict.SNOOZED: mark("snoozed"),
    Verdict.PARTING: mark("parting"),
    Verdict.PARTED: mark("parted"),
}

COUNTS = {
    Verdict.LEARNING: pair("%(count)s still learning", "%(count)s still learning"),
    Verdict.HEALTHY: pair("%(count)s in good order", "%(count)s in good order"),
    Verdict.WATCH: pair("%(count)s to keep an eye on", "%(count)s to keep an eye on"),
    Verdict.TALK: pair("%(count)s to talk to", "%(count)s to talk to"),
    Verdict.PREPARE: pair("%(count)s to prepare for", "%(count)s to prepare for"),
    Verdict.LET_GO: pair("%(count)s to let go", "%(count)s to let go"),
    Verdict.SNOOZED: pair("%(count)s snoozed", "%(count)s snoozed"),
    Verdict.PARTING: pair("%(count)s parting", "%(count)s parting"),
    Verdict.PARTED: pair("%(count)s parted", "%(count)s parted"),
}

MEANINGS = {
    Verdict.LEARNING: mark("Too early to judge: there is not enough to go by yet."),
    Verdict.HEALTHY: mark("The trouble stays within what you tolerate."),
    Verdict.WATCH: mark("There are signs of more trouble than you tolerate. Nothing to do yet."),
    Verdict.TALK: mark(
        "The trouble is above what you tolerate, over half a year and lately. "
        "Arrange a talk before anything else."
    ),
    Verdict.PREPARE: mark(
        "The trouble stayed well above what you tolerate. Do the quiet homework now; "
        "say nothing to the client yet."
    ),
    Verdict.LET_GO: mark("The evidence supports parting. You decide."),
    Verdict.SNOOZED: mark("You asked not to be reminded for now; the counting goes on."),
    Verdict.PARTING: mark("You decided to part. The steps and their dates are in the dossier."),
    Verdict.PARTED: mark("You parted."),
}

CERTAINTIES = {
    "none": mark("no sign"),
    "leaning": mark("leaning"),
    "likely": mark("likely"),
    "very_likely": mark("very likely"),
    "almost_certain": mark("almost certain"),
}

TRENDS = {
    "worse": mark("getting worse"),
    "better": mark("improving"),
    "steady": mark("steady"),
}

CHANGES = {
    "new": mark("new"),
    "up": mark("more serious"),
    "down": mark("eased"),
    "same": mark("as before"),
}

EXPOSURES = {
    "timesheet": mark("from your timesheet"),
    "invoiced": mark("from invoices"),
    "fixed_fee": mark("from fixed prices"),
    "proxy": mark("estimated from days with mail"),
}

WITHOUT = {
    Code.AFTER_HOURS: mark("Without the mail after hours: %(verdict)s."),
    Code.AFTER_HOURS_DEMAND: mark("Without the demands after hours: %(verdict)s."),
    Code.CHASER: mark("Without the early reminders: %(verdict)s."),
    Code.VAGUE: mark("Without the vague feedback: %(verdict)s."),
    Code.EXTRA_ROUND: mark("Without the extra rounds: %(verdict)s."),
    Code.SCOPE: mark("Without the unpriced extra work: %(verdict)s."),
    Code.LATE_PAYMENT: mark("Without the late payments: %(verdict)s."),
    Code.STALLING: mark("Without the put-off payments: %(verdict)s."),
    Code.HOSTILE: mark("Without the hostile wording: %(verdict)s."),
}

GATES = {
    "weeks": mark("At least 8 weeks with mail (%(active)s so far)"),
    "incidents": mark("At least %(needed)s incidents in the long window (%(count)s so far)"),
    "cited": mark("At least 6 incidents that can be looked up (%(count)s so far)"),
    "hard_share": mark("At least 30 %% of the minutes measured or confirmed by you (%(share)s)"),
    "bad_months": mark("At least 3 bad months among the last 13 (%(count)s so far)"),
    "exposure": mark("Paid hours known better than from mail alone (%(source)s)"),
    "freshness": mark("Mail and invoices read within the last week"),
    "contact": mark("Mail from or to this client within the last 8 weeks (last: %(last)s)"),
    "income": mark("Share of income allows it, or a plan is recorded (%(share)s)"),
    "cool_off": mark("Cool-off over, and everything still true (%(until)s)"),
    "gut": mark("Your own ratings (%(ratings)s)"),
    "told": mark("Eight weeks since you were told, or talked (%(until)s)"),
    "kept": mark("You keep this client (%(until)s)"),
    "season": mark("Not everyone over budget at once"),
    "stable": mark("A verdict that did not change direction three times in half a year"),
}


def word(texts: Texts, verdict: Verdict) -> str:
    """Return the word or two for a verdict."""
    return texts.say(WORDS[verdict])


def count(texts: Texts, verdict: Verdict, number: int) -> str:
    """Return how many clients stand at a verdict, for the headline."""
    return texts.plural(*COUNTS[verdict], number)


def plain_burn(texts: Texts, burn: Burn) -> str:
    """Return the burn as minutes of trouble for each paid hour.

    Minutes below 10 keep one decimal where it says something.
    """
    if burn.minutes is None or burn.minutes_low is None or burn.minutes_high is None:
        return texts.say("There are no paid hours in this time, so nothing can be weighed yet.")
    tolerated = _minutes(texts, burn.tolerated or 0.0)
    return texts.plural(
        "For each paid hour this client costs you %(count)s minute of trouble; you tolerate "
        "%(tolerated)s (80 %% interval %(low)s to %(high)s).",
        "For each paid hour this client costs you %(count)s minutes of trouble; you tolerate "
        "%(tolerated)s (80 %% interval %(low)s to %(high)s).",
        round(burn.minutes),
        tolerated=tolerated,
        low=texts.number(burn.minutes_low),
        high=texts.number(burn.minutes_high),
    )


def _minutes(texts: Texts, minutes: float) -> str:
    """Return a setting in minutes with a decimal only where it has one."""
    return texts.number(minutes, 0 if abs(minutes - round(minutes)) < 0.05 else 1)


def factor(texts: Texts, burn: Burn) -> str:
    """Return the burn as a multiple with its interval, for tables."""
    return texts.say(
        "%(mean)s (%(low)s to %(high)s)",
        mean=texts.number(burn.mean, 1),
        low=texts.number(burn.low, 1),
        high=texts.number(burn.high, 1),
    )


def probability(texts: Texts, share: float) -> str:
    """Return a probability as per cent that never claims more than is known."""
    if share > 0.99:
        return texts.say("over 99 %%")
    return texts.say("under 1 %%") if share < 0.01 else texts.percent(share)


def sureness(texts: Texts, certainty: str, p_over: float) -> str:
    """Return how sure it is that the trouble exceeds the tolerance."""
    return texts.say(
        "More than you tolerate: %(word)s (%(chance)s).",
        word=texts.say(CERTAINTIES[certainty]),
        chance=probability(texts, p_over),
    )


def amount_of_data(texts: Texts, data_weight: float, hours: float, source: str) -> str:
    """Return how much of the estimate is this client's own data."""
    own = round(data_weight * 100)
    return texts.say(
        "%(own)s of this estimate is this client's own data and %(rest)s caution; "
        "it rests on %(hours)s paid hours, %(source)s.",
        own=texts.percent(own / 100),
        rest=texts.percent(1 - own / 100),
        hours=texts.number(hours),
        source=texts.say(EXPOSURES[source]),
    )


def changes(texts: Texts, verdict: Verdict, found: Sequence[Counterfactual]) -> list[str]:
    """Return what would make another verdict; signals that make none are told together."""
    real = [each for each in found if each.verdict is not verdict]
    said = [counterfactual(texts, each) for each in real]
    signals = [each for each in found if each.kind == "without_signal"]
    if signals and not any(each in real for each in signals):
        said.insert(0, texts.say("Without any one signal alone it would be the same."))
    return said


def counterfactual(texts: Texts, change: Counterfactual) -> str:
    """Return one thing that would have made, or will make, another verdict."""
    verdict = word(texts, change.verdict)
    if change.kind == "without_signal" and change.code is not None:
        return texts.say(WITHOUT[change.code], verdict=verdict)
    if change.kind == "without_incidents":
        return texts.plural(
            "Without the %(count)s costliest incident: %(verdict)s.",
            "Without the %(count)s costliest incidents: %(verdict)s.",
            change.count or 0,
            verdict=verdict,
        )
    return texts.plural(
        "After %(count)s quiet week: %(verdict)s.",
        "After %(count)s quiet weeks: %(verdict)s.",
        change.count or 0,
        verdict=verdict,
    )


def gate(texts: Texts, condition: Gate) -> str:
    """Return one condition in words with its numbers."""
    facts: dict[str, str] = dict(condition.facts)
    for name, formatted in FORMATS.items():
        if name in facts:
            facts[name] = formatted(texts, facts[name])
    return texts.say(GATES[condition.name], **facts)


def _share(texts: Texts, fact: str) -> str:
    return texts.percent(float(fact))


def _source(texts: Texts, fact: str) -> str:
    return texts.say(EXPOSURES[fact])


def _until(texts: Texts, fact: str) -> str:
    if fact == "not begun":
        return texts.say("not begun")
    return texts.say("until %(day)s", day=texts.iso_day(fact))


def _last(texts: Texts, fact: str) -> str:
    return texts.say("never") if fact == "never" else texts.iso_day(fact)


FORMATS: dict[str, Callable[[Texts, str], str]] = {
    "share": _share,
    "source": _source,
    "until": _until,
    "last": _last,
}
"""How the facts of gates are written; the others are whole numbers."""
