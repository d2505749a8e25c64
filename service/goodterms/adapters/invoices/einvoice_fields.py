"""The fields of one e-invoice: text, days and amounts by path, refused with their line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from goodterms.adapters.invoices import xml_gate
from goodterms.core.amounts import AmountError
from goodterms.core.calendar_dates import DateError
from goodterms.core.einvoice_values import currency_of, day_of, minor_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.adapters.invoices.xml_gate import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount as the file writes it, and in minor units."""

    text: str
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An element of a document, and the file's name for messages."""

    root: Element
    name: str

    def refuse(self, what: str, element: Element | None = None) -> NoReturn:
        """Refuse the file.

        Raises:
            ImportFileError: Always; it names the line and what is wrong with it.
        """
        line = xml_gate.line_of(self.root if element is None else element)
        place = f"line {line}: " if line else ""
        raise xml_gate.refusal(
            self.name, f"is no invoice that can be used: {place}{what}"
        ) from None

    def below(self, *path: str) -> Fields:
        """Return the first element under a path; an empty one where there is none."""
        found = xml_gate.child(self.root, *path)
        return Fields(root=xml_gate.Element("none") if found is None else found, name=self.name)

    def each(self, *path: str) -> list[Fields]:
        """Return all elements under a path."""
        return [Fields(root=one, name=self.name) for one in xml_gate.children(self.root, *path)]

    def words(self, *path: str) -> str:
        """Return the first text under a path, "" for none."""
        return words_of(xml_gate.text(self.root, *path))

    def all_words(self, *path: str) -> tuple[str, ...]:
        """Return the different texts under a path in the order of the file."""
        found = (words_of(one.text or "") for one in xml_gate.children(self.root, *path))
        return tuple(dict.fromkeys(text for text in found if text))

    def needed(self, what: str, *path: str) -> str:
        """Return the first text under a path.

        Raises:
            ImportFileError: There is none.
        """
        found = self.words(*path)
        if not found:
            self.refuse(f"{what} is missing")
        return found

    def currency(self, *path: str) -> str:
        """Return the ISO 4217 code under a path.

        Raises:
            ImportFileError: It is missing or unknown.
        """
        try:
            return currency_of(self.words(*path))
        except AmountError as error:
            self.refuse(str(error))

    def needed_day(self, what: str, *path: str) -> date:
        """Return the first day under a path.

        Raises:
            ImportFileError: There is none, or it is no calendar day.
        """
        found = self.days(what, *path)
        if not found:
            self.refuse(f"{what} is missing")
        return found[0]

    def day(self, what: str, *path: str) -> date | None:
        """Return the first day under a path, None for none.

        Raises:
            ImportFileError: It is no calendar day.
        """
        return next(iter(self.days(what, *path)), None)

    def days(self, what: str, *path: str) -> list[date]:
        """Return all days under a path.

        Raises:
            ImportFileError: One is no calendar day.
        """
        found = []
        for one in xml_gate.children(self.root, *path):
            try:
                found += [day_of(one.text)] if one.text and one.text.strip() else []
            except DateError as error:
                self.refuse(f"{what}: {error}", one)
        return found

    def amount(self, what: str, currency: str, *path: str) -> Amount | None:
        """Return the first amount under a path, None for none.

        Where an amount stands in several currencies, the document's own is taken.

        Raises:
            ImportFileError: It is no amount, or in another currency than the document.
        """
        found = [one for one in xml_gate.children(self.root, *path) if (one.text or "").strip()]
        if not found:
            return None
        own = [one for one in found if one.get("currencyID", currency).strip().upper() == currency]
        if not own:
            self.refuse(f"{what} is in another currency than the document", found[0])
        text = (own[0].text or "").strip()
        try:
            return Amount(text=text, minor=minor_of(text, currency))
        except AmountError as error:
            self.refuse(f"{what}: {error}", own[0])

    def minor_sum(self, what: str, currency: str, path: Iterable[str]) -> int:
        """Return the sum of the first amount in each element above the last step, in minor units.

        Raises:
            ImportFileError: One is no amount.
        """
        *parents, last = path
        amounts = [one.amount(what, currency, last) for one in self.each(*parents)]
        return sum(one.minor for one in amounts if one is not None)
