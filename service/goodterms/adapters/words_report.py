"""What the report says, line by line; text part and HTML part both take their words from here.

Layout is in the templates, bars in `bars`, the table in `words_table`, the first screen in
`words_lead`, what is news in `words_events`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters import (
    words_course,
    words_events,
    words_insight,
    words_people,
    words_reasons,
    words_scores,
    words_verdict,
)
from goodterms.adapters.texts import mark, pair
from goodterms.core.report import ATTENTION
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.findings import SourceAge
    from goodterms.core.report import Report
    from goodterms.core.sections import Section

STALE = {
    "mail": pair(
        "No data: the mailbox was last read %(count)s day ago. What follows may be out of date.",
        "No data: the mailbox was last read %(count)s days ago. What follows may be out of date.",
    ),
    "invoices": pair(
        "No data: invoices were last imported %(count)s day ago. What follows may be out of date.",
        "No data: invoices were last imported %(count)s days ago. What follows may be out of date.",
    ),
}

NEVER = {
    "mail": mark(
        "No data: the mailbox was never read completely. What follows is only a beginning."
    ),
    "invoices": mark(
        "No data: invoices were never imported. Paid hours are only estimated from mail."
    ),
}

READ = {
    "mail": mark("Mailbox last read: %(at)s."),
    "invoices": mark("Invoices last imported: %(at)s."),
}

NEXT = {
    Verdict.PREPARE: mark(
        "Quiet homework: find the contract or the first mails, list what you still owe and what is "
        "owed to you, and note the notice date. The dossier has it prefilled."
    ),
    Verdict.LET_GO: mark(
        "Read the dossier, sleep on it once more, then decide. Collect what is open before you "
        "tell."
    ),
}


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of one report in one language."""

    texts: Texts
    report: Report

    def _period(self, *, with_year: bool) -> str:
        kind, _, rest = self.report.period.partition(":")
        if kind == "w":
            year, _, week = rest.partition("-W")
            number = str(int(week))
            if with_year:
                return self.texts.say("week %(week)s of %(year)s", week=number, year=year)
            return self.texts.say("week %(week)s", week=number)
        first = date.fromisoformat(f"{rest}-01")
        return self.texts.month(first) if with_year else self.texts.month_alone(first)

    def subject(self) -> str:
        """Return the subject: constants and counts only, never a word from a mail or a name."""
        if self.report.events:
            return words_events.subject(self.texts, self.report)
        period = self._period(with_year=False)
        if self.report.is_stale:
            return self.texts.say("Good Terms, %(period)s: data too old", period=period)
        if not self.report.counts:
            return self.texts.say("Good Terms, %(period)s: no clients yet", period=period)
        named = {*ATTENTION, Verdict.HEALTHY}
        counts = [each for each in self.report.counts if each[0] in named] or self.report.counts
        said = ", ".join(words_verdict.count(self.texts, *each) for each in counts)
        return self.texts.say("Good Terms, %(period)s: %(counts)s", period=period, counts=said)

    def title(self) -> str:
        """Return the heading of the mail."""
        if self.report.events:
            return words_events.subject(self.texts, self.report)
        return self.texts.say("Good Terms, %(period)s", period=self._period(with_year=True))

    def as_of(self) -> str:
        """Return for when and for whom the report speaks."""
        return self.texts.say(
            "As of %(instant)s (%(zone)s), for %(owner)s.",
            instant=self.texts.instant(self.report.as_of, self.report.zone),
            zone=self.report.zone,
            owner=self.report.owner,
        )

    def headline(self) -> str:
        """Return the finding first: how many clients stand where; "" in an event mail."""
        if self.report.events:
            return ""
        if not self.report.counts:
            return self.texts.say("No client is configured or seen yet.")
        said = ", ".join(words_verdict.count(self.texts, *each) for each in self.report.counts)
        if self.report.sections:
            return said + "."
        return f"{said}. " + self.texts.say("Nothing asks for a decision.")

    def stale(self) -> list[str]:
        """Return one plain warning for each source that is too old."""
        return [self._stale(each) for each in self.report.sources if each.is_stale]

    def _stale(self, source: SourceAge) -> str:
        if source.days is None:
            return self.texts.say(NEVER[source.name])
        return self.texts.plural(*STALE[source.name], source.days)

    def name(self, item: Section) -> str:
        """Return the owner's name for a client, or its case number at privacy `private`."""
        return item.client or self.texts.say("Case %(number)s", number=item.number)

    def since(self, section: Section) -> str:
        """Return since when, what it was before, and where it goes."""
        said = self.texts.say("since %(day)s", day=self.texts.day(section.since))
        if section.was is not None and section.was is not section.verdict:
            before = words_verdict.word(self.texts, section.was)
            said += ", " + self.texts.say("before: %(verdict)s", verdict=before)
        trend = self.texts.say(words_verdict.TRENDS[section.trend])
        return self.texts.say("%(since)s; lately %(trend)s", since=said, trend=trend)

    def news(self, section: Section) -> list[str]:
        """Return why an event mail came; nothing in a periodic report."""
        return [words_events.sentence(self.texts, each) for each in section.events]

    def meaning(self, section: Section) -> str:
        """Return what the verdict means for the owner."""
        return self.texts.say(words_verdict.MEANINGS[section.verdict])

    def course(self, section: Section) -> list[str]:
        """Return what the owner should know beside the numbers, and once a month a question."""
        said = words_course.course(self.texts, section.course, section.certainty)
        if section.course and section.course.gut_due and not self.report.events:
            said.append(words_course.gut_question(self.texts))
        return said

    def reasons(self, section: Section) -> list[tuple[str, str, str]]:
        """Return what happened, its weight, and its evidence numbers, for at most four reasons."""
        return [
            (
                words_reasons.reason(self.texts, each.reason),
                words_reasons.weight(self.texts, each.reason, section.spent),
                self.evidence(each.evidence),
            )
            for each in section.reasons
        ]

    def evidence(self, numbers: tuple[str, ...]) -> str:
        """Return evidence numbers, the first eight spelled out."""
        shown = ", ".join(numbers[:8])
        rest = len(numbers) - 8
        if rest <= 0:
            return shown
        more = self.texts.plural("and %(count)s more", "and %(count)s more", rest)
        return f"{shown} {more}"

    def changes(self, section: Section) -> list[str]:
        """Return what would have made, or would make, another verdict."""
        return words_verdict.changes(self.texts, section.verdict, section.counterfactuals)

    def holds(self, section: Section) -> list[str]:
        """Return the conditions that hold `let go` back, at `prepare` only."""
        gates = section.open_gates if section.verdict is Verdict.PREPARE else ()
        return [words_verdict.gate(self.texts, each) for each in gates]

    def money(self, section: Section) -> list[str]:
        """Return the money lines."""
        price = self.report.price_of_calm_minor
        said = words_people.money(self.texts, section.money, price_of_calm_minor=price)
        found = section.insight
        return said + (words_insight.what_if(self.texts, found.what_if) if found else [])

    def praises(self, section: Section) -> list[str]:
        """Return what speaks for the client; that nothing does is said too."""
        said = [words_people.praise(self.texts, each) for each in section.praise]
        return said or [self.texts.say("Nothing in the mail and invoices of this time stands out.")]

    def mirrors(self, section: Section) -> list[str]:
        """Return the owner's own share, and that arriving after hours alone is never counted."""
        said = words_people.mirror(self.texts, section.mirror)
        if section.inbound:
            said.append(
                words_people.after_hours(
                    self.texts,
                    section.after_hours,
                    section.inbound,
                    is_counted=section.arrivals_count,
                )
            )
        if section.insight is not None:
            said += words_insight.own_work(self.texts, section.insight.own_work)
        return said

    def next_step(self, section: Section) -> str:
        """Return one thing to do."""
        dated = words_events.next_step(self.texts, section.events)
        if dated:
            return dated
        if section.verdict in NEXT:
            return self.texts.say(NEXT[section.verdict])
        said = [words_reasons.remedy(self.texts, section.remedy)] if section.remedy else []
        said.append(self.texts.say("Then record the talk, so that what follows is measured anew."))
        return " ".join(said)

    def sure(self, section: Section) -> list[str]:
        """Return how sure, and on how much data."""
        return [
            words_verdict.sureness(self.texts, section.certainty, section.p_over),
            words_verdict.amount_of_data(
                self.texts, section.data_weight, section.hours, section.exposure
            ),
        ]

    def commands(self, section: Section) -> list[str]:
        """Return the commands that go on from here; the name only where privacy allows it."""
        client = shlex.quote(section.typed) if section.typed else self.texts.say("CLIENT")
        found = [f"goodterms dossier {client}", f"goodterms explain {client}"]
        if section.verdict is Verdict.TALK:
            found.append(f"goodterms decide {client} talked")
        elif section.verdict is Verdict.LET_GO:
            found.append(f"goodterms decide {client} parting")
        found.append(f"goodterms decide {client} snooze --days 30")
        return found

    def brief(self, section: Section) -> str:
        """Return one paragraph for a client that needs no section."""
        said = [
            f"{self.name(section)}: {words_verdict.word(self.texts, section.verdict)}.",
            self.meaning(section),
            words_verdict.plain_burn(self.texts, section.burn),
        ]
        if section.reasons:
            first = words_reasons.reason(self.texts, section.reasons[0].reason)
            said.append(self.texts.say("Mostly: %(reason)s.", reason=first))
        return " ".join(said)

    def footer(self) -> list[str]:
        """Return the age of the sources, what could not be read, and what is never seen."""
        said = [
            self.texts.say(READ[each.name], at=self.texts.instant(each.read_at, self.report.zone))
            for each in self.report.sources
            if each.read_at is not None
        ]
        if self.report.problems:
            said.append(
                self.texts.plural(
                    "%(count)s message or row could not be read; it is kept with the reason.",
                    "%(count)s messages or rows could not be read; they are kept with the reason.",
                    self.report.problems,
                )
            )
        said += words_scores.earlier_model(self.texts, self.report.scores)
        said.append(
            self.texts.say("Only mail and invoices are seen; calls, chats and meetings are not.")
        )
        said.append(self.texts.say("Good Terms writes to nobody but you. You decide."))
        return said
