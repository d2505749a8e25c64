"""The only reader of the wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, whole seconds."""

    def now(self) -> datetime:
        """Return the present as an aware UTC instant."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: for the demo and for ``--as-of``."""

    instant: datetime

    def now(self) -> datetime:
        """Return the fixed instant."""
        return self.instant
