"""What all pages share: the owner's language and clock, the addresses, whether anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.web.pages.links import Links

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.adapters.texts import Texts
    from goodterms.web.pages.links import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says of the last action.

    Attributes:
        text: One sentence in the owner's language, such as "1.8 → 1.6, now likely".
        undo: Whatever the form that takes it back needs; None where nothing can be taken back.
    """

    text: str
    undo: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page is made with.

    Attributes:
        owner: The owner's name.
        zone: The zone of every clock on the page.
        now: When the page is made, aware UTC.
        doing: Forms are shown; False for pages that are files.
        said: The outcome of the last action, None without one.
    """

    texts: Texts
    owner: str
    zone: str
    now: datetime
    links: Places = field(default_factory=Links)
    doing: bool = True
    said: Said | None = None

    def instant(self, at: datetime | None) -> str:
        """Return an instant on the owner's clock, a dash where there is none."""
        return "–" if at is None else self.texts.instant(at, self.zone)
