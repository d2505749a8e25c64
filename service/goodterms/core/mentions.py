"""Which documents a text names: a whole reference, or numbers that stand in a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.references import MODEL_PREFIX, forms, reference_key, same_cuts, words, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.ledger import Document
    from goodterms.core.references import Word

SHORTEST_IN_TEXT = 5
"""Shorter numbers need a word such as "invoice" before them: "1" is in every text."""

LONGEST_BARE = 6
"""Digits of postal codes, customer numbers and short days."""

MOST_WORDS = 7
"""Most words that one number can fall into: banks break long lines anywhere."""

MOST_LOOKED_AT = 300

INTRODUCTIONS = frozenset({
    "INVOICE", "INVOICES", "INV", "BILL", "RACUN", "RACUNA", "RACUNU", "RACUNI", "RACUNE", "RN",
    "RAC", "PREDRACUN", "PONUDA", "RECHNUNG", "RECHNUNGEN", "RECHNUNGSNR", "RECHNUNGSNUMMER", "RG",
    "RGNR", "RE", "FAKTURA", "FAKTURE", "FAKTURU", "FAKTURI", "FAKT", "FATTURA", "FATTURE", "FATT",
    "FT", "FACTURE", "FACTURA", "FACT", "FAKTUUR", "FV", "NO", "NR", "NUM", "NUMBER", "NUMMER",
    "BR", "BROJ", "N", "Nº", "CISLO", "STEVILKA",
})  # fmt: skip
"""Words after which even a short number is an invoice's, in the languages of the owner's market."""

NUMBER_SIGNS = ("#", "№")

CONJUNCTIONS = frozenset({"AND", "I", "TE", "UND", "U", "E", "ET", "Y", "EN"})

BETWEEN_NUMBERS = frozenset({",", ";", "+", "&", "/", "|"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One number or reference that a text names.

    Attributes:
        documents: All that have it, by id: a number can return in another year.
        is_whole: Whether it is the reference itself and not one that stands in other words or with
            other separators.
        basis: What was compared, in words.
        is_bare: Whether it is nothing but a few digits, or a day's, among other words: only an
            amount that fits tells it from an accident.
    """

    documents: tuple[Document, ...]
    is_whole: bool
    basis: str
    is_bare: bool = False


class Mentions:
    """All documents by number and by payment reference."""

    __slots__ = ("_by_form", "_by_key")

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_form: dict[str, list[Document]] = defaultdict(list)
        self._by_key: dict[str, list[tuple[Document, str]]] = defaultdict(list)
        for each in documents:
            own = {written(each.number), *forms(each.payment_reference)} - {""}
            for form in own:
                self._by_form[form].append(each)
            for spelled in (each.number, each.payment_reference):
                if forms(spelled):
                    self._by_key[reference_key(spelled)].append((each, spelled))

    def of(self, texts: Sequence[str]) -> tuple[Mention, ...]:
        """Return what the first text names that names anything; references come before prose."""
        for text in texts:
            found = self._whole(text)
            if found is not None:
                return (found,)
        for text in texts:
            if several := self._in_prose(text):
                return several
        return ()

    def _whole(self, text: str) -> Mention | None:
        """Return what a text is, taken as one reference."""
        own = forms(text)
        for form in own:
            if form in self._by_form:
                return _mention(self._by_form[form], "its reference", is_whole=True)
        if own and (documents := self._spelled(text)):
            return _mention(documents, "its reference, with other separators", is_whole=False)
        return None

    def _spelled(self, text: str) -> list[Document]:
        """Return the documents of a number or reference however its parts are separated."""
        known = self._by_key.get(reference_key(text), ())
        found = {each.id: each for each, spelled in known if same_cuts(text, spelled)}
        return list(found.values())

    def _in_prose(self, text: str) -> tuple[Mention, ...]:
        """Return the numbers in a sentence such as "invoices INV 2026 0007 and 0008"."""
        found: list[Mention] = []
        line = words(text)[:MOST_LOOKED_AT]
        start, last = 0, tuple[str, ...]()
        while start < len(line):
            end, documents = self._longest(line, start)
            if not documents and last and _follows(line, start):
                end, documents = start + 1, self._next_of(last, line[start])
            if documents:
                named = _mention(documents, "its number in the text", is_whole=False)
                is_bare = end == start + 1 and _is_bare(line, start)
                found.append(replace(named, is_bare=is_bare))
                last = tuple(each.text for each in line[start:end])
                start = end
            else:
                start += 1
        return tuple({each.documents: each for each in found}.values())

    def _longest(self, line: Sequence[Word], start: int) -> tuple[int, list[Document]]:
        """Return the longest run of words from a place on that is a document's number."""
        if line[start].is_joined and not line[start - 1].text.isalpha():
            return start, []
        for end in self._ends(line, start):
            run = line[start:end]
            documents = self._spelled(_text_of(run))
            if not documents or not _is_telling(line, start, end, documents[0]):
                continue
            rest = line[end] if end < len(line) and line[end].is_joined else None
            if rest is None or self._next_of([each.text for each in run], rest):
                return end, documents
            of_year = [each for each in documents if _is_year(rest.text, each)]
            if of_year:
                return end + 1, of_year
        return start, []

    def _ends(self, line: Sequence[Word], start: int) -> list[int]:
        """Return where runs end whose letters and digits are those of a document, longest first."""
        found, glued = [], ""
        for end in range(start + 1, min(len(line), start + MOST_WORDS) + 1):
            glued += line[end - 1].text
            if MODEL_PREFIX.sub("", glued) in self._by_key:
                found.append(end)
        return found[::-1]

    def _next_of(self, run: Sequence[str], word: Word) -> list[Document]:
        """Return what a number is that gives only the last part: "2026-0009/0010"."""
        if len(run) < 2 or not word.text.isdigit() or len(word.text) != len(run[-1]):
            return []
        return self._spelled(" ".join((*run[:-1], word.text)))


def _mention(documents: Iterable[Document], basis: str, *, is_whole: bool) -> Mention:
    ordered = sorted(documents, key=lambda each: each.id)
    return Mention(documents=tuple(ordered), is_whole=is_whole, basis=basis)


def _text_of(run: Sequence[Word]) -> str:
    """Return the run as it stands in the text."""
    return run[0].text + "".join(each.before + each.text for each in run[1:])


def _is_telling(line: Sequence[Word], start: int, end: int, document: Document) -> bool:
    """Return whether a run is a number and no accident."""
    run = line[start:end]
    if sum(len(each.text) for each in run) >= SHORTEST_IN_TEXT:
        return True
    if len(run) > 1 and written(_text_of(run)) == written(document.number):
        return any(each.is_joined for each in run[1:])
    return _is_introduced(line, start)


def _is_introduced(line: Sequence[Word], start: int) -> bool:
    """Return whether a word such as "invoice" leads to a place, over other numbers too."""
    if line[start].before.rstrip().endswith(NUMBER_SIGNS):
        return True
    for place in range(start - 1, max(-1, start - MOST_WORDS), -1):
        if line[place].text in INTRODUCTIONS:
            return True
        after = line[place + 1]
        is_row = after.before.strip() in BETWEEN_NUMBERS
        if not is_row and not {line[place].text, after.text} & CONJUNCTIONS:
            return False
    return False


def _is_bare(line: Sequence[Word], start: int) -> bool:
    """Return whether one word of digits may be anything: short, or a day such as 20260301."""
    text = line[start].text
    is_day = re.fullmatch(r"(19|20)\d{6}|\d{4}(19|20)\d\d", text)
    is_loose = text.isdigit() and (len(text) <= LONGEST_BARE or is_day is not None)
    return is_loose and not _is_introduced(line, start) and not _follows(line, start)


def _follows(line: Sequence[Word], start: int) -> bool:
    """Return whether a word stands in a row with the number before: ", 0010" or "and 0010"."""
    if start and line[start].before.strip() in BETWEEN_NUMBERS:
        return True
    return start > 1 and line[start - 1].text in CONJUNCTIONS


def _is_year(text: str, document: Document) -> bool:
    year = str(document.issue_date.year)
    return text in (year, year[2:])
