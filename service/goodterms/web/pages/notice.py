"""A page that only says something: a link that expired, an address that leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """One title and some sentences, in the owner's language already."""

    template: ClassVar[str] = "notice.html.j2"
    part: ClassVar[str] = ""

    title: str
    lines: tuple[str, ...]
