"""The proof itself: it holds on honest servers and fails where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import imap
from goodterms.adapters.imap_proof import prove_read_only
from goodterms.adapters.wire import READING_VERBS
from imap_peers import ARRIVED, account, mail

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from imap_peers import Peer


TERMS = ("ana@alba.example",)


def test_reading_a_real_mailbox_changes_nothing(peer: Peer) -> None:
    for number in range(30):
        peer.append("INBOX", mail(number=number), ARRIVED, [r"\Seen"] if number % 3 else [])
    before = peer.flags("INBOX")
    with imap.connect(account(peer), peer.password) as mailbox:
        proof = prove_read_only(mailbox, folder="INBOX", correspondents=TERMS, sample=20)
    assert proof.holds
    assert (proof.checked, proof.read, proof.changed) == (20, 20, ())
    assert (proof.exists_before, proof.exists_after) == (30, 30)
    assert proof.recent_before == proof.recent_after > 0
    assert proof.uidnext_before == proof.uidnext_after
    assert set(proof.verbs) <= READING_VERBS
    assert {"EXAMINE", "UID FETCH", "UID SEARCH"} <= set(proof.verbs)
    assert peer.flags("INBOX") == before


def test_an_empty_folder_can_be_proven_too(peer: Peer) -> None:
    with imap.connect(account(peer), peer.password) as mailbox:
        proof = prove_read_only(mailbox, folder="Sent", correspondents=TERMS)
    assert proof.holds
    assert proof.checked == 0


def test_mail_that_arrives_meanwhile_is_no_change_but_lost_mail_is(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        peer.append("INBOX", mail(number=number), ARRIVED)
    with imap.connect(account(peer), peer.password) as mailbox:
        read = mailbox.bodies

        def reading_while(uids: Sequence[int]) -> object:
            peer.append("INBOX", mail(number=9), ARRIVED)
            return read(uids)

        monkeypatch.setattr(mailbox, "bodies", reading_while)
        proof = prove_read_only(mailbox, folder="INBOX", correspondents=TERMS)
        assert (proof.exists_before, proof.exists_after, proof.holds) == (3, 4, True)

        def losing(uids: Sequence[int]) -> object:
            peer.expunge("INBOX", uids[0])
            return read(uids)

        monkeypatch.setattr(mailbox, "bodies", losing)
        proof = prove_read_only(mailbox, folder="INBOX", correspondents=TERMS)
        assert not proof.holds
        assert len(proof.changed) == 1


def test_the_transcript_of_the_session_is_complete_after_a_proof(peer: Peer) -> None:
    lines: list[str] = []
    with imap.connect(account(peer), peer.password, transcript=lines) as mailbox:
        prove_read_only(mailbox, folder="INBOX", correspondents=TERMS)
    assert lines[0] == "CAPABILITY"
    assert sum(line.startswith("EXAMINE") for line in lines) == 2
    assert lines[-1] == "LOGOUT"


def test_the_text_of_strangers_is_not_read_for_the_proof(peer: Peer) -> None:
    peer.append("INBOX", mail(number=1), ARRIVED)
    lines: list[str] = []
    with imap.connect(account(peer), peer.password, transcript=lines) as mailbox:
        proof = prove_read_only(mailbox, folder="INBOX", correspondents=("@elsewhere.example",))
    assert (proof.checked, proof.read, proof.holds) == (1, 0, True)
    assert not [line for line in lines if "BODY" in line]
