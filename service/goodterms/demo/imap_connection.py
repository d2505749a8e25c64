"""One connection to the demo's IMAP server, as pymap holds it, but answering in one piece.

pymap sends every atom of an answer by itself and then builds the whole answer a second time for a
log that is off: for a year of mail that is 80,000 system calls and a quarter of the server's time.
"""

from __future__ import annotations

from contextlib import AsyncExitStack, closing, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from pymap.context import connection_exit
from pymap.imap import IMAPConnection
from pymap.imap.state import ConnectionState

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

    from proxyprotocol.sock import SocketInfo
    from pymap.backend.dict import Config, Login
    from pymap.parsing.response import Response


async def converse(
    login: Login, config: Config, reader: StreamReader, writer: StreamWriter, peer: SocketInfo
) -> None:
    """Answer one connection until it ends; what pymap's own `IMAPServer` does."""
    connection = _Connection(config.commands, config, reader, writer, peer)
    async with AsyncExitStack() as stack:
        connection_exit.set(stack)
        stack.enter_context(closing(connection))
        await connection.run(ConnectionState(login, config))


class _Connection(IMAPConnection):
    """A connection that hands each answer to the socket whole."""

    __slots__ = ()

    async def write_response(self, resp: Response) -> None:
        answer = BytesIO()
        await resp.async_write(answer)
        with suppress(ConnectionError):
            self.writer.write(answer.getvalue())
            await self.writer.drain()
