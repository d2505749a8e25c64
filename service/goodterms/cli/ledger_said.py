"""What the owner says of money files beside their bytes, on the command line or when asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.app import money_importer

if TYPE_CHECKING:
    from goodterms.app import App
    from goodterms.ports import Importer


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the owner says.

    Attributes:
        form: A format by name, "" to tell it by the content.
        currency: ISO 4217 code for files that name none.
        dates: ``dmy`` or ``mdy`` for files whose dates prove none.
        columns: ``Column=field`` pairs.
    """

    form: str = ""
    currency: str = ""
    dates: str = ""
    columns: tuple[str, ...] = field(default=())

    @property
    def anything(self) -> bool:
        """Return whether a file that was read before may give something else now."""
        return bool(self.form or self.currency or self.dates or self.columns)

    def importer(self, app: App | None) -> Importer:
        """Return the reader of money files; without a config for nobody's zone and tax number."""
        pairs = (each.rpartition("=") for each in self.columns)  # titles may hold the sign, too
        told: dict[str, object] = {
            "currency": self.currency,
            "date_order": self.dates,
            "columns": {title.strip(): name.strip() for title, _, name in pairs},
        }
        return money_importer(app.settings if app else None, form=self.form, **told)
