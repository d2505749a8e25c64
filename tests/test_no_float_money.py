"""A lint rule: no float ever touches money (issue 5, "It is done when").

Amounts are whole minor units from the byte they are read from to the row they are kept in. Ratios
*of* amounts (a share, an hourly rate, a weight) may be floats: they are no money, and each function
that forms one is named here with its reason.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICE = Path(__file__).parents[1] / "service" / "goodterms"

EXACT = (
    "adapters/invoices/*.py",
    "adapters/store_ledger*.py",
    "adapters/store_money*.py",
    "core/allocations.py",
    "core/amounts.py",
    "core/bank_amounts.py",
    "core/bills*.py",
    "core/booking*.py",
    "core/column*.py",
    "core/currency.py",
    "core/einvoice*.py",
    "core/interest.py",
    "core/invoice_*.py",
    "core/ledger_*.py",
    "core/line_sums.py",
    "core/merging.py",
    "core/payment_*.py",
    "core/probable_money.py",
    "core/rates.py",
    "core/references.py",
    "core/settlement.py",
    "core/table_row.py",
)
"""Where amounts are read, converted, matched and kept: no float at all."""

ALLOWED = {
    ("core/amounts.py", "parse_hours"): "hours are no money",
    ("core/rates.py", "_factor"): "fractions",
    ("core/rates.py", "of"): "fractions",
    ("core/interest.py", "exact_minor"): "fractions",
}
"""Functions of the exact modules that divide or form a float, and why they may."""

RATIOS = {
    ("core/what_if.py", "what_if"): "fractions, and months that savings would last",
    ("core/book.py", "top"): "a share of all income, shown in per cent",
    ("core/figures.py", "_per_hour"): "fractions, rounded once",
    ("core/interest.py", "exact_minor"): "fractions, rounded once",
    ("core/worth.py", "money_view"): "a monthly mean for the owner's choice, shown as about",
}
"""Functions anywhere that divide an amount, and why what they give is no money."""


class Use(NamedTuple):
    """A place where a float may come in."""

    file: str
    function: str
    line: int
    what: str


@cache
def modules(patterns: tuple[str, ...] = ("**/*.py",)) -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(SERVICE)), ast.parse(path.read_text(encoding="utf-8")))
        for pattern in patterns
        for path in sorted(SERVICE.glob(pattern))
    ]


def named(tree: ast.AST) -> set[str]:
    """Return every name and attribute in a piece of code."""
    found = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    return found | {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}


def is_money(tree: ast.AST) -> bool:
    return any(each.endswith("_minor") or each == "minor" for each in named(tree))


def is_float(node: ast.AST) -> bool:
    """Return whether a node makes a float: a literal, `float(...)`, or a true division."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "float"
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not is_path(node)


def is_path(node: ast.BinOp) -> bool:
    """Return whether a division joins a folder and a name."""
    return isinstance(node.right, ast.Constant | ast.JoinedStr) and not (
        isinstance(node.right, ast.Constant) and isinstance(node.right.value, int | float)
    )


def uses(file: str, tree: ast.AST, function: str = "") -> Iterator[tuple[Use, ast.AST]]:
    """Yield each place that makes a float, with the function it stands in."""
    for node in ast.iter_child_nodes(tree):
        inner = node.name if isinstance(node, ast.FunctionDef) else function
        if is_float(node):
            yield Use(file, inner, node.lineno, ast.unparse(node)[:60]), node  # type: ignore[attr-defined]
        yield from uses(file, node, inner)


def strict(file: str, tree: ast.AST) -> list[Use]:
    return [use for use, _ in uses(file, tree)]


def loose(file: str, tree: ast.AST) -> list[Use]:
    return [use for use, node in uses(file, tree) if is_money(node)]


def annotated(file: str, tree: ast.AST) -> list[Use]:
    """Return the names of amounts that are said to be floats."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and is_money(node.target):
            said: ast.expr | None = node.annotation
            name = ast.unparse(node.target)
        elif isinstance(node, ast.arg) and node.arg.endswith("_minor"):
            said, name = node.annotation, node.arg
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_minor"):
            said, name = node.returns, node.name
        else:
            continue
        if said is not None and "float" in named(said):
            found.append(Use(file, name, node.lineno, ast.unparse(said)))
    return found


def test_where_amounts_are_read_and_kept_there_is_no_float() -> None:
    found = [use for file, tree in modules(EXACT) for use in strict(file, tree)]
    assert [use for use in found if (use.file, use.function) not in ALLOWED] == []


def test_nowhere_is_an_amount_divided_or_made_a_float_but_for_a_ratio() -> None:
    found = [use for file, tree in modules() for use in loose(file, tree)]
    known = {**RATIOS, **ALLOWED}
    assert [use for use in found if (use.file, use.function) not in known] == []


def test_no_amount_is_said_to_be_a_float() -> None:
    assert [use for file, tree in modules() for use in annotated(file, tree)] == []


def test_every_exception_is_still_needed() -> None:
    exact = [use for file, tree in modules(EXACT) for use in strict(file, tree)]
    anywhere = [use for file, tree in modules() for use in loose(file, tree)]
    assert set(ALLOWED) <= {(use.file, use.function) for use in exact}
    assert set(RATIOS) <= {(use.file, use.function) for use in anywhere}


def test_every_exact_module_is_there() -> None:
    assert [each for each in EXACT if not list(SERVICE.glob(each))] == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(total_minor): return total_minor / 100",
        "def f(total_minor): return float(total_minor)",
        "def f(each): return each.total_minor * 1.21 / 2",
    ],
)
def test_the_rule_sees_what_it_is_for(code: str) -> None:
    assert loose("a.py", ast.parse(code))
    assert strict("a.py", ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "def f(paid_minor: float): ...",
        "def owed_minor() -> float | None: ...",
        "class A:\n    net_minor: float = 0",
    ],
)
def test_the_rule_sees_what_is_said(code: str) -> None:
    assert annotated("a.py", ast.parse(code))


def test_the_rule_lets_whole_numbers_and_paths_be() -> None:
    code = "def f(total_minor, out): return total_minor // 100, out / 'a', out / f'{total_minor}'"
    assert strict("a.py", ast.parse(code)) == []
