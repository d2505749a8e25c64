"""Which folders are read, and what each is for."""

from __future__ import annotations

import pytest

from goodterms.adapters.imap_folders import Listed, choose


def listed(name: str, *attributes: bytes, delimiter: str = "/") -> Listed:
    return Listed(attributes=attributes, delimiter=delimiter, name=name)


def roles(*folders: Listed, gmail: bool = False, only: tuple[str, ...] = ()) -> dict[str, str]:
    chosen = choose(folders, all_is_complete=gmail, only=only)
    return {folder.name: folder.role for folder in chosen}


def test_inbox_sent_and_archive_come_first_and_own_folders_stay() -> None:
    found = roles(
        listed("Klijenti/Ana"),
        listed("Archive", rb"\Archive"),
        listed("Poslano", rb"\HasNoChildren", rb"\Sent"),
        listed("Inbox"),
    )
    assert found == {"Inbox": "inbox", "Poslano": "sent", "Archive": "archive", "Klijenti/Ana": ""}
    assert list(found) == ["Inbox", "Poslano", "Archive", "Klijenti/Ana"]


@pytest.mark.parametrize(
    "attribute", [rb"\Noselect", rb"\NonExistent", rb"\Junk", rb"\TRASH", rb"\drafts"]
)
def test_what_cannot_be_opened_or_was_never_sent_is_left_out(attribute: bytes) -> None:
    assert roles(listed("INBOX"), listed("Mine", attribute)) == {"INBOX": "inbox"}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Sent Items", "sent"),
        ("Poslane stavke", "sent"),
        ("Gesendet", "sent"),
        ("INBOX/Sent", "sent"),
        ("\uff33ent", "sent"),  # full-width letters: NFKC
        ("Arhiva", "archive"),
        ("Clients/Archive", ""),
        ("Nacrti", ""),  # drawings, for an architect
        ("Sentinel Ltd", ""),
    ],
)
def test_unmarked_folders_are_known_by_their_name(name: str, role: str) -> None:
    assert roles(listed(name)) == {name: role}


@pytest.mark.parametrize("name", ["Smeće", "Neželjena pošta", "Skice", "Papierkorb", "INBOX/Spam"])
def test_unmarked_trash_junk_and_drafts_are_not_read(name: str) -> None:
    assert roles(listed("INBOX"), listed(name)) == {"INBOX": "inbox"}


def test_a_name_does_not_count_where_the_server_marks_another_folder() -> None:
    found = roles(
        listed("Sent"), listed("Poslano", rb"\Sent"), listed("Spam"), listed("X", rb"\Junk")
    )
    assert found == {"Poslano": "sent", "Sent": "", "Spam": ""}


def test_a_dot_may_part_the_levels() -> None:
    assert roles(listed("INBOX.Sent", delimiter=".")) == {"INBOX.Sent": "sent"}


def test_the_complete_folder_alone_is_read_where_there_is_one() -> None:
    folders = (
        listed("INBOX"),
        listed("[Gmail]/Sent Mail", rb"\Sent"),
        listed("[Gmail]/All Mail", rb"\All"),
        listed("Label"),
    )
    assert roles(*folders, gmail=True) == {"[Gmail]/All Mail": "all"}
    hidden = tuple(each for each in folders if rb"\All" not in each.attributes)
    assert roles(*hidden, gmail=True) == {"INBOX": "inbox", "[Gmail]/Sent Mail": "sent"}


def test_a_virtual_folder_of_everything_is_not_read_twice() -> None:
    found = roles(listed("INBOX"), listed("virtual/All", rb"\All"))
    assert found == {"INBOX": "inbox"}


def test_a_restriction_wins_and_keeps_missing_names() -> None:
    found = roles(listed("INBOX"), listed("Sent"), listed("Spam"), only=("Spam", "Gone", "INBOX"))
    assert found == {"Spam": "junk", "Gone": "", "INBOX": "inbox"}


@pytest.mark.parametrize("name", ["", "a\r\nb", "a\0b"])
def test_a_name_that_cannot_be_sent_back_safely_is_left_out(name: str) -> None:
    assert roles(listed("INBOX"), listed(name)) == {"INBOX": "inbox"}
