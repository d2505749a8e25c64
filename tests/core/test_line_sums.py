"""Invoices without a total of their own: the sum of their lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.ledger_rows import read_rows
from goodterms.core.line_sums import with_totals
from goodterms.core.table_row import TableRow

FIELDS = ("number", "issue_date", "client", "currency", "line_total")
MAPPING = ColumnMapping(
    digest="d", kind=TableKind.INVOICES, fields={name: Field(name) for name in FIELDS}
)


def rows(*lines: tuple[str, str]) -> list[TableRow]:
    facts = {"issue_date": "2026-01-05", "client": "Oak", "currency": "EUR"}
    return [
        TableRow(
            line=line,
            cells={
                Field(name): text
                for name, text in {**facts, "number": number, "line_total": total}.items()
            },
        )
        for line, (number, total) in enumerate(lines, 2)
    ]


def test_lines_of_one_number_are_added_wherever_they_stand() -> None:
    found = [
        row.cells[Field.TOTAL]
        for row in with_totals(rows(("1", "2.50"), ("2", "1"), ("1", "-0.50")), MAPPING)
    ]
    assert found == ["2.00", "1.00", "2.00"]


def test_a_line_that_cannot_be_read_is_named_on_each_row_of_its_invoice() -> None:
    found = read_rows(rows(("1", "2.50"), ("2", "1"), ("1", "x")), MAPPING, source="a", clients=())
    assert [each.number for each in found.documents] == ["2"]
    assert all("line 4: line_total" in each.text for each in found.problems)


@settings(max_examples=50)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
def test_the_sum_is_exact(minors: list[int]) -> None:
    lines = [
        ("7", f"{'-' if each < 0 else ''}{abs(each) // 100}.{abs(each) % 100:02}")
        for each in minors
    ]
    found = read_rows(rows(*lines), MAPPING, source="a", clients=())
    assert [each.total_minor for each in found.documents] == [sum(minors)]
    assert found.documents[0].stated == f'{{"lines": {len(minors)}}}'
