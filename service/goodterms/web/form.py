"""What a form says: few short fields, taken apart with bounds before anything reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_FIELDS = 60
MOST_DIGITS = 9
MOST_LETTERS = 2_000
"""Of one field; a note is the longest."""


class FormError(GoodTermsError):
    """A form that none of our pages sends; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form by name; of a name given twice the last holds, except in `every`."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, body: bytes) -> Form:
        """Take a body of type application/x-www-form-urlencoded apart.

        Raises:
            FormError: Too many fields, a field that is too long, or bytes that are no UTF-8.
        """
        try:
            pairs = parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=bool(body),
                errors="strict",
                max_num_fields=MOST_FIELDS,
            )
        except (ValueError, UnicodeDecodeError) as error:
            raise _refused() from error
        found: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            text = value.replace("\r\n", "\n")
            if len(text) > MOST_LETTERS or any(ord(each) < 32 and each != "\n" for each in text):
                raise _refused()
            found[name] = (*found.get(name, ()), text)
        return cls(found)

    def text(self, name: str) -> str:
        """Return a field without spaces around it, "" when it is missing."""
        return self.fields.get(name, ("",))[-1].strip()

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, for boxes that are ticked."""
        return self.fields.get(name, ())

    def number(self, name: str) -> int:
        """Return a field that is the number of a row.

        Raises:
            FormError: It is none.
        """
        found = self.text(name)
        if not found.isascii() or not found.isdigit() or len(found) > MOST_DIGITS:
            raise _refused()
        return int(found)

    def choice(self, name: str, allowed: Mapping[str, object] | frozenset[str]) -> str:
        """Return a field that is one of `allowed`.

        Raises:
            FormError: It is none of them.
        """
        found = self.text(name)
        if found not in allowed:
            raise _refused()
        return found


def day_of(text: str) -> date | None:
    """Return a day as browsers send it, None for none.

    Raises:
        FormError: It is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _refused() from error


def _refused() -> FormError:
    return FormError("this form cannot be read; nothing was changed", hint="Go back and try again")
