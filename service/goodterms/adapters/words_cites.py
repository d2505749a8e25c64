"""What is cited under a step: a mail or a document, its day, why it is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.step import Cite

CITES = {
    "first": mark("early mail"),
    "offer": mark("offer"),
    "attachment": mark("attachment"),
    "prepayment": mark("prepaid"),
    "disputed": mark("disputed"),
}

REASONS = {
    "paper_contract": mark("a file named like a contract"),
    "paper_offer": mark("a file named like an offer"),
    "paper_order": mark("a file named like an order"),
    "paper_scope": mark("a file named like a brief"),
    "offer": mark("names a price"),
    "attachment": mark("with a file, early on"),
    "subject_price": mark("subject: price"),
    "subject_scope": mark("subject: scope"),
    "subject_contract": mark("subject: contract"),
    "subject_dates": mark("subject: dates"),
    "subject_rounds": mark("subject: rounds"),
}
"""Why a mail is proposed (`core.exit_scope`); the first mails of all need no reason."""


def cite(texts: Texts, item: Cite) -> str:
    """Return what a cited message or document is, with its day and amount."""
    said = f"{texts.say(CITES[item.kind])}, {texts.short_day(item.on)}"
    if item.amount_minor is not None:
        said += f", {texts.money(item.amount_minor, item.currency)}"
    why = [texts.say(REASONS[each]) for each in item.reasons if each in REASONS]
    if why:
        said += f" ({', '.join(why)})"
    if item.confirmed:
        said += ", " + texts.say("confirmed by you")
    return said
