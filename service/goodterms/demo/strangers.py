"""Mail of everybody else: lists, machines, suppliers, friends, enquiries, junk and bounces."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.demo import people, prose
from goodterms.demo.letters import Letter
from goodterms.demo.people import Contact, Program
from goodterms.demo.rhythm import WEEKS
from goodterms.demo.scene import owner_contact

if TYPE_CHECKING:
    from datetime import date

LIST_SHARE = 0.45
"""Share of weeks in which a newsletter comes out."""

NOTICES_A_WEEK, LIST_TALK_A_WEEK, JUNK_A_WEEK = 3, 1, 1
PRIVATE_THREADS, ENQUIRIES, BOUNCES = 26, 15, 5

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def everybody_else(seed: int, *, monday: date, limit: datetime) -> list[tuple[str, Letter]]:
    """Return folder name and mail for all that is not a client's, sent before `limit`."""
    post = _Post(Random(f"{seed}:strangers"), monday)  # noqa: S311 - a story, not a secret
    post.newsletters()
    post.notices()
    post.suppliers()
    post.talks()
    post.bounces()
    return [each for each in post.found if each[1].at < limit]


class _Post:
    """Collects mail; every method adds one kind over the whole year."""

    def __init__(self, rng: Random, monday: date) -> None:
        self.found: list[tuple[str, Letter]] = []
        self._rng = rng
        self._monday = monday
        self._texts = prose.strangers()

    def newsletters(self) -> None:
        """Add newsletters and a discussion list."""
        for name, address, language in self._texts["lists"]:
            sender = self._person(name, address, language, Program.WEBMAIL)
            for week in range(WEEKS):
                if self._rng.random() < LIST_SHARE:
                    self._newsletter(sender, week)
        for week in range(WEEKS):
            for _ in range(LIST_TALK_A_WEEK):
                subject, text = self._rng.choice(self._texts["discussion"])
                friend, where = self._rng.choice(self._texts["friends"])
                sender = self._person(friend, where, "en", Program.PLAIN)
                to = (("", "slova@popis-slova.example"),)
                extra = ("List-Id: <slova.popis-slova.example>", "Precedence: list")
                self._put(
                    "INBOX", replace(self._mail(sender, week, subject, text), to=to, extra=extra)
                )

    def notices(self) -> None:
        """Add notices of machines, and junk."""
        for week in range(WEEKS):
            for _ in range(NOTICES_A_WEEK):
                name, address, subject, text = self._rng.choice(self._texts["notices"])
                slots = {"n": self._rng.randrange(2, 9), "m": self._rng.randrange(10, 49)}
                sender = self._person(name, address, "en", Program.PLAIN)
                letter = self._mail(sender, week, subject.format(**slots), text.format(**slots))
                extra = ("Auto-Submitted: auto-generated",)
                self._put("INBOX", replace(letter, extra=extra, is_bare=True))
            for _ in range(JUNK_A_WEEK):
                subject, text = self._rng.choice(self._texts["spam"])
                address = f"offer{self._rng.randrange(999)}@bargains.example"
                sender = self._person("Office", address, "en", Program.HTML)
                self._put("Junk", self._mail(sender, week, subject, text))

    def suppliers(self) -> None:
        """Add a mail of every supplier every fourth week."""
        for week in range(0, WEEKS, 4):
            for name, address, subject, text in self._texts["suppliers"]:
                slots = {"n": self._rng.randrange(2, 9), "m": self._rng.randrange(10, 49)}
                sender = self._person(name, address, "hr", Program.WEBMAIL)
                letter = self._mail(sender, week, subject.format(**slots), text)
                self._put("INBOX", replace(letter, attachments=("racun.pdf",)))

    def talks(self) -> None:
        """Add private threads and enquiries of people who are no clients."""
        for number in range(PRIVATE_THREADS + ENQUIRIES):
            is_private = number < PRIVATE_THREADS
            rows = self._texts["private" if is_private else "enquiries"]
            subject, *lines = rows[number % len(rows)]
            if is_private:
                who, where = self._rng.choice(self._texts["friends"])
            else:
                who, where = "", f"info@place-{number}.example"
            program = Program.PHONE if is_private else Program.WEBMAIL
            other = self._person(who, where, "hr", program)
            self._thread(other, subject, lines)

    def bounces(self) -> None:
        """Add mail that came back."""
        for _ in range(BOUNCES):
            sender = self._person(
                "Mail Delivery System", "mailer-daemon@studio-horvat.example", "en", Program.PLAIN
            )
            text = self._rng.choice([row[0] for row in self._texts["bounces"]])
            week = self._rng.randrange(WEEKS)
            letter = self._mail(sender, week, "Undelivered mail returned to sender", text)
            extra = ("Auto-Submitted: auto-replied", "Return-Path: <>")
            self._put("INBOX", replace(letter, extra=extra, is_bare=True))

    def _newsletter(self, sender: Contact, week: int) -> None:
        language = sender.language
        heads = self._rng.sample([row[0] for row in self._texts[f"headlines_{language}"]], 3)
        words = [row[0] for row in self._texts[f"paragraphs_{language}"]]
        text = "\n\n".join(f"{head}\n{self._rng.choice(words)}" for head in heads)
        host = sender.address.partition("@")[2]
        extra = (
            f"List-Id: {sender.name.split()[0].encode('ascii', 'ignore').decode()} <list.{host}>",
            f"List-Unsubscribe: <mailto:leave@{host}>",
            "Precedence: bulk",
        )
        letter = self._mail(sender, week, heads[0], text)
        self._put("INBOX", replace(letter, extra=extra))

    def _thread(self, other: Contact, subject: str, lines: list[str]) -> None:
        """A thread in which both sides take turns, the other one first."""
        me = owner_contact(other.language)
        letter = self._mail(other, self._rng.randrange(WEEKS - 1), subject, lines[0])
        self._put("INBOX", letter)
        for turn, line in enumerate((each for each in lines[1:] if each), start=1):
            sender, receiver = (me, other) if turn % 2 else (other, me)
            answer = Letter(
                sender=sender,
                to=((receiver.name, receiver.address),),
                subject=f"Re: {subject}",
                at=letter.at + self._rng.uniform(20, 900) * MINUTE,
                text=line,
                message_id=self._id(sender.address),
                act="other",
                parent=letter,
                references=(*letter.references, letter.message_id),
            )
            self._put("Sent" if sender is me else "INBOX", answer)
            letter = answer

    def _mail(self, sender: Contact, week: int, subject: str, text: str) -> Letter:
        day = self._monday + (week * 7 + self._rng.randrange(7)) * DAY
        start = datetime.combine(day, time(6), tzinfo=ZoneInfo(people.ZONE))
        return Letter(
            sender=sender,
            to=((people.OWNER_NAME, people.OWNER_ADDRESS),),
            subject=subject,
            at=(start + self._rng.uniform(0, 960) * MINUTE).astimezone(UTC),
            text=text,
            message_id=self._id(sender.address),
            act="other",
        )

    def _person(self, name: str, address: str, language: str, program: Program) -> Contact:
        return Contact(
            name=name,
            address=address,
            called=name,
            is_woman=False,
            language=language,
            zone=people.ZONE,
            program=program,
        )

    def _id(self, address: str) -> str:
        return f"{self._rng.getrandbits(64):016x}@{address.partition('@')[2]}"

    def _put(self, folder: str, letter: Letter) -> None:
        self.found.append((folder, letter))
