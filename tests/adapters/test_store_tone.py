"""What is learned from the owner comes back as it was kept, and goes when it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_message
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.mail import Direction, Location
from goodterms.core.owner_layer import Layer, Vector
from goodterms.core.questions import Answer, Half, Question
from goodterms.errors import StoreError
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, TWO = a_message(1), a_message(2, at=MORNING + timedelta(days=1))
VECTOR = Vector(model="m1", features=("concept:need", "word:žurno"), odds={"vague": -1.25})
LAYER = Layer(
    model="m1", offsets={"vague": {"word:žurno": -0.31}}, withheld={"scope": (0.96, 0.73)}
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        keep(opened, ONE, TWO)
        yield opened


def keep(store: SqliteStore, *messages: object) -> None:
    placed = [
        (each, Location(folder="INBOX", uidvalidity=1, uid=uid))
        for uid, each in enumerate(messages, start=100 - len(messages))
    ]
    store.save_chunk("mail", Chunk(messages=placed))


def a_question(message: str = ONE.id, **changes: object) -> Question:
    values: dict[str, object] = {
        "week": "2026-W10",
        "message": message,
        "label": "vague",
        "half": Half.NEAR,
    }
    return Question(**{**values, **changes})  # type: ignore[arg-type]


def test_a_vector_comes_back_and_a_later_one_replaces_it(store: SqliteStore) -> None:
    store.save_vector(ONE.id, VECTOR, MORNING)
    assert store.vectors() == {ONE.id: VECTOR}
    later = replace(VECTOR, model="m2", features=())
    store.save_vector(ONE.id, later, MORNING)
    assert store.vectors() == {ONE.id: later}


def test_vectors_of_messages_without_a_correction_are_forgotten(store: SqliteStore) -> None:
    for message in (ONE, TWO):
        store.save_vector(message.id, VECTOR, MORNING)
    store.drop_vectors({TWO.id})
    assert set(store.vectors()) == {TWO.id}
    assert "žurno" in store.dump()
    store.drop_vectors(())
    assert "žurno" not in store.dump()


def test_a_vector_of_an_unknown_message_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError):
        store.save_vector("M-unknown", VECTOR, MORNING)


def test_a_layer_comes_back_for_its_model_only(store: SqliteStore) -> None:
    assert store.tone_layer("m1") == Layer(model="m1")
    store.save_tone_layer(LAYER, MORNING)
    assert store.tone_layer("m1") == LAYER
    assert store.tone_layer("m1").digest == LAYER.digest
    assert store.tone_layer("m2") == Layer(model="m2")
    store.save_tone_layer(Layer(model="m2"), MORNING)
    assert store.tone_layer("m1").offsets == {}


def test_a_correction_of_a_label_and_its_layer_cannot_disagree(store: SqliteStore) -> None:
    """A kill between the two leaves no layer, never one that rests on what was taken back."""
    kept = Correction(
        id=0, message=ONE.id, code="vague", kind=CorrectionKind.WRONG, corrected_at=MORNING
    )
    store.save_tone_layer(LAYER, MORNING)
    store.correct(replace(kept, code="CH"))
    assert store.tone_layer("m1") == LAYER
    store.correct(kept)
    assert store.tone_layer("m1") == Layer(model="m1")
    store.save_tone_layer(LAYER, MORNING)
    store.undo_correction(ONE.id, "vague")
    assert store.tone_layer("m1") == Layer(model="m1")


def test_questions_come_back_with_their_answers_and_are_put_once(store: SqliteStore) -> None:
    first, second = a_question(), a_question(TWO.id, half=Half.GIVEN)
    store.ask([first], MORNING)
    store.ask([second, replace(first, week="2026-W11")], MORNING + timedelta(days=1))
    assert store.questions() == [first, second]
    assert store.answer(TWO.id, "vague", Answer.NO, MORNING)
    assert not store.answer(TWO.id, "scope", Answer.NO, MORNING)
    assert store.questions() == [first, replace(second, answer=Answer.NO)]


def test_only_clients_messages_whose_text_was_read_are_looked_at(store: SqliteStore) -> None:
    keep(
        store,
        a_message(3, noise="bulk"),
        a_message(4, direction=Direction.OUT),
        a_message(5, words=0),
        a_message(6, at=MORNING - timedelta(days=9)),
    )
    place = Location(folder="INBOX", uidvalidity=1, uid=7)
    store.save_chunk("mail", Chunk(messages=[(a_message(7), place)], wanted=[place]))
    assert [each.id[-1] for each in store.read_since(None)] == ["6", "1", "2"]
    assert [each.id[-1] for each in store.read_since(MORNING)] == ["1", "2"]


def test_all_corrections_come_oldest_first(store: SqliteStore) -> None:
    for days, message in ((2, ONE), (1, TWO)):
        store.correct(
            Correction(
                id=0,
                message=message.id,
                code="vague",
                kind=CorrectionKind.WRONG,
                corrected_at=MORNING + timedelta(days=days),
            )
        )
    assert [each.message for each in store.corrections()] == [TWO.id, ONE.id]


def test_messages_are_found_by_id(store: SqliteStore) -> None:
    assert store.messages({TWO.id, "M-unknown"}) == {TWO.id: TWO}
