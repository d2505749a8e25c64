"""The owner's language: translated sentences, and formats of dates, numbers and money.

Sentences themselves are in the `words_*` modules and the templates; English is the language of the
message ids, so it needs no catalogue.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from goodterms.core.currency import exponent

if TYPE_CHECKING:
    from datetime import datetime

DOMAIN = "goodterms"

LOCALES = {"en": "en_GB", "hr": "hr_HR"}
"""Language of the config to the locale of formats; British for day before month and 24 hours."""

LANGUAGES = tuple(LOCALES)

CLOCKS = {"en": "d MMM y, HH:mm", "hr": "d.\u00a0M.\u00a0y. 'u'\u00a0HH:mm"}
"""Patterns of an instant. English readers differ on which number is the day, so the month has its
name; in Croatian the day is always first, and short names of months are not written in sentences.
"""

SHORT_DAYS = {"en": "d MMM y", "hr": "d.\u00a0M.\u00a0y."}
DAYS = {"en": "d MMMM y", "hr": "d.\u00a0MMMM y."}
MONTHS = {"en": "LLLL y", "hr": "LLLL y."}

KEYWORDS = {"say": None, "plural": (1, 2), "mark": None, "pair": (1, 2)}
"""Names whose arguments are message ids, for extraction."""


def mark(message: str) -> str:
    """Mark a message id in a table of sentences; it is translated where it is used."""
    return message


def pair(one: str, many: str) -> tuple[str, str]:
    """Mark a message id with a plural in a table of sentences."""
    return one, many


def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the shipped catalogue; English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    path = resources.files("goodterms") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


@dataclass(frozen=True, slots=True)
class Texts:
    """Words and formats of one language.

    Attributes:
        language: ``en`` or ``hr``.

    Raises:
        ValueError: No catalogue is shipped for the language.
    """

    language: str
    _catalogue: gettext.NullTranslations = field(init=False, repr=False, compare=False)
    _locale: Locale = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.language not in LOCALES:
            message = f"no texts for language {self.language!r}; known: {', '.join(LANGUAGES)}"
            raise ValueError(message)
        object.__setattr__(self, "_catalogue", _catalogue(self.language))
        object.__setattr__(self, "_locale", Locale.parse(LOCALES[self.language]))

    def say(self, message: str, **values: object) -> str:
        """Return a sentence in this language with its ``%(name)s`` filled in."""
        return self._catalogue.gettext(message) % values

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the form for a number; ``%(count)s`` is the number as this language writes it."""
        form = self._catalogue.ngettext(one, many, number)
        return form % {"count": self.number(number), **values}

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with exactly `digits` decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        # +0.0: a mean rounded to nothing is 0 and never -0
        return format_decimal(round(value, digits) + 0.0, pattern, locale=self._locale)

    def percent(self, share: float) -> str:
        """Return a share from 0 to 1 as whole per cent."""
        return format_percent(share, "#,##0\u00a0%", locale=self._locale)

    def money(self, minor: int, currency: str) -> str:
        """Return an amount given in minor units; whole units lose their empty decimals."""
        digits = exponent(currency)
        amount = Decimal(minor).scaleb(-digits)
        whole = minor % 10**digits == 0
        pattern = self._locale.currency_formats["standard"].pattern
        if whole or digits == 0:
            pattern = pattern.replace(".00", "")
        elif digits != 2:
            pattern = pattern.replace(".00", "." + "0" * digits)
        return format_currency(
            amount, currency, pattern, locale=self._locale, currency_digits=False
        )

    def day(self, day: date) -> str:
        """Return a calendar day, for example ``16 November 2026``."""
        return format_date(day, DAYS[self.language], locale=self._locale)

    def short_day(self, day: date) -> str:
        """Return a calendar day with a short month, for lists."""
        return format_date(day, SHORT_DAYS[self.language], locale=self._locale)

    def iso_day(self, text: str) -> str:
        """Return a calendar day that is given as ``2026-11-16``."""
        return self.short_day(date.fromisoformat(text))

    def month(self, day: date) -> str:
        """Return a month with its year, for example ``October 2026``."""
        return format_date(day, MONTHS[self.language], locale=self._locale)

    def month_alone(self, day: date) -> str:
        """Return a month without its year."""
        return format_date(day, "LLLL", locale=self._locale)

    def short_month(self, day: date) -> str:
        """Return a month in three or four letters, for the head of a narrow column."""
        return format_date(day, "LLL", locale=self._locale)

    def weekday(self, number: int) -> str:
        """Return the short name of a weekday, 0 for Monday."""
        return str(self._locale.days["stand-alone"]["abbreviated"][number])

    def instant(self, at: datetime, zone: str) -> str:
        """Return an instant on the clock of a zone, for example ``16 Nov 2026, 21:04``."""
        return format_datetime(
            at.astimezone(ZoneInfo(zone)), CLOCKS[self.language], locale=self._locale
        )

    def elsewhere(self, at: datetime, offset_minutes: int, *, beside: date | None = None) -> str:
        """Return an instant on the sender's own clock, with its offset from UTC.

        The day is left out where the text stands beside the same one.
        """
        local = at.astimezone(timezone(timedelta(minutes=offset_minutes)))
        pattern = "HH:mm" if local.date() == beside else CLOCKS[self.language]
        clock = format_datetime(local, pattern, locale=self._locale)
        sign = "+" if offset_minutes >= 0 else "−"
        hours, minutes = divmod(abs(offset_minutes), 60)
        return f"{clock} UTC{sign}{hours:02d}:{minutes:02d}"

    def duration(self, minutes: float) -> str:
        """Return minutes in words: ``40 min``, ``3 h 20 min``, ``26 h``."""
        hours, rest = divmod(round(minutes), 60)
        if not hours:
            said = self.say("%(minutes)s min", minutes=rest)
        elif not rest:
            said = self.say("%(hours)s h", hours=self.number(hours))
        else:
            said = self.say("%(hours)s h %(minutes)s min", hours=self.number(hours), minutes=rest)
        return said.replace(" ", "\u00a0")  # a number stays with its unit
