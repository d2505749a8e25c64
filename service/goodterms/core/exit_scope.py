"""The mails that set scope and expectations, where no contract is at hand: proposed with reasons.

Only stored facts are looked at: who wrote first, offers, files by kind, subjects. The owner
confirms or dismisses each. Source: decision model A2.6, field study E 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import exit_papers
from goodterms.core.exit_words import Said
from goodterms.core.mail import Direction
from goodterms.core.threads import thread_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goodterms.core.exit_words import ExitWord
    from goodterms.core.mail import Message

FIRST_MESSAGES = 5
"""First messages of the relation that are proposed (decision model A2.6)."""

THREADS = 4
"""Earliest threads with a sign of an agreement from which all signs are proposed."""

OFFERS = 5
"""Most offers and early messages with files that are proposed."""

MOST = 15
"""Most mails proposed at all."""

EARLY_DAYS = 60
"""Files within this time of the first message may be the contract or the order."""

KINDS = (
    ("paper", "attachment"),
    ("offer", "offer"),
    ("attachment", "attachment"),
    ("subject", "first"),
    ("first", "first"),
)
"""Kind of reason, strongest first, to the kind of `steps.Cite` that the mail is listed as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeMail:
    """One mail that may have set the scope.

    Attributes:
        thread: Name of its thread.
        reasons: ``first``, ``offer``, ``attachment``, ``paper_<kind>`` and ``subject_<topic>``, see
            `exit_papers`; strongest first.
        confirmed: What the owner said of it, None without a word.
    """

    message: Message
    on: date
    thread: str
    reasons: tuple[str, ...]
    confirmed: bool | None = None

    @property
    def kind(self) -> str:
        """Return what it is listed as: ``offer``, ``attachment`` or ``first``."""
        head = self.reasons[0].partition("_")[0]
        return dict(KINDS)[head]


def scope_mails(
    messages: Sequence[Message], days: Mapping[str, date], held: Mapping[str, ExitWord]
) -> tuple[ScopeMail, ...]:
    """Return the proposed mails, oldest first; those the owner dismissed are left out.

    Args:
        messages: Of one client, oldest first; noise is skipped.
        days: Message id to the owner's day.
        held: The owner's words by step; ``mail:<id>`` speaks of a mail, of others not proposed too.
    """
    written = [each for each in messages if each.noise is None]
    if not written:
        return ()
    threads = thread_ids(written)
    signs = _signs(written, days)
    chosen = set(_early(written, signs, threads)) | {each.id for each in written[:FIRST_MESSAGES]}
    chosen |= {step.partition(":")[2] for step in held if step.startswith("mail:")}
    found = [
        ScopeMail(
            message=each,
            on=days[each.id],
            thread=threads[each.id],
            reasons=signs[each.id] or ("first",),
            confirmed=_confirmed(held.get(f"mail:{each.id}")),
        )
        for each in written
        if each.id in chosen
    ]
    kept = [each for each in found if each.confirmed is not False]
    first = sorted(kept, key=lambda each: (not each.confirmed, each.on, each.message.id))[:MOST]
    return tuple(sorted(first, key=lambda each: (each.on, each.message.id)))


def _signs(written: Sequence[Message], days: Mapping[str, date]) -> dict[str, tuple[str, ...]]:
    """Return the reasons of each message, strongest first; none is an empty tuple."""
    early = days[written[0].id] + timedelta(days=EARLY_DAYS)
    found = {}
    for each in written:
        reasons = [f"paper_{kind}" for kind in each.papers]
        if each.offers and each.direction is Direction.OUT:
            reasons.append("offer")
        is_early = each.attachments and days[each.id] <= early
        if is_early and not exit_papers.is_bill(each.subject):
            reasons.append("attachment")
        reasons += [f"subject_{topic}" for topic in exit_papers.topics(each.subject)]
        found[each.id] = tuple(reasons)
    return found


def _early(
    written: Sequence[Message], signs: Mapping[str, tuple[str, ...]], threads: Mapping[str, str]
) -> list[str]:
    """Return mails with a sign: of the earliest such threads all, of later ones only strong signs.

    A subject alone stands for its thread once: every answer repeats it.
    """
    earliest: list[str] = []
    spoken: set[tuple[str, tuple[str, ...]]] = set()
    found, strong, attached = [], 0, 0
    for each in written:
        reasons, thread = signs[each.id], threads[each.id]
        if not reasons:
            continue
        if thread not in earliest and len(earliest) < THREADS:
            earliest.append(thread)
        if reasons == ("attachment",):
            if attached < OFFERS:
                found.append(each.id)
            attached += 1
            continue
        is_strong = not reasons[0].startswith("subject")
        if is_strong and (thread in earliest or strong < OFFERS):
            found.append(each.id)
            strong += 1
        elif not is_strong and thread in earliest and (thread, reasons) not in spoken:
            spoken.add((thread, reasons))
            found.append(each.id)
    return found


def _confirmed(word: ExitWord | None) -> bool | None:
    if word is None or word.state is Said.OPEN:
        return None
    return word.state is Said.DONE
