"""How the owner's mailbox holds the letters: folders, flags, the server's own dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from goodterms.demo import mime, people
from goodterms.demo.oddities import ODDITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.demo.letters import Letter

Stored: TypeAlias = tuple[bytes, datetime, tuple[str, ...]]
r"""One message on the server: source, INTERNALDATE (aware) and flags such as ``\Seen``."""

KEPT_DAYS, UNREAD_DAYS = 120, 2
"""Older mail of the inbox lies in the archive; younger mail of others is unread."""


class Mailbox:
    """Writes letters down and files them as the owner does.

    Args:
        seed: The world's seed.
        limit: The instant at which the year ends.
    """

    def __init__(self, seed: int, limit: datetime) -> None:
        self._rng = Random(f"{seed}:mailbox")  # noqa: S311 - a story, not a secret
        self._limit = limit
        self._folders: dict[str, list[Stored]] = {
            name: [] for name in ("INBOX", "Sent", "Archive", "Junk")
        }

    def file(self, letters: Sequence[Letter], *, folder: str) -> None:
        """File one client's letters: sent ones to Sent, others to `folder` or the inbox."""
        for each in letters:
            is_mine = each.sender.address == people.OWNER_ADDRESS
            self.put("Sent" if is_mine else folder or "INBOX", each)

    def file_oddly(self, letters: Sequence[Letter]) -> None:
        """File a client's letters, a few of them damaged and one of them twice."""
        chosen = [each for each in letters if each.sender.address != people.OWNER_ADDRESS]
        step = max(1, len(chosen) // (len(ODDITIES) + 1))
        damages = dict(zip([each.message_id for each in chosen[::step]], ODDITIES, strict=False))
        for each in letters:
            damage = damages.get(each.message_id)
            raw = mime.raw(each)
            is_mine = each.sender.address == people.OWNER_ADDRESS
            self._store("Sent" if is_mine else "INBOX", damage(raw) if damage else raw, each.at)
        if chosen:
            self._keep("Archive", mime.raw(chosen[-1]), chosen[-1].at)

    def put(self, folder: str, letter: Letter) -> None:
        """Write one letter down in a folder."""
        self._store(folder, mime.raw(letter), letter.at)

    def folders(self) -> dict[str, tuple[Stored, ...]]:
        """Return the messages of every folder in the order of their arrival."""
        return {
            name: tuple(sorted(found, key=lambda each: each[1]))
            for name, found in self._folders.items()
        }

    def _store(self, folder: str, raw: bytes, at: datetime) -> None:
        is_old = at < self._limit - timedelta(days=KEPT_DAYS)
        self._keep("Archive" if folder == "INBOX" and is_old else folder, raw, at)

    def _keep(self, folder: str, raw: bytes, at: datetime) -> None:
        seconds = self._rng.randrange(3) if folder == "Sent" else self._rng.randrange(2, 40)
        internal_at = (at + timedelta(seconds=seconds)).replace(microsecond=0)
        is_new = at > self._limit - timedelta(days=UNREAD_DAYS) and folder != "Sent"
        flags = () if is_new else ("\\Seen",)
        self._folders.setdefault(folder, []).append((raw, internal_at, flags))
