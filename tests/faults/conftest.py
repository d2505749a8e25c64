"""Fixtures of the fault tests that change a mailbox between two readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.store import SqliteStore, open_store
from imap_folder_script import ScriptedFolder
from imap_script import scripted
from mailbox_scenes import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from imap_dovecot import Dovecot, DovecotMailbox
    from imap_script import Scripted


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


@pytest.fixture
def folder() -> ScriptedFolder:
    made = ScriptedFolder()
    made.fill(5)
    return made


@pytest.fixture
def server(folder: ScriptedFolder) -> Iterator[Scripted]:
    with scripted(folder.answers) as running:
        yield running


@pytest.fixture
def box(dovecot: Dovecot) -> DovecotMailbox:
    """A mailbox with three mails of the client."""
    made = dovecot.mailbox()
    deliver(made, "INBOX", 1, 2, 3)
    return made
