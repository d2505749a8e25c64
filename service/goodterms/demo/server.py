"""A real IMAP server in this process, on loopback, filled from memory: for the demo and the tests.

It is pymap with its dictionary backend; messages are put into the backend directly, so that a year
of mail is there at once. Nothing is written to disk and nobody else can reach it.
"""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from uuid import uuid4

from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.concurrent import Subsystem
from pymap.listtree import ListEntry, ListTree
from pymap.mailbox import MailboxSnapshot
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag, Recent
from pymap.user import UserMetadata
from pysasl.hashing import BuiltinHash

from goodterms.demo.imap_connection import converse

if TYPE_CHECKING:
    import ssl
    from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pymap.backend.dict.mailbox import MailboxData

Stored: TypeAlias = "tuple[bytes, datetime, Iterable[str]]"
r"""One message to serve: source text, INTERNALDATE (aware) and flags such as ``\Seen``."""

_T = TypeVar("_T")

HOST = "127.0.0.1"
"""Loopback only: nobody else can connect."""

ANSWER_SECONDS = 30.0
"""Longest wait for the server's thread."""

SPECIAL_USE = {
    "Sent": b"Sent",
    "Drafts": b"Drafts",
    "Trash": b"Trash",
    "Junk": b"Junk",
    "Archive": b"Archive",
}
"""Folder names that are listed with their attribute of RFC 6154."""


@contextmanager
def serve(
    folders: Mapping[str, Iterable[Stored]],
    *,
    user: str,
    password: str,
    encryption: Encryption | None = None,
) -> Iterator[Served]:
    """Serve the folders on a free port of loopback until the block ends.

    Args:
        folders: Messages by folder name (``/`` between levels), oldest first; INBOX always exists.
        user: The one user who can sign in.
        password: In clear; it never leaves this process and the loopback connection.
        encryption: None serves plain connections, which the product accepts on loopback only.

    Yields:
        The running server.
    """
    served = Served(user=user, password=password, encryption=encryption)
    try:
        served.start(folders)
        yield served
    finally:
        served.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """How connections are encrypted.

    Attributes:
        context: Server side context with its certificate loaded.
        starttls: Plain at first, with STARTTLS offered; False means TLS from the first byte.
    """

    context: ssl.SSLContext
    starttls: bool = False


class Served:
    """A running server; its methods change the mailbox as another mail program would.

    Attributes:
        host: Always loopback.
        port: A free port chosen by the system.
    """

    def __init__(self, *, user: str, password: str, encryption: Encryption | None) -> None:
        self.host = HOST
        self.port = 0
        self.user = user
        self.password = password
        self._encryption = encryption
        self._config = _config(user, password, encryption)
        self._folders = _SpecialFolders()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        self._listening = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="demo-imap", daemon=True)

    def append(
        self, folder: str, raw: bytes, internal_at: datetime, flags: Iterable[str] = ()
    ) -> int:
        """Deliver one message into an existing or a new folder and return its UID."""
        return self._call(self._append(folder, (raw, internal_at, flags)))

    def flags(self, folder: str) -> dict[int, frozenset[str]]:
        r"""Return the flags of every message by UID, ``\Recent`` included."""
        return self._call(self._flags(folder))

    def expunge(self, folder: str, uids: Sequence[int]) -> None:
        """Remove messages for good."""
        self._call(self._expunge(folder, uids))

    def renew(self, folder: str) -> int:
        """Give a folder another UIDVALIDITY, as after a restored backup, and return it."""
        return self._call(self._renew(folder))

    def start(self, folders: Mapping[str, Iterable[Stored]]) -> None:
        """Fill the folders and listen in an own thread; raises what kept it from listening."""
        self._loop.run_until_complete(self._fill(folders))
        self._thread.start()
        if not self._listening.wait(ANSWER_SECONDS):
            message = "the IMAP server of the demo did not start"
            raise TimeoutError(message)
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """End all connections, then the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(ANSWER_SECONDS)
        if not self._loop.is_running():
            self._loop.close()

    def _call(self, coroutine: Coroutine[object, object, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(ANSWER_SECONDS)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())

    async def _listen(self) -> None:
        context = None
        if self._encryption is not None and not self._encryption.starttls:
            context = self._encryption.context
        login = Login(self._config)
        login.users_dict[self.user] = UserMetadata(
            self._config, self.user, password=self._config.hash_context.hash(self.password)
        )

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._converse(login, reader, writer)

        try:
            server = await asyncio.start_server(connected, HOST, 0, ssl=context)
        except OSError as error:
            self._failure = error
            self._listening.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        await self._stop.wait()
        server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await server.wait_closed()

    async def _converse(
        self, login: Login, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        if task is None:  # pragma: no cover - asyncio runs every connection in a task
            return
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        peer = SocketInfo.get(writer, ProxyResultLocal(), unique_id=uuid4().bytes)
        # Only `stop` cancels a connection, and nobody waits for its result.
        with suppress(asyncio.CancelledError, OSError):
            try:
                await converse(login, self._config, reader, writer, peer)
            finally:
                writer.close()
                await writer.wait_closed()

    async def _fill(self, folders: Mapping[str, Iterable[Stored]]) -> None:
        self._config.set_cache[self.user] = (self._folders, FilterSet())
        for name, messages in folders.items():
            folder = await self._folder(name)
            for message in messages:
                await _put(folder, message)

    async def _folder(self, name: str) -> MailboxData:
        with suppress(KeyError):
            return await self._folders.get_mailbox(name)
        await self._folders.add_mailbox(name)
        return await self._folders.get_mailbox(name)

    async def _append(self, name: str, message: Stored) -> int:
        return await _put(await self._folder(name), message)

    async def _flags(self, name: str) -> dict[int, frozenset[str]]:
        folder = await self._folders.get_mailbox(name)
        return {
            each.uid: frozenset(
                str(flag) for flag in each.permanent_flags | ({Recent} if each.recent else set())
            )
            async for each in folder.messages()
        }

    async def _expunge(self, name: str, uids: Sequence[int]) -> None:
        folder = await self._folders.get_mailbox(name)
        await folder.delete(uids)

    async def _renew(self, name: str) -> int:
        folder = await self._folders.get_mailbox(name)
        before = folder.uid_validity
        while folder.uid_validity == before:
            folder._uid_validity = MailboxSnapshot.new_uid_validity()  # noqa: SLF001 - no API for it
        return int(folder.uid_validity)


class _SpecialFolders(MailboxSet):
    """pymap's folders, listed with the special-use attributes it does not know."""

    async def list_mailboxes(self) -> ListTree:
        tree = await super().list_mailboxes()
        names = [entry.name for entry in tree.list() if entry.exists]
        return _SpecialTree(self.delimiter).update(*names)


class _SpecialTree(ListTree):
    """A folder tree whose entries carry special-use attributes."""

    __slots__ = ()

    def list(self) -> Iterable[ListEntry]:
        for entry in super().list():
            yield _SpecialEntry(entry.name, entry.exists, entry.marked, entry.has_children)


class _SpecialEntry(ListEntry):
    """One listed folder."""

    @property
    def attributes(self) -> Sequence[bytes]:
        special = SPECIAL_USE.get(self.name)
        return [*super().attributes, special] if special else super().attributes


def _config(user: str, password: str, encryption: Encryption | None) -> Config:
    """Return settings without thread pool and slow hash: nobody else can connect."""
    args = Namespace(passlib_cfg=None, proxy_protocol=None)
    return Config(
        args,
        host=HOST,
        port=0,
        demo_data=False,
        demo_user=user,
        demo_password=password,
        tls_enabled=encryption is not None and encryption.starttls,
        ssl_context=None if encryption is None else encryption.context,
        cpu_subsystem=Subsystem.for_asyncio(),
        hash_context=BuiltinHash(rounds=1),
        invalid_user_sleep=0.0,
    )


async def _put(folder: MailboxData, message: Stored) -> int:
    raw, internal_at, flags = message
    known = frozenset(Flag(flag.encode("ascii")) for flag in flags)
    stored = await folder.append(AppendMessage(raw, internal_at, known), recent=True)
    return int(stored.uid)
