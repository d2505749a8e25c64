"""References as banks and people write them: brought into one form, with their check digits.

Sources: ISO 11649 (creditor reference, RF), HUB 3 (Croatian models HR00 to HR99; Slovenia has the
same with SI), Swiss Implementation Guidelines QR-bill (27 digits, modulo 10 recursive).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL_PREFIX = re.compile(r"^(HR|SI)\d\d(?=\d)")
"""The Croatian or Slovenian model number that banks glue to a reference."""

NO_REFERENCE = frozenset({
    "NOTPROVIDED", "NOTPROVIDE", "NOTAVAILABLE", "NONREF", "NONREFERENCE", "NULL", "NONE",
    "NOREF", "NA", "UNKNOWN", "HR99", "SI99", "HR00", "SI00",
})  # fmt: skip
"""What banks write where the payer gave no reference; HR99 is the model without a number."""

CREDITOR_REFERENCE = re.compile(r"^RF\d\d[0-9A-Z]{1,21}$")

QR_DIGITS = 27
QR_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
"""The row of the modulo 10 recursive table; the others are its rotations."""

LONGEST_TEXT = 2000
"""Characters of a payment's text that are looked at; SEPA carries 140, batches some lines more."""


def folded(text: str) -> str:
    """Return text as compared: capitals without diacritics, as banks carry it."""
    text = text[:LONGEST_TEXT]
    if text.isascii():
        return text.upper()
    plain = unicodedata.normalize("NFD", text).upper()
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return kept.replace("Đ", "D").replace("ß", "SS")


def reference_key(text: str) -> str:
    """Return a number or reference as compared: letters and digits, without the model prefix."""
    return MODEL_PREFIX.sub("", _glued(folded(text)))


def written(text: str) -> str:
    """Return a number as written but for spaces and case: separators tell 1-11 from 11-1."""
    return "".join(folded(text).split())


def forms(text: str) -> tuple[str, ...]:
    """Return what a whole reference can stand for, the most literal first; empty for none.

    As written, without its model prefix, and the number inside a creditor or QR reference. A
    creditor reference with wrong check digits is none.
    """
    form = written(text)
    glued = _glued(form)
    if not glued or glued in NO_REFERENCE:
        return ()
    if CREDITOR_REFERENCE.match(glued):
        if not is_creditor_reference(glued):
            return ()
        return (glued, glued[4:].lstrip("0"))
    if is_qr_reference(glued):
        return (glued, glued[:-1].lstrip("0"))
    bare = MODEL_PREFIX.sub("", form)
    return (form,) if bare == form else (form, bare)


def is_creditor_reference(text: str) -> bool:
    """Return whether an RF reference has the right check digits (ISO 11649, ISO 7064 mod 97-10)."""
    glued = _glued(folded(text))
    if not CREDITOR_REFERENCE.match(glued):
        return False
    digits = "".join(str(int(each, 36)) for each in glued[4:] + glued[:4])
    return int(digits) % 97 == 1  # at most 50 digits


def is_qr_reference(text: str) -> bool:
    """Return whether 27 digits are a Swiss QR reference with the right check digit."""
    digits = "".join(text.split())
    if len(digits) != QR_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    carry = 0
    for each in digits[:-1]:
        carry = QR_CARRY[(carry + int(each)) % 10]
    return (10 - carry) % 10 == int(digits[-1])


def words(text: str) -> tuple[Word, ...]:
    """Return the runs of letters and digits of a text, each with what stands before it."""
    return tuple(_words(folded(text)))


def same_cuts(one: str, other: str) -> bool:
    """Return whether two spellings with one key are one number: "11-2026" is not "1-1-2026".

    Where one has a separator the other has one or a space, unless it is written without any.
    Between letters and digits a separator says nothing.
    """
    (firm, every), (other_firm, other_every) = _cuts(one), _cuts(other)
    return (not other_every or firm <= other_every) and (not every or other_firm <= every)


def _cuts(text: str) -> tuple[set[int], set[int]]:
    """Return where signs cut a number, and where signs or spaces do, counted without either."""
    firm, every, length, last = set(), set(), 0, ""
    for each in words(MODEL_PREFIX.sub("", written(text)) if text[:2].isalpha() else text):
        if last and last.isdigit() == each.text[0].isdigit():
            every.add(length)
            if each.before.strip():
                firm.add(length)
        length += len(each.text)
        last = each.text[-1]
    return firm, every


def _words(text: str) -> Iterator[Word]:
    end = 0
    for each in re.finditer(r"[^\W_]+", text):
        yield Word(text=each[0], before=text[end : each.start()])
        end = each.end()


def _glued(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One run of letters and digits, and the characters between it and the word before."""

    text: str
    before: str

    @property
    def is_joined(self) -> bool:
        """Return whether it hangs on the word before: by a sign, without any space."""
        return bool(self.before) and self.before in ("-", "/", ".", "_", "–", "\\")
