"""The demo's IMAP server in a process of its own.

So the pipeline that reads from it has the interpreter and the memory to itself, as with any server,
and the demo shows what a reading takes.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.demo import server
from goodterms.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from multiprocessing.connection import Connection

    from goodterms.demo.server import Stored

END_SECONDS = 10.0
"""Longest wait for the process to end by itself."""


@contextmanager
def serve(folders: Mapping[str, Iterable[Stored]], *, user: str, password: str) -> Iterator[int]:
    """Serve the folders as `server.serve` does and yield the port, until the block ends.

    Raises:
        UnreachableError: The server did not start.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, user, password), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _started(ours, folders)
    finally:
        ours.close()  # the process reads the end of the pipe and stops
        process.join(END_SECONDS)
        if process.is_alive():
            process.terminate()


def _started(ours: Connection, folders: Mapping[str, Iterable[Stored]]) -> int:
    """Hand the mail over and return the port on which it is served."""
    try:
        ours.send({name: tuple(messages) for name, messages in folders.items()})
        return int(ours.recv())
    except (EOFError, OSError) as error:
        message = "the IMAP server of the demo did not start"
        raise UnreachableError(message) from error


def _run(ours: Connection, user: str, password: str) -> None:
    """Serve what comes through the pipe until its other end closes, however that comes about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides when to stop
    with suppress(EOFError, OSError):
        folders = ours.recv()
        gc.disable()  # nothing of the mail is garbage: looking for some takes half of the filling
        with server.serve(folders, user=user, password=password) as served:
            gc.freeze()
            gc.enable()
            ours.send(served.port)
            ours.recv()
