"""What is learned from the owner: vectors of corrected messages, questions, and the layer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.adapters.store_exit import ExitTables
from goodterms.adapters.store_judgement import correction_of
from goodterms.adapters.store_rows import message_of
from goodterms.adapters.store_session import Row, stamp
from goodterms.adapters.store_work import WorkTables
from goodterms.core.owner_layer import Layer, Vector
from goodterms.core.questions import Answer, Half, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from goodterms.core.client import Correction
    from goodterms.core.mail import Message

_READ = "direction = 'in' AND noise IS NULL AND text_state = 'done' AND words > 0"
"""Messages of people whose newly written text was read, scored or not."""


class ToneTables(WorkTables, ExitTables):
    """The tables of `schema_tone`; a vector holds no text (`core.owner_layer`)."""

    def corrections(self) -> Sequence[Correction]:
        """Return all corrections, oldest first."""
        rows = self._rows("SELECT * FROM correction ORDER BY corrected_at, id")
        return [correction_of(row) for row in rows]

    def messages(self, ids: Collection[str]) -> dict[str, Message]:
        """Return the stored messages with these ids."""
        return {key: message_of(row) for key, row in self._known("message", sorted(ids)).items()}

    def read_since(self, since: datetime | None) -> Sequence[Message]:
        """Return clients' messages whose text was read, oldest first; None for all."""
        sql = f"SELECT * FROM message WHERE {_READ} AND arrived_at >= ? ORDER BY arrived_at, id"  # noqa: S608 - constants
        rows = self._rows(sql, [stamp(since) if since else ""])
        return [message_of(row) for row in rows]

    def vectors(self) -> dict[str, Vector]:
        """Return what is kept of corrected messages, by message."""
        rows = self._rows("SELECT message, model, features, odds FROM tone_vector")
        return {
            str(row["message"]): Vector(
                model=str(row["model"]),
                features=tuple(json.loads(str(row["features"]))),
                odds=json.loads(str(row["odds"])),
            )
            for row in rows
        }

    def save_vector(self, message: str, vector: Vector, now: datetime) -> None:
        """Keep what a corrected message holds; a later one replaces it."""
        row: Row = {
            "message": message,
            "model": vector.model,
            "features": json.dumps(vector.features, ensure_ascii=False),
            "odds": json.dumps(vector.odds, sort_keys=True),
            "taken_at": stamp(now),
        }
        with self._writing():
            self._execute("DELETE FROM tone_vector WHERE message = ?", [message])
            self._insert("tone_vector", row)

    def drop_vectors(self, kept: Collection[str]) -> None:
        """Forget the vectors of all messages but these."""
        with self._writing():
            for message in sorted(self.vectors().keys() - set(kept)):
                self._execute("DELETE FROM tone_vector WHERE message = ?", [message])

    def tone_layer(self, model: str) -> Layer:
        """Return the layer fitted last for a model; an empty one where there is none."""
        rows = self._rows("SELECT offsets, withheld FROM tone_layer WHERE model = ?", [model])
        if not rows:
            return Layer(model=model)
        withheld = json.loads(str(rows[0]["withheld"]))
        return Layer(
            model=model,
            offsets=json.loads(str(rows[0]["offsets"])),
            withheld={label: (before, after) for label, (before, after) in withheld.items()},
        )

    def save_tone_layer(self, layer: Layer, now: datetime) -> None:
        """Keep a layer in place of every other: one of a former model is never used again."""
        row: Row = {
            "model": layer.model,
            "offsets": json.dumps(layer.offsets, sort_keys=True, ensure_ascii=False),
            "withheld": json.dumps(layer.withheld, sort_keys=True),
            "digest": layer.digest,
            "fitted_at": stamp(now),
        }
        with self._writing():
            self._execute("DELETE FROM tone_layer")
            self._insert("tone_layer", row)

    def questions(self) -> Sequence[Question]:
        """Return all questions ever put, oldest first."""
        rows = self._rows("SELECT * FROM tone_question ORDER BY asked_at, message, label")
        return [
            Question(
                week=str(row["week"]),
                message=str(row["message"]),
                label=str(row["label"]),
                half=Half(str(row["half"])),
                answer=Answer(str(row["answer"])),
            )
            for row in rows
        ]

    def ask(self, questions: Sequence[Question], now: datetime) -> None:
        """Keep questions as put."""
        with self._writing():
            for each in questions:
                row: Row = {
                    "message": each.message,
                    "label": each.label,
                    "week": each.week,
                    "half": each.half.value,
                    "answer": each.answer.value,
                    "asked_at": stamp(now),
                }
                self._insert("tone_question", row, clause="ON CONFLICT DO NOTHING")

    def answer(self, message: str, label: str, answer: Answer, now: datetime) -> bool:
        """Keep the owner's answer; return whether the question was ever put."""
        sql = "UPDATE tone_question SET answer = ?, answered_at = ? WHERE message = ? AND label = ?"
        with self._writing():
            changed = self._execute(sql, [answer.value, stamp(now), message, label])
        return changed > 0
