"""Drafts for the owner: notes for the talk, closing mail, handover, referral, a new start.

Short and kind, in both languages, with gaps in square brackets. They are files for the owner to
change; nothing sends them. No evidence is in them (decision model A2.6).
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters import words_exit, words_reasons
from goodterms.core.exit_words import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodterms.adapters.texts import Texts
    from goodterms.core.dossier import Dossier

WIDTH = 72
"""Columns of a text file."""

KINDS = ("talk", "closing", "handover", "referral", "reset")
"""Drafts, by the name of their file."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one dossier in one language."""

    texts: Texts
    dossier: Dossier

    def text(self, kind: str) -> str:
        """Return one draft of `KINDS` as a plain text file."""
        makers: dict[str, Callable[[], Iterator[str]]] = {
            "talk": self._talk,
            "closing": self._closing,
            "handover": self._handover,
            "referral": self._referral,
            "reset": self._reset,
        }
        head = self.texts.say(
            "A draft for you to change; gaps are in square brackets. Good Terms writes to nobody "
            "but you."
        )
        parts = [_filled(head), "-" * WIDTH, *(_filled(each) for each in makers[kind]())]
        return "\n\n".join(parts) + "\n"

    def _say(self, message: str, **values: object) -> str:
        return self.texts.say(message, **values)

    @property
    def _reason(self) -> str:
        """The owner's one reason, else the neutral one of the strongest signal, else a gap."""
        step = self.dossier.exit.step("reason")
        if step.note:
            return step.note
        if self.dossier.reasons:
            return words_reasons.short_reason(self.texts, self.dossier.reasons[0].reason.code)
        return self.texts.say("[one short reason]")

    @property
    def _end(self) -> str:
        return self.texts.day(self.dossier.exit.notice.ends_on)

    @property
    def _colleague(self) -> str:
        found = self.dossier.exit.step("alternative").fact("referral")
        return str(found) if found else self.texts.say("[a colleague]")

    def _talk(self) -> Iterator[str]:
        say = self._say
        yield say("Notes for the talk with %(client)s", client=self.dossier.client)
        yield say(
            "* Meet or call; best in the morning, when neither of you is tired. Ten minutes are "
            "enough."
        )
        yield say("* Begin with thanks for one thing that went well: [what].")
        yield say("* Then the decision, in one sentence: “I will end our work together.”")
        yield say("* The reason, once, without examples: “%(reason)s”", reason=self._reason)
        yield say(
            "* The end: “I work for you until %(day)s and finish what we agreed until then.”",
            day=self._end,
        )
        yield say(
            "* What comes next: “%(name)s could take over; I gladly introduce you.”",
            name=self._colleague,
        )
        yield say("* Ask: “What do you need from me for a good handover?” Then listen.")
        yield say(
            "* No list of evidence, no bargaining today. If a question is hard: “I will write to "
            "you about it tomorrow.”"
        )
        if self._open_bills():
            yield say("* First look whether the open invoices are paid; then speak.")

    def _closing(self) -> Iterator[str]:
        say = self._say
        yield say("Subject: Our work together until %(day)s", day=self._end)
        yield say("Dear [name],")
        yield say(
            "thank you for our talk. As I told you, I end our work together on %(day)s. %(reason)s",
            day=self._end,
            reason=self._reason,
        )
        yield say(
            "Until then I finish what we agreed: [work]. By that day you have all files and "
            "accesses; I send you a list."
        )
        if bills := self._open_bills():
            listed = "\n".join(f"* {each}" for each in bills)
            yield say("So that everything is settled by then, these invoices are open:") + (
                f"\n{listed}"
            )
        yield say(
            "If it helps you, I gladly introduce you to %(name)s, who has time for new work.",
            name=self._colleague,
        )
        yield say("Thank you for the work we did together. I wish you and your team all the best.")
        yield self.dossier.owner

    def _handover(self) -> Iterator[str]:
        say = self._say
        yield say("Handover to %(client)s by %(day)s", client=self.dossier.client, day=self._end)
        promises = self.dossier.exit.step("obligations").promises
        todo = [name for name, state in promises if state is Said.OPEN]
        yield self._list(say("Still to deliver"), todo or [say("[work and day]")])
        yield self._list(say("Finished, and where it is"), [say("[work, place of the files]")])
        names = [each.name for each in self.dossier.exit.access if each.state is Said.OPEN]
        shown = [
            say(words_exit.ACCESS[each]) if each in words_exit.ACCESS else each for each in names
        ]
        yield self._list(say("To give back or to hand over"), shown)
        yield self._list(
            say("Good to know"),
            [
                say("[what runs by itself, and until when it is paid]"),
                say("[who to ask after %(day)s]", day=self._end),
            ],
        )

    def _referral(self) -> Iterator[str]:
        say = self._say
        yield say("Subject: Would you have time for a new client?")
        yield say("Dear %(name)s,", name=self._colleague)
        yield say(
            "I am looking for someone who can take over for a client of mine from about %(day)s. "
            "The work: [kind and size of the work].",
            day=self._end,
        )
        yield say(
            "Would that suit you, and may I give them your name? I have told them nothing yet and "
            "will name them only when you say yes."
        )
        yield say("Many thanks, and best wishes")
        yield self.dossier.owner

    def _reset(self) -> Iterator[str]:
        say = self._say
        trial = self.dossier.exit.trial
        begins = self.texts.day(trial.begins_on) if trial else say("[day]")
        yield say("Subject: How we work together from %(day)s", day=begins)
        yield say("Dear [name],")
        yield say(
            "I like our work and want it to stay good. So I would like to try this with you from "
            "%(day)s on:",
            day=begins,
        )
        terms = [each.strip() for each in trial.terms.split(";")] if trial and trial.terms else [
            say("[when I answer, and what an answer sooner costs]"),
            say("[how many rounds of changes are included]"),
            say("[by when invoices are paid]"),
        ]  # fmt: skip
        yield "\n".join(f"* {each}" for each in terms if each)
        yield say(
            "After 30 days we look at it together and keep what helps. Does that suit you, or "
            "shall we talk about it for ten minutes?"
        )
        yield say("Best wishes")
        yield self.dossier.owner

    def _list(self, title: str, items: list[str]) -> str:
        return "\n".join([title, *(f"[ ] {each}" for each in items)])

    def _open_bills(self) -> list[str]:
        """Return open invoices that are not in dispute, as the closing mail names them."""
        money = self.dossier.figures
        found = [each.bill for each in money.due if not each.bill.is_disputed] if money else []
        return [
            self.texts.say(
                "%(number)s, %(open)s, due on %(day)s",
                number=each.number,
                open=self.texts.money(each.open_minor, each.currency),
                day=self.texts.day(each.due_on),
            )
            for each in found
        ]


def _filled(text: str) -> str:
    """Return text in lines of at most `WIDTH` columns; its own line breaks stay."""
    lines = []
    for line in text.splitlines():
        hanging = "  " if line.startswith("* ") else "    " if line.startswith("[ ] ") else ""
        lines += textwrap.wrap(
            line, WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines)
