"""What `doctor` says of corrections, answers and drift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import a_client, a_message
from goodterms.adapters import weights
from goodterms.adapters.store import open_store
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.mail import LABELS, Location
from goodterms.core.owner_layer import Layer, Vector
from goodterms.core.questions import Answer, Half, Question
from goodterms.ports import Chunk
from program import run, write_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.mail import Message

NOW = datetime.now(UTC)  # noqa: TID251 - stored mail for a program that reads the real clock
LOW = dict.fromkeys(LABELS, 0.001)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client("Alba")])


@pytest.fixture
def store(config: Path) -> Iterator[SqliteStore]:
    with open_store(config.with_name("goodterms.db")) as opened:
        yield opened


def keep(store: SqliteStore, *messages: Message) -> None:
    placed = [
        (each, Location(folder="INBOX", uidvalidity=1, uid=uid))
        for uid, each in enumerate(messages, start=1)
    ]
    store.save_chunk("mail", Chunk(messages=placed))


def found(config: Path, name: str) -> dict:
    ran = run("--config", config, "doctor", "--offline", "--json")
    assert ran.status == 0, ran.out
    (check,) = [each for each in ran.value if each["name"] == name]
    return check


def a_year(weeks: int, *, late: float, early: float = 0.001) -> list[Message]:
    """Forty messages a week; in the last whole week ten of them are scored `late`."""
    monday = NOW - timedelta(days=NOW.weekday())
    return [
        a_message(
            week * 100 + number,
            at=monday - timedelta(days=7 * week - 2, minutes=number),
            scores={**LOW, "vague": (late if week == 1 else early) if number < 20 else 0.001},
        )
        for week in range(1, weeks + 1)
        for number in range(40)
    ]


def test_where_nothing_happened_nothing_is_said(config: Path) -> None:
    ran = run("--config", config, "doctor", "--offline", "--json")
    assert not [each for each in ran.value if each["name"] in {"tone corrections", "tone drift"}]
    assert [each["figures"] for each in ran.value] == [{}] * len(ran.value)


def correct(store: SqliteStore, message: Message, kind: CorrectionKind) -> None:
    store.correct(Correction(id=0, message=message.id, code="vague", kind=kind, corrected_at=NOW))


def test_corrections_say_what_was_learned_and_what_was_not(
    config: Path, store: SqliteStore
) -> None:
    messages = [a_message(number, scores={**LOW, "vague": 0.9}) for number in range(1, 4)]
    keep(store, *messages)
    vector = Vector(model=weights.digest(), features=("word:logo",), odds={"vague": 2.0})
    for message in messages:
        correct(store, message, CorrectionKind.WRONG)
    for message in messages[:2]:
        store.save_vector(message.id, vector, NOW)
    check = found(config, "tone corrections")
    assert check["ok"] is None
    assert "vague: 2 of the 5 corrections" in check["text"]
    assert "1 corrected messages not learned from; `goodterms tone learn`" in check["text"]
    assert check["figures"]["learned"] == 2
    store.save_vector(messages[2].id, vector, NOW)
    assert found(config, "tone corrections")["ok"] is True


def test_a_label_that_failed_the_replay_is_named(config: Path, store: SqliteStore) -> None:
    message = a_message(1, scores={**LOW, "vague": 0.9})
    keep(store, message)
    correct(store, message, CorrectionKind.WRONG)
    digest = weights.digest()
    store.save_vector(message.id, Vector(model=digest, features=(), odds={"vague": 2.0}), NOW)
    store.save_tone_layer(Layer(model=digest, withheld={"vague": (0.96, 0.73)}), NOW)
    check = found(config, "tone corrections")
    assert check["ok"] is None
    assert "not used: on the packaged messages its precision would fall" in check["text"]
    assert "from 0.96 to 0.73" in check["text"]
    assert check["figures"]["withheld"] == ["vague"]


def test_answers_give_a_precision_with_its_interval(config: Path, store: SqliteStore) -> None:
    messages = [a_message(number) for number in range(1, 13)]
    keep(store, *messages)
    answers = [Answer.YES] * 8 + [Answer.NO] * 2 + [Answer.SKIP] * 2
    for message, answer in zip(messages, answers, strict=True):
        question = Question(
            week="2026-W10", message=message.id, label="vague", half=Half.GIVEN, answer=answer
        )
        store.ask([question], NOW)
    check = found(config, "tone questions")
    assert "10 of 12 answered" in check["text"]
    assert "a precision of 0.80 (95 % between 0.49 and 0.94)" in check["text"]
    assert check["figures"]["answer_rate"] == 0.8333


def test_drift_stands_beside_the_first_weeks_and_wants_a_look(
    config: Path, store: SqliteStore
) -> None:
    keep(store, *a_year(8, late=0.999))
    check = found(config, "tone drift")
    assert check["ok"] is None
    assert check["figures"]["messages"] == 40
    assert check["figures"]["label vague"] == {"late": 0.5, "first": 0.0, "moved": True}
    assert "label vague 0.50 (0.00)" in check["text"]
    assert "More than chance: labels, label vague" in check["text"]


def test_mail_as_ever_is_fine(config: Path, store: SqliteStore) -> None:
    keep(store, *a_year(8, late=0.999, early=0.999))
    check = found(config, "tone drift")
    assert check["ok"] is True
    assert check["figures"]["labels"]["moved"] is False


def test_a_few_weeks_are_not_compared(config: Path, store: SqliteStore) -> None:
    keep(store, *a_year(3, late=0.9))
    check = found(config, "tone drift")
    assert check["ok"] is True
    assert "too few weeks yet" in check["text"]


def test_the_running_week_is_left_out(config: Path, store: SqliteStore) -> None:
    keep(store, *(a_message(number, at=NOW, scores=LOW) for number in range(1, 60)))
    ran = run("--config", config, "doctor", "--offline", "--json")
    names = [each["name"] for each in ran.value]
    assert "tone drift" not in names
    assert "database" in names
