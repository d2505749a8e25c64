"""What the page says after an action; kept in memory for a while, never in an address."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.web.pages.frame import Said

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The form that takes an action back.

    Attributes:
        action: Where it goes.
        items: The values of its field ``item``.
        shown: Further fields: which part of the evidence was looked at.
    """

    action: str
    items: tuple[str, ...]
    shown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Notices:
    """The latest outcomes, each under a random name that an address can carry."""

    _kept: OrderedDict[str, Said] = field(default_factory=OrderedDict)

    def keep(self, said: Said) -> str:
        """Keep an outcome and return its name."""
        name = secrets.token_hex(8)
        self._kept[name] = said
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return name

    def of(self, name: str) -> Said | None:
        """Return an outcome, None when it is not known any more; looking changes nothing."""
        return self._kept.get(name)
