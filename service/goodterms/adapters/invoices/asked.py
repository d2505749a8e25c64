"""What a reader of a money file is told beside the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from goodterms.core.client import Client
    from goodterms.core.columns import ColumnMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the owner's config and command line say about files.

    Attributes:
        clients: To find whose documents, payments and hours they are.
        known: Saved column mappings by header digest.
        currency: ISO 4217 code for files that name none; "" leaves their rows undecided.
        date_order: ``dmy`` or ``mdy`` for files whose dates prove none; "" leaves them undecided.
        zone: The owner's zone, for clock times without one.
        columns: What the owner says of single columns of a table: title to the name of a field of
            `core.columns.Field`, "" to leave the column out.
        tax_ids: The owner's own tax numbers: an invoice to them is no income. Empty for unknown.
    """

    clients: Sequence[Client] = ()
    known: Mapping[str, ColumnMapping] = field(default_factory=dict)
    currency: str = ""
    date_order: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    tax_ids: Sequence[str] = ()
