"""Mail on disk: where messages begin, what is read of them, when they came."""

from __future__ import annotations

import mailbox
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodterms.adapters import archive_files
from goodterms.adapters.archive_files import maildirs, mbox
from goodterms.errors import MailboxError

if TYPE_CHECKING:
    from pathlib import Path

ONE = b"From: a@b.example\nSubject: one\n\nHello\n"
TWO = b"From: c@d.example\nSubject: two\n\n>From here on\nbye\n"


def written(path: Path, *messages: bytes) -> Path:
    parts = (b"From x@y Mon Jan  5 10:11:12 2026\n" + each + b"\n" for each in messages)
    path.write_bytes(b"".join(parts))
    return path


def test_messages_of_an_mbox_are_numbered_and_unquoted(tmp_path: Path) -> None:
    found = mbox(written(tmp_path / "old.mbox", ONE, TWO))
    assert (found.name, len(found)) == ("old.mbox", 2)
    assert found.read(1).strip() == ONE.strip()
    assert b"\nFrom here on\n" in found.read(2)
    assert found.arrived(1, b"") == datetime(2026, 1, 5, 10, 11, 12, tzinfo=UTC)


def test_a_line_from_within_a_paragraph_begins_no_message(tmp_path: Path) -> None:
    inside = b"From: a@b.example\n\nHello\nFrom now on we pay.\n"
    assert len(mbox(written(tmp_path / "m", inside))) == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 90), min_size=1, max_size=12), block=st.integers(7, 80))
def test_separators_on_the_seam_of_two_blocks_are_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], block: int
) -> None:
    bodies = [b"Subject: s\n\n" + b"x" * size + b"\n" for size in sizes]
    path = written(tmp_path / "m", *bodies)
    monkeypatch.setattr(archive_files, "_BLOCK", block)
    found = mbox(path)
    assert [found.read(each + 1).strip() for each in range(len(found))] == [
        each.strip() for each in bodies
    ]


def test_the_standard_library_sees_the_same_messages(tmp_path: Path) -> None:
    path = written(tmp_path / "m", ONE, TWO, ONE)
    box = mailbox.mbox(path, create=False)
    try:
        theirs = [box.get_bytes(key).strip() for key in box.iterkeys()]
    finally:
        box.close()
    found = mbox(path)
    assert [
        found.read(each + 1).replace(b"\nFrom here", b"\n>From here").strip() for each in range(3)
    ] == theirs


def test_the_topmost_received_tells_when_a_message_came(tmp_path: Path) -> None:
    late = (
        b"Received: from x by y\n with smtp; Tue, 6 Jan 2026 08:00:00 +0100\n"
        b"Received: from q; Mon, 5 Jan 2026 08:00:00 +0100\n" + ONE
    )
    found = mbox(written(tmp_path / "m", late))
    assert found.arrived(1, found.read(1)) == datetime(2026, 1, 6, 7, tzinfo=UTC)


def test_without_any_other_time_the_date_of_the_headers_counts(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_bytes(b"From x\nDate: Mon, 5 Jan 2026 08:00:00 +0000\nSubject: s\n\nHello\n")
    found = mbox(path)
    assert found.arrived(1, found.read(1)) == datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_an_mbox_that_grows_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "m"
    before = mbox(written(path, ONE, TWO))
    after = mbox(written(path, ONE, TWO, ONE))
    assert before.validity == after.validity


def maildir(root: Path, folder: str, **files: bytes) -> Path:
    place = root / folder if folder else root
    for part in ("cur", "new", "tmp"):
        (place / part).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (place / "cur" / f"{name}:2,S").write_bytes(data)
    return root


def test_folders_of_a_maildir_are_found_at_any_depth(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", "", a1=ONE)
    maildir(root, ".Sent", b1=TWO, b2=ONE)
    maildir(root, "empty")
    found = {each.name: len(each) for each in maildirs(root)}
    assert found == {"Mail": 1, "Mail/Sent": 2}


def test_a_message_put_between_others_changes_the_validity(tmp_path: Path) -> None:
    (before,) = maildirs(maildir(tmp_path, "", a1=ONE, a3=TWO))
    (after,) = maildirs(maildir(tmp_path, "", a2=ONE))
    assert before.validity != after.validity


def test_a_flag_that_changes_is_no_other_message(tmp_path: Path) -> None:
    (before,) = maildirs(maildir(tmp_path, "", a1=ONE))
    (tmp_path / "cur" / "a1:2,S").rename(tmp_path / "cur" / "a1:2,RS")
    (after,) = maildirs(tmp_path)
    assert before.validity == after.validity


def test_a_file_without_received_came_at_its_own_time(tmp_path: Path) -> None:
    maildir(tmp_path, "", a1=ONE)
    os.utime(tmp_path / "cur" / "a1:2,S", (1_700_000_000, 1_700_000_000))
    (found,) = maildirs(tmp_path)
    assert found.arrived(1, found.read(1)) == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize("data", [b"Dear diary\n", b"%PDF-1.7\n"])
def test_what_is_no_mbox_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m").write_bytes(data)
    with pytest.raises(MailboxError, match="no mbox file"):
        mbox(tmp_path / "m")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="cannot be read"):
        mbox(tmp_path / "none")
    with pytest.raises(MailboxError, match="no Maildir"):
        maildirs(tmp_path)


def test_nothing_on_disk_changes(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", "", a1=ONE)
    path = written(tmp_path / "m", ONE)
    before = sorted((each, each.stat().st_mtime_ns) for each in tmp_path.rglob("*"))
    (found,) = maildirs(root)
    found.read(1)
    mbox(path).read(1)
    assert sorted((each, each.stat().st_mtime_ns) for each in tmp_path.rglob("*")) == before
