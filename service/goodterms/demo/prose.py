"""Words for made-up mail: a deck of variants per act, and the slots in them.

The texts are data in ``texts/*.toml``; a deck is dealt to its end before a text comes again, so
that nobody says the same thing twice in a row.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from random import Random

_GENDER = re.compile(r"\[([^|\[\]]*)\|([^|\[\]]*)\]")

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "hr": ("ponedjeljak", "utorak", "srijedu", "četvrtak", "petak"),
}
_UNTIL = ("do ponedjeljka", "do utorka", "do srijede", "do četvrtka", "do petka")

MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "hr": (
        *("siječanj", "veljaču", "ožujak", "travanj", "svibanj", "lipanj"),
        *("srpanj", "kolovoz", "rujan", "listopad", "studeni", "prosinac"),
    ),
}
"""Month names; Croatian ones in the accusative ("račun za veljaču")."""

COUNTED = (*range(11, 20), 25, 26, 27, 28, 29, 35, 36, 38, 45, 48)
"""Numbers after which a Croatian noun stands in the genitive plural."""

COLLEAGUES = (("Dora", "Doru"), ("Vesna", "Vesnu"), ("Klara", "Klaru"), ("Iris", "Iris"))


@cache
def table(name: str) -> Mapping[str, list[str]]:
    """Return one text table, act to variants; `name` is a file of ``texts`` without ending."""
    return {act: [str(each) for each in rows] for act, rows in _read(name).items()}


@cache
def works(key: str) -> tuple[Work, ...]:
    """Return the works of one client, see ``texts/works.toml``."""
    return tuple(Work(row) for row in _read("works")[key])


@cache
def strangers() -> Mapping[str, list[list[str]]]:
    """Return the tables of other people's mail, rows of strings."""
    return {
        key: [[row] if isinstance(row, str) else list(row) for row in rows]
        for key, rows in _read("strangers").items()
    }


def _read(name: str) -> dict[str, list[str] | list[list[str]]]:
    path = resources.files("goodterms.demo") / "texts" / f"{name}.toml"
    found: dict[str, list[str] | list[list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def date_words(day: date, language: str) -> str:
    """Return a day as people write it in a mail."""
    if language == "hr":
        return f"{day.day}.{day.month}."
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day}{ending} of {MONTHS['en'][day.month - 1]}"


def gendered(text: str, *, is_woman: bool) -> str:
    """Return the text with ``[he|she]`` forms chosen."""
    return _GENDER.sub(lambda match: match[2 if is_woman else 1], text)


class Work:
    """One thing the owner makes, with the forms of its name."""

    __slots__ = ("forms", "is_web", "name")

    def __init__(self, row: Sequence[str]) -> None:
        self.is_web = row[0] == "web"
        self.name = row[1]
        forms = row[1:] if len(row) > 2 else (row[1],) * 4
        self.forms = dict(zip(("w", "w4", "w2", "w6"), forms, strict=True))


class Prose:
    """Deals texts in one language.

    Args:
        rng: Where all chance comes from.
        language: ``en`` or ``hr``.
    """

    def __init__(self, rng: Random, language: str) -> None:
        self._rng = rng
        self._language = language
        self._decks: dict[tuple[str, str], list[str]] = {}
        self._colleague = rng.choice(COLLEAGUES)

    def deal(self, role: str, act: str) -> str:
        """Return the next variant of an act of ``client`` or ``owner``, slots unfilled."""
        deck = self._decks.get((role, act))
        if not deck:
            deck = list(table(f"{self._language}_{role}")[act])
            self._rng.shuffle(deck)
            self._decks[role, act] = deck
        return deck.pop()

    def filled(self, text: str, work: Work, on: date, facts: Mapping[str, str]) -> str:
        """Return a text with its slots filled; `facts` win over made-up numbers."""
        rng, language = self._rng, self._language
        number = rng.randrange(5)
        day = _DAYS[language][number]
        slots = {
            **work.forms,
            "n": str(rng.randrange(2, 9)),
            "few": str(rng.randrange(2, 5)),
            "many": str(rng.randrange(5, 10)),
            "m": str(rng.choice(COUNTED)),
            "close": str(rng.randrange(13, 19)),
            "hour": str(rng.randrange(10, 16)),
            "day": day,
            "u_dan": f"u {day}",
            "do_dana": _UNTIL[number],
            "date": date_words(on, language),
            "month": MONTHS[language][on.month - 1],
            "name": "Mara",
            "v": "2",
            "link": f"https://preview.studio-horvat.example/{rng.getrandbits(24):06x}",
            "colleague": self._colleague[0],
            "colleague4": self._colleague[1],
            "number": "",
            "amount": "",
            **facts,
        }
        return text.format_map(slots)
