"""Single items of evidence, dressed for the page, and what the owner took out of the count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.adapters import words_evidence, words_reasons, words_verdict
from goodterms.adapters.texts import mark
from goodterms.core import findings, outlook
from goodterms.core.correcting import CODES_OF, CONFIRMING, DROPPING, WHOLE
from goodterms.core.dossier import exhibit
from goodterms.core.verdict import Code
from goodterms.web.pages.marks import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Correction
    from goodterms.core.correcting import Corrections
    from goodterms.core.dossier import Evidence
    from goodterms.core.ledger import Document
    from goodterms.core.mail import Message
    from goodterms.core.verdict import Assessment, Incident
    from goodterms.web.pages.frame import Frame
    from goodterms.web.pages.marks import Piece

SAID = {
    "right": mark("You said: right."),
    "wrong": mark("You said: wrong."),
    "invited": mark("You said: invited."),
    "mine": mark("You said: your own doing."),
    "threat": mark("You said: a threat."),
    "agreed": mark("You said: agreed."),
    "other": mark("You said: another client."),
}
"""By the value of a correction; one that is not here is shown by its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What evidence rests on; any mapping that answers for the ids of one page will do.

    Attributes:
        messages, documents: By id.
        corrections: The owner's words on this client's messages and documents.
        marks: Source id to the words of its excerpt that earned the score, in any spelling.
    """

    messages: Mapping[str, Message]
    documents: Mapping[str, Document]
    corrections: Sequence[Correction] = ()
    marks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of evidence, every line as it is said.

    Attributes:
        id, source, code: What the forms name it by.
        number: ``E-014``.
        elsewhere: The sender's own clock with its offset, "" where it is not known.
        clock: Which clock was used, "" for the usual one.
        confidence: Measured, confirmed, or how probable a reading of words is.
        rule: Why it counted, in one sentence.
        pieces: The excerpt, earning words marked; empty where none is kept.
        said: The owner's word on it, "" without one.
        is_counted: Its minutes are part of the sum.
    """

    id: str
    source: str
    code: Code
    number: str
    kind: str
    minutes: str
    when: str
    elsewhere: str
    clock: str
    document: str
    confidence: str
    rule: str
    subject: str
    pieces: tuple[Piece, ...]
    said: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenItem:
    """What the owner called wrong or another client's: counts nowhere until that is taken back.

    Attributes:
        message, code: As in the correction.
        what: What it had been counted as.
        day: When the owner said so.
    """

    message: str
    code: str
    what: str
    subject: str
    day: str


def item(
    frame: Frame,
    assessment: Assessment,
    incident: Incident,
    number: str,
    facts: Facts,
    words: Corrections,
) -> Item:
    """Return one incident as the page says it."""
    texts, long = frame.texts, assessment.long
    day = incident.at.astimezone(ZoneInfo(frame.zone)).date()
    found = exhibit(
        incident,
        number=number,
        is_counted=long.start <= day <= long.end,
        messages=facts.messages,
        documents=facts.documents,
    )
    word = words.word(found.source, incident.code, WHOLE)
    said = "" if word is None else texts.say(SAID.get(str(word), str(word)))
    return Item(
        id=incident.id,
        source=found.source,
        code=incident.code,
        number=number,
        kind=words_reasons.incident(texts, incident.code),
        minutes=words_evidence.minutes(texts, found),
        when=words_evidence.when(texts, found, frame.zone),
        elsewhere=words_evidence.elsewhere(texts, found, frame.zone),
        clock=words_evidence.clock(texts, found),
        document=texts.say("invoice %(number)s", number=found.document) if found.document else "",
        confidence=_confidence(frame, found, is_confirmed=word in CONFIRMING),
        rule=words_reasons.rule(texts, found),
        subject=found.subject,
        pieces=pieces(found.excerpt, facts.marks.get(found.source, ())),
        said=said,
        is_counted=found.is_counted and found.minutes > 0,
    )


def _confidence(frame: Frame, found: Evidence, *, is_confirmed: bool) -> str:
    """Return how sure this is, in the words of decision model A2.8."""
    texts = frame.texts
    if not found.weight:
        return texts.say("counts nothing")
    if is_confirmed:
        return texts.say("confirmed by you")
    if found.is_hard:
        return texts.say("measured")
    word = words_verdict.CERTAINTIES[outlook.certainty(found.weight)]
    share = texts.percent(found.weight)
    return texts.say("%(word)s (%(share)s), read from words", word=texts.say(word), share=share)


def taken_items(frame: Frame, facts: Facts) -> tuple[TakenItem, ...]:
    """Return what the owner called wrong or another's and did not take back, latest word first."""
    latest: dict[tuple[str, str], Correction] = {}
    for each in sorted(facts.corrections, key=lambda one: (one.corrected_at, one.id)):
        latest[each.message, CODES_OF.get(each.code, each.code)] = each
    found = [each for each in latest.values() if each.kind in DROPPING]
    found.sort(key=lambda each: (each.corrected_at, each.id), reverse=True)
    return tuple(_taken(frame, facts, each) for each in found)


def _taken(frame: Frame, facts: Facts, correction: Correction) -> TakenItem:
    texts = frame.texts
    code = CODES_OF.get(correction.code, correction.code)
    message = facts.messages.get(correction.message)
    if code == WHOLE:
        what = texts.say("everything in this message")
    else:
        what = words_reasons.incident(texts, Code(code)) if code in set(Code) else code
    return TakenItem(
        message=correction.message,
        code=correction.code,
        what=what,
        subject=findings.visible(message.subject) if message else "",
        day=frame.instant(correction.corrected_at),
    )
