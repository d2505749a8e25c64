"""Judging in this process, or in two: each reads by itself, the messages of one client at a time.

A second process is a new interpreter, which takes about as long to start as some clients take to be
judged. Both give the same: what is computed is in `core.sitting`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections import deque
from contextlib import closing, suppress
from dataclasses import replace
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_rows import MESSAGE_COLUMNS, messages_of
from goodterms.adapters.store_session import BUSY_TIMEOUT_MS, store_error
from goodterms.core.sitting import Sitting
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from goodterms.core.mail import Message
    from goodterms.core.portfolio import Portfolio
    from goodterms.core.sitting import Judged, Look

WORKERS = 2
"""Most processes: reading shares one disk, and the machine is the owner's."""

ENOUGH_CLIENTS, ENOUGH_MESSAGES = 8, 20_000
"""Clients to judge and messages stored from which a second process is worth its start (measured:
a client of 5,000 messages takes about half a second, a process two thirds of one)."""

MESSAGES = (
    f"SELECT {', '.join(MESSAGE_COLUMNS)} FROM message"  # noqa: S608 - our own names
    " WHERE client = ? AND text_state <> 'wanted' ORDER BY arrived_at, id"
)
"""A client's messages; one whose text is still wanted is not there yet."""


def is_worth_two(clients: int, messages: int) -> bool:
    """Return whether a second process saves more time than it takes."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return clients >= ENOUGH_CLIENTS and messages >= ENOUGH_MESSAGES and processors >= WORKERS


class Alone:
    """Judges in this process. Implements `ports.judging.Crew`."""

    def __init__(
        self, portfolio: Portfolio, messages: Callable[[str], tuple[Message, ...]]
    ) -> None:
        self._sitting, self._messages = Sitting(portfolio), messages

    def __enter__(self) -> Alone:
        """Return the crew itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""

    def look(self, clients: Iterable[str]) -> Iterator[tuple[str, Look]]:
        """Make the draft of each client."""
        for each in clients:
            yield each, self._sitting.look(each, self._messages(each))

    def judge(
        self, clients: Iterable[str], crowded: frozenset[date]
    ) -> Iterator[tuple[str, Judged]]:
        """Return the assessment of each client that was looked at."""
        for each in clients:
            yield each, self._sitting.judge(each, crowded)


class Workers:
    """Judges in processes of their own. Implements `ports.judging.Crew`.

    Raises:
        StoreError: In use, when a process ends early or cannot read the database.
    """

    def __init__(self, portfolio: Portfolio, path: Path) -> None:
        self._portfolio, self._path = sendable(portfolio), path
        self._processes: list[SpawnProcess] = []
        self._lines: list[Connection] = []
        self._place: dict[str, Connection] = {}

    def __enter__(self) -> Workers:
        """Start the processes."""
        context = multiprocessing.get_context("spawn")
        for _ in range(WORKERS):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs, self._path), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._lines.append(ours)
            ours.send(self._portfolio)
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.join(timeout=5)
            process.kill()
            process.join()

    def look(self, clients: Iterable[str]) -> Iterator[tuple[str, Look]]:
        """Make the draft of each client, whichever process is free."""
        waiting = deque(clients)
        order = list(waiting)
        found: dict[str, Look] = {}
        asked: dict[Connection, str] = {}
        for line in self._lines:
            self._next(line, waiting, asked)
        while order:
            if order[0] in found:
                yield order[0], found.pop(order.pop(0))
                continue
            for line in ready(asked):
                name = asked.pop(line)
                found[name] = self._answer(line)
                self._next(line, waiting, asked)

    def judge(
        self, clients: Iterable[str], crowded: frozenset[date]
    ) -> Iterator[tuple[str, Judged]]:
        """Return the assessment of each client, asked of the process that looked at it."""
        order = deque(clients)
        queues = {line: deque(n for n in order if self._place[n] is line) for line in self._lines}
        done: dict[str, Judged] = {}
        for line, names in queues.items():
            for name in list(names)[:1]:
                line.send((name, crowded))
        for name in order:
            while name not in done:
                for line in ready([line for line, names in queues.items() if names]):
                    names = queues[line]
                    done[names.popleft()] = self._answer(line)
                    if names:
                        line.send((names[0], crowded))
            yield name, done.pop(name)

    def _next(self, line: Connection, waiting: deque[str], asked: dict[Connection, str]) -> None:
        if waiting:
            name = waiting.popleft()
            self._place[name] = line
            asked[line] = name
            line.send((name, None))

    def _answer(self, line: Connection) -> Any:  # noqa: ANN401 - what was asked for
        try:
            found = line.recv()
        except (EOFError, OSError) as error:
            message = "a process that judges clients ended early"
            hint = "Run the command again; if it was short of memory, close other programs"
            raise StoreError(message, hint=hint) from error
        if isinstance(found, Failed):
            raise StoreError(found.message, hint=found.hint)
        return found


class Failed:
    """Why a process could not go on, in words that can be sent."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint


def ready(lines: Iterable[Connection]) -> list[Connection]:
    """Wait until something came over some of the lines; return those."""
    listening = list(lines)
    heard = wait(listening)
    return [line for line in listening if line in heard]


def sendable(portfolio: Portfolio) -> Portfolio:
    """Return the portfolio as it can be sent to another process."""
    judging = portfolio.judging
    policy = replace(judging.policy, prices=dict(judging.policy.prices))
    book = replace(portfolio.book, documents=(), payments=())
    return replace(portfolio, judging=replace(judging, policy=policy), book=book)


def work(line: Connection, path: Path) -> None:
    """Look at clients and judge them as asked, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends, and then this process does
    with suppress(EOFError, BrokenPipeError), closing(_reading(path)) as database:
        sitting = Sitting(line.recv())
        while True:
            name, crowded = line.recv()
            try:
                if crowded is None:
                    messages = tuple(messages_of(database.execute(MESSAGES, [name])))
                    line.send(sitting.look(name, messages))
                else:
                    line.send(sitting.judge(name, crowded))
            except sqlite3.Error as error:
                known = store_error(str(path), error)
                line.send(Failed(known.message, known.hint))


def _reading(path: Path) -> sqlite3.Connection:
    """Open the database for reading only."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_MS / 1000)
