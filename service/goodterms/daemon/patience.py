"""What failed jobs wait for, kept in the database, and when the owner is told."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters import attention, secrets
from goodterms.core import delivery, waiting
from goodterms.core.waiting import Failure, Trouble
from goodterms.errors import LimitError

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from pathlib import Path

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.waiting import Wait
    from goodterms.errors import GoodTermsError

log = logging.getLogger("goodterms")

LOOKED_AT = 100
"""Newest mails among which refused ones are looked for."""

JOBS = ("fetch", "files", "assess", "report", "news", "outbox", "backup")


@dataclass(slots=True)
class Connection:
    """What became of one attempt to read the mailbox.

    Attributes:
        lasted: How long it held after the sign-in; None when there was none.
        folders: Folders that were read to their end.
    """

    lasted: timedelta | None = None
    folders: int = 0


def wait_of(store: SqliteStore, job: str) -> Wait | None:
    """Return what a job waits for, None when its last run went well."""
    text = store.note(f"wait:{job}")
    return waiting.from_json(text) if text else None


def keep(store: SqliteStore, job: str, wait: Wait | None) -> None:
    """Write down what a job waits for."""
    store.set_note(f"wait:{job}", waiting.to_json(wait) if wait else None)


def waits(store: SqliteStore) -> dict[str, Wait]:
    """Return every job that waits after a failure."""
    found = {job: wait_of(store, job) for job in JOBS}
    return {job: wait for job, wait in found.items() if wait}


def secret_files(app: App) -> list[Path]:
    """Return the files whose change may end a refused sign-in; none with a keyring."""
    settings = app.settings
    if app.account.by_token:
        return [app.token_file.path]
    if settings.mailbox.secret.startswith("file:"):
        return [secrets.located(settings.mailbox.secret, beside=settings.path)]
    return []


def fingerprint(app: App) -> str:
    """Return a digest of when those files changed; of nothing that is in them."""
    digest = hashlib.sha256()
    for path in secret_files(app):
        try:
            found = path.stat()
        except OSError:
            continue
        digest.update(f"{path.name} {found.st_mtime_ns} {found.st_size}\n".encode())
    return digest.hexdigest()[:16]


def failed(
    store: SqliteStore,
    job: str,
    failure: Failure,
    connection: Connection,
    *,
    now: datetime,
    chance: float,
) -> Wait:
    """Note one more failure and return what the job waits for now."""
    wait = waiting.failed(since(wait_of(store, job), connection), failure, now=now, chance=chance)
    if waiting.notice_is_due(wait, now=now):
        log.error("attention job=%s error=%s", job, wait.text)
        wait = waiting.told(wait, now=now)
    keep(store, job, wait)
    return wait


def since(wait: Wait | None, connection: Connection) -> Wait | None:
    """Return the state with what this attempt achieved before it failed."""
    if wait is None:
        return None
    if connection.folders:
        wait = waiting.folder_done(wait)
    if connection.lasted is not None:
        wait = waiting.signed_in(wait)
        if connection.lasted >= waiting.STEADY:
            wait = waiting.held(wait)
    return wait


def failure_of(error: GoodTermsError, connection: Connection, *, secret: str) -> Failure:
    """Return an error as the waiting rule knows it."""
    trouble = waiting.trouble_of(error)
    lasted = connection.lasted
    return Failure(
        trouble=trouble,
        text=str(error),
        wait_seconds=error.wait_seconds if isinstance(error, LimitError) else None,
        short_lived=(
            trouble is Trouble.LOST and lasted is not None and lasted < waiting.SHORT_LIVED
        ),
        secret=secret,
    )


def tell(store: SqliteStore, database: Path) -> None:
    """Let the notice file hold what the owner was told and what still stands."""
    lines = [
        f"{wait.since:%Y-%m-%d %H:%M} UTC: {wait.text}"
        for wait in waits(store).values()
        if wait.told_at is not None
    ]
    lines += [f"not sent for good: {text}" for text in delivery.stuck(store.postings(LOOKED_AT))]
    attention.say(database, lines)
