"""Reading archives on disk through the same pipeline as the mailbox; a part of `fetch`."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodterms import pipeline
from goodterms.adapters import archive_files
from goodterms.adapters.archive import ArchiveMailbox, ParallelTexts
from goodterms.core.summary import FetchSummary
from goodterms.errors import MailboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from goodterms.adapters.archive_files import Archive
    from goodterms.app import App
    from goodterms.ports import Store
    from goodterms.reading.visit import Progress

EVER = date(1970, 1, 1)
"""An archive is read whole: it is given to have what lies before the horizon."""


def archive_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name archives and who reads them."""
    folder = click.Path(path_type=Path)
    for option in (
        click.option("--cluster", metavar="ADDRESS", help="Dask scheduler that shares the work."),
        click.option(
            "--workers",
            type=click.IntRange(1, 64),
            default=1,
            help="Processes that read an archive's texts.",
        ),
        click.option("--from-maildir", type=folder, multiple=True, help="Read a Maildir instead."),
        click.option("--from-mbox", type=folder, multiple=True, help="Read an mbox file instead."),
    ):
        command = option(command)
    return command


def read_archives(
    app: App, store: Store, asked: Mapping[str, Any], progress: Progress
) -> FetchSummary:
    """Read archives into the database, each under a name of its own; return the sum.

    Args:
        app: The owner's settings.
        store: The open database.
        asked: The options of `archive_options`.
        progress: Told how far it is.

    Raises:
        MailboxError: An archive cannot be read, or the cluster does not answer.
    """
    now = app.clock.now()
    total = FetchSummary()
    places = found(asked["from_mbox"], asked["from_maildir"])
    with workers(asked["workers"], asked["cluster"]) as pool:
        for path, archives in places:
            own = app.reading()
            reading = replace(
                own,
                account=f"archive:{hashlib.sha256(path.encode()).hexdigest()[:12]}",
                texts=own.texts if pool is None else ParallelTexts(pool, app.tone_layer()),
                since=EVER,
                everybody=False,
                invoices=None,
            )
            mailbox = ArchiveMailbox(archives, pool)
            done = pipeline.fetch(mailbox, store, reading, now=now, progress=progress)
            total = total.plus(done)
    return total


def found(mboxes: Sequence[Path], maildirs: Sequence[Path]) -> list[tuple[str, list[Archive]]]:
    """Return path and folders of each archive.

    Raises:
        MailboxError: One cannot be read, or is none.
    """
    boxes: list[tuple[str, list[Archive]]] = [
        (str(path.resolve()), [archive_files.mbox(path)]) for path in mboxes
    ]
    boxes += [(str(path.resolve()), [*archive_files.maildirs(path)]) for path in maildirs]
    return boxes


@contextmanager
def workers(count: int, cluster: str | None) -> Iterator[Executor | None]:
    """Yield the pool that texts are read in; None for this process alone.

    Args:
        count: Processes of this machine.
        cluster: Address of a Dask scheduler, which is used instead.

    Raises:
        MailboxError: The extra for clusters is not installed, or the scheduler does not answer.
    """
    if cluster is not None:
        with _cluster(cluster) as pool:
            yield pool
    elif count < 2:
        yield None
    else:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
        from multiprocessing import get_context  # noqa: PLC0415

        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield pool


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "reading on a cluster needs Dask, which is not installed"
        raise MailboxError(message, hint="Run: pip install 'goodterms[cluster]'") from error
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        message = f"the cluster at {address} does not answer"
        raise MailboxError(message, hint="Start its scheduler and workers first") from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
