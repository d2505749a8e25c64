"""What the local page asks of the database beside what the pipeline does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.store_tone import ToneTables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Correction


class ReviewTables(ToneTables):
    """Short answers for single pages."""

    def latest_rows(self) -> Mapping[str, int]:
        """Return the number of each client's latest verdict row."""
        # of one instant the row written last holds
        rows = self._rows(
            "SELECT client, id FROM (SELECT client, id, row_number() OVER"
            " (PARTITION BY client ORDER BY as_of DESC, id DESC) AS place FROM verdict)"
            " WHERE place = 1"
        )
        return {str(row["client"]): int(str(row["id"])) for row in rows}

    def row_text(self, number: int) -> str:
        """Return one verdict row by its number, "" when there is none."""
        rows = self._rows("SELECT text FROM verdict WHERE id = ?", [number])
        return str(rows[0]["text"]) if rows else ""

    def corrections_of(self, client: str) -> Sequence[Correction]:
        """Return the corrections of one client's messages and documents, oldest first."""
        return self._corrections_of(client)

    def client_of(self, source: str) -> str | None:
        """Return whose message or document this is, None when it is not known."""
        sql = (
            "SELECT client FROM message WHERE id = ? UNION SELECT client FROM document WHERE id = ?"
        )
        rows = self._rows(sql, [source, source])
        return str(rows[0]["client"]) if rows and rows[0]["client"] else None

    def undo_last_correction(self, source: str, code: str) -> bool:
        """Take back the last word on one source and code; an earlier one holds again."""
        with self._writing():
            self._unlearn(code)
            gone = self._execute(
                "DELETE FROM correction WHERE id = (SELECT id FROM correction WHERE message = ?"
                " AND code = ? ORDER BY corrected_at DESC, id DESC LIMIT 1)",
                [source, code],
            )
        return gone > 0
