"""What machines write on behalf of clients and the owner: absence notes and invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from goodterms.demo.letters import Letter
from goodterms.demo.prose import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from goodterms.demo.people import Contact
    from goodterms.demo.scene import Scene

AUTOMATIC = ("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk")

ABSENT_SUBJECTS = {"en": "Automatic reply: {subject}", "hr": "Automatski odgovor: {subject}"}
ABSENT = {
    "en": "Thank you for your message. I'm out of the office until {date} and will answer then.",
    "hr": "Hvala na poruci. Nisam u uredu do {date} i javit ću se po povratku.",
}
ABSENCES = ((12, 22, 14), (7, 20, 18))
"""Month, day and length in days of the times in which some clients are away."""

INVITATION = {"en": "Invitation: {subject} @ {day}", "hr": "Pozivnica: {subject} @ {day}"}


def automatic(scene: Scene, told: Sequence[Letter]) -> list[Letter]:
    """Return the automatic answers that this correspondence called for."""
    return [*_absent(scene, told), *_away(scene, told), *_invitations(scene, told)]


def _absent(scene: Scene, told: Sequence[Letter]) -> Iterator[Letter]:
    """Absence notes of clients, one for each mail of the owner that meets one."""
    for each in told:
        day = scene.rhythm.working.day(each.at)
        back = _back(day)
        if each.sender.address != scene.owner.address or back is None or not scene.chance(0.6):
            continue
        contact = next(c for c in scene.cast.people if c.address == each.to[0][1])
        subject = ABSENT_SUBJECTS[contact.language].format(subject=each.subject)
        words = ABSENT[contact.language].format(date=date_words(back, contact.language))
        yield _answer(scene, each, contact, subject, words)


def _back(day: date) -> date | None:
    """Return when someone who is away on that day is back."""
    for month, first, length in ABSENCES:
        begin = day.replace(month=month, day=first)
        if begin <= day < begin + timedelta(days=length):
            return begin + timedelta(days=length)
    return None


def _away(scene: Scene, told: Sequence[Letter]) -> Iterator[Letter]:
    """The owner's absence notes: each contact gets one a week."""
    working = scene.rhythm.working
    noted: dict[str, date] = {}
    for each in told:
        day = working.day(each.at)
        mine = each.sender.address == scene.owner.address
        last = noted.get(each.sender.address)
        if mine or day not in working.leave or (last and (day - last).days < 7):
            continue
        noted[each.sender.address] = day
        back = day
        while back in working.leave:
            back += timedelta(days=1)
        text = scene.prose.deal("owner", "away").format(date=date_words(back, "hr"))
        yield _answer(scene, each, scene.owner, f"Re: {each.subject}", text)


def _invitations(scene: Scene, told: Sequence[Letter]) -> Iterator[Letter]:
    """Calendar invitations after some talks."""
    for each in told:
        if each.act != "chat_reply" or not scene.chance(0.25):
            continue
        contact = next(c for c in scene.cast.people if c.address == each.to[0][1])
        start = scene.rhythm.working.add_business_hours(each.at, scene.rng.uniform(10, 40))
        stamp = start.astimezone(UTC).strftime("%Y%m%dT%H%M00Z")
        day = scene.rhythm.working.local(start).strftime("%d.%m.%Y %H:00")
        subject = INVITATION[contact.language].format(subject=each.subject, day=day)
        letter = _answer(scene, each, contact, subject, subject)
        lines = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            f"UID:{letter.message_id}",
            f"DTSTART:{stamp}",
            f"SUMMARY:{subject}",
            f"ORGANIZER:mailto:{contact.address}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
        yield replace(letter, extra=(), act="invitation", calendar="\r\n".join(lines))


def _answer(scene: Scene, asked: Letter, sender: Contact, subject: str, text: str) -> Letter:
    """A machine's answer, a few seconds after the mail it answers."""
    other = asked.sender
    domain = sender.address.partition("@")[2]
    return Letter(
        sender=sender,
        to=((other.name, other.address),),
        subject=subject,
        at=asked.at + timedelta(seconds=scene.rng.uniform(2, 50)),
        text=text,
        message_id=f"auto.{scene.rng.getrandbits(48):012x}@{domain}",
        act="automatic",
        parent=asked,
        extra=AUTOMATIC,
        is_bare=True,
        references=(asked.message_id,),
    )
