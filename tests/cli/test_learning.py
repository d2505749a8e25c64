"""A correction of a tone label reads its message again, teaches, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.adapters.store import open_store
from goodterms.core.owner_layer import FEWEST_CORRECTIONS
from imap_peers import mail
from program import Ran, run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock
BODY = (
    "Dear Mara,\r\n\r\nThanks for the new poster, number {0}. It is nice but somehow it is not us, "
    "can you play with it some more and send another version?\r\n\r\nAna\r\n"
)


def deliver(peer: Peer, count: int) -> None:
    for number in range(1, count + 1):
        at = NOW - timedelta(days=number)
        peer.append("INBOX", mail(body=BODY.format(number), number=number), at)


def configured(folder: Path, peer: Peer, **values: object) -> Path:
    given = {"owner__addresses": ["mara@studio.example"], "mailbox__user": peer.user, **values}
    client = a_client(domains=("alba.example",))
    return write_config(folder, port=peer.port, password=peer.password, clients=[client], **given)


@pytest.fixture
def config(peer: Peer, tmp_path: Path) -> Path:
    """A database with six messages that were read and scored."""
    deliver(peer, 6)
    path = configured(tmp_path, peer)
    assert run("--config", path, "fetch").status == 0
    return path


def ids(config: Path) -> list[str]:
    with open_store(config.with_name("goodterms.db")) as store:
        messages = store.facts("Alba").messages
    assert all(each.scores for each in messages), "the model no longer scores this mail"
    return [each.id for each in messages]


def correct(config: Path, *arguments: str) -> Ran:
    ran = run("--config", config, "correct", *arguments)
    assert ran.status == 0, ran.err
    return ran


def digest(config: Path) -> str:
    with open_store(config.with_name("goodterms.db")) as store:
        rows = store._rows("SELECT digest FROM tone_layer")
    return str(rows[0]["digest"]) if rows else ""


def dump(config: Path) -> str:
    with open_store(config.with_name("goodterms.db")) as store:
        return store.dump()


def test_a_correction_teaches_from_the_fifth_of_its_label_on(config: Path) -> None:
    for number, message in enumerate(ids(config)[: FEWEST_CORRECTIONS - 1], start=1):
        out = correct(config, message, "--not", "vague").out
        assert f"Learned: vague: {number} of the 5 corrections" in out
        assert digest(config) == ""
    out = correct(config, ids(config)[FEWEST_CORRECTIONS - 1], "--not", "vague").out
    assert "Learned: vague: 5 corrections move the scores" in out
    assert len(digest(config)) == 12


def test_what_is_kept_is_no_text(config: Path) -> None:
    correct(config, ids(config)[0], "--not", "vague")
    kept = [line for line in dump(config).splitlines() if line.startswith("tone_vector ")]
    assert len(kept) == 1
    assert "word:poster" in kept[0] or "word:version" in kept[0]
    for piece in ("Mara", "mara", "somehow it", "not us"):
        assert piece not in kept[0]


def test_taking_corrections_back_takes_back_what_was_learned(config: Path) -> None:
    first, *others = ids(config)
    for message in (first, *others[:4]):
        correct(config, message, "--not", "vague")
    five = digest(config)
    correct(config, others[4], "--yes", "vague")
    assert digest(config) != five
    correct(config, others[4], "--undo", "vague")
    assert digest(config) == five
    out = correct(config, first, "--undo", "vague").out
    assert "4 of the 5" in out
    assert digest(config) == ""
    assert dump(config).count("tone_vector {") == 4


def test_a_layer_moves_what_is_read_from_then_on_and_names_itself(config: Path, peer: Peer) -> None:
    text = BODY.format(7)
    peer.append("INBOX", mail(body=text, number=70), NOW - timedelta(hours=5))
    run("--config", config, "fetch")
    run("--config", config, "assess")
    with open_store(config.with_name("goodterms.db")) as store:
        before = {each.message_id: each for each in store.facts("Alba").messages}
        (plain,) = {row["model_digest"] for row in store._rows("SELECT * FROM verdict")}
    for message in ids(config)[:5]:
        correct(config, message, "--not", "vague")
    peer.append("INBOX", mail(body=text, number=71), NOW - timedelta(hours=4))
    run("--config", config, "fetch")
    run("--config", config, "assess")
    with open_store(config.with_name("goodterms.db")) as store:
        after = {each.message_id: each for each in store.facts("Alba").messages}
        digests = {str(row["model_digest"]) for row in store._rows("SELECT * FROM verdict")}
    old, new = before["70@alba.example"].scores, after["71@alba.example"].scores
    assert after["70@alba.example"] == before["70@alba.example"]
    assert new["vague"] < old["vague"]
    assert {**new, "vague": 0} == {**old, "vague": 0}
    assert f"{plain}+{digest(config)}" in digests


def test_without_the_mailbox_the_correction_counts_and_is_learned_from_later(
    config: Path, peer: Peer, tmp_path: Path
) -> None:
    message = ids(config)[0]
    configured(tmp_path, peer, mailbox__port=1)
    out = correct(config, message, "--not", "vague").out
    assert "Kept:" in out
    assert "Nothing was learned from it (" in out
    assert "`goodterms tone learn` tries again" in out
    assert "tone_vector" not in dump(config)
    configured(tmp_path, peer)
    ran = run("--config", config, "tone", "learn")
    assert (ran.status, ran.err) == (0, "")
    assert "vague: 1 of the 5" in ran.out
    assert dump(config).count("tone_vector {") == 1


def test_offline_nothing_is_read(config: Path) -> None:
    out = correct(config, ids(config)[0], "--not", "vague", "--offline").out
    assert "Nothing was learned from it; `goodterms tone learn`" in out


def test_what_says_nothing_of_a_label_teaches_nothing(config: Path) -> None:
    for arguments in (("--not", "*"), ("--not", "CH")):
        out = correct(config, ids(config)[0], *arguments).out
        assert "earned" not in out
    out = correct(config, ids(config)[0], "--invited", "vague").out
    assert "0 of the 5" in out
    assert "tone_vector" not in dump(config)


def test_a_message_that_is_gone_is_named(config: Path, peer: Peer) -> None:
    for uid in peer.flags("INBOX"):
        peer.expunge("INBOX", uid)
    message = ids(config)[0]
    out = correct(config, message, "--not", "vague").out
    assert f"Nothing was learned from it ({message} could not be read again)" in out
    ran = run("--config", config, "tone", "learn")
    assert ran.status == 0
    assert "Not learned from: 1 corrected messages" in ran.err


def test_without_corrections_there_is_nothing_to_learn(config: Path) -> None:
    ran = run("--config", config, "tone", "learn")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "No correction of a tone label to learn from.\n"


def test_learning_changes_nothing_in_the_mailbox(config: Path, peer: Peer) -> None:
    before = peer.flags("INBOX")
    correct(config, ids(config)[0], "--not", "vague")
    assert "tone_vector {" in dump(config)
    assert peer.flags("INBOX") == before
