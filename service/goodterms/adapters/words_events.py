"""What an event mail says of its reason: subject, the sentence, and the one thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import words_verdict
from goodterms.adapters.texts import mark
from goodterms.core.event import EventKind
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.event import Event
    from goodterms.core.report import Report

SUBJECTS = {
    EventKind.LET_GO: mark("Good Terms: case %(number)s, time to decide"),
    EventKind.PREPARE: mark("Good Terms: case %(number)s, time to prepare"),
    EventKind.TALK: mark("Good Terms: case %(number)s, time to talk"),
}
"""One case, by its most urgent event; constants and a number, never a name (B1.2)."""

DATE_SUBJECT = mark("Good Terms: case %(number)s, a date is due")

STEPS = {
    EventKind.LET_GO: Verdict.LET_GO,
    EventKind.PREPARE: Verdict.PREPARE,
    EventKind.TALK: Verdict.TALK,
}

SENTENCES = {
    EventKind.NOTICE_END: mark("The notice ends on %(day)s."),
    EventKind.COLLECT_BY: mark("The open money was to be expected by %(day)s."),
    EventKind.MEETING: mark("You noted a meeting for %(day)s."),
    EventKind.COOL_OFF: mark("The cool-off ended on %(day)s and the verdict did not rise."),
    EventKind.SNOOZE: mark("Your snooze is over since %(day)s."),
    EventKind.TRIAL_30: mark("30 days of the trial were over on %(day)s."),
    EventKind.TRIAL_90: mark("90 days of the trial were over on %(day)s."),
    EventKind.FOLLOW_UP_30: mark("On %(day)s it was 30 days since you parted."),
    EventKind.FOLLOW_UP_90: mark("On %(day)s it was 90 days since you parted."),
}

NEXT = {
    EventKind.NOTICE_END: mark(
        "Check the last things: handover, final invoice, access that is given back."
    ),
    EventKind.COLLECT_BY: mark("Look whether the money came; if not, remind before anything else."),
    EventKind.MEETING: mark("Have the numbers at hand; the dossier has them on one page."),
    EventKind.COOL_OFF: mark("Look at it once more with a cool head; nothing has to be decided."),
    EventKind.SNOOZE: mark("Look at the numbers; then talk, snooze once more, or leave it be."),
    EventKind.TRIAL_30: mark("Compare before and after in the dossier."),
    EventKind.TRIAL_90: mark("Compare before and after in the dossier, and decide how to go on."),
    EventKind.FOLLOW_UP_30: mark("Look into the dossier: final payment, access, hours won back."),
    EventKind.FOLLOW_UP_90: mark("Look into the dossier once more: was it the right decision?"),
}


def subject(texts: Texts, report: Report) -> str:
    """Return the subject of an event mail; the same for every mail of its kind about a case."""
    if len(report.sections) != 1:
        return texts.plural(
            "Good Terms: %(count)s case needs a look",
            "Good Terms: %(count)s cases need a look",
            len(report.sections),
        )
    (only,) = report.sections
    kind = only.events[0].kind
    return texts.say(SUBJECTS.get(kind, DATE_SUBJECT), number=only.number)


def sentence(texts: Texts, event: Event) -> str:
    """Return why the mail came."""
    day = texts.day(event.on)
    if event.kind in STEPS:
        word = words_verdict.word(texts, STEPS[event.kind])
        return texts.say("Reached “%(verdict)s” on %(day)s.", verdict=word, day=day)
    return texts.say(SENTENCES[event.kind], day=day)


def next_step(texts: Texts, events: tuple[Event, ...]) -> str:
    """Return the one thing to do about a date; "" when a step was reached or nothing is news."""
    if not events or events[0].kind in STEPS:
        return ""
    return texts.say(NEXT[events[0].kind])
