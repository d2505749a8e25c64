"""Every kind of JSON record that is known, in the order in which they are tried."""

from __future__ import annotations

from goodterms.adapters.invoices.json_shapes_accounting import ACCOUNTING
from goodterms.adapters.invoices.json_shapes_invoicing import INVOICING
from goodterms.adapters.invoices.json_shapes_ninja import NINJA

SHAPES = (*ACCOUNTING, *NINJA, *INVOICING)
"""The first whose marks a record has is taken."""
