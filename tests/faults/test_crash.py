"""Fault 82, the reading half: the process ends before or after any commit, and goes on.

As mbsync's tests do: count the commit points of an undisturbed run, abort at each, resume, and
compare the whole content of the database.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import a_body, an_envelope
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Address, Problem
from goodterms.errors import MailboxError
from mailroom import NOW, Killed, a_mailbox, a_reading, content, fetch, updated

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes import FakeMailbox
    from goodterms.core.tone import ToneModel
    from goodterms.reading import Reading

LATER = NOW + timedelta(hours=1)
COUNT = 330
"""Mails: two folders, more than one chunk in one of them, several commits of texts."""


def first(mailbox: FakeMailbox) -> None:
    """Nothing happens before the first reading."""


def new_mail(mailbox: FakeMailbox) -> None:
    """New mail in both folders, a stranger's and an automatic one among it."""
    for number in range(9001, 9061):
        envelope = an_envelope(number, at=NOW)
        if number % 5 == 0:
            envelope = replace(envelope, sender=Address(address="x@elsewhere.example"))
        if number % 7 == 0:
            envelope = replace(envelope, headers={"auto-submitted": "auto-replied"})
        mailbox.add("INBOX" if number % 2 else "Archive", envelope, a_body(f"Draft {number}?"))


def numbered_anew(mailbox: FakeMailbox) -> None:
    """Both folders get new numbers, and some new mail."""
    mailbox.renumber("INBOX", 77)
    mailbox.renumber("Archive", 2)
    new_mail(mailbox)


def renamed(mailbox: FakeMailbox) -> None:
    """A folder gets another name, and some new mail."""
    mailbox.rename("Archive", "Klijenti")
    for number in range(9001, 9031):
        mailbox.add("Klijenti", an_envelope(number, at=NOW), a_body(f"Draft {number}?"))


def expunged(mailbox: FakeMailbox) -> None:
    """Some mail is gone, some of it between SEARCH and FETCH."""
    new_mail(mailbox)
    box = mailbox.store["INBOX"]
    for uid in (2, 4, max(box.mails)):
        box.mails[uid] = None
    del box.mails[5]


SCENES = {"first": first, "new mail": new_mail, "numbered anew": numbered_anew,
          "renamed": renamed, "expunged": expunged}  # fmt: skip


def prepared(path: Path, change: Callable[[FakeMailbox], None], reading: Reading) -> FakeMailbox:
    """Return a mailbox at the beginning of a scene, and the database before it."""
    mailbox = a_mailbox(COUNT)
    if change is not first:
        with open_store(path) as store:
            fetch(mailbox, store, reading, now=NOW)
    change(mailbox)
    return mailbox


def run(store: SqliteStore, mailbox: FakeMailbox, reading: Reading) -> None:
    fetch(mailbox, store, reading, now=LATER)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scene", SCENES)
def test_fault_82_a_reading_cut_at_any_commit_ends_in_the_same_content(
    scene: str, tmp_path: Path, model: ToneModel
) -> None:
    reading = a_reading(model)
    before = tmp_path / "before.db"
    prepared(before, SCENES[scene], reading)
    start = before.read_bytes() if before.exists() else None
    points: list[str] = []
    path = tmp_path / "whole.db"
    mailbox = begin(path, start, scene)
    with open_store(path, on_commit=points.append) as store:
        run(store, mailbox, reading)
        expected = content(store)
    assert len(points) >= 8
    assert points.count("before") == points.count("after")
    for point in range(len(points)):
        path = tmp_path / f"killed{point}.db"
        mailbox = begin(path, start, scene)
        left = [point]

        def kill(_when: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        with pytest.raises(Killed), open_store(path, on_commit=kill) as store:
            run(store, mailbox, reading)
        with open_store(path) as store:
            run(store, mailbox, reading)
            assert content(store) == expected, f"killed {points[point]} commit {point // 2}"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scene", SCENES)
def test_fault_82_a_reading_whose_connection_is_lost_at_any_command_ends_in_the_same_content(
    scene: str, tmp_path: Path, model: ToneModel
) -> None:
    reading = a_reading(model)
    before = tmp_path / "before.db"
    prepared(before, SCENES[scene], reading)
    start = before.read_bytes() if before.exists() else None
    path = tmp_path / "whole.db"
    mailbox = begin(path, start, scene)
    with open_store(path) as store:
        run(store, mailbox, reading)
        expected = content(store)
    commands = len(mailbox.asked)
    assert commands >= 4
    for point in range(commands):
        path = tmp_path / f"cut{point}.db"
        mailbox = begin(path, start, scene)
        with open_store(path) as store:
            mailbox.fail_after = point
            with suppress(MailboxError):
                run(store, mailbox, reading)
            assert mailbox.fail_after == 0, "it was cut"
            mailbox.fail_after = None
            run(store, mailbox, reading)
            assert content(store) == expected, f"cut at command {point}"


def begin(path: Path, start: bytes | None, scene: str) -> FakeMailbox:
    """Put the database of before into place, and return the mailbox as it is then."""
    if start is not None:
        path.write_bytes(start)
    mailbox = a_mailbox(COUNT)
    SCENES[scene](mailbox)
    return mailbox


@pytest.mark.timeout(600)
def test_fault_82_old_texts_read_again_and_cut_at_any_commit_end_in_the_same_content(
    tmp_path: Path, model: ToneModel
) -> None:
    """With new mail, one old mail gone and one unreadable; killed, or the connection lost."""
    start, path = tmp_path / "before.db", tmp_path / "cut.db"
    mailbox = old_mail()
    with open_store(start) as store:
        fetch(mailbox, store, a_reading(model), now=NOW)
    before, reading, points = start.read_bytes(), a_reading(updated(model)), list[str]()
    path.write_bytes(before)
    with open_store(path, on_commit=points.append) as store:
        mailbox = rescored(store, reading)
        expected = content(store)
        assert store.old_scores(reading.model).waiting == 0
        assert store.old_scores(reading.model).kept == 2
    cuts = [(point, None) for point in range(len(points))]
    cuts += [(None, command) for command in range(len(mailbox.asked))]
    assert len(points) >= 12
    for point, command in cuts:
        path.write_bytes(before)
        for rest in tmp_path.glob("cut.db-*"):
            rest.unlink()
        with suppress(Killed, MailboxError), open_store(path, on_commit=killer(point)) as store:
            rescored(store, reading, fail_after=command)
            pytest.fail("it was not cut")
        with open_store(path) as store:
            rescored(store, reading)
            assert content(store) == expected, f"cut at commit point {point}, command {command}"


def old_mail() -> FakeMailbox:
    return a_mailbox(260)


def rescored(store: SqliteStore, reading: Reading, *, fail_after: int | None = None) -> FakeMailbox:
    """Read a mailbox with new mail in it, one old mail gone, and one that is broken now."""
    mailbox = old_mail()
    new_mail(mailbox)
    box = mailbox.store["INBOX"].mails
    del box[4]
    envelope, _ = box[7]
    text = "the text cannot be read (ValueError)"
    box[7] = (envelope, Problem(kind="message", source="INBOX/7", text=text))
    mailbox.fail_after = fail_after
    run(store, mailbox, reading)
    return mailbox


def killer(point: int | None) -> Callable[[str], None]:
    """Return what ends the process at a commit point, never for None."""
    left = [point]

    def tell(_when: str) -> None:
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

    return tell
