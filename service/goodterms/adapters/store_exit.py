"""The owner's words on an ending in the database; nothing is changed or deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_session import Row, Session, day
from goodterms.core.exit_words import ExitWord, Said
from goodterms.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Sequence


def exit_word_of(row: dict[str, Any]) -> ExitWord:
    """Return a stored word."""
    return ExitWord(
        **{
            **row,
            "state": Said(row["state"]),
            "said_on": date.fromisoformat(row["said_on"]),
            "day": day(row["day"]),
        }
    )


class ExitTables(Session):
    """The part of `ports.Store` on endings."""

    def say_step(self, word: ExitWord) -> int:
        """Append a word of the owner; return its id. `word.id` is not looked at."""
        with self._writing():
            return self._insert("exit_word", _row(word))

    def take_step_back(self, number: int, *, client: str, said_on: date) -> ExitWord:
        """Append that a word is taken back; return that word.

        Raises:
            StepError: There is no such word, or it was taken back before.
        """
        with self._writing():
            rows = self._rows(
                "SELECT * FROM exit_word WHERE id = ? AND client = ? AND undoes IS NULL AND NOT"
                " EXISTS (SELECT 1 FROM exit_word AS later WHERE later.undoes = exit_word.id)",
                [number, client],
            )
            if not rows:
                message = f"{client} has no word {number} on a step that stands"
                hint = "`goodterms dossier CLIENT --list` shows them"
                raise StepError(message, hint=hint)
            word = exit_word_of(rows[0])
            gone: Row = {**_row(word), "said_on": said_on.isoformat(), "note": "", "undoes": number}
            self._insert("exit_word", gone)
        return word

    def exit_words(self, client: str) -> Sequence[ExitWord]:
        """Return all words on a client's ending, as they were said, taken back ones too."""
        sql = "SELECT * FROM exit_word WHERE client = ? ORDER BY said_on, id"
        return [exit_word_of(row) for row in self._rows(sql, [client])]


def _row(word: ExitWord) -> Row:
    return {
        "client": word.client,
        "step": word.step,
        "state": word.state.value,
        "said_on": word.said_on.isoformat(),
        "day": word.day.isoformat() if word.day else None,
        "rating": word.rating,
        "note": word.note,
        "undoes": word.undoes,
    }
