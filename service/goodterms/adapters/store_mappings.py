"""Column mappings in the database: asked once, used for every later file with the same header."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.adapters.store_session import Row, Session, stamp
from goodterms.core.columns import ColumnMapping
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class MappingTables(Session):
    """The column mappings of `ports.Store`."""

    def mappings(self) -> Mapping[str, ColumnMapping]:
        """Return the saved column mappings by header digest."""
        rows = self._rows("SELECT digest, mapping FROM column_mapping ORDER BY digest")
        try:
            return {
                str(row["digest"]): ColumnMapping.from_json(str(row["digest"]), str(row["mapping"]))
                for row in rows
            }
        except ValueError as error:
            message = f"the database {self._path} holds a damaged column mapping"
            raise StoreError(message) from error

    def save_mapping(self, mapping: ColumnMapping, now: datetime) -> None:
        """Keep a column mapping for later files with the same header; the same one changes nothing.

        What an earlier file proved (decimal sign, order of dates) is not unsaid by one that proves
        nothing.
        """
        known = self.mappings().get(mapping.digest)
        if known is not None:
            mapping = replace(
                mapping,
                decimal=mapping.decimal or known.decimal,
                date_order=mapping.date_order or known.date_order,
                currency=mapping.currency or known.currency,
            )
            if mapping == known:
                return
        row: Row = {
            "digest": mapping.digest,
            "mapping": mapping.to_json(),
            "saved_at": stamp(now),
        }
        clause = (
            "ON CONFLICT DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at"
        )
        with self._writing():
            self._insert("column_mapping", row, clause=clause)
