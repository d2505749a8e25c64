"""At most three questions a week, and what their answers do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from builders import a_client, a_message
from goodterms.adapters import weights
from goodterms.adapters.store import open_store
from goodterms.core.client import CorrectionKind
from goodterms.core.mail import LABELS, Location
from goodterms.core.questions import Answer
from goodterms.ports import Chunk
from imap_peers import mail
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.mail import Message
    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock
LOW = dict.fromkeys(LABELS, 0.001)


def scored(number: int, *, days: int = 3, **scores: float) -> Message:
    return a_message(
        number,
        at=NOW - timedelta(days=days, minutes=number),
        scores={**LOW, **scores},
        excerpt=f"Somehow it is not us, try number {number}.",
    )


def stored(folder: Path, *messages: Message) -> Path:
    """Write a config whose mailbox nobody can reach, and messages that were read from it."""
    path = write_config(folder, port=1, password="x", clients=[a_client("Alba")])
    placed = [
        (each, Location(folder="INBOX", uidvalidity=1, uid=uid))
        for uid, each in enumerate(messages, start=1)
    ]
    with open_store(folder / "goodterms.db") as store:
        store.save_chunk("mara@127.0.0.1", Chunk(messages=placed))
    return path


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Messages that the model is sure of, and some at its threshold: enough for any week."""
    near = weights.load().decided("en")[LABELS.index("vague")].yes
    sure = [scored(number, vague=0.999) for number in range(1, 13)]
    return stored(tmp_path, *sure, *(scored(number, vague=near) for number in range(13, 21)))


def kept(config: Path) -> tuple[list, list]:
    with open_store(config.with_name("goodterms.db")) as store:
        return list(store.questions()), list(store.corrections())


def test_a_question_shows_id_words_and_what_the_label_means(config: Path) -> None:
    ran = run("--config", config, "tone", "ask", "--list")
    assert ran.status == 0
    questions, corrections = kept(config)
    assert len(questions) == 3
    assert corrections == []
    for each in questions:
        assert f"{each.message}  Alba, " in ran.out
    assert ran.out.count('"Somehow it is not us, try number ') == len(questions)
    assert "vague: the client turns work down" in ran.out


def test_answers_are_corrections_and_are_asked_for_once(config: Path) -> None:
    ran = run("--config", config, "tone", "ask", stdin="yes\n" * 3)
    assert ran.status == 0, ran.err
    questions, corrections = kept(config)
    assert [each.answer for each in questions] == [Answer.YES] * 3
    assert {each.message for each in corrections} == {each.message for each in questions}
    assert {(each.code, each.kind) for each in corrections} == {("vague", CorrectionKind.RIGHT)}
    assert "Not everything could be read" in ran.err
    again = run("--config", config, "tone", "ask")
    assert again.out == "No open question this week.\n"
    assert kept(config)[0] == questions


def test_skip_is_the_answer_of_who_just_presses_enter(config: Path) -> None:
    assert run("--config", config, "tone", "ask", stdin="\n" * 3).status == 0
    questions, corrections = kept(config)
    assert [each.answer for each in questions] == [Answer.SKIP] * 3
    assert corrections == []


def test_who_stops_is_asked_the_rest_again(config: Path) -> None:
    ran = run("--config", config, "tone", "ask", stdin="no\n")
    questions, corrections = kept(config)
    assert sum(each.answer is Answer.NO for each in questions) == len(corrections) == 1
    assert ran.status == 1
    assert "Stopped." in ran.err
    assert "2 of 2" in run("--config", config, "tone", "ask", "--list").out
    assert kept(config)[0] == questions


def test_an_answer_is_taken_back_like_any_correction(config: Path) -> None:
    run("--config", config, "tone", "ask", stdin="no\n" * 3)
    (first, *_), _ = kept(config)
    ran = run("--config", config, "correct", first.message, "--undo", "vague")
    assert ran.status == 0
    assert kept(config)[0][0].answer is Answer.SKIP
    run("--config", config, "correct", first.message, "--yes", "vague", "--offline")
    assert kept(config)[0][0].answer is Answer.YES


def test_what_was_corrected_or_is_old_is_not_asked_about(tmp_path: Path) -> None:
    path = stored(tmp_path, scored(1, vague=0.97), scored(2, vague=0.97, days=40))
    message = scored(1).id
    assert run("--config", path, "correct", message, "--yes", "vague", "--offline").status == 0
    assert run("--config", path, "tone", "ask").out == "No open question this week.\n"


def test_an_empty_mailbox_has_no_question(tmp_path: Path) -> None:
    path = stored(tmp_path)
    ran = run("--config", path, "tone", "ask")
    assert (ran.status, ran.out, ran.err) == (0, "No open question this week.\n", "")


def test_words_of_a_mail_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = a_message(1, at=NOW - timedelta(days=1), scores={**LOW, "vague": 0.97},
                     excerpt="Not\x1b[2J us\u202e at all.")  # fmt: skip
    path = stored(tmp_path, evil)
    out = run("--config", path, "tone", "ask", "--list").out
    assert '"Not [2J us  at all."' in out


def test_without_an_excerpt_the_beginning_of_the_text_is_shown(peer: Peer, tmp_path: Path) -> None:
    body = "Dear Mara,\r\n\r\nthe green on the second poster is darker than the one you sent.\r\n"
    at = NOW - timedelta(days=2)
    sent = mail(body=body).replace(b"Mon, 02 Mar 2026 10:30:00 +0100", format_datetime(at).encode())
    peer.append("INBOX", sent, at)
    given = {"owner__addresses": ["mara@studio.example"], "mailbox__user": peer.user}
    client = a_client(domains=("alba.example",))
    path = write_config(tmp_path, port=peer.port, password=peer.password, clients=[client], **given)
    assert run("--config", path, "fetch").status == 0
    with open_store(tmp_path / "goodterms.db") as store, store._writing():
        scores = '{"vague": 0.999, "hostile": 0.999, "scope": 0.999}'
        store._execute("UPDATE message SET scores = ?, excerpt = ''", [scores])
    ran = run("--config", path, "tone", "ask", stdin="no\n")
    assert ran.status == 0
    assert "the green on the second poster" in ran.out
    assert "1 of the 5 corrections" in ran.out
    with open_store(tmp_path / "goodterms.db") as store:
        assert len(store.vectors()) == 1
