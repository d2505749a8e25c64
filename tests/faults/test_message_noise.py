"""Faults 75 to 77 of the IMAP study: what programs write is set apart and held against nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import OWN as MARA
from builders import a_client, a_message
from goodterms.adapters.mime import parse_envelope
from goodterms.adapters.store import open_store
from goodterms.core.mail import Direction, Location
from goodterms.core.matching import Mapping
from goodterms.ports import Chunk
from hostile import AT, config_for, fetched, mail, stored
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.mail import Envelope
    from imap_peers import Peer

OWN = (MARA,)

AUTO_REPLIES = {
    "rfc": "Auto-Submitted: auto-replied (vacation)\r\n",
    "capitals": "AUTO-SUBMITTED: Auto-Replied\r\n",
    "precedence": "Precedence: auto_reply\r\n",
}

ROBOTS = {
    "generated": "Auto-Submitted: auto-generated\r\n",
    "exchange": "X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n",
}

PEOPLE = {
    "no": "Auto-Submitted: no\r\n",
    "none": "X-Auto-Response-Suppress: None\r\n",
    "first-class": "Precedence: first-class\r\n",
}


def test_fault_75_automatic_answers_count_neither_as_answers_nor_as_words(
    peer: Peer, tmp_path: Path
) -> None:
    mails = [
        mail(name, headers=headers) for name, headers in (AUTO_REPLIES | ROBOTS | PEOPLE).items()
    ]
    mails += [mail("away", subject="Odsutnost s posla"), mail("re", subject="Re: Out of office?")]
    found = fetched(peer, tmp_path, mails)
    noise = {name: row["noise"] for name, row in found.items()}
    assert noise == {
        **dict.fromkeys([*AUTO_REPLIES, "away"], "auto-reply"),
        **dict.fromkeys(ROBOTS, "robot"),
        **dict.fromkeys([*PEOPLE, "re"], None),
    }
    for name, row in found.items():
        assert (row["words"] == 0) == (noise[name] is not None)


def read(raw: bytes) -> Envelope:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    return parse_envelope(raw, location=place, internal_at=AT, size=len(raw))


DAEMON = "From: Mail Delivery System <mailer-daemon@studio.example>\r\n"
REPORT = 'multipart/report; report-type=delivery-status; boundary="b"'


def test_fault_76_bounces_and_receipts_are_set_apart(peer: Peer, tmp_path: Path) -> None:
    receipt = "multipart/report; report-type=disposition-notification; boundary=b"
    found = fetched(
        peer,
        tmp_path,
        [
            mail("report", kind=REPORT),
            mail("null", headers="Return-Path: <>\r\n"),
            mail("postmaster", sender="From: postmaster@alba.example\r\n"),
            mail("subject", subject="Undelivered Mail Returned to Sender"),
            mail("receipt", kind=receipt, subject="Read: Poster"),
            mail("ordinary"),
        ],
    )
    assert {name: row["noise"] for name, row in found.items()} == {
        **dict.fromkeys(["report", "null", "postmaster", "subject"], "bounce"),
        "receipt": "receipt",
        "ordinary": None,
    }


def test_fault_76_mail_to_a_client_that_comes_back_again_and_again_is_reported(
    peer: Peer, tmp_path: Path
) -> None:
    sender = "From: Mail Delivery System <mailer-daemon@alba.example>\r\n"
    for number in range(3):
        peer.append("INBOX", mail(f"back{number}", sender=sender, kind=REPORT), AT)
    config = config_for(peer, tmp_path)
    ran = run("--config", config, "fetch")
    assert "Each of 3 messages says that mail to a client could not be delivered" in ran.err
    assert run("--config", config, "assess").status == 0
    rows = stored(tmp_path)
    assert {(row["client"], row["noise"]) for row in rows} == {("Alba", "bounce")}
    assert len(rows) == 3


def test_fault_76_a_bounce_of_the_owners_own_provider_belongs_to_the_client_it_was_meant_for() -> (
    None
):
    headers = "X-Failed-Recipients: Ana+poster@alba.example\r\n"
    back = read(mail(sender=DAEMON, kind=REPORT, headers=headers))
    mapping = Mapping([a_client()])
    assert mapping.client_of(back, OWN) == (a_client(), Direction.IN)
    other = headers.replace("alba", "else")
    assert mapping.client_of(read(mail(sender=DAEMON, headers=other)), OWN) is None


def test_fault_76_a_bounce_stays_with_its_client_when_the_store_is_mapped_again(
    tmp_path: Path,
) -> None:
    back = a_message(noise="bounce", sender="mailer-daemon@studio.example")
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    with open_store(tmp_path / "goodterms.db") as store:
        store.save_chunk("one", Chunk(messages=[(back, place)]))
        assert store.remap([a_client()]) == 0
        assert [each.noise for each in store.facts("Alba").messages] == ["bounce"]


def test_fault_76_a_person_cannot_write_for_a_client_with_a_bounce_header(
    peer: Peer, tmp_path: Path
) -> None:
    headers = "X-Failed-Recipients: ana@alba.example\r\n"
    spoof = mail("spoof", sender="From: evil@evil.example\r\n", headers=headers)
    assert fetched(peer, tmp_path, [spoof]) == {}


def test_fault_77_lists_newsletters_and_robots_of_a_clients_domain_are_not_scored(
    peer: Peer, tmp_path: Path
) -> None:
    robots = ("no-reply", "e-racun", "einvoicing", "notifications", "alerts")
    found = fetched(
        peer,
        tmp_path,
        [
            mail("list", headers="List-Id: Team <team.alba.example>\r\n"),
            mail("old-list", headers="Precedence: list\r\n"),
            mail("newsletter", headers="List-Unsubscribe: <mailto:off@alba.example>\r\n"),
            mail("bulk", headers="Precedence: bulk\r\n"),
            *(mail(name, sender=f"From: {name}@alba.example\r\n") for name in robots),
            mail("invoices", sender="From: invoices@alba.example\r\n"),
        ],
    )
    assert {name: row["noise"] for name, row in found.items()} == {
        **dict.fromkeys(["list", "old-list"], "list"),
        **dict.fromkeys(["newsletter", "bulk"], "newsletter"),
        **dict.fromkeys(robots, "robot"),
        "invoices": None,
    }
    assert all(row["scores"] == "{}" for row in found.values() if row["noise"])
