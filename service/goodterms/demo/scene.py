"""One client's year while it is being made up: who says what in which thread, and how they wait."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from goodterms.demo import people, prose
from goodterms.demo.letters import Letter
from goodterms.demo.people import Contact, Program
from goodterms.demo.rhythm import WEEKS, Rhythm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from goodterms.core.hours import Workweek
    from goodterms.demo.people import Behaviour, Cast
    from goodterms.demo.prose import Work

LONGEST_REFERENCES = 12

CURT = frozenset({"chase", "demand", "hostile", "vague_again"})
"""Acts that mostly go without greeting."""

GREETINGS = {
    "en": ("Hi Mara,", "Hello Mara,", "Dear Mara,", "Mara,", "Good morning Mara,", ""),
    "hr": ("Bok Mara,", "Pozdrav Mara,", "Draga Mara,", "Mara,", "Hej Mara,", ""),
}
SIGN_OFFS = {
    "en": ("Best,", "Kind regards,", "Many thanks,", "Cheers,", "Best wishes,", ""),
    "hr": ("Lijep pozdrav,", "Pozdrav,", "LP,", "Srdačno,", "Hvala i pozdrav,", ""),
}
OWNER_GREETINGS = {
    "en": ("Hi {called},", "Hello {called},", "Dear {called},"),
    "hr": ("Bok {called},", "Pozdrav {called},", "Dragi {called},", "Hej {called},"),
}

_ATTACHED = re.compile(r"attach|prilog|attached|archive with|in the sheet|u tablici", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a file name stem."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def owner_contact(language: str) -> Contact:
    """Return the owner as she writes in one language."""
    return Contact(
        name=people.OWNER_NAME,
        address=people.OWNER_ADDRESS,
        called="Mara",
        is_woman=True,
        language=language,
        zone=people.ZONE,
        program=Program.WEBMAIL,
        signature="Mara Horvat\nStudio Horvat, Zagreb",
    )


class Scene:
    """Everything one client's threads are made of.

    Args:
        cast: The client.
        seed: The world's seed; each client has an own stream of chance, so that a changed rate of
            one leaves the others as they are.
        monday: First day of the year.
        working: The owner's working time.
    """

    def __init__(self, cast: Cast, seed: int, monday: date, working: Workweek) -> None:
        self.cast = cast
        self.rng = Random(f"{seed}:{cast.key}")  # noqa: S311 - a story, not a secret
        self.monday = monday
        self.rhythm = Rhythm(self.rng, working)
        self.prose = prose.Prose(self.rng, cast.language)
        self.owner = owner_contact(cast.language)
        self.letters: list[Letter] = []
        self._works = list(prose.works(cast.key))
        self._next_work = 0

    def mood(self, at: datetime) -> Behaviour:
        """Return how the client behaves at an instant."""
        week = (self.rhythm.working.day(at) - self.monday).days // 7
        found = self.cast.behaviour(min(max(week, 0), WEEKS - 1))
        return found or people.BEHAVIOURS[self.cast.phases[0][1]]

    def chance(self, share: float) -> bool:
        """Return True in that share of the cases."""
        return self.rng.random() < share

    def work(self) -> Work:
        """Return the work that is in hand: they come one after the other, and again."""
        self._next_work += 1
        return self._works[(self._next_work - 1) % len(self._works)]

    def current(self) -> Work:
        """Return a work that talk outside its own thread is about."""
        return self._works[max(0, self._next_work - 1) % len(self._works)]

    def contact(self) -> Contact:
        """Return who starts a thread: the first contact mostly."""
        return self.cast.people[1 if self.chance(0.2) else 0]

    def thread(self, subject: str, work: Work, *, contact: Contact | None = None) -> Thread:
        """Return a new, empty thread."""
        return Thread(scene=self, subject=subject, work=work, contact=contact or self.contact())


@dataclass(slots=True, kw_only=True)
class Thread:
    """One thread; `last` is what an answer quotes."""

    scene: Scene
    subject: str
    work: Work
    contact: Contact
    last: Letter | None = None
    version: int = 1

    def says(
        self, act: str, at: datetime, *, text: str = "", answers: tuple[str, ...] = ()
    ) -> Letter:
        """Let the client write; without `text` the act's next variant."""
        scene = self.scene
        said = text or self.words("client", act, at)
        language = scene.cast.language
        if act in CURT and scene.chance(0.75):
            body = said
        else:
            name = self.contact.name.split()[0]
            off = scene.rng.choice(SIGN_OFFS[language])
            greeting = scene.rng.choice(GREETINGS[language])
            body = "\n\n".join(each for each in (greeting, said, f"{off}\n{name}".strip()) if each)
        cc: tuple[tuple[str, str], ...] = ()
        if scene.chance(0.08):
            other = next(each for each in scene.cast.people if each != self.contact)
            cc = ((other.name, other.address),)
        address = people.OWNER_ADDRESSES[1 if scene.chance(0.04) else 0]
        letter = self._letter(self.contact, ((people.OWNER_NAME, address),), body, act, at)
        return self._add(replace(letter, cc=cc, answers=answers))

    def writes(self, act: str, at: datetime, facts: Mapping[str, str] | None = None) -> Letter:
        """Let the owner write."""
        scene = self.scene
        said = self.words("owner", act, at, facts)
        greeting = scene.rng.choice(OWNER_GREETINGS[scene.cast.language])
        if self.contact.is_woman:
            greeting = greeting.replace("Dragi", "Draga")
        body = f"{greeting.format(called=self.contact.called)}\n\n{said}\n\nMara"
        to = ((self.contact.name, self.contact.address),)
        return self._add(self._letter(scene.owner, to, body, act, at))

    def words(
        self, role: str, act: str, at: datetime, facts: Mapping[str, str] | None = None
    ) -> str:
        """Return the next variant of an act with its slots filled."""
        scene = self.scene
        text = scene.prose.deal(role, act)
        text = prose.gendered(text, is_woman=self.contact.is_woman)
        ahead = 12 if act in {"brief", "plan", "answer", "chat", "chat_out"} else 4
        on = scene.rhythm.working.day(at) + timedelta(days=scene.rng.randrange(ahead, 2 * ahead))
        return scene.prose.filled(text, self.work, on, {"v": str(self.version), **(facts or {})})

    def answered(self, act: str, facts: Mapping[str, str] | None = None) -> Letter:
        """Let the owner answer the client's last mail, with the chasers that come in between."""
        scene, asked = self.scene, self.last
        if asked is None:
            raise LookupError("nothing was asked in this thread")  # noqa: EM101 - programming error
        mood = scene.mood(asked.at)
        hours = min(max(scene.rng.lognormvariate(0.8, 0.7), 0.2), 7.0)
        if scene.chance(mood.chase):
            hours = scene.rng.uniform(3.5, 7.5)
            self._chased(asked, hours, sharp=mood.sharp)
            at = scene.rhythm.working.add_business_hours(asked.at, hours)
            return self.writes(act, at, facts)
        return self.writes(act, scene.rhythm.owner_at(asked.at, hours), facts)

    def replied(
        self,
        act: str,
        *,
        days: float | None = None,
        text: str = "",
        answers: tuple[str, ...] = (),
    ) -> Letter:
        """Let the client answer the owner's last mail."""
        scene, asked = self.scene, self.last
        if asked is None:
            raise LookupError("nothing was asked in this thread")  # noqa: EM101 - programming error
        mood = scene.mood(asked.at)
        lag = mood.lag if days is None else days
        at = scene.rhythm.client_at(asked.at, lag, self.contact, mood.evening)
        return self.says(act, at, text=text, answers=answers)

    def _chased(self, asked: Letter, hours: float, *, sharp: float) -> None:
        """Add one to three mails before the answer, each more than half an hour after the other."""
        scene = self.scene
        count = 1 + scene.chance(0.3) + (hours > 5 and scene.chance(0.2))
        for number in range(1, count + 1):
            share = (number - scene.rng.uniform(0.1, 0.5)) / count
            at = scene.rhythm.working.add_business_hours(asked.at, 0.6 + share * (hours - 0.9))
            self.says("chase" if scene.chance(sharp) else "nudge", at)

    def _letter(
        self,
        sender: Contact,
        to: tuple[tuple[str, str], ...],
        body: str,
        act: str,
        at: datetime,
    ) -> Letter:
        rng, last = self.scene.rng, self.last
        domain = sender.address.partition("@")[2]
        earlier = (*last.references, last.message_id) if last else ()
        return Letter(
            sender=sender,
            to=to,
            subject=self._subject(sender),
            at=at,
            text=body,
            message_id=f"{rng.getrandbits(64):016x}@{domain}",
            act=act,
            parent=last,
            attachments=self._files(body, act),
            is_flowed=sender.program in {Program.PHONE, Program.PLAIN},
            references=earlier[-LONGEST_REFERENCES:],
        )

    def _subject(self, sender: Contact) -> str:
        if self.last is None:
            return self.subject
        return f"{'RE' if sender.program is Program.OFFICE else 'Re'}: {self.subject}"

    def _files(self, body: str, act: str) -> tuple[str, ...]:
        """Names of the files that a mail speaks of."""
        stem = slug(self.work.name)
        if act in {"deliver", "redeliver"}:
            return () if "https://" in body else (f"{stem}-v{self.version}.pdf",)
        if act in {"offer", "extra_offer"}:
            word = "ponuda" if self.scene.cast.language == "hr" else "quote"
            return (f"{word}-{stem}.pdf",)
        if act == "material" or _ATTACHED.search(body):
            ending = self.scene.rng.choice(("pdf", "docx", "png", "csv", "zip"))
            return (f"{stem}-{self.scene.rng.randrange(1, 30)}.{ending}",)
        return ()

    def _add(self, letter: Letter) -> Letter:
        self.scene.letters.append(letter)
        self.last = letter
        return letter
