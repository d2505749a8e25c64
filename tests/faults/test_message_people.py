"""Faults 78 and 79 of the IMAP study: who wrote, whatever the names around the address say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import a_client
from goodterms.adapters.mime import parse_envelope
from goodterms.core.aliases import Likeness, likely_clients
from goodterms.core.mail import Location
from goodterms.core.matching import Mapping
from hostile import AT, fetched, mail

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.mail import Envelope
    from imap_peers import Peer

OWN = ("mara@studio.example",)


def read(raw: bytes) -> Envelope:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    return parse_envelope(raw, location=place, internal_at=AT, size=len(raw))


def test_fault_78_only_the_mailbox_in_from_says_who_wrote(peer: Peer, tmp_path: Path) -> None:
    ana, mara = "ana@alba.example", "mara@studio.example"
    senders = {
        "named-as-owner": f'From: "{mara}" <{ana}>\r\n',
        "plus-tag": "From: ana+work@alba.example\r\n",
        "two-headers": f"From: {ana}\r\nFrom: {mara}\r\n",
        "two-mailboxes": f"From: {ana}, {mara}\r\n",
        "group": f"From: Alba: {ana};\r\n",
        "named-as-client": f'From: "{ana}" <evil@evil.example>\r\n',
        "encoded-name": "From: =?utf-8?q?ana=40alba=2Eexample?= <evil@evil.example>\r\n",
        "bare-name": f"From: {ana} <evil@evil.example>\r\n",
        "comment": f"From: evil@evil.example ({ana})\r\n",
        "hidden-client": f"From: evil@evil.example\r\nFrom: {ana}\r\n",
        "sender-header": f"From: evil@evil.example\r\nSender: {ana}\r\nReply-To: {ana}\r\n",
        "like-client": "From: ana@notalba.example\r\n",
        "nobody": "From: <>\r\n",
        "empty-group": "From: Alba: ;\r\n",
        "none": "",
        "to-self": f"From: {mara}\r\n",
    }
    mails = [mail(name, sender=sender) for name, sender in senders.items()]
    mails.append(mail("tagged-owner", to="mara+clients@studio.example"))
    mails.append(mail("between-others", to="somebody@else.example"))
    found = fetched(peer, tmp_path, mails)
    assert {name: row["direction"] for name, row in found.items()} == dict.fromkeys(
        [
            "named-as-owner",
            "plus-tag",
            "two-headers",
            "two-mailboxes",
            "group",
            "tagged-owner",
        ],
        "in",
    )
    for name in ("two-headers", "two-mailboxes"):
        assert "many-senders" in found[name]["flaws"]
        assert found[name]["sender"] == ana


def test_fault_78_group_names_and_empty_addresses_are_nobody() -> None:
    found = read(mail(to="Alba team: ivo@alba.example, <>;, undisclosed-recipients:;"))
    assert [each.address for each in found.recipients] == ["ivo@alba.example"]
    assert read(mail(sender="From: <>\r\n")).flaws == ("bad-sender",)
    assert read(mail(sender="From: \r\n")).flaws == ("no-sender",)


def test_fault_79_a_plus_tag_is_the_same_mailbox_and_other_addresses_are_strangers(
    peer: Peer, tmp_path: Path
) -> None:
    second = "From: Ana Kovač <ana@alba.com>\r\n"
    answer = "In-Reply-To: <tag@x.example>\r\n"
    found = fetched(
        peer,
        tmp_path,
        [
            mail("tag", sender="From: Ana Kovač <ana+poster@alba.example>\r\n"),
            *(mail(f"second{number}", sender=second, headers=answer) for number in range(5)),
        ],
    )
    assert set(found) == {"tag"}, "an unknown address is never merged by itself"


def test_fault_79_a_clients_second_address_is_suggested_from_the_headers() -> None:
    first = read(mail("one", sender="From: Ana Kovač <ana@alba.example>\r\n"))
    answer = "In-Reply-To: <one@x.example>\r\n"
    addresses = {
        "private": ("From: Kovač Ana <anak@gmail.com>\r\n", "", Likeness.NAME),
        "moved": ("From: ana@alba.com\r\n", "", Likeness.DOMAIN),
        "thread": ("From: tajnica@else.example\r\n", answer, Likeness.THREAD),
    }
    others = [
        read(mail(f"{name}{number}", sender=sender, headers=headers))
        for name, (sender, headers, _) in addresses.items()
        for number in range(3)
    ]
    mapping = Mapping([a_client()])
    found = likely_clients([first, *others], mapping=mapping, own=OWN)
    assert {(each.address, each.client, each.likeness) for each in found} == {
        ("anak@gmail.com", "Alba", Likeness.NAME),
        ("ana@alba.com", "Alba", Likeness.DOMAIN),
        ("tajnica@else.example", "Alba", Likeness.THREAD),
    }
    assert all(mapping.client_at(each.address) is None for each in found)
