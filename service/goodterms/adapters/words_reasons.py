"""Sentences about what happened: reasons, single incidents with their rule, the remedy of each.

Source: decision model A2.2 (rules), A2.5 (remedies), A2.8 (what, how often, against what).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark, pair
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.dossier import Evidence
    from goodterms.core.verdict import Reason

SIGNALS = {
    Code.AFTER_HOURS: mark("mail after hours"),
    Code.AFTER_HOURS_DEMAND: mark("demands after hours"),
    Code.CHASER: mark("early reminders"),
    Code.VAGUE: mark("vague feedback"),
    Code.EXTRA_ROUND: mark("extra rounds"),
    Code.SCOPE: mark("unpriced extra work"),
    Code.LATE_PAYMENT: mark("late payments"),
    Code.STALLING: mark("payment put off"),
    Code.HOSTILE: mark("hostile wording"),
}

INCIDENTS = {
    Code.AFTER_HOURS: mark("message after hours"),
    Code.AFTER_HOURS_DEMAND: mark("demand after hours"),
    Code.CHASER: mark("early reminder"),
    Code.VAGUE: mark("vague answer"),
    Code.EXTRA_ROUND: mark("extra round"),
    Code.SCOPE: mark("unpriced extra work"),
    Code.LATE_PAYMENT: mark("late payment"),
    Code.STALLING: mark("payment put off"),
    Code.HOSTILE: mark("hostile wording"),
}
"""One incident of each signal, for its item of evidence."""

HAPPENED = {
    Code.AFTER_HOURS: pair(
        "%(count)s message arrived after hours", "%(count)s messages arrived after hours"
    ),
    Code.AFTER_HOURS_DEMAND: pair(
        "%(count)s time an answer was demanded after hours",
        "%(count)s times an answer was demanded after hours",
    ),
    Code.CHASER: pair(
        "%(count)s reminder before your answer was due",
        "%(count)s reminders before your answer was due",
    ),
    Code.VAGUE: pair(
        "%(count)s vague answer to delivered work", "%(count)s vague answers to delivered work"
    ),
    Code.EXTRA_ROUND: pair(
        "%(count)s round beyond the included ones", "%(count)s rounds beyond the included ones"
    ),
    Code.SCOPE: pair(
        "%(count)s time new work was asked for and never priced",
        "%(count)s times new work was asked for and never priced",
    ),
    Code.LATE_PAYMENT: pair("%(count)s late invoice", "%(count)s late invoices"),
    Code.STALLING: pair(
        "%(count)s time payment was put off in words",
        "%(count)s times payment was put off in words",
    ),
    Code.HOSTILE: pair(
        "%(count)s message with hostile wording", "%(count)s messages with hostile wording"
    ),
}

AGAINST = {
    Code.AFTER_HOURS: pair("of %(count)s message", "of %(count)s messages"),
    Code.AFTER_HOURS_DEMAND: pair(
        "against %(count)s message after hours", "against %(count)s messages after hours"
    ),
    Code.CHASER: pair("(%(count)s request in all)", "(%(count)s requests in all)"),
    Code.VAGUE: pair("over %(count)s round", "over %(count)s rounds"),
    Code.EXTRA_ROUND: pair("of %(count)s round", "of %(count)s rounds"),
    Code.SCOPE: pair("over %(count)s conversation", "over %(count)s conversations"),
    Code.LATE_PAYMENT: pair("of %(count)s", "of %(count)s"),
    Code.STALLING: pair("over %(count)s invoice", "over %(count)s invoices"),
    Code.HOSTILE: pair("of %(count)s message", "of %(count)s messages"),
}

DETAILS = {
    "overdue": pair("%(count)s of them still open", "%(count)s of them still open"),
    "median_days": pair("median %(count)s day late", "median %(count)s days late"),
    "worst_days": pair("worst %(count)s day", "worst %(count)s days"),
}
"""Facts of a reason that are whole numbers worth saying; zeros are not."""

RULES = {
    (Code.AFTER_HOURS, "arrived"): mark("Arrived after hours and asked for nothing."),
    (Code.AFTER_HOURS_DEMAND, "second_message"): mark(
        "A second message came before your next opening, with no answer of yours in between."
    ),
    (Code.AFTER_HOURS_DEMAND, "deadline"): mark(
        "Arrived after hours and asked for an answer before, or soon after, your next opening."
    ),
    (Code.AFTER_HOURS_DEMAND, "wording"): mark(
        "Arrived after hours with pressing wording (%(sure)s)."
    ),
    (Code.CHASER, "chaser"): mark(
        "A reminder %(waited)s after the first message, before the working hours set for an "
        "answer were over."
    ),
    (Code.VAGUE, "vague"): mark("Answers a delivery without saying what to change (%(sure)s)."),
    (Code.EXTRA_ROUND, "round"): mark("Round %(round)s of changes; %(included)s are included."),
    (Code.SCOPE, "scope"): mark(
        "Asks for new work (%(sure)s); no offer and no invoice followed within %(days)s "
        "working days."
    ),
    (Code.LATE_PAYMENT, "late"): mark(
        "Invoice %(number)s was settled %(days)s days after its due day."
    ),
    (Code.LATE_PAYMENT, "overdue"): mark("Invoice %(number)s is %(days)s days past its due day."),
    (Code.STALLING, "stalling"): mark(
        "Puts payment off (%(sure)s) while invoice %(number)s was open."
    ),
    (Code.HOSTILE, "wording"): mark("Hostile wording (%(sure)s)."),
    (Code.HOSTILE, "threat"): mark("A threat (%(sure)s)."),
}

EXCUSED = {
    "invited": mark("You wrote in this thread after hours shortly before: counts nothing."),
    "mine": mark("You said this was your own doing: counts nothing."),
    "agreed": mark("You had agreed on it: counts nothing."),
}

REMEDIES = {
    Code.AFTER_HOURS: mark("Tell this client your hours, once, in a friendly line."),
    Code.AFTER_HOURS_DEMAND: mark(
        "Send your working hours and say by when answers can be expected; offer a paid rush rate "
        "for the rest."
    ),
    Code.CHASER: mark("Say in your first answer by when this client will hear from you again."),
    Code.VAGUE: mark(
        "Ask for feedback by a short form (what, where, instead of what) and price the third round."
    ),
    Code.EXTRA_ROUND: mark("Agree how many rounds are included and what a further one costs."),
    Code.SCOPE: mark("Answer new wishes with a change note: what, how much, by when."),
    Code.LATE_PAYMENT: mark(
        "Ask for a deposit, or for payment before delivery, from the next order on."
    ),
    Code.STALLING: mark("Agree a payment day for each open invoice before new work starts."),
    Code.HOSTILE: mark(
        "Call rather than write, and name calmly which tone you will not work with."
    ),
}

SHORT_REASONS = {
    Code.AFTER_HOURS: mark("Our working hours do not fit together well enough."),
    Code.AFTER_HOURS_DEMAND: mark("You need answers at hours I do not offer."),
    Code.CHASER: mark("You need faster answers than I can give beside my other work."),
    Code.VAGUE: mark("We do not find a common way to agree on what the work should be."),
    Code.EXTRA_ROUND: mark("Your projects need more rounds than my way of working includes."),
    Code.SCOPE: mark("Your needs have grown beyond what we agreed and what I can offer."),
    Code.LATE_PAYMENT: mark("Your payment times do not fit the way my studio is run."),
    Code.STALLING: mark("Your payment times do not fit the way my studio is run."),
    Code.HOSTILE: mark("We do not work together in the way I need to do good work."),
}
"""One short neutral reason to say out loud: at most 20 words, no evidence (decision model A2.6)."""


def reason(texts: Texts, found: Reason) -> str:
    """Return what happened, how often, against what, without its minutes."""
    said = texts.plural(*HAPPENED[found.code], found.count)
    if found.of > 0:
        said += " " + texts.plural(*AGAINST[found.code], found.of)
    facts = {name: round(float(number)) for name, number in found.facts}
    said += "".join(
        ", " + texts.plural(*forms, facts[name])
        for name, forms in DETAILS.items()
        if facts.get(name)
    )
    if facts.get("median_minutes") and found.count > 1:
        waited = texts.duration(facts["median_minutes"])
        # waits are by the clock (`incidents_waits`), while the answer is due in working hours
        said += ", " + texts.say(
            "half of them within %(waited)s of the first message, nights and weekends included",
            waited=waited,
        )
    return said


def weight(texts: Texts, found: Reason, spent: float) -> str:
    """Return the minutes of a reason against all trouble minutes."""
    return texts.say(
        "%(minutes)s of %(spent)s minutes, %(share)s",
        minutes=texts.number(found.minutes),
        spent=texts.number(spent),
        share=texts.percent(found.share),
    )


def signal(texts: Texts, code: Code) -> str:
    """Return the name of a signal."""
    return texts.say(SIGNALS[code])


def incident(texts: Texts, code: Code) -> str:
    """Return the name of one incident of a signal."""
    return texts.say(INCIDENTS[code])


def rule(texts: Texts, item: Evidence) -> str:
    """Return why one incident counted, naming the rule; excused ones say why they do not."""
    if item.why in EXCUSED:
        return texts.say(EXCUSED[item.why])
    known = RULES.get((item.code, item.why))
    if known is None:
        return texts.say(SIGNALS[item.code]) + "."
    facts: dict[str, str] = dict(item.note)
    waited = facts.get("minutes")
    return texts.say(
        known,
        **{
            **facts,
            "sure": sure(texts, item),
            "waited": texts.duration(float(waited)) if waited else "",
        },
    )


def sure(texts: Texts, item: Evidence) -> str:
    """Return how sure a reading of text is."""
    if item.is_hard:
        return texts.say("confirmed by you")
    return texts.say("%(share)s sure", share=texts.percent(item.weight))


def remedy(texts: Texts, code: Code) -> str:
    """Return what to try first against one signal."""
    return texts.say(REMEDIES[code])


def short_reason(texts: Texts, code: Code) -> str:
    """Return the one short reason for the talk."""
    return texts.say(SHORT_REASONS[code])
